"""Whatever a file is: what it would do here, in words, and doing it."""

from __future__ import annotations

from annotations.models import Operation
from reader.models import Project, User

from . import Readable
from .carrying_out import carry_out
from .edits import carry_out_edits, plan_edits
from .evidence_edits import carry_out_evidence, plan_evidence
from .evidence_table import EvidenceEdits
from .planning import plan
from .table import Edits
from .telling import Told, told, told_edits, told_evidence


def look(file: Readable, project: Project, by: User) -> Told:
    """Return what bringing in a file would do. Raises UnreadableAnnotations."""
    if isinstance(file, EvidenceEdits):
        return told_evidence(plan_evidence(file, project), file)
    return told_edits(plan_edits(file, project)) if isinstance(file, Edits) else told(plan(file, project), by)


def bring(file: Readable, project: Project, by: User) -> tuple[Told, Operation | None]:
    """Bring in a file, all or nothing, and return what was done and the operation that undoes it; None for nothing.

    Raises UnreadableAnnotations.
    """
    if isinstance(file, EvidenceEdits):
        filled_in, operation = carry_out_evidence(file, project, by=by)
        return told_evidence(filled_in, file), operation
    if isinstance(file, Edits):
        edited, operation = carry_out_edits(file, project, by=by)
        return told_edits(edited), operation
    made, operation = carry_out(file, project, by=by)
    return told(made, by), operation
