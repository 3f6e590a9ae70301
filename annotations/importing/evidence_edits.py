"""What an edited table of figures, claims or relations would change, and the change, as one operation.

Each row goes through the form that the site has for it. A field that was changed here after the table was written, and
in the table too, stays as it is here: that is a conflict, which is told. So is a row that the form does not take: it
stays as it is, whole.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from annotations.exporters.csv_long import unescape_formula
from annotations.forms.claims import ClaimForm
from annotations.forms.figures import FigureForm
from annotations.forms.relations import RelationForm
from annotations.models import Annotation, Claim, Figure, Operation, Relation
from annotations.models.claim import PARTS
from annotations.models.evidence import Evidence, as_kept
from annotations.models.history import Before, lock
from reader.models import Project, User

from .cells import in_words, values_of
from .edits import Side
from .evidence_table import EvidenceEdits, fields_of
from .planning import batches
from .rows import UnreadableAnnotations
from .sheet import Line
from .since import since

AnyForm: TypeAlias = "forms.ModelForm[Any]"
FORMS: dict[type[Evidence], type[AnyForm]] = {Figure: FigureForm, Claim: ClaimForm, Relation: RelationForm}


@dataclass(frozen=True, slots=True)
class EvidenceEdit:
    """What a row would say otherwise, by field: what it says here, and what in the file."""

    row: Evidence
    values: dict[str, tuple[Any, Any]]

    @property
    def annotation(self) -> Annotation:
        annotation: Annotation = self.row.annotation
        return annotation

    @property
    def sides(self) -> Iterator[Side]:
        for name, (here, there) in self.values.items():
            if not name.endswith("_at"):
                told: Any = self.row._meta.get_field(name)
                yield Side(str(told.verbose_name), in_words(told, here), in_words(told, there))


@dataclass
class EvidencePlan:
    """What a table would do. `unknown` are not, or no longer, in this project; `problems` rows that cannot be so."""

    edits: list[EvidenceEdit] = field(default_factory=list)
    conflicts: list[EvidenceEdit] = field(default_factory=list)
    same: int = 0
    unknown: int = 0
    undated: int = 0
    problems: list[str] = field(default_factory=list)


def plan_evidence(table: EvidenceEdits, project: Project) -> EvidencePlan:
    """Return what a table of evidence would change."""
    made = EvidencePlan()
    rows: Any = table.model._default_manager
    for keys in batches(table.rows):
        there = rows.shown().filter(pk__in=keys, annotation__article__project=project)
        found: dict[int, Evidence] = there.select_related("annotation__article").in_bulk()
        made.unknown += len(keys) - len(found)
        changed = {pk: said for pk, row in found.items() if (said := _changed(row, table.rows[pk], table.lossy))}
        made.same += len(found) - len(changed)
        moments = {found[pk].annotation.pk: moment for pk in changed if (moment := table.rows[pk].updated)}
        then = since(moments)
        for pk, said in changed.items():
            former = then.get(found[pk].annotation.pk, {}).get(table.model.HISTORY, {}).get(str(pk)) or {}
            _add(found[pk], _sort(found[pk], said, former, table), table.rows[pk], project, made)
    return made


def _changed(row: Evidence, line: Line, lossy: Callable[[str], str]) -> dict[str, list[Any]]:
    """Return what the cells may mean that say something else than the row."""
    now, found = row.values, {}
    for name in fields_of(type(row)):
        if name in line.cells and not _says(row, name, line.cells[name], now[name], lossy):
            found[name] = values_of(row._meta.get_field(name), line.cells[name])
    return found


def _says(row: Evidence, name: str, cell: str, value: Any, lossy: Callable[[str], str]) -> bool:
    stood = lossy("" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return stood.strip() in (cell.strip(), unescape_formula(cell).strip()) or value in values_of(
        row._meta.get_field(name), cell
    )


def _sort(
    row: Evidence, said: Mapping[str, list[Any]], former: Mapping[str, Any], table: EvidenceEdits
) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return what only the file has changed, and what was changed here as well. `former` is what the row said when the
    file was written, where it was changed since."""
    now, edited, both = row.values, {}, {}
    for name, values in said.items():
        stood = former.get(name, now[name])
        if stood == now[name]:
            edited[name] = values
        elif not _says(row, name, table.rows[row.pk].cells[name], stood, table.lossy):
            both[name] = values
    return edited, both


