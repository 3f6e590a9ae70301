"""What an edited table would change of highlights' tags, notes and quotes, and the change, as one operation.

What was changed here after the table was written, and in the table too, stays as it is here: that is a conflict, which
is told. A row that is gone takes its tag along, as long as the highlight has another row; one without any row stays as
it is. A quote that was edited gives the highlight another range: where its new words stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from annotations.core.selectors import TextPositionSelector
from annotations.exporters.csv_long import unescape_formula
from annotations.models import Annotation, Operation, Tag
from annotations.models.carrying import PLACE
from annotations.models.history import Before, lock
from annotations.models.taggings import borne, give, take_off
from reader.models import Project, User, Version

from .carrying_out import add_tags
from .planning import batches
from .quotes import place_of
from .rows import UnreadableAnnotations
from .since import since
from .table import Edited, Edits

HISTORY = {"tags": "tags", "note": "note", "quote": "range"}  # what history calls them


class Side(NamedTuple):
    """A field that would be otherwise, in words: how it is called, what it says here, and what in the file."""

    name: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What would be otherwise of a highlight; None for what stays."""

    annotation: Annotation
    tags: tuple[list[str], list[str]] | None = None  # names, before and after
    note: tuple[str, str] | None = None
    quote: tuple[str, str] | None = None
    place: TextPositionSelector | None = None  # of the new quote, in the article's current text

    @property
    def fields(self) -> list[str]:
        return [name for name in HISTORY if getattr(self, name) is not None]

    @property
    def sides(self) -> Iterator[Side]:
        if self.tags:
            yield Side(gettext("tags"), gettext(", ").join(self.tags[0]), gettext(", ").join(self.tags[1]))
        if self.note:
            yield Side(gettext("note"), *self.note)
        if self.quote:
            yield Side(gettext("quote"), *self.quote)


@dataclass
class EditPlan:
    """What a table would do. `unknown` are not, or no longer, in this project."""

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Edit] = field(default_factory=list)
    same: int = 0
    unknown: int = 0
    undated: int = 0  # would be changed by rows that do not say when they were written
    tags: list[str] = field(default_factory=list)  # that the codebook does not have yet
    unplaced: list[str] = field(default_factory=list)  # quotes that have no place, in words, with their rows


def plan_edits(table: Edits, project: Project) -> EditPlan:
    """Return what a table would change. Raises UnreadableAnnotations where a highlight's rows contradict each other."""
    made = EditPlan()
    names = dict(Tag.objects.filter(project=project).order_by("position", "pk").values_list("pk", "name"))
    order = {pk: place for place, pk in enumerate(names)}
    known = {name.casefold(): name for name in names.values()}
    problems: list[str] = []
    for keys in batches(table.rows):
        there = Annotation.objects.alive().filter(pk__in=keys, article__project=project).defer("searchable")
        found = there.select_related("article").in_bulk()
        worn = borne(keys)
        made.unknown += len(keys) - len(found)
        changed: list[Edit] = []
        for pk, annotation in found.items():
            row = table.rows[pk]
            before = [names[tag] for tag in sorted(order.keys() & worn[pk], key=order.__getitem__)]
            try:
                note = _cell(row.notes, annotation.note, "notes", table)
                quote = _cell(row.quotes, annotation.exact, "quotes", table)
            except ValueError as error:
                problems.append(f"{row.where}: {error}")
                continue
            edit = Edit(annotation, _tags(row, before, known, table), note, quote)
            changed += [edit] if edit.fields else []
            made.same += not edit.fields
        _sort(changed, table, names, made)
    if problems:
        raise UnreadableAnnotations(*problems)
    new = {name.casefold(): name for edit in made.edits if edit.tags for name in edit.tags[1]}
    made.tags = [name for key, name in new.items() if key not in known]
    return made


def _tags(row: Edited, before: list[str], known: dict[str, str], table: Edits) -> tuple[list[str], list[str]] | None:
    if row.tags is None:
        return None
    # What the file's encoding could not hold is the tag that it was.
    lossy = {table.lossy(name).casefold(): name for name in before}
    after = [lossy.get(name.casefold()) or known.get(name.casefold(), name) for name in row.tags]
    return None if {*after} == {*before} else (before, after)


def _cell(cells: list[str] | None, before: str, called: str, table: Edits) -> tuple[str, str] | None:
    """Return a text before and after; of several rows the one that was changed counts. Raises ValueError."""
    changed = {unescape_formula(cell) for cell in cells or () if not _says(cell, before, table)}
    if len(changed) > 1:
        raise ValueError(f"the highlight's rows have different {called}: write the one that holds into all of them.")
    return (before, changed.pop()) if changed else None


def _says(cell: str, text: str, table: Edits) -> bool:
    return table.lossy(text.replace("\r\n", "\n").replace("\r", "\n")) in (cell, unescape_formula(cell))


