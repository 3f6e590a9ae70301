"""CSV in the long form: one row per highlight and tag, a highlight without a tag in a row of its own.

RFC 4180: comma, CRLF, quotes doubled, UTF-8. `spreadsheet` adds what spreadsheets need: a byte-order mark, and an
apostrophe before a cell that would run as a formula (OWASP, CSV Injection: = + - @ tab, carriage return; we add the
line feed and their full-width forms, which some spreadsheets fold). A cell that already starts with an apostrophe
before one of these gets another, so that taking one away is always right.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

COLUMNS = (
    "annotation_id", "article_id", "article_title", "article_url", "site_name", "byline", "published_at",
    "version_sha256", "start", "end", "paragraph", "prefix", "quote", "suffix", "tag", "tag_id", "note", "author",
    "status", "created_at", "updated_at",
)  # fmt: skip
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BYTE_ORDER_MARK = "\ufeff"

Row = Sequence[object]


class Writable(Protocol):
    def write(self, text: str, /) -> object: ...


class Echo:
    """A stream that hands every line straight back to the writer's caller."""

    def write(self, text: str, /) -> str:
        return text


def escape_formula(cell: object) -> object:
    """Return the cell as a spreadsheet shows it unrun; numbers and empty cells as they are."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Return the cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def lines(rows: Iterable[Row], *, columns: Sequence[str] = COLUMNS, spreadsheet: bool = False) -> Iterator[str]:
    """Yield the file line by line, the header first. `rows` are values in the order of the columns."""
    write = csv.writer(Echo(), lineterminator="\r\n").writerow
    yield (BYTE_ORDER_MARK if spreadsheet else "") + str(write(columns))
    for row in rows:
        yield str(write([escape_formula(cell) for cell in row] if spreadsheet else row))


def export(
    rows: Iterable[Row], stream: Writable, *, columns: Sequence[str] = COLUMNS, spreadsheet: bool = False
) -> int:
    """Write the file to a text stream and return the number of rows."""
    count = -1
    for line in lines(rows, columns=columns, spreadsheet=spreadsheet):
        stream.write(line)
        count += 1
    return count
