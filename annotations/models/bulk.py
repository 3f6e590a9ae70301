"""What a person does to many highlights at once: one operation, which can be undone, in a fixed number of statements
for each thousand of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from reader.models import Version

from .annotation import Annotation
from .carrying import PLACE, follow
from .codebook import Tag
from .history import Before, Change, Operation, Overtaken, lock
from .taggings import BATCH, borne, give, take_off

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from reader.models import Project, User

T = TypeVar("T")
Step: TypeAlias = tuple[Change, dict[str, Any], dict[str, Any]]  # a change, what it is now, what it is to be
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
        give((pk, tag.pk) for pk in touched)
    else:
        take_off(tag.pk, touched)
    _touch(touched)
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
    """Say whether changes are of the kind that `turn` undoes and does again: tags given and taken, highlights deleted,
    or made, as by an import."""
    gone = {"deleted": True}
    return len(changes) > 1 and all(
        change.annotation_id
        and (gone in (change.before, change.after) or change.after.keys() == change.before.keys() == {"tags"})
        for change in changes
    )


def turn(changes: Sequence[Change], by: User, *, forwards: bool) -> list[Before]:
    """Undo changes that `turns` says yes to, or do them again, and return what that changed, to be recorded.

    Called inside the operation's transaction, which holds the articles' locks. As one by one (see
    `Annotation.put_back`): a tag that others have given or taken since stays so, one that is gone from the codebook is
    not given, a highlight that comes back stands on the text as it is now, and Overtaken is raised where others have
    worked on one that would go, or have deleted or brought back one themselves.
    """
    others = _of_others(changes, by)
    steps = [(change, change.before, change.after) if forwards else (change, change.after, change.before)
             for change in changes]  # fmt: skip
    _turn_tags([step for step in steps if "tags" in step[1] and "tags" in step[2]], others)
    _turn_deletions([step for step in steps if "deleted" in step[1] and "deleted" in step[2]], others)
    return [
        Before(Annotation(pk=change.annotation_id, article_id=change.article_id or 0), known, wanted)
        for change, known, wanted in steps
    ]


def _of_others(changes: Sequence[Change], by: User) -> dict[int, list[Change]]:
    """Return what other people have done since to the annotations of one operation, by annotation."""
    found: dict[int, list[Change]] = defaultdict(list)
    operation = changes[0].operation_id
    since = Change.objects.filter(pk__gt=changes[-1].pk).exclude(operation__by=by)
    since = since.filter(annotation__in=Change.objects.filter(operation=operation).values("annotation"))
    for change in since.select_related("operation").order_by("pk"):
        found[change.annotation_id or 0].append(change)
    return found


def _turn_tags(steps: Sequence[Step], others: Mapping[int, Sequence[Change]]) -> None:
    keys = [change.annotation_id or 0 for change, _, _ in steps]
    worn = _worn(keys)
    given: list[tuple[int, int]] = []
    taken: dict[int, list[int]] = defaultdict(list)
    for change, known, wanted in steps:
        pk = change.annotation_id or 0
        gained = {*wanted["tags"]} - {*known["tags"]} - worn[pk]
        lost = ({*known["tags"]} - {*wanted["tags"]}) & worn[pk]
        for other in others.get(pk, ()):
            before, after = ({*values.get("tags", ())} for values in (other.before, other.after))
            gained, lost = gained - (before - after), lost - (after - before)
        given += [(pk, tag) for tag in gained]
        for tag in lost:
            taken[tag].append(pk)
    there = set(Tag.objects.filter(pk__in={tag for _, tag in given}).values_list("pk", flat=True))
    for tag, bearers in taken.items():
        take_off(tag, bearers)
    give((pk, tag) for pk, tag in given if tag in there)
    _touch(keys)


def _turn_deletions(steps: Sequence[Step], others: Mapping[int, Sequence[Change]]) -> None:
    for is_deleted in (True, False):
        keys = [change.annotation_id or 0 for change, _, wanted in steps if wanted["deleted"] is is_deleted]
        if is_deleted and any(change.operation.stands for pk in keys for change in others.get(pk, ())):
            raise Overtaken(gettext("Somebody else has worked on one of the highlights since."))
        for batch in _batches(keys):
            rows = Annotation.objects.filter(pk__in=batch)
            if rows.filter(deleted_at__isnull=not is_deleted).exists():
                raise Overtaken(
                    gettext("One of the highlights was deleted since.")
                    if is_deleted
                    else gettext("One of the highlights was brought back since.")
                )
            if is_deleted:
                rows.update(deleted_at=(now := timezone.now()), updated_at=now)
            else:
                _bring_back(batch)


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
        worn |= {pk: {*tags} for pk, tags in borne(batch).items()}
    return worn


def _touch(keys: Iterable[int]) -> None:
    for batch in _batches(keys):
        Annotation.objects.filter(pk__in=batch).update(updated_at=timezone.now())


def _record(action: str, changes: Sequence[Before], project: Project, by: User | None) -> Operation:
    articles = {change.target.article_id for change in changes if isinstance(change.target, Annotation)}
    # Of one article alone, it is also undone on that article's page.
    article = articles.pop() if len(articles) == 1 else None
    return Operation.objects.record(action, changes, project=project, article=article, by=by)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
