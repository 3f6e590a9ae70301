"""What a hand does to the codebook: each is one operation, which can be undone, with all the highlights it touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from django.db import models, transaction
from django.utils.translation import gettext

from .annotation import Annotation
from .codebook import Tag
from .codebook_revision import Revision, UnfitChange
from .codebook_tree import below
from .history import Operation

if TYPE_CHECKING:
    from reader.models import Project, User

    from .querysets import AnnotationQuerySet


@transaction.atomic
def add(tag: Tag, *, by: User | None) -> Operation | None:
    """Take a new tag, not saved yet, into the codebook. Raises UnfitChange, as all of these."""
    revision = Revision(tag.project_id)
    revision.add(tag)
    return revision.finish(by=by)


@transaction.atomic
def revise(tag: Tag, values: Mapping[str, Any], *, by: User | None) -> Operation | None:
    """Give the fields of a tag these values; under another parent it is the last."""
    revision = Revision(tag.project_id)
    revised = revision.tag(tag.pk)
    before = revised.parent_id
    for name, value in values.items():
        setattr(revised, name, value)
    if revised.parent_id != before:
        revised.position = revision.last_position + 1
    return revision.finish(by=by)


@transaction.atomic
def move(tag: Tag, way: Literal["up", "down"], *, by: User | None) -> Operation | None:
    """Let the tag change places with the one before or after it, of those that stand beside it."""
    revision = Revision(tag.project_id)
    moved = revision.tag(tag.pk)
    beside = [each for each in revision.tags if each.parent_id == moved.parent_id and not each.archived]
    beside.sort(key=lambda each: (each.position, each.pk))
    there = beside.index(moved) + (-1 if way == "up" else 1) if moved in beside else -1
    if not 0 <= there < len(beside):
        return None
    other = beside[there]
    moved.position, other.position = other.position, moved.position
    return revision.finish(by=by, about={moved: {"moved": way}})


@transaction.atomic
def archive(tag: Tag, *, by: User | None) -> Operation | None:
    """No longer offer the tag; what bears it bears it still."""
    revision = Revision(tag.project_id)
    revision.tag(tag.pk).archived = True
    return revision.finish(by=by)


@transaction.atomic
def bring_back(tag: Tag, *, by: User | None) -> Operation | None:
    """Offer an archived tag again; without its hotkey where another has it by now."""
    revision = Revision(tag.project_id)
    back = revision.tag(tag.pk)
    back.archived = False
    if any(each.hotkey == back.hotkey for each in revision.tags if each is not back and not each.archived):
        back.hotkey = ""
    return revision.finish(by=by)


@transaction.atomic
def remove(tag: Tag, *, by: User | None) -> Operation | None:
    """Take the tag from the codebook and from all highlights; what stands under it takes its place."""
    revision = Revision(tag.project_id)
    gone = revision.tag(tag.pk)
    for child in revision.tags:
        if child.parent_id == gone.pk:
            child.parent_id = gone.parent_id
    revision.retag(Annotation.objects.filter(tags=gone), take=[gone])
    gone.removed = True
    return revision.finish(by=by)


@transaction.atomic
def merge(tag: Tag, into: Tag, *, by: User | None) -> Operation | None:
    """Let all that bears the tag bear the other, and remove it; what stands under it stands under the other."""
    revision = Revision(tag.project_id)
    gone, kept = revision.tag(tag.pk), revision.tag(into.pk)
    if gone is kept:
        raise UnfitChange(gettext("A tag cannot be merged into itself: choose another."))
    if kept.pk in below(gone, revision.tags):
        kept.parent_id = gone.parent_id
    for child in revision.tags:
        if child.parent_id == gone.pk:
            child.parent_id = kept.pk
    revision.retag(Annotation.objects.filter(tags=gone), take=[gone], give=[kept])
    gone.removed = True
    return revision.finish(by=by, about={gone: {"merged_into": kept.pk}})


@transaction.atomic
def split(
    tag: Tag,
    new: Tag,
    narrowed: Callable[[AnnotationQuerySet], AnnotationQuerySet],
    *,
    keep: bool,
    by: User | None,
) -> Operation | None:
    """Give those highlights of the tag that a filter leaves a new tag, besides the tag if `keep`, else instead.

    `new` is not saved yet. Raises UnfitChange where the filter leaves none.
    """
    revision = Revision(tag.project_id)
    source = revision.tag(tag.pk)
    new.parent_id = source.parent_id
    # Right after the tag that it was a part of, and what stands under that.
    after = {source.pk, *below(source, revision.tags)}
    new.position = max(each.position for each in revision.tags if each.pk in after)
    part = revision.add(new)
    found = narrowed(Annotation.objects.alive().filter(pk__in=Annotation.objects.filter(tags=source).values("pk")))
    if not revision.retag(found, take=() if keep else (source,), give=(part,)):
        raise UnfitChange(gettext("No highlight is like this: choose other words, another article or another tag."))
    return revision.finish(by=by)


def last_done(project: Project, by: User) -> Operation | None:
    """Return what the person did last to the codebook, which an undo takes back."""
    return _mine(project, by).filter(state=Operation.State.DONE).order_by("-pk").first()


def last_undone(project: Project, by: User) -> Operation | None:
    """Return what the person undid last, unless they have changed the codebook since."""
    undoing = Operation.objects.filter(
        project=project, by=by, action=Operation.Action.UNDONE, of__action=Operation.Action.CODEBOOK
    )
    last = undoing.filter(of__state=Operation.State.UNDONE).select_related("of").order_by("-pk").first()
    if last is None or _mine(project, by).filter(pk__gt=last.pk).exists():
        return None
    return last.of


def _mine(project: Project, by: User) -> models.QuerySet[Operation]:
    return Operation.objects.filter(project=project, by=by, action=Operation.Action.CODEBOOK)


MOST_NAMED = 3


def told(operation: Operation) -> str:
    """Return in words what an operation did to the codebook: “merged ‘Source’ into ‘Claim’”."""
    changes = list(operation.changes.exclude(tag=None).select_related("tag").order_by("pk"))
    main = [change for change in changes if {*change.after} - {"position"}] or changes[:1]
    removed = [change for change in main if change.after.get("removed")]
    said = [_of_one(change.tag, change.before, change.after) for change in removed or main if change.tag]
    more = gettext(" and {number} more").format(number=len(said) - MOST_NAMED) if len(said) > MOST_NAMED else ""
    return ", ".join(said[:MOST_NAMED]) + more


def _of_one(tag: Tag, before: dict[str, Any], after: dict[str, Any]) -> str:
    name = f"“{before.get('name') or after.get('name') or tag}”"
    if "merged_into" in after:
        return gettext("merged {name} into “{other}”").format(
            name=name, other=Tag.with_removed.get(pk=after["merged_into"])
        )
    if "removed" in after:
        return (
            gettext("removed {name}").format(name=name)
            if after["removed"]
            else gettext("added {name}").format(name=name)
        )
    if "archived" in after:
        return (
            gettext("archived {name}").format(name=name)
            if after["archived"]
            else gettext("brought {name} back").format(name=name)
        )
    if "name" in after:
        return gettext("renamed {name} to “{after}”").format(name=name, after=after["name"])
    return (
        gettext("moved {name}").format(name=name)
        if {*after} <= {"parent_id", "position", "moved"}
        else gettext("changed {name}").format(name=name)
    )
