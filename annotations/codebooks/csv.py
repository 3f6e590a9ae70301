"""The codebook as CSV: a header, then a row per tag in the order of the tree, parents before what stands under them.

Columns: `name`; `parent`, the name of the tag it stands under; `kind` and `colour` by our names for them; `hotkey`;
`description`; `examples`; `archived`, yes or no; `position`, counted from 1 through the tree. RFC 4180, UTF-8 with a
byte-order mark, and formulas escaped as in `annotations.exporters.csv_long`, since codebooks are edited in
spreadsheets; reading takes all of that back, and semicolons or tabs for commas. A file needs no column but `name`:
what it leaves out stays as it is. A cell left empty empties texts, hotkey and parent, and leaves the rest as it is.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext

from annotations.exporters.csv_long import BYTE_ORDER_MARK, escape_formula, unescape_formula
from annotations.models import Tag
from annotations.models.codebook import Tint
from annotations.models.codebook_tree import in_order

from .colours import nearest_tint
from .rows import MOST_TAGS, Row, UnreadableCodebook

CONTENT_TYPE = "text/csv; charset=utf-8; header=present"
COLUMNS = ("name", "parent", "kind", "colour", "hotkey", "description", "examples", "archived", "position")
OTHER_NAMES = {"color": "colour", "tag": "name", "code": "name"}
YES, NO = ("yes", "true", "1", "x"), ("no", "false", "0")


def write(tags: Iterable[Tag]) -> bytes:
    """Return the file of these tags."""
    there = list(tags)
    names = {tag.pk: tag.name for tag in there}
    stream = io.StringIO()
    stream.write(BYTE_ORDER_MARK)
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for position, (tag, _) in enumerate(in_order(there), start=1):
        cells = (
            *(tag.name, names.get(tag.parent_id or 0, ""), tag.kind, tag.tint, tag.hotkey, tag.description),
            *(tag.examples, "yes" if tag.archived else "no", position),
        )
        writer.writerow([escape_formula(cell) for cell in cells])
    return stream.getvalue().encode()


def read(content: bytes) -> list[Row]:
    """Return the rows of a file. Raises UnreadableCodebook, with every row that is wrong."""
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    problems: list[str] = []
    try:
        header = [unescape_formula(cell).strip().casefold() for cell in next(reader, [])]
        columns = [OTHER_NAMES.get(name, name) for name in header]
        if "name" not in columns:
            raise UnreadableCodebook(gettext("There is no column “name”: the first row has to name the columns."))
        twice = next((name for name in columns if name in COLUMNS and columns.count(name) > 1), None)
        if twice:
            raise UnreadableCodebook(gettext("There are two columns “{twice}”: leave one out.").format(twice=twice))
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            values = {
                name: unescape_formula(cell) for name, cell in zip(columns, cells, strict=False) if name in COLUMNS
            }
            if len(rows) == MOST_TAGS:
                raise UnreadableCodebook(
                    gettext("A codebook has at most {MOST_TAGS:,} tags: leave some out.").format(MOST_TAGS=MOST_TAGS)
                )
            rows.append(_row(gettext("Row {number}").format(number=number), values, problems))
    except csv.Error as error:
        raise UnreadableCodebook(
            gettext("Line {line_num} is no CSV ({error}): save the file as CSV anew.").format(
                line_num=reader.line_num, error=error
            )
        ) from error
    if problems:
        raise UnreadableCodebook(*problems)
    return rows


def _decoded(content: bytes) -> str:
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise UnreadableCodebook(gettext("This is a spreadsheet's own format: save it as “CSV UTF-8” and import that."))
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableCodebook(
            gettext("This file is not in UTF-8: save it as “CSV UTF-8” and import it again.")
        ) from error
    if "\0" in text:
        raise UnreadableCodebook(gettext("This file is no text: save the codebook as “CSV UTF-8” and import that."))
    return text


def _row(where: str, values: dict[str, str], problems: list[str]) -> Row:
    """Return a row of a file, or what can be said of it, and add what is wrong with it to the problems."""

    def plain(column: str) -> str | None:
        value = values.get(column)
        return None if value is None else " ".join(value.split())

    def text(column: str) -> str | None:
        value = values.get(column)
        return None if value is None else value.replace("\r\n", "\n").replace("\r", "\n").strip()

    name = plain("name") or ""
    if not name:
        problems.append(gettext("{where}: the tag has no name: write one, or leave the row out.").format(where=where))
    kind = (plain("kind") or "").casefold() or None
    if kind and kind not in Tag.Kind.values:
        problems.append(
            gettext("{where}: there is no kind “{kind}”: choose one of {names}.").format(
                where=where, kind=kind, names=", ".join(Tag.Kind.values)
            )
        )
    colour = (plain("colour") or "").casefold() or None
    tint = colour if colour in Tint.values else nearest_tint(colour) if colour else None
    if colour and tint is None:
        problems.append(
            gettext("{where}: there is no colour “{colour}”: choose one of {names}, or #rrggbb.").format(
                where=where, colour=colour, names=", ".join(Tint.values)
            )
        )
    archived = (plain("archived") or "").casefold()
    if archived and archived not in (*YES, *NO):
        problems.append(
            gettext("{where}: “{archived}” is not yes or no: write one of them in the column “archived”.").format(
                where=where, archived=archived
            )
        )
    position = plain("position") or ""
    if position and not (position.isascii() and position.isdecimal() and int(position[:9]) > 0 and len(position) < 9):
        problems.append(
            gettext("{where}: “{position}” is no position: write a whole number from 1 on, or nothing.").format(
                where=where, position=position[:20]
            )
        )
        position = ""
    return Row(
        where=where,
        name=name,
        parent=plain("parent"),
        kind=kind,
        tint=tint,
        hotkey=plain("hotkey"),
        description=text("description"),
        examples=text("examples"),
        archived=archived in YES if archived else None,
        position=int(position) if position else None,
    )
