"""Changing a codebook: whatever a person does to its tags in one go, with all highlights that it touches.

Everything here goes in bulk: one operation may take a tag from tens of thousands of highlights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from reader.models import Article, Entry, Project

from . import taggings
from .annotation import Annotation
from .codebook import Tag
from .codebook_tree import MOST_LEVELS, ancestors, in_order
from .history import Change, Operation, Overtaken, lock

if TYPE_CHECKING:
    from reader.models import User

STORED = (
    "name",
    "description",
    "examples",
    "kind",
    "tint",
    "hotkey",
    "position",
    "parent",
    "archived_at",
    "removed_at",
)


class UnfitChange(Exception):
    """The codebook would not hold together; says what to do."""


class Use(NamedTuple):
    """The tags that a highlight bears, and those it is to bear, by their keys."""

    annotation: int
    article: int
    before: Sequence[int]
    after: Sequence[int]


class Revision:
    """One change of a project's codebook, inside a transaction, which holds the codebook and all its uses.

    Change the tags of `tags` and let highlights bear others; `finish` saves and records it all.
    """

    def __init__(self, project: Project | int) -> None:
        self.project = project if isinstance(project, int) else project.pk
        # Not `project.lock()`: whoever holds an article may refer to the project meanwhile.
        list(Project.objects.select_for_update(no_key=True).filter(pk=self.project).values_list("pk"))
        lock(Article.objects.filter(project=self.project).values_list("pk", flat=True))
        self.all = {tag.pk: tag for tag in Tag.with_removed.filter(project=self.project)}
        self._was = {pk: tag.remembered() for pk, tag in self.all.items()}
        self._uses: list[Use] = []

    @property
    def tags(self) -> list[Tag]:
        """The tags there are, which are those that were not removed."""
        return [tag for tag in self.all.values() if not tag.removed]

    def tag(self, pk: int) -> Tag:
        """Return a tag as it stands now. Raises UnfitChange where it was removed meanwhile."""
        found = self.all.get(pk)
        if found is None or found.removed:
            raise UnfitChange(gettext("This tag was removed meanwhile."))
        return found

    def add(self, tag: Tag) -> Tag:
        """Take in a tag that is not saved yet, the last of those beside it unless it has a position."""
        tag.project_id = self.project
        tag.position = tag.position or self.last_position + 1
        name, hotkey = tag.name, tag.hotkey
        tag.hotkey, tag.removed = "", True  # until all are in their place, no name and no key is taken twice
        tag.save(force_insert=True)
        self._was[tag.pk] = {"removed": True}
        tag.name, tag.hotkey, tag.removed = name, hotkey, False
        self.all[tag.pk] = tag
        return tag

    @property
    def last_position(self) -> int:
        return max((tag.position for tag in self.all.values()), default=0)

    def retag(
        self, annotations: models.QuerySet[Annotation], *, take: Iterable[Tag] = (), give: Iterable[Tag] = ()
    ) -> int:
        """Take tags from these annotations and give them others; return how many they are."""
        taken, given = {tag.pk for tag in take}, {tag.pk for tag in give}
        found = list(annotations.order_by().values_list("pk", "article_id"))
        worn = taggings.borne(annotations.order_by().values("pk"))
        uses = [Use(pk, article, worn[pk], sorted(({*worn[pk]} - taken) | given)) for pk, article in found]
        self._bear(uses)
        return len(uses)

    def turn(self, operation: Operation, *, forwards: bool) -> None:
        """Put back what an operation changed, or do it again. Raises Overtaken."""
        rows = operation.changes.values_list("tag_id", "annotation_id", "article_id", "before", "after")
        uses = []
        changes = [(*row[:3], *(row[3:] if forwards else row[:2:-1])) for row in rows]
        for tag, _, _, known, wanted in changes:
            if tag:
                self.all[tag].put_back(wanted, known)
        there = {tag.pk for tag in self.tags}
        worn = taggings.borne(operation.changes.exclude(annotation=None).values("annotation"))
        for _, annotation, article, known, wanted in changes:
            if annotation:
                # One by one, so that what others have given and taken since stays.
                lost, gained = {*known["tags"]} - {*wanted["tags"]}, {*wanted["tags"]} - {*known["tags"]}
                before = worn[annotation]
                uses.append(Use(annotation, article, before, sorted(({*before} - lost) | (gained & there))))
        self._bear(uses)

    def finish(
        self,
        *,
        by: User | None,
        action: str = Operation.Action.CODEBOOK,
        of: Operation | None = None,
        about: Mapping[Tag, dict[str, Any]] = MappingProxyType({}),
    ) -> Operation | None:
        """Save and record what was changed; None where nothing was. Raises UnfitChange.

        `about` is what history is to know of changed tags beside: into which one was merged, which way one was moved.
        """
        self._check()
        self._number()
        changed = [tag for tag in self.all.values() if any(self._difference(tag))]
        if not changed and not self._uses and of is None:
            return None
        operation = Operation.objects.create(project_id=self.project, by=by, action=action, of=of)
        rows = []
        for tag in changed:
            before, after = self._difference(tag)
            rows.append(Change(operation=operation, tag=tag, before=before, after=after | about.get(tag, {})))
        Change.objects.bulk_create(rows)
        self._save(changed)
        taggings.insert(
            Change,
            ("operation_id", "annotation_id", "article_id", "before", "after"),
            [
                (operation.pk, use.annotation, use.article, tags_json(use.before), tags_json(use.after))
                for use in self._uses
            ],
        )
        touched = Change.objects.filter(operation=operation).exclude(annotation=None)
        Annotation.objects.filter(pk__in=touched.values("annotation")).update(updated_at=timezone.now())
        Entry.objects.outdate({use.article for use in self._uses}, words=False)
        return operation

    def _difference(self, tag: Tag) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what of the tag is not as it was: as it was, and as it is."""
        was, now = self._was[tag.pk], tag.remembered()
        fields = [name for name in Tag.REMEMBERED if was.get(name) != now[name]]
        return {name: was[name] for name in fields if name in was}, {name: now[name] for name in fields}

    def _bear(self, uses: Iterable[Use]) -> None:
        """Let highlights bear these tags from now on."""
        changed = [use for use in uses if use.before != use.after]
        lost: dict[int, list[int]] = defaultdict(list)
        for use in changed:
            for tag in {*use.before} - {*use.after}:
                lost[tag].append(use.annotation)
        for tag, keys in lost.items():
            taggings.take_off(tag, keys)
        gained = [(use.annotation, tag) for use in changed for tag in {*use.after} - {*use.before}]
        taggings.give(gained)
        self._uses += changed

    def _check(self) -> None:
        """Raise UnfitChange where two tags would be one, a tag stand under itself, or a removed one be borne."""
        names: dict[str, Tag] = {}
        keys: dict[str, Tag] = {}
        there = {tag.pk: tag for tag in self.tags}
        parents = {pk: tag.parent_id for pk, tag in there.items()}
        for tag in sorted(there.values(), key=lambda tag: bool(self._difference(tag)[1])):
            twin = names.setdefault(tag.name.casefold(), tag)
            rival = tag if tag.archived or not tag.hotkey else keys.setdefault(tag.hotkey, tag)
            if not self._difference(tag)[1]:
                continue
            if twin is not tag:
                raise UnfitChange(gettext("there is another tag “{twin}”: rename one of them first.").format(twin=twin))
            if rival is not tag:
                raise UnfitChange(
                    gettext("the tag “{rival}” has the hotkey “{hotkey}” too: change one of them first.").format(
                        rival=rival, hotkey=tag.hotkey
                    )
                )
            if tag.parent_id is not None and tag.parent_id not in there:
                raise UnfitChange(
                    gettext("the tag that “{tag}” stands under is removed: move “{tag}” first.").format(tag=tag)
                )
            above = ancestors(tag.pk, parents)
            if tag.pk in (parents[pk] for pk in above) or tag.parent_id == tag.pk:
                raise UnfitChange(
                    gettext("“{tag}” would stand under itself: move the other tag first.").format(tag=tag)
                )
            if len(above) >= MOST_LEVELS:
                raise UnfitChange(
                    gettext("A codebook has at most {MOST_LEVELS} levels: move “{tag}” further up.").format(
                        MOST_LEVELS=MOST_LEVELS, tag=tag
                    )
                )
        gone = [tag for tag in self.all.values() if tag.removed and self._difference(tag)[1]]
        orphan = next((tag for tag in there.values() if tag.parent_id in {tag.pk for tag in gone}), None)
        if orphan:
            raise UnfitChange(
                gettext("“{orphan}” stands under “{parent}” by now: move it first.").format(
                    orphan=orphan, parent=orphan.parent
                )
            )
        borne = taggings.Tagging.objects.filter(tag__in=gone).select_related("tag").first() if gone else None
        if borne:
            raise UnfitChange(gettext("highlights bear “{tag}” by now: remove the tag instead.").format(tag=borne.tag))

    def _number(self) -> None:
        """Number the tags as the tree is read, where they do not stand in that order already."""
        ordered = [tag for tag, _ in in_order(self.tags)]
        places = [tag.position for tag in ordered]
        if any(place >= following for place, following in pairwise(places)):
            for number, tag in enumerate(ordered, start=1):
                tag.position = number

    def _save(self, changed: Sequence[Tag]) -> None:
        """Save the tags; names and hotkeys are let go before others take them."""
        if not changed:
            return
        Tag.with_removed.filter(pk__in=[tag.pk for tag in changed]).update(hotkey="")
        for removed in (True, False):
            these = [tag for tag in changed if tag.removed is removed]
            Tag.with_removed.bulk_update(these, STORED, batch_size=100)


def turn(operation: Operation, *, action: str, by: User, forwards: bool) -> Operation:
    """Undo an operation on the codebook, or do it again, as `action`. Called by it, inside its transaction."""
    revision = Revision(operation.project_id)
    revision.turn(operation, forwards=forwards)
    try:
        turned = revision.finish(by=by, action=action, of=operation)
    except UnfitChange as error:
        raise Overtaken(str(error)) from error
    assert turned is not None  # noqa: S101  what is of another is always recorded
    return turned


def tags_json(tags: Sequence[int]) -> str:
    """Return the tags of a highlight as history keeps them."""
    return f'{{"tags": [{", ".join(map(str, tags))}]}}'
