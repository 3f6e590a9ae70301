"""Tables as CSV.

RFC 4180: comma, CRLF, quotes doubled, UTF-8. `spreadsheet` adds what spreadsheets need: a byte-order mark, and an
apostrophe before a cell that would run as a formula (OWASP, CSV Injection: = + - @ tab, carriage return; we add the
line feed and their full-width forms, which some spreadsheets fold). A cell that already starts with an apostrophe
before one of these gets another, so that taking one away is always right.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from django.utils.translation import gettext_noop

from .format import Format, Group, Selection
from .table import Row, Table

CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
BYTE_ORDER_MARK = "\ufeff"

APART = frozenset("'=+-@\t\r\n＝＋－＠")  # how a cell begins that `FORMULA` may match: asked for first, in less time
LINES_A_CHUNK = 250


def escape_formula(cell: object) -> object:
    """Return the cell as a spreadsheet shows it unrun; numbers and empty cells as they are."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def unescape_formula(cell: str) -> str:
    """Return the cell as it was before `escape_formula`."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def chunks(columns: Sequence[str], rows: Iterable[Row], *, spreadsheet: bool = False) -> Iterator[bytes]:
    """Yield the file: the header at once, then many records together. `rows` are values in the order of the columns."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_escaped(columns) if spreadsheet else columns)
    yield ((BYTE_ORDER_MARK if spreadsheet else "") + stream.getvalue()).encode()
    left = iter(rows)
    while batch := list(islice(left, LINES_A_CHUNK)):
        stream.seek(0)
        stream.truncate()
        writer.writerows(map(_escaped, batch) if spreadsheet else batch)
        yield stream.getvalue().encode()


def _escaped(row: Row) -> list[object]:
    return [escape_formula(cell) if cell.__class__ is str and cell[:1] in APART else cell for cell in row]


def formats(table: Table, name: str = "", *, is_whole: bool = False) -> dict[str, Format]:
    """Return the table's two downloads, by name: exact data, and for spreadsheets. `name`: where it is not its own."""
    name = name or table.name

    def write(selection: Selection, *, spreadsheet: bool) -> Iterator[bytes]:
        return chunks(table.header(selection), table.rows(selection), spreadsheet=spreadsheet)

    exact = Format(
        suffix=".csv",
        content_type=CONTENT_TYPE,
        title=table.title,
        label=gettext_noop("CSV, exact data"),
        description=table.description,
        write=partial(write, spreadsheet=False),
        group=Group.PROJECT if is_whole else Group.TABLES,
        stem=f"{table.name}-exact-data",
        is_whole=is_whole,
        records=table.count,
    )
    escaped = exact._replace(
        label=gettext_noop("CSV for spreadsheets"),
        stem=f"{table.name}-spreadsheets",
        write=partial(write, spreadsheet=True),
    )
    return {f"{name}-spreadsheets": escaped, name: exact}
