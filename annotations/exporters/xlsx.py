"""The tables as one Excel workbook (ECMA-376, Office Open XML): a sheet a table, the header frozen and with filters.

Written here and not by a library, since the libraries make the whole file before its first byte: while a page of the
site is made, nobody else is answered. Every cell has the type of its column. Foreign text is only ever an inline
string: there is no formula in the file, and its links are those to the highlights here. What Excel does not hold is
told or moved: a text of more than 32,767 characters is cut with a remark, rows beyond half a million go on in another
sheet, and beyond 65,530 rows a sheet has no more links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, islice

from django.utils.translation import gettext_noop

from . import claims, codebook, dictionary, figures, relations, rows
from .format import Format, Group, Selection
from .table import Column, Row
from .xlsx_parts import CONTENT_TYPE, DATE, FIRST, HEADER, LINK, MAIN, MOMENT, QUOTED, RELATIONSHIPS, Part, parts
from .zipping import zipped

TABLES = (rows.TABLE, figures.TABLE, claims.TABLE, relations.TABLE, codebook.TABLE)
MOST_ROWS = 500_000  # of 1,048,576: a sheet of fewer than 2 GiB, without ZIP64, which Excel does not read here
MOST_LINKS = 65_530
LONGEST = 32_767  # UTF-16 code units
CUT = " […] (cut: a cell holds no more; the CSV has it all)"
ROWS_A_CHUNK = 250
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")  # and what reads as an escape
APART = re.compile(r"[\x00-\x08\x0b-\x1f&<>_\ufffe\uffff]")
ISO = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?")
FIRST_DAY = datetime(1899, 12, 30, tzinfo=UTC).toordinal()


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the workbook, in memory that does not grow with it."""
    return zipped(_files(selection), zip64=False)


def _files(selection: Selection) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield from FIRST  # so that something is sent while the rows are looked for
    made: list[Part] = []
    for title, columns, records in _sheets(selection):
        left, number = records, 0
        while (first := next(left, None)) is not None or number == 0:
            number += 1
            part = Part(len(made) + 1, f"{title} {number}" if number > 1 else title, letter(len(columns)))
            made.append(part)
            some = chain([] if first is None else [first], islice(left, MOST_ROWS - 1))
            yield f"xl/worksheets/sheet{part.number}.xml", _sheet(part, columns, some)
            yield from part.relationships()
    yield from parts(made)


def _sheets(selection: Selection) -> Iterator[tuple[str, Sequence[Column], Iterator[Row]]]:
    """Yield the sheets; a table without rows has none, but for the annotations."""
    for table in TABLES:
        records = iter(table.rows(selection))
        first = next(records, None)
        if first is not None or table is rows.TABLE:
            yield table.title, table.columns(selection), chain([] if first is None else [first], records)
    yield "Columns", dictionary.COLUMNS, dictionary.rows(TABLES, selection)


def _sheet(part: Part, columns: Sequence[Column], records: Iterable[Row]) -> Iterator[bytes]:
    letters = [letter(number) for number in range(1, len(columns) + 1)]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{_width(column)}" customWidth="1"/>'
        for number, column in enumerate(columns, start=1)
    )
    header = "".join(_text(f"{place}1", column.name, HEADER) for place, column in zip(letters, columns, strict=True))
    yield (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols><sheetData><row r="1">{header}</row>'
    ).encode()
    kinds = [_cell_of(column) for column in columns]
    linked = next((at for at, column in enumerate(columns) if column.name == "annotation_id"), None)
    part.linked_column = "" if linked is None else letters[linked]
    left = iter(records)
    while some := list(islice(left, ROWS_A_CHUNK)):
        lines = []
        for number, row in enumerate(some, start=part.rows + 2):
            cells = [
                kind(f"{place}{number}", cell)
                for kind, place, cell in zip(kinds, letters, row, strict=True)
                if cell is not None and cell != ""
            ]
            if linked is not None and len(part.targets) < MOST_LINKS:
                part.targets.append(int(str(row[linked])))
                cells[linked] = cells[linked].replace(">", f' s="{LINK}">', 1)  # keys are never empty, nor before them
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        part.rows += len(some)
        yield "".join(lines).encode()
    yield f'</sheetData><autoFilter ref="{part.area}"/>{part.hyperlinks}</worksheet>'.encode()


def _cell_of(column: Column) -> Callable[[str, object], str]:
    match column.type:
        case "integer":
            return _number
        case "date" | "datetime":
            return _moment
    return _text


def _number(place: str, value: object) -> str:
    """Return a cell of a whole number; as a text where a spreadsheet, which counts in floats, would round it."""
    if isinstance(value, int) and abs(value) < 10**15:
        return f'<c r="{place}"><v>{value:d}</v></c>'
    return _text(place, value)


def _moment(place: str, value: object) -> str:
    """Return a cell of a day or of a moment in UTC: days since 1899-12-30. Earlier than 1900-03-01 it is a text."""
    said = str(value)
    if not ISO.fullmatch(said) or said < "1900-03-01":
        return _text(place, said)
    day = date.fromisoformat(said[:10]).toordinal() - FIRST_DAY
    if len(said) == 10:
        return f'<c r="{place}" s="{DATE}"><v>{day}</v></c>'
    seconds = int(said[11:13]) * 3600 + int(said[14:16]) * 60 + int(said[17:19])
    return f'<c r="{place}" s="{MOMENT}"><v>{day + seconds / 86400:.10f}</v></c>'


def _text(place: str, value: object, style: int = 0) -> str:
    """Return a cell of a string that stays one, also when somebody edits what looks like a formula."""
    text = str(value)
    if len(text) > LONGEST // 2:
        text = shortened(text)
    if text[0] in "=+-@":
        style = style or QUOTED
    if APART.search(text):
        text = escaped(text)
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}"{styled} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def escaped(text: str) -> str:
    """Return a text as XML, where characters that XML does not hold are `_xHHHH_` (ECMA-376, ST_Xstring)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def shortened(text: str) -> str:
    """Return a text as a cell holds it: whole, or cut with a remark."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT


def letter(number: int) -> str:
    """Return what a spreadsheet calls a column: A, B, …, Z, AA. `number` counts from 1."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _width(column: Column) -> int:
    return min(max(len(column.name), len(str(column.example))) + 3, 48)


FORMAT = Format(
    suffix=".xlsx",
    content_type=CONTENT_TYPE,
    title=gettext_noop("Workbook"),
    label=gettext_noop("XLSX"),
    description=gettext_noop(
        "Annotations, figures, claims, relations and codebook as sheets of one Excel file: dates are dates, "
        "numbers are numbers, and there is no formula."
    ),
    write=write,
    group=Group.TABLES,
)
