"""Reading our CSV of annotations after it was edited in a spreadsheet.

Its rows are matched by `annotation_id`; of the other columns `tag`, `note`, `quote` and `updated_at` count, in any
order, and those that are missing change nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from annotations.exporters.csv_long import unescape_formula

from . import sheet
from .rows import tag_names

FORMAT = "Edited CSV"
KEY = "annotation_id"
OURS = (KEY, "tag", "note", "quote", "updated_at")


@dataclass(slots=True)
class Edited:
    """What the rows of a highlight say: the cells as they are, None for a column that is not there."""

    where: str
    tags: list[str] | None = None
    notes: list[str] | None = None
    quotes: list[str] | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """What an edited table says, by the keys of the highlights. `lossy`: what its encoding leaves of a text."""

    rows: dict[int, Edited]
    lossy: Callable[[str], str] = field(default=str)
    format: str = FORMAT


def suits(columns: list[str]) -> bool:
    """Say whether a file with these columns is such a table."""
    return KEY in columns


def read(content: bytes) -> Edits:
    """Return what a table says. Raises UnreadableAnnotations."""
    table = sheet.read(content, OURS)
    found: dict[int, Edited] = {}
    names: dict[int, list[str]] = defaultdict(list)
    for line in table.lines:
        key = line.key(KEY)
        row = found.setdefault(key, Edited(line.where))
        row.updated = line.updated or row.updated
        if "note" in line.cells:
            row.notes = [*(row.notes or ()), line.cells["note"]]
        if "quote" in line.cells:
            row.quotes = [*(row.quotes or ()), line.cells["quote"]]
        if "tag" in line.cells:
            names[key].append(unescape_formula(line.cells["tag"]))
    for pk, tags in names.items():
        found[pk].tags = list(tag_names(list(tags), found[pk].where))
    return Edits(found, table.lossy)
