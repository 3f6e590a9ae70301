"""Reading our CSV of annotations after it was edited in a spreadsheet.

Its rows are matched by `annotation_id`; of the other columns `tag`, `note` and `updated_at` count, in any order, and
those that are missing change nothing. Commas, semicolons or tabs; UTF-8 with or without a byte-order mark, UTF-16, and
Windows-1252, which spreadsheets still save: what that could not hold is a question mark, which is no change.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from annotations.exporters.csv_long import unescape_formula

from .rows import MOST_ROWS, UnreadableAnnotations, moment, tag_names, text

FORMAT = "Edited CSV"
KEY = re.compile(r"(\d{1,18})(?:\.0+)?")  # a number, which some programs write with decimals
OURS = ("annotation_id", "tag", "note", "updated_at")
LONGEST_CELL = 2**20  # Python's own limit is 128 KiB: a note may be longer


@dataclass(slots=True)
class Edited:
    """What the rows of a highlight say: the cells as they are, None for a column that is not there."""

    where: str
    tags: list[str] | None = None
    notes: list[str] | None = None
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edits:
    """What an edited table says, by the keys of the highlights. `lossy`: what its encoding leaves of a text."""

    rows: dict[int, Edited]
    lossy: Callable[[str], str] = field(default=str)
    format: str = FORMAT


def suits(content: bytes) -> bool:
    """Say whether a file is such a table, by its first line."""
    return "annotation_id" in _decoded(content[:4000])[0].split("\n", 1)[0]


def read(content: bytes) -> Edits:
    """Return what a table says. Raises UnreadableAnnotations."""
    decoded, lossy = _decoded(content)
    delimiter = max(",;\t", key=decoded.split("\n", 1)[0].count)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [unescape_formula(cell).strip().casefold() for cell in next(reader, [])]
        twice = next((name for name in OURS if header.count(name) > 1), None)
        if twice:
            raise UnreadableAnnotations(f"There are two columns “{twice}”: leave one out.")
        return Edits(_rows(reader, header), lossy)
    except csv.Error as error:
        raise UnreadableAnnotations(f"Line {reader.line_num} is no CSV ({error}): save the file anew.") from error


def _rows(reader: Iterator[list[str]], header: list[str]) -> dict[int, Edited]:
    places = {name: header.index(name) for name in OURS if name in header}
    found: dict[int, Edited] = {}
    names: dict[int, list[str]] = defaultdict(list)
    for number, cells in enumerate(reader, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        key = KEY.fullmatch(said["annotation_id"].strip())
        if key is None:
            raise UnreadableAnnotations(
                f"Row {number}: “{said['annotation_id'][:20]}” is no annotation_id: new highlights are made in the"
                " article, and the column is left as it was."
            )
        if number > MOST_ROWS:
            raise UnreadableAnnotations(f"A file has at most {MOST_ROWS:,} rows: bring it in in parts.")
        row = found.setdefault(int(key[1]), Edited(f"Row {number}"))
        row.updated = moment(said.get("updated_at", "").strip()) or row.updated
        if "note" in said:
            row.notes = [*(row.notes or ()), _lines(text(said["note"]))]
        if "tag" in said:
            names[int(key[1])].append(unescape_formula(said["tag"]))
            row.tags = []
    for pk, tags in names.items():
        found[pk].tags = list(tag_names(list(tags), found[pk].where))
    return found


def _lines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> tuple[str, Callable[[str], str]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), str
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content), str
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), lambda said: said.encode("cp1252", "replace").decode("cp1252")