def _add(
    row: Evidence,
    sorted_out: tuple[dict[str, list[Any]], dict[str, list[Any]]],
    line: Line,
    project: Project,
    made: EvidencePlan,
) -> None:
    """Add to the plan what becomes of a row; the form is asked first."""
    (edited, both), now = sorted_out, row.values
    if both:
        made.conflicts.append(EvidenceEdit(row, {name: (now[name], values[0]) for name, values in both.items()}))
    try:
        there = _validated(row, edited, project) if edited else {}
    except ValidationError as error:
        made.problems.append(f"{line.where}: {' '.join(error.messages)}")
        return
    changed = {name: (now[name], value) for name, value in there.items() if now[name] != value}
    if changed:
        made.edits.append(EvidenceEdit(row, changed))
        made.undated += line.updated is None
    else:
        made.same += not both


def _validated(row: Evidence, edited: Mapping[str, list[Any]], project: Project) -> dict[str, Any]:
    """Return what the site's form makes of these values, as history keeps them. Raises ValidationError."""
    for name, values in edited.items():
        if len(values) > 1:
            either = " or ".join(str(value) for value in values)
            raise ValidationError(f"{name}: is this {either}? Write the day like 2024-03-11.")
        if isinstance(row._meta.get_field(name), models.BooleanField) and not isinstance(values[0], bool):
            raise ValidationError(f"{name}: “{values[0][:20]}” is neither 1 nor 0.")
    known: Any = {"project": project} if isinstance(row, Relation) else {}
    sent = _as_sent(row.values | {name: values[0] for name, values in edited.items()})
    form = FORMS[type(row)](sent, instance=copy.copy(row), **known)
    for part in PARTS if isinstance(row, Claim) else ():
        if f"{part}_text" not in edited:  # it stays where it is, and need not be looked for
            del form.fields[f"{part}_text"], form.fields[f"{part}_at"]
    if not form.is_valid():
        raise ValidationError([f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()])
    names = {*edited, *(f"{part}_at" for part in PARTS if f"{part}_text" in edited)}
    if isinstance(row, Relation):
        form.instance.validate_constraints()  # which the form leaves to `relate`
    return {name: as_kept(form.cleaned_data[name]) for name in row.SAID if name in names}


def _as_sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a browser sends them."""
    sent = {name: value for name, value in values.items() if value is not None and value is not False}
    return {"target" if name == "target_id" else name: "on" if value is True else value for name, value in sent.items()}


@transaction.atomic
def carry_out_evidence(table: EvidenceEdits, project: Project, *, by: User) -> tuple[EvidencePlan, Operation | None]:
    """Do what `plan_evidence` says, all or nothing; the operation undoes it, None where there is nothing to do.

    Raises UnreadableAnnotations where two rows would be the same.
    """
    lock(project.articles.values_list("pk", flat=True))
    made = plan_evidence(table, project)
    if not made.edits:
        return made, None
    changes: list[Before] = []
    for edit in made.edits:
        before = edit.row.values
        for name, (_, value) in edit.values.items():
            setattr(edit.row, name, value)
        changes += edit.row.changes(before, edit.row.values)
    rows: Any = table.model._default_manager
    names = sorted({name for edit in made.edits for name in edit.values})
    try:
        with transaction.atomic():
            rows.bulk_update([edit.row for edit in made.edits], names, batch_size=500)
    except IntegrityError as error:
        raise UnreadableAnnotations("Two rows of the file would say the same: take one of them out.") from error
    articles = {edit.annotation.article_id for edit in made.edits}
    article = articles.pop() if len(articles) == 1 else None
    action = table.model.ACTION
    return made, Operation.objects.record(action, _joined(changes), project=project, article=article, by=by)


def _joined(changes: list[Before]) -> list[Before]:
    """Return the changes, those of a highlight as one."""
    found: dict[int, Before] = {}
    for each in changes:
        known = found.setdefault(each.target.pk, Before(each.target, {}, {}))
        for joined, said in ((known.before, each.before), (known.after, each.after)):
            for name, rows in said.items():
                joined[name] = {**joined.get(name, {}), **rows}
    return list(found.values())
