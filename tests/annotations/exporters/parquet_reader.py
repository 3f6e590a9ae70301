"""Reads Parquet as its specification says it is written, for the little of it that our files use.

https://github.com/apache/parquet-format and Thrift's compact protocol. Nothing here is shared with the writer.
"""

from __future__ import annotations

import gzip
import struct
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple


class Table(NamedTuple):
    types: dict[str, str]
    rows: list[tuple[Any, ...]]
    groups: list[int]  # the rows of each
    said: dict[str, str]


class _Thrift:
    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def byte(self) -> int:
        self.at += 1
        return self.content[self.at - 1]

    def varint(self) -> int:
        found, shift = 0, 0
        while True:
            byte = self.byte()
            found |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return found

    def zigzag(self) -> int:
        found = self.varint()
        return (found >> 1) ^ -(found & 1)

    def value(self, kind: int) -> Any:
        match kind:
            case 1 | 2:
                return kind == 1
            case 4 | 5 | 6:
                return self.zigzag()
            case 8:
                size = self.varint()
                self.at += size
                return self.content[self.at - size : self.at]
            case 9:
                head = self.byte()
                size = self.varint() if head >> 4 == 15 else head >> 4
                return [self.value(head & 15) for _ in range(size)]
            case 12:
                return self.struct()
        raise AssertionError(f"type {kind}")

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        last = 0
        while head := self.byte():
            assert head >> 4, "ids are written as what lies between them"
            last += head >> 4
            found[last] = self.value(head & 15)
        return found


def read(content: bytes) -> Table:
    """Return what a file holds. Fails for one that is not whole."""
    assert content[:4] == content[-4:] == b"PAR1"
    size = int.from_bytes(content[-8:-4], "little")
    said = _Thrift(content, len(content) - 8 - size)
    footer = said.struct()
    assert said.at == len(content) - 8
    root, *schema = footer[2]
    assert root[5] == len(schema)
    groups = [_group(content, group, schema) for group in footer[4]]
    rows = [row for group in groups for row in group]
    assert footer[3] == len(rows)
    types = {each[4].decode(): _type(each) for each in schema}
    return Table(types, rows, list(map(len, groups)), {pair[1].decode(): pair[2].decode() for pair in footer[5]})


def _type(element: dict[int, Any]) -> str:
    """What a column holds, where the logical type, the older converted one and the physical one agree on it."""
    match element:
        case {1: 6, 6: 0, 10: {1: {}}}:
            return "string"
        case {1: 1, 6: 6, 10: {6: {}}}:
            return "date"
        case {1: 2, 6: 10, 10: {8: {1: True, 2: {2: {}}}}}:
            return "datetime"
        case {1: 2} if 6 not in element and 10 not in element:
            return "integer"
    raise AssertionError(element)


def _group(content: bytes, group: dict[int, Any], schema: list[dict[int, Any]]) -> list[tuple[Any, ...]]:
    columns = []
    for chunk, element in zip(group[1], schema, strict=True):
        told = chunk[3]
        assert (told[3], told[1], element[3]) == ([element[4]], element[1], 1)
        at, cells, unpacked = told[9], [], 0
        while at < told[9] + told[7]:
            head = _Thrift(content, at)
            page = head.struct()
            body = gzip.decompress(content[head.at : head.at + page[3]])
            assert len(body) == page[2]
            unpacked += head.at - at + len(body)
            at = head.at + page[3]
            cells += _cells(body, page[5][1], _type(element))
        assert (at, len(cells), unpacked) == (told[9] + told[7], told[5], told[6])
        columns.append(cells)
    rows = list(zip(*columns, strict=True))
    assert len(rows) == group[3]
    return rows


def _cells(body: bytes, number: int, kind: str) -> list[Any]:
    levels = _Thrift(body, 4)
    end = 4 + int.from_bytes(body[:4], "little")
    there: list[bool] = []
    while levels.at < end:
        head = levels.varint()
        if head & 1:
            bits = [byte >> place & 1 for byte in body[levels.at : levels.at + (head >> 1)] for place in range(8)]
            levels.at += head >> 1
            there += map(bool, bits)
        else:
            there += [levels.byte() == 1] * (head >> 1)
    assert not any(there[number:])
    values = iter(_values(body[end:], kind))
    cells = [next(values) if each else None for each in there[:number]]
    assert next(values, None) is None
    return cells


def _values(body: bytes, kind: str) -> list[Any]:
    match kind:
        case "string":
            found, at = [], 0
            while at < len(body):
                size = int.from_bytes(body[at : at + 4], "little")
                found.append(body[at + 4 : at + 4 + size].decode())
                at += 4 + size
            return found
        case "date":
            return [date(1970, 1, 1) + timedelta(days) for (days,) in struct.iter_unpack("<i", body)]
        case "datetime":
            first = datetime(1970, 1, 1, tzinfo=UTC)
            return [first + timedelta(microseconds=each) for (each,) in struct.iter_unpack("<q", body)]
    return [each for (each,) in struct.iter_unpack("<q", body)]
