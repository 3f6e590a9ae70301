"""What an edited table would change of highlights' tags and notes, and the change, as one operation.

A highlight that was changed here after the table was written stays as it is here: that is a conflict, which is told. A
row that is gone takes its tag along, as long as the highlight has another row; one without any row stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.exporters.csv_long import unescape_formula
from annotations.models import Annotation, Operation, Tag
from annotations.models.history import Before, lock
from annotations.models.taggings import borne, give, take_off
from reader.models import Project, User

from .carrying_out import add_tags
from .planning import batches
from .rows import UnreadableAnnotations
from .table import Edited, Edits


@dataclass(frozen=True, slots=True)
class Edit:
    """What would be otherwise of a highlight; None for what stays."""

    annotation: Annotation
    tags: tuple[list[str], list[str]] | None  # names, before and after
    note: tuple[str, str] | None


@dataclass
class EditPlan:
    """What a table would do. `unknown` are not, or no longer, in this project."""

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Edit] = field(default_factory=list)
    same: int = 0
    unknown: int = 0
    undated: int = 0  # would be changed by rows that do not say when they were written
    tags: list[str] = field(default_factory=list)  # that the codebook does not have yet


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
        for pk, annotation in found.items():
            row = table.rows[pk]
            before = [names[tag] for tag in sorted(order.keys() & worn[pk], key=order.__getitem__)]
            try:
                edit = Edit(annotation, _tags(row, before, known, table), _note(row, annotation.note, table))
            except ValueError as error:
                problems.append(f"{row.where}: {error}")
                continue
            if edit.tags is None and edit.note is None:
                made.same += 1
            elif row.updated and annotation.updated_at.replace(microsecond=0) > row.updated:
                made.conflicts.append(edit)
            else:
                made.edits.append(edit)
                made.undated += row.updated is None
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


def _note(row: Edited, before: str, table: Edits) -> tuple[str, str] | None:
    """Return the note before and after; of several rows the one that was changed counts. Raises ValueError."""
    stood = table.lossy(before.replace("\r\n", "\n").replace("\r", "\n"))
    changed = {unescape_formula(cell) for cell in row.notes or () if stood not in (cell, unescape_formula(cell))}
    if len(changed) > 1:
        raise ValueError("the highlight's rows have different notes: write the one that holds into all of them.")
    return (before, changed.pop()) if changed else None


@transaction.atomic
def carry_out_edits(table: Edits, project: Project, *, by: User) -> tuple[EditPlan, Operation | None]:
    """Do what `plan_edits` says, all or nothing; the operation undoes it, None where there is nothing to do."""
    lock(project.articles.values_list("pk", flat=True))
    made = plan_edits(table, project)
    if not made.edits:
        return made, None
    tags = add_tags(made.tags, {}, project, by)
    changes, taken, now = [], defaultdict(list), timezone.now()
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
        edit.annotation.updated_at = now
        changes.append(Before(edit.annotation, before, after))
    for tag, keys in taken.items():
        take_off(tag, keys)
    gained = [(each, {*each.after.get("tags", ())} - {*each.before.get("tags", ())}) for each in changes]
    give((each.target.pk, tag) for each, given in gained for tag in given)
    fields = ["note", "note_revision", "updated_at"]
    Annotation.objects.bulk_update([edit.annotation for edit in made.edits], fields, batch_size=500)
    by_key = {tag.pk: tag for tag in tags.values()}
    for each, given in gained:
        if isinstance(each.target, Annotation):
            each.target.read_evidence([by_key[tag] for tag in given])
    action = Operation.Action.TAGGED if any(edit.tags for edit in made.edits) else Operation.Action.NOTED
    articles = {edit.annotation.article_id for edit in made.edits}
    article = articles.pop() if len(articles) == 1 else None
    return made, Operation.objects.record(action, changes, project=project, article=article, by=by)
