"""Taking a codebook's file into a project: what it would change, and then the change, as one operation.

A row changes the tag of its name, whatever the case of its letters, also an archived one; a new name is a new tag.
Nothing is removed: what the file does not name stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext, gettext_lazy

from annotations.models import Operation, Tag
from annotations.models.codebook_revision import Revision, UnfitChange
from annotations.models.codebook_tree import MOST_LEVELS, in_order

from .rows import Row, UnreadableCodebook

if TYPE_CHECKING:
    from reader.models import Project, User

SAID = ("kind", "tint", "hotkey", "description", "examples", "archived", "position")
LABELS = {"tint": "colour", "parent_id": gettext_lazy("stands under")}


@dataclass(frozen=True, slots=True)
class Alteration:
    """What of a tag that is there already would be otherwise: by the names that people know, before and after."""

    tag: Tag
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `reorders`: the tags that are there would stand in another order."""

    added: tuple[tuple[Tag, str], ...]  # each with its parent's name
    altered: tuple[Alteration, ...]
    unchanged: int
    reorders: bool

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.altered or self.reorders)

    @property
    def digest(self) -> str:
        """The same for the same plan: what is carried out is what was looked at."""
        added = [(tag.remembered(), parent) for tag, parent in self.added]
        altered = [(each.tag.pk, each.fields) for each in self.altered]
        return sha256(repr((added, altered, self.reorders)).encode()).hexdigest()


def plan(rows: Sequence[Row], project: Project) -> Plan:
    """Return what an import of these rows would do. Raises UnreadableCodebook where they do not fit together."""
    tags = list(Tag.objects.filter(project=project))
    names = {tag.pk: tag.name for tag in tags}
    was = {tag.pk: tag.remembered() for tag in tags}
    laid = Layout(rows, tags)
    added: list[tuple[Tag, str]] = []
    altered: list[Alteration] = []
    for tag in laid.tags:
        above = laid.parent(tag)
        parent = above.name if above else ""
        if tag.pk is None:
            added.append((tag, parent))
            continue
        before, now = was[tag.pk], tag.remembered()
        fields = [
            (str(LABELS.get(name, name)), _shown(before[name]), _shown(now[name]))
            for name in Tag.REMEMBERED
            if name not in ("parent_id", "position") and before[name] != now[name]
        ]
        former = names.get(before["parent_id"] or 0, "")
        if (above.pk if above else None) != before["parent_id"]:
            fields.append((str(LABELS["parent_id"]), former, parent))
        if fields:
            altered.append(Alteration(tag, tuple(fields)))
    reorders = any(tag.position != was[tag.pk]["position"] for tag in tags)
    return Plan(tuple(added), tuple(altered), len(rows) - len(added) - len(altered), reorders)


@transaction.atomic
def carry_out(rows: Sequence[Row], project: Project, *, by: User) -> Operation | None:
    """Do what `plan` says; None where that is nothing."""
    revision = Revision(project)
    laid = Layout(rows, revision.tags)
    for tag in sorted((tag for tag in laid.tags if tag.pk is None), key=laid.level):
        above = laid.parent(tag)
        tag.parent_id = above.pk if above else None
        revision.add(tag)
    for tag in laid.tags:
        above = laid.parent(tag)
        tag.parent_id = above.pk if above else None
    try:
        return revision.finish(by=by)
    except UnfitChange as error:
        raise UnreadableCodebook(str(error)) from error


class Layout:
    """The codebook as it would be: `tags` changed, unsaved, new ones among them, and the parent of each."""

    def __init__(self, rows: Sequence[Row], tags: Sequence[Tag]) -> None:
        self.problems: list[str] = []
        there = {tag.pk: tag for tag in tags}
        was = {tag.pk: tag.position for tag in tags}
        order = [tag.pk for tag, _ in in_order(tags)]
        self.by_name = {tag.name.casefold(): tag for tag in tags}
        self._parents = {tag.name.casefold(): there.get(tag.parent_id or 0) for tag in tags}
        last = max((tag.position for tag in tags), default=0)
        laid = [(row, self._tag(row, last + number)) for number, row in enumerate(_once(rows, self.problems), 1)]
        self.tags = [*tags, *(tag for _, tag in laid if tag.pk is None)]
        for row, tag in laid:
            self._place(row, tag)
        for row, tag in laid:
            self._check(row, tag)
        if self.problems:
            raise UnreadableCodebook(*self.problems)
        if not any(tag.pk is None for tag in self.tags) and order == [tag.pk for tag, _ in in_order(tags)]:
            for tag in tags:  # other numbers, and the same order
                tag.position = was[tag.pk]

    def parent(self, tag: Tag) -> Tag | None:
        """Return the tag that a tag would stand under."""
        return self._parents.get(tag.name.casefold())  # by its name: a new one has no key yet

    def level(self, tag: Tag) -> int:
        """Return on which level a tag stands, the top being 1; beyond the last where it stands under itself."""
        level, above = 1, self.parent(tag)
        while above is not None and level <= MOST_LEVELS:
            level, above = level + 1, self.parent(above)
        return level

    def _tag(self, row: Row, position: int) -> Tag:
        """Return the tag of a row, as the row says it is."""
        key = row.name.casefold()
        tag = self.by_name.get(key) or Tag(position=position)
        self.by_name[key] = tag
        tag.name = row.name
        for name in SAID:
            if (value := getattr(row, name)) is not None:
                setattr(tag, name, value)
        return tag

    def _place(self, row: Row, tag: Tag) -> None:
        if row.parent is None:
            return
        above = self.by_name.get(row.parent.casefold()) if row.parent else None
        if row.parent and above is None:
            self.problems.append(
                gettext(
                    "{where}: there is no tag “{parent}” to stand under: add a row for it, or name no parent."
                ).format(where=row.where, parent=row.parent)
            )
        self._parents[tag.name.casefold()] = above

    def _check(self, row: Row, tag: Tag) -> None:
        try:
            tag.clean_fields(exclude=["project", "parent"])
            tag.clean()
        except ValidationError as error:
            self.problems += [f"{row.where}: {message}" for message in error.messages]
        if tag.hotkey and not tag.archived:
            rival = next((each for each in self.tags if _has_key(each, tag.hotkey) and each is not tag), None)
            if rival:
                self.problems.append(
                    gettext(
                        "{where}: “{rival}” has the hotkey “{hotkey}” too: change one of them, or leave it empty."
                    ).format(where=row.where, rival=rival, hotkey=tag.hotkey)
                )
        if self.level(tag) > MOST_LEVELS:
            self.problems.append(
                gettext(
                    "{where}: it stands under itself, or deeper than {MOST_LEVELS} levels: give it another parent."
                ).format(where=row.where, MOST_LEVELS=MOST_LEVELS)
            )


def _shown(value: object) -> str:
    return {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else str(value)


def _once(rows: Iterable[Row], problems: list[str]) -> Iterator[Row]:
    """Yield the rows, but for a second one of a name, which is a problem."""
    seen: dict[str, Row] = {}
    for row in rows:
        first = seen.setdefault(row.name.casefold(), row)
        if first is row:
            yield row
        else:
            problems.append(
                gettext(
                    "{where}: the name “{name}” stands twice (first: {where_2}). A name is a tag's "
                    "alone in a codebook: rename one."
                ).format(where=row.where, name=row.name, where_2=first.where)
            )


def _has_key(tag: Tag, key: str) -> bool:
    return tag.hotkey.casefold() == key.casefold() and not tag.archived
