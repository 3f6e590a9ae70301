"""Reading a table of ours after a spreadsheet saved it, whatever that made of it.

Commas, semicolons or tabs; UTF-8 with or without a byte-order mark, UTF-16, and Windows-1252, which spreadsheets still
save: what that could not hold is a question mark, which is no change.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from annotations.exporters.csv_long import unescape_formula

from .rows import MOST_ROWS, UnreadableAnnotations, moment, text

NUMBER = re.compile(r"(\d{1,18})(?:[.,]0+)?")  # which some programs write with decimals
LONGEST_CELL = 2**20  # Python's own limit is 128 KiB: a note may be longer


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it stands, and the cells of the columns that were asked for and are there, as they are."""

    where: str
    cells: dict[str, str]

    @property
    def updated(self) -> datetime | None:
        return moment(self.cells.get("updated_at", "").strip())

    def key(self, name: str) -> int:
        """Return the key in this column. Raises UnreadableAnnotations where there is none."""
        cell = self.cells.get(name, "")
        found = NUMBER.fullmatch(cell.strip())
        if found is None:
            raise UnreadableAnnotations(
                f"{self.where}: “{cell[:20]}” is no {name}: new ones are made in the article, and the column is left as"
                " it was."
            )
        return int(found[1])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns, by names without capitals, and its rows. `lossy`: what its encoding leaves of a text."""

    columns: list[str]
    lines: Iterator[Line]
    lossy: Callable[[str], str]


def columns_of(content: bytes) -> list[str]:
    """Return the columns that the first line names, of a file that may be no table at all."""
    first = _decoded(content[:4000])[0].split("\n", 1)[0]
    return [unescape_formula(cell.strip(' "\r')).casefold() for cell in re.split("[,;\t]", first)]


def read(content: bytes, wanted: tuple[str, ...]) -> Sheet:
    """Return a table of which these columns count. Raises UnreadableAnnotations, also while its rows are read."""
    decoded, lossy = _decoded(content)
    delimiter = max(",;\t", key=decoded.split("\n", 1)[0].count)
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
    rows = _told(reader)
    columns = [unescape_formula(cell).strip().casefold() for cell in next(rows, [])]
    twice = next((name for name in wanted if columns.count(name) > 1), None)
    if twice:
        raise UnreadableAnnotations(f"There are two columns “{twice}”: leave one out.")
    return Sheet(columns, _lines(rows, {name: columns.index(name) for name in wanted if name in columns}), lossy)


def _told(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        line: int = getattr(reader, "line_num", 0)
        raise UnreadableAnnotations(f"Line {line} is no CSV ({error}): save the file anew.") from error


def _lines(rows: Iterator[list[str]], places: dict[str, int]) -> Iterator[Line]:
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if number > MOST_ROWS:
            raise UnreadableAnnotations(f"A file has at most {MOST_ROWS:,} rows: bring it in in parts.")
        said = {name: _cell(cells[at]) if at < len(cells) else "" for name, at in places.items()}
        yield Line(f"Row {number}", said)


def _cell(cell: str) -> str:
    return text(cell).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> tuple[str, Callable[[str], str]]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), str
    try:
        decoded = codecs.getincrementaldecoder("utf-8-sig")().decode(content)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), _in_windows_1252
    # Nothing but ASCII may be what Windows-1252 has left of it.
    return decoded, _in_windows_1252 if content.isascii() else str


def _in_windows_1252(said: str) -> str:
    return said.encode("cp1252", "replace").decode("cp1252")
