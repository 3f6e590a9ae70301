"""The parts of a workbook around its sheets (ECMA-376, parts 1 and 2), written when the sheets are known."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from django.conf import settings
from django.urls import reverse

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
HEADER, DATE, MOMENT, LINK, QUOTED = range(1, 6)  # the styles, in the order of `cellXfs` below
STYLES = (
    f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass
class Part:
    """A sheet: its number and title, how many columns and rows it has, and the highlights that its rows lead to."""

    number: int
    title: str  # at most 31 characters, none of []:*?/\
    last_column: str
    rows: int = 0  # without the header
    linked_column: str = ""
    targets: array[int] = field(default_factory=lambda: array("q"))

    @property
    def area(self) -> str:
        """The cells with the header and all rows."""
        return f"A1:{self.last_column}{self.rows + 1}"

    @property
    def hyperlinks(self) -> str:
        """The element that names the cells with links."""
        links = "".join(
            f'<hyperlink ref="{self.linked_column}{row}" r:id="rId{row}"/>'
            for row, _ in enumerate(self.targets, start=2)
        )
        return f"<hyperlinks>{links}</hyperlinks>" if links else ""

    def relationships(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield the file that says where the links lead, once the sheet is written and has some."""
        if self.targets:
            links = (
                _relationship(f"rId{row}", "hyperlink", settings.ADDRESS + reverse("annotation", args=[target]), True)
                for row, target in enumerate(self.targets, start=2)
            )
            yield f"xl/worksheets/_rels/sheet{self.number}.xml.rels", _relationships(links)


def parts(sheets: list[Part]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of a workbook that depend on its sheets."""
    names = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{sheet.number}" r:id="rId{sheet.number}"/>' for sheet in sheets
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{sheet.number - 1}" hidden="1">'
        f"'{sheet.title}'!$A$1:${sheet.last_column}${sheet.rows + 1}</definedName>"
        for sheet in sheets
    )
    yield (
        "xl/workbook.xml",
        [
            f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{names}</sheets>'
            f"<definedNames>{filters}</definedNames></workbook>".encode()
        ],
    )
    of_sheets = [
        _relationship(f"rId{sheet.number}", "worksheet", f"worksheets/sheet{sheet.number}.xml") for sheet in sheets
    ]
    styles = _relationship(f"rId{len(sheets) + 1}", "styles", "styles.xml")
    yield "xl/_rels/workbook.xml.rels", _relationships([*of_sheets, styles])
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{sheet.number}.xml" ContentType="{PARTS}.worksheet+xml"/>'
        for sheet in sheets
    )
    yield (
        "[Content_Types].xml",
        [
            f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{PARTS}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{PARTS}.styles+xml"/>{overrides}</Types>'.encode()
        ],
    )


def _relationship(key: str, kind: str, target: str, is_outside: bool = False) -> str:
    outside = ' TargetMode="External"' if is_outside else ""
    return f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/{kind}" Target={quoteattr(target)}{outside}/>'


def _relationships(links: Iterable[str]) -> Iterator[bytes]:
    yield f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'.encode()
    for link in links:
        yield link.encode()
    yield b"</Relationships>"


FIRST = (
    ("xl/styles.xml", [STYLES.encode()]),
    ("_rels/.rels", list(_relationships([_relationship("rId1", "officeDocument", "xl/workbook.xml")]))),
)
