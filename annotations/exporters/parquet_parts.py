"""The parts of a Parquet file (https://github.com/apache/parquet-format, version 2.11): Thrift's compact protocol for
what is said of the data, and pages of values.

Only what tables of ours need: flat columns that may be empty, values plain, pages packed with gzip, which every reader
knows.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from sys import byteorder
from typing import Any, NamedTuple, TypeAlias

MAGIC = b"PAR1"
GZIP = 2  # CompressionCodec
PLAIN, RLE = 0, 3  # Encoding
OPTIONAL = 1  # FieldRepetitionType
FIRST_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
MICROSECOND = timedelta(microseconds=1)

I16, I32, I64, BINARY, LIST, STRUCT = 4, 5, 6, 8, 9, 12  # types of the compact protocol
TRUE, FALSE = 1, 2
Field: TypeAlias = tuple[int, Any]  # its type, and its value


def struct(fields: Mapping[int, Field]) -> bytes:
    """Return a Thrift structure in the compact protocol, of its fields by their ids, in ascending order."""
    made, last = bytearray(), 0
    for number, (kind, value) in fields.items():
        shown = kind if kind != TRUE or value else FALSE
        made.append((number - last) << 4 | shown)  # ids of one structure lie less than 16 apart here
        made += _value(kind, value)
        last = number
    return bytes(made) + b"\0"


def _value(kind: int, value: Any) -> bytes:
    match kind:
        case 1:  # the field's type says it
            return b""
        case 4 | 5 | 6:
            return varint(value << 1 ^ value >> 63)
        case 8:
            return varint(len(value)) + bytes(value)
        case 9:
            of, values = value
            head = bytes([len(values) << 4 | of]) if len(values) < 15 else bytes([0xF0 | of]) + varint(len(values))
            return head + b"".join(_value(of, each) for each in values)
    return struct(value)


def varint(number: int) -> bytes:
    """Return a number that is not negative in groups of seven bits, the lowest first (ULEB128)."""
    made = bytearray()
    while number > 0x7F:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    made.append(number)
    return bytes(made)


def _texts(values: Iterable[Any]) -> bytes:
    made = bytearray()
    for value in values:
        text = str(value).encode()
        made += len(text).to_bytes(4, "little")
        made += text
    return bytes(made)


def _numbers(code: str, values: Iterable[int]) -> bytes:
    made = array(code, values)
    if byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _days(values: Iterable[Any]) -> bytes:
    return _numbers("i", (date.fromisoformat(str(value)).toordinal() - FIRST_DAY for value in values))


def _moments(values: Iterable[Any]) -> bytes:
    return _numbers("q", ((datetime.fromisoformat(value) - EPOCH) // MICROSECOND for value in values))


class Kind(NamedTuple):
    """How the cells of a column are kept: the physical type, the converted and the logical one, and their values."""

    physical: int
    converted: int | None
    logical: dict[int, Field] | None
    values: Callable[[Iterable[Any]], bytes]


KINDS: Mapping[str, Kind] = {  # by the types of Table Schema
    "string": Kind(6, 0, {1: (STRUCT, {})}, _texts),
    "integer": Kind(2, None, None, lambda values: _numbers("q", values)),
    "date": Kind(1, 6, {6: (STRUCT, {})}, _days),
    "datetime": Kind(2, 10, {8: (STRUCT, {1: (TRUE, True), 2: (STRUCT, {2: (STRUCT, {})})})}, _moments),
}


@dataclass
class Chunk:
    """A column of a row group: its pages, packed, as they come."""

    name: str
    kind: Kind
    pages: list[bytes] = field(default_factory=list)
    cells: int = 0
    unpacked: int = 0  # bytes, with the heads of the pages

    def add(self, cells: list[Any]) -> None:
        """Add a page. A cell that says nothing, None or an empty string, is null."""
        said = [cell for cell in cells if cell is not None and cell != ""]
        body = _levels(cells, len(said)) + self.kind.values(said)
        packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)  # gzip, and without a time
        packed = packer.compress(body) + packer.flush()
        data = {1: (I32, len(cells)), 2: (I32, PLAIN), 3: (I32, RLE), 4: (I32, RLE)}
        head = struct({1: (I32, 0), 2: (I32, len(body)), 3: (I32, len(packed)), 5: (STRUCT, data)})
        self.pages.append(head + packed)
        self.cells += len(cells)
        self.unpacked += len(head) + len(body)

    @property
    def size(self) -> int:
        return sum(map(len, self.pages))

    def described(self, place: int) -> dict[int, Field]:
        """Return the ColumnChunk of it at this place of the file."""
        said = {
            1: (I32, self.kind.physical),
            2: (LIST, (I32, [PLAIN, RLE])),
            3: (LIST, (BINARY, [self.name.encode()])),
            4: (I32, GZIP),
            5: (I64, self.cells),
            6: (I64, self.unpacked),
            7: (I64, self.size),
            9: (I64, place),
        }
        return {2: (I64, place), 3: (STRUCT, said)}


def _levels(cells: list[Any], said: int) -> bytes:
    """Return for each cell whether it is there: one run of a value, or a bit of each, the first one lowest."""
    if said in (0, len(cells)):
        runs = varint(len(cells) << 1) + bytes([1 if said else 0])
    else:
        bits = "".join(["0" if cell is None or cell == "" else "1" for cell in reversed(cells)])
        groups = (len(cells) + 7) // 8
        runs = varint(groups << 1 | 1) + int(bits, 2).to_bytes(groups, "little")
    return len(runs).to_bytes(4, "little") + runs


def column(name: str, kind: Kind) -> dict[int, Field]:
    """Return the SchemaElement of a column."""
    said: dict[int, Field] = {1: (I32, kind.physical), 3: (I32, OPTIONAL), 4: (BINARY, name.encode())}
    if kind.converted is not None:
        said[6] = (I32, kind.converted)
    if kind.logical is not None:
        said[10] = (STRUCT, kind.logical)
    return said


def row_group(chunks: list[Chunk], place: int, number: int) -> dict[int, Field]:
    """Return the RowGroup of these columns, which stand one behind the other from this place on."""
    described, at = [], place
    for chunk in chunks:
        described.append(chunk.described(at))
        at += chunk.size
    return {
        1: (LIST, (STRUCT, described)),
        2: (I64, sum(chunk.unpacked for chunk in chunks)),
        3: (I64, chunks[0].cells),
        5: (I64, place),
        6: (I64, at - place),
        7: (I16, number),
    }


def footer(
    columns: list[tuple[str, Kind]], groups: list[dict[int, Field]], rows: int, said: Mapping[str, str]
) -> bytes:
    """Return the end of a file, with what is `said` of it besides, by name."""
    root: dict[int, Field] = {4: (BINARY, b"schema"), 5: (I32, len(columns))}
    schema = [root, *(column(name, kind) for name, kind in columns)]
    pairs = [{1: (BINARY, name.encode()), 2: (BINARY, text.encode())} for name, text in said.items()]
    made = struct({
        1: (I32, 2),
        2: (LIST, (STRUCT, schema)),
        3: (I64, rows),
        4: (LIST, (STRUCT, groups)),
        5: (LIST, (STRUCT, pairs)),
        6: (BINARY, b"Attest"),
    })  # fmt: skip
    return made + len(made).to_bytes(4, "little") + MAGIC
