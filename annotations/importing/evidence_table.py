"""Reading our CSV of figures, of claims or of relations after it was edited in a spreadsheet.

Rows are matched by `figure_id`, `claim_id` or `relation_id`; of the other columns those count that a person may fill in
on the site, and `updated_at`; those that are missing change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from annotations.models import Claim, Figure, Relation
from annotations.models.evidence import Evidence

from . import sheet
from .rows import UnreadableAnnotations

MODELS: dict[str, type[Evidence]] = {"figure_id": Figure, "claim_id": Claim, "relation_id": Relation}
FORMATS: dict[type[Evidence], str] = {
    Figure: "Edited CSV of figures", Claim: "Edited CSV of claims", Relation: "Edited CSV of relations",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvidenceEdits:
    """What an edited table of evidence says, by the keys of its rows. `lossy`: what its encoding leaves of a text."""

    model: type[Evidence]
    rows: dict[int, sheet.Line]
    lossy: Callable[[str], str]

    @property
    def format(self) -> str:
        return FORMATS[self.model]


def suits(columns: list[str]) -> bool:
    """Say whether a file with these columns is such a table."""
    return not MODELS.keys().isdisjoint(columns)


def read(content: bytes) -> EvidenceEdits:
    """Return what a table says. Raises UnreadableAnnotations."""
    columns = sheet.columns_of(content)
    key = next(name for name in MODELS if name in columns)
    model = MODELS[key]
    table = sheet.read(content, (key, *fields_of(model), "updated_at"))
    found: dict[int, sheet.Line] = {}
    for line in table.lines:
        if (there := found.setdefault(line.key(key), line)) is not line:
            raise UnreadableAnnotations(
                f"{line.where} is of the same {key} as {there.where[0].lower()}{there.where[1:]}."
            )
    return EvidenceEdits(model, found, table.lossy)


def fields_of(model: type[Evidence]) -> tuple[str, ...]:
    """Return the fields that a table may change: what a person says, but not which two passages a relation is of, nor
    where a claim's words stand, which is looked for."""
    return tuple(name for name in model.SAID if not name.endswith(("_id", "_at")))
