"""What a hand does to highlights beyond making them: another range, two of one, one of two, a place for an orphan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from annotations.core.selectors import TextPositionSelector, trim
from reader.models import Article

from .annotation import Annotation
from .codebook import Tag
from .gathering import hand_over, take_over
from .history import Before, Operation
from .querysets import NoSuchPassage, find_passage, held

if TYPE_CHECKING:
    from reader.models import User

SAVED = (
    "version", "start", "end", "paragraph", "exact", "prefix", "suffix", "former_exact", "note", "note_revision",
    "updated_at",
)  # fmt: skip


class StaleRange(Exception):
    """The range was changed by somebody else since the person saw it; `current` is the annotation as it stands."""

    def __init__(self, current: Annotation) -> None:
        super().__init__(gettext("This highlight's range was changed meanwhile."))
        self.current = current


@transaction.atomic
def change_range(
    annotation: Annotation,
    position: TextPositionSelector,
    *,
    by: User,
    version: int | None = None,
    exact: str = "",
    seen: tuple[int, TextPositionSelector | None] | None = None,
) -> Operation:
    """Let a highlight stand on this passage of the version the person saw; an orphan gets a place again.

    `version` and `exact` as in `annotate_passage`. `seen` is the number of a version and where the highlight stood on
    it when the person saw it (None: nowhere): raises StaleRange where it stands elsewhere by now. Raises
    NoSuchPassage where the passage is not in the current text.
    """
    article, annotation = _held(annotation)
    if seen and not _stands_where(annotation, article, *seen):
        raise StaleRange(annotation)
    place = find_passage(article, position, exact, version)
    before = _place(annotation)
    was_orphan = annotation.position is None
    annotation.place(place, article.current or annotation.version, by_hand=True)
    annotation.save(update_fields=SAVED)
    action = Operation.Action.REATTACHED if was_orphan else Operation.Action.MOVED
    return annotation.record(action, before, _place(annotation), by=by)


@transaction.atomic
def split(annotation: Annotation, at: int, *, by: User, version: int | None = None) -> Operation:
    """Make two highlights of one, the second from the code point `at` on; both bear the tags, the first the note.

    Raises NoSuchPassage where the highlight has no words on both sides.
    """
    article, first = _held(annotation)
    inside = find_passage(article, TextPositionSelector(at, at + 1), "", version, trimmed=False)
    current = article.current
    if current is None or first.start is None or first.end is None:
        raise NoSuchPassage(gettext("This highlight has no place in the article: it cannot be split."))
    left = trim(current.text, TextPositionSelector(first.start, max(first.start, inside.start)))
    right = trim(current.text, TextPositionSelector(min(inside.start, first.end), first.end))
    if left.start >= left.end or right.start >= right.end:
        raise NoSuchPassage(gettext("Select where the second part begins, inside the highlight."))
    before = _place(first)
    second = Annotation(article=article, created_by=by)
    second.place(right, current)
    second.save(force_insert=True)
    tags = list(first.tags.all())
    second.tags.set(tags)
    first.place(left, current, by_hand=True)
    first.save(update_fields=SAVED)
    made = {"deleted": False, "tags": sorted(tag.pk for tag in tags), "range": second.range}
    changes = [Before(first, before, _place(first)), Before(second, {"deleted": True}, made)]
    changes += hand_over(first, second)
    second.read_evidence(tags)
    return Operation.objects.record(Operation.Action.SPLIT, changes, project=article.project_id, article=article, by=by)


@transaction.atomic
def merge(annotation: Annotation, other: Annotation, *, by: User) -> Operation:
    """Make one highlight of two of the article, from the first's start to the last's end, with the tags of both.

    `annotation` stays, with both notes; `other` is deleted. Raises NoSuchPassage where one has no place, or they are
    not two of one article.
    """
    article, kept = _held(annotation)
    gone = Annotation.objects.alive().filter(article=article, pk=other.pk).exclude(pk=kept.pk).first()
    if gone is None or kept.position is None or gone.position is None or article.current is None:
        raise NoSuchPassage(gettext("Only two highlights that have their place in one article can be merged."))
    tags, others = kept.tag_keys(), gone.tag_keys()
    before = {**_place(kept), "note": kept.note, "tags": tags}
    around = TextPositionSelector(
        min(kept.position.start, gone.position.start), max(kept.position.end, gone.position.end)
    )
    kept.place(around, article.current, by_hand=True)
    if gone.note and gone.note != kept.note:
        kept.note = f"{kept.note}\n\n{gone.note}".strip()
        kept.note_revision += 1
    kept.save(update_fields=SAVED)
    kept.tags.add(*others)
    after = {**_place(kept), "note": kept.note, "tags": sorted({*tags, *others})}
    changes = [Before(kept, before, after), *take_over(kept, gone), Before(gone, {"deleted": False}, {"deleted": True})]
    gone.mark_deleted()
    kept.read_evidence(Tag.objects.filter(pk__in=others))
    return Operation.objects.record(
        Operation.Action.MERGED, changes, project=article.project_id, article=article, by=by
    )


@transaction.atomic
def accept(annotation: Annotation, *, by: User) -> Operation | None:
    """Take the words that stand in the text now for those that were highlighted. Raises NoSuchPassage if deleted."""
    _, annotation = _held(annotation)
    former = annotation.former_exact
    if not former:
        return None
    annotation.former_exact = ""
    annotation.save(update_fields=["former_exact", "updated_at"])
    return annotation.record(Operation.Action.ACCEPTED, {"former_exact": former}, {"former_exact": ""}, by=by)


def _held(annotation: Annotation) -> tuple[Article, Annotation]:
    """Return the article, held until the transaction ends, and the annotation as it stands now.

    Raises NoSuchPassage where it was deleted meanwhile, as all that is done here does.
    """
    article = held(annotation.article)
    now = Annotation.objects.alive().select_related("version", "article").filter(pk=annotation.pk).first()
    if now is None:
        raise NoSuchPassage(gettext("This highlight was deleted meanwhile."))
    return article, now


def _place(annotation: Annotation) -> dict[str, Any]:
    """Return its place as history keeps it, with the words that the text has changed there."""
    return {"range": annotation.range, "former_exact": annotation.former_exact}


def _stands_where(annotation: Annotation, article: Article, number: int, place: TextPositionSelector | None) -> bool:
    version = article.versions.filter(number=number).first()
    if version is None:
        return False
    seen = {"version_id": version.pk, "start": None, "end": None, "exact": "", "prefix": "", "suffix": ""}
    if place:
        seen |= {"start": place.start, "end": place.end, "exact": version.text[place.start : place.end]}
    return annotation.stands_where(seen)
