"""What a person does to many highlights at once: one operation, which can be undone, in a fixed number of statements
for each thousand of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reader.models import Version

from .annotation import Annotation
from .carrying import PLACE, follow
from .codebook import Tag
from .history import Before, Change, Operation, lock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from reader.models import Project, User

BATCH = 1000
Tagging = Annotation.tags.through
T = TypeVar("T")
RANGE = ("version_id", "start", "end", "exact", "prefix", "suffix")


@transaction.atomic
def retag(
    found: QuerySet[Annotation], tag: Tag, *, present: bool, project: Project, by: User | None
) -> Operation | None:
    """Give these annotations the tag, or take it away; None where that changes none of them."""
    held = _hold(found)
    worn = _worn(held)
    touched = [pk for pk in held if (tag.pk in worn[pk]) != present]
    if not touched:
        return None
    if present:
        Tagging.objects.bulk_create((Tagging(annotation_id=pk, tag=tag) for pk in touched), batch_size=BATCH)
    for keys in _batches(touched):
        if not present:
            Tagging.objects.filter(tag=tag, annotation_id__in=keys).delete()
        Annotation.objects.filter(pk__in=keys).update(updated_at=timezone.now())
    changes = [
        Before(
            Annotation(pk=pk, article_id=held[pk]),
            {"tags": sorted(worn[pk])},
            {"tags": sorted(worn[pk] ^ {tag.pk})},
        )
        for pk in touched
    ]
    return _record(Operation.Action.TAGGED, changes, project, by)


@transaction.atomic
def delete(found: QuerySet[Annotation], *, project: Project, by: User | None) -> Operation | None:
    """Take these annotations from their pages; they can be brought back. None where there are none."""
    held = _hold(found)
    changes = []
    for keys in _batches(held):
        rows = Annotation.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "article_id", *RANGE)
        for pk, article, *place in rows:
            before = {"deleted": False, "range": dict(zip(RANGE, place, strict=True))}
            changes.append(Before(Annotation(pk=pk, article_id=article), before, {"deleted": True}))
        Annotation.objects.filter(pk__in=keys).update(deleted_at=(now := timezone.now()), updated_at=now)
    return _record(Operation.Action.DELETED, changes, project, by) if changes else None


def turns(changes: Sequence[Change]) -> bool:
    """Say whether changes are of the kind that `turn` undoes and does again: tags given and taken, and deletions."""
    return len(changes) > 1 and all(
        change.annotation_id
        and (change.after == {"deleted": True} or change.after.keys() == change.before.keys() == {"tags"})
        for change in changes
    )


def turn(changes: Sequence[Change], *, forwards: bool) -> list[Before]:
    """Undo changes that `turns` says yes to, or do them again, and return what that changed, to be recorded.

    Called inside the operation's transaction, which holds the articles' locks. As one by one: a tag that others have
    given or taken since stays so, one that is gone from the codebook is not given, and a highlight that comes back
    stands on the text as it is now.
    """
    steps = [(change, change.before, change.after) if forwards else (change, change.after, change.before)
             for change in changes]  # fmt: skip
    _turn_tags([(change, known, wanted) for change, known, wanted in steps if "tags" in wanted and "tags" in known])
    gone = [change.annotation_id or 0 for change, _, wanted in steps if wanted.get("deleted")]
    back = [change.annotation_id or 0 for change, _, wanted in steps if wanted.get("deleted") is False]
    for keys in _batches(gone):
        alive = Annotation.objects.alive().filter(pk__in=keys)
        alive.update(deleted_at=(now := timezone.now()), updated_at=now)
    for keys in _batches(back):
        _bring_back(keys)
    return [
        Before(Annotation(pk=change.annotation_id, article_id=change.article_id or 0), known, wanted)
        for change, known, wanted in steps
    ]


def _turn_tags(steps: Sequence[tuple[Change, dict[str, list[int]], dict[str, list[int]]]]) -> None:
    given: dict[int, list[int]] = defaultdict(list)
    taken: dict[int, list[int]] = defaultdict(list)
    for change, known, wanted in steps:
        for tag in {*wanted["tags"]} - {*known["tags"]}:
            given[tag].append(change.annotation_id or 0)
        for tag in {*known["tags"]} - {*wanted["tags"]}:
            taken[tag].append(change.annotation_id or 0)
    there = set(Tag.objects.filter(pk__in=given).values_list("pk", flat=True))
    for tag, keys in taken.items():
        for batch in _batches(keys):
            Tagging.objects.filter(tag_id=tag, annotation_id__in=batch).delete()
    rows = [Tagging(annotation_id=pk, tag_id=tag) for tag, keys in given.items() if tag in there for pk in keys]
    Tagging.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    for batch in _batches([change.annotation_id or 0 for change, _, _ in steps]):
        Annotation.objects.filter(pk__in=batch).update(updated_at=timezone.now())


def _bring_back(keys: Sequence[int]) -> None:
    deleted = Annotation.objects.filter(pk__in=keys, deleted_at__isnull=False)
    moved: dict[tuple[int, int], list[Annotation]] = defaultdict(list)
    with_text = deleted.exclude(article__current=None).select_related("article")
    for annotation in with_text.exclude(version=F("article__current")):
        moved[annotation.version_id, annotation.article.current_id or 0].append(annotation)
    versions = Version.objects.in_bulk({pk for pair in moved for pk in pair})
    for (seen, current), behind in moved.items():
        follow(behind, versions[seen], versions[current])
        Annotation.objects.bulk_update(behind, PLACE, batch_size=500)
    deleted.update(deleted_at=None, updated_at=timezone.now())


def _hold(found: QuerySet[Annotation]) -> dict[int, int]:
    """Hold the articles of these annotations, and return those that are still there: their keys and their articles'."""
    keys = list(found.order_by().values_list("pk", "article_id"))
    lock({article for _, article in keys})
    held: dict[int, int] = {}
    for batch in _batches([pk for pk, _ in keys]):
        held.update(Annotation.objects.alive().filter(pk__in=batch).order_by("pk").values_list("pk", "article_id"))
    return held


def _worn(keys: Iterable[int]) -> dict[int, set[int]]:
    worn: dict[int, set[int]] = {pk: set() for pk in keys}
    for batch in _batches(worn):
        for pk, tag in Tagging.objects.filter(annotation_id__in=batch).values_list("annotation_id", "tag_id"):
            worn[pk].add(tag)
    return worn


def _record(action: str, changes: Sequence[Before], project: Project, by: User | None) -> Operation:
    articles = {change.target.article_id for change in changes if isinstance(change.target, Annotation)}
    # Of one article alone, it is also undone on that article's page.
    article = articles.pop() if len(articles) == 1 else None
    return Operation.objects.record(action, changes, project=project, article=article, by=by)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