def _sort(changed: list[Edit], table: Edits, names: Mapping[int, str], made: EditPlan) -> None:
    """Tell edits from conflicts, field by field, and find the places of new quotes."""
    moments = {edit.annotation.pk: table.rows[edit.annotation.pk].updated for edit in changed}
    late = {
        edit.annotation.pk: moment
        for edit in changed
        if (moment := moments[edit.annotation.pk]) and edit.annotation.updated_at.replace(microsecond=0) > moment
    }
    then, texts = since(late), _Texts()
    for edit in changed:
        pk, is_told = edit.annotation.pk, False
        if pk in late:
            former = then.get(pk, {})
            # Where history does not tell what was changed, it may be anything.
            both = [name for name in edit.fields if HISTORY[name] in former or not former]
            theirs = [name for name in both if not _stood(name, edit, former, table, names)]
            if theirs:
                made.conflicts.append(_without(edit, [name for name in edit.fields if name not in theirs]))
                is_told = True
            edit = _without(edit, both)  # noqa: PLW2901  what is left of it
        if edit.quote:
            edit, is_told = _placed(edit, table, texts, made), True  # noqa: PLW2901
        if edit.fields:
            made.edits.append(edit)
            made.undated += moments[pk] is None
        made.same += not (is_told or edit.fields)


def _stood(name: str, edit: Edit, then: Mapping[str, Any], table: Edits, names: Mapping[int, str]) -> bool:
    """Say whether the file has what was said here when it was written: then only somebody here has changed it."""
    row = table.rows[edit.annotation.pk]
    if HISTORY[name] not in then:
        return False
    said = then[HISTORY[name]]
    if name == "tags":
        return {table.lossy(names.get(tag, "")).casefold() for tag in said} == {
            tag.casefold() for tag in row.tags or ()
        }
    cells = row.notes if name == "note" else row.quotes
    return all(_says(cell, said["exact"] if name == "quote" else said, table) for cell in cells or ())


def _without(edit: Edit, names: list[str]) -> Edit:
    left: Any = dict.fromkeys(names)
    return replace(edit, **left)


class _Texts:
    """The current versions of articles, the last one kept: the highlights of an article mostly come together."""

    def __init__(self) -> None:
        self._last: Version | None = None

    def of(self, pk: int | None) -> Version | None:
        if pk and (self._last is None or self._last.pk != pk):
            self._last = Version.objects.get(pk=pk)
        return self._last if pk else None


def _placed(edit: Edit, table: Edits, texts: _Texts, made: EditPlan) -> Edit:
    """Return the edit with the place of its new quote; where it has none that is kept in words."""
    version, words = texts.of(edit.annotation.article.current_id), edit.quote[1] if edit.quote else ""
    place = place_of(words, edit.annotation, version) if version and words.strip() else None
    if version is None or place is None:
        is_there = version and words.strip() and words.strip() in version.text
        why = "stands in the article more than once" if is_there else "is not in the article"
        made.unplaced.append(f"{table.rows[edit.annotation.pk].where}: the quote “{words[:80]}” {why}.")
        return replace(edit, quote=None)
    return replace(edit, place=place, quote=(edit.annotation.exact, version.text[place.start : place.end]))


@transaction.atomic
def carry_out_edits(table: Edits, project: Project, *, by: User) -> tuple[EditPlan, Operation | None]:
    """Do what `plan_edits` says, all or nothing; the operation undoes it, None where there is nothing to do."""
    lock(project.articles.values_list("pk", flat=True))
    made = plan_edits(table, project)
    if not made.edits:
        return made, None
    tags = add_tags(made.tags, {}, project, by)
    changes, taken, now, texts = [], defaultdict(list), timezone.now(), _Texts()
    for edit in made.edits:
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        if edit.tags:
            before["tags"], after["tags"] = (sorted(tags[name.casefold()].pk for name in side) for side in edit.tags)
            for tag in {*before["tags"]} - {*after["tags"]}:
                taken[tag].append(edit.annotation.pk)
        if edit.note:
            before["note"], after["note"] = edit.note
            edit.annotation.note, edit.annotation.note_revision = edit.note[1], edit.annotation.note_revision + 1
        if edit.place and (version := texts.of(edit.annotation.article.current_id)):
            before |= {"range": edit.annotation.range, "former_exact": edit.annotation.former_exact}
            edit.annotation.place(edit.place, version, by_hand=True)
            after |= {"range": edit.annotation.range, "former_exact": edit.annotation.former_exact}
        edit.annotation.updated_at = now
        changes.append(Before(edit.annotation, before, after))
    for tag, keys in taken.items():
        take_off(tag, keys)
    gained = [(each, {*each.after.get("tags", ())} - {*each.before.get("tags", ())}) for each in changes]
    give((each.target.pk, tag) for each, given in gained for tag in given)
    fields = [*(PLACE if any(edit.place for edit in made.edits) else ()), "note", "note_revision", "updated_at"]
    Annotation.objects.bulk_update([edit.annotation for edit in made.edits], fields, batch_size=500)
    by_key = {tag.pk: tag for tag in tags.values()}
    for each, given in gained:
        if isinstance(each.target, Annotation):
            each.target.read_evidence([by_key[tag] for tag in given])
    articles = {edit.annotation.article_id for edit in made.edits}
    article = articles.pop() if len(articles) == 1 else None
    return made, Operation.objects.record(_action(made), changes, project=project, article=article, by=by)


def _action(made: EditPlan) -> str:
    actions = {"tags": Operation.Action.TAGGED, "note": Operation.Action.NOTED, "quote": Operation.Action.MOVED}
    touched = {name for edit in made.edits for name in edit.fields}
    return next(action for name, action in actions.items() if name in touched)
