"""Tables in text (CSV, RFC 4180) and in lines of JSON, as other tools export them. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from reader.extraction.decode import decode
from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

LARGEST = 64 * 2**20  # bytes of an export that is read as a whole
CELL = 4 * 2**20  # characters
BROKEN = gettext_noop("This export is damaged or not complete ({0}): export it again.")
LARGE = gettext_noop("This export is larger than 64 MB: export it in parts.")


def columns(head: str) -> frozenset[str]:
    """Return the names of a table's columns, in lower case, from its beginning; empty for what is no table."""
    line = head.lstrip("\ufeff").split("\n", 1)[0]
    try:
        found = next(csv.reader([line]), [])
    except csv.Error:
        return frozenset()
    return frozenset(name.strip().casefold() for name in found)


def rows(content: bytes) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV by their columns' names in lower case. Raises UnreadableSource where it is none."""
    csv.field_size_limit(CELL)
    text = decode(content).replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        for values in reader:
            if any(values):
                yield {name: value.strip() for name, value in zip(names, values, strict=False)}
    except csv.Error as error:
        raise UnreadableSource(BROKEN.format(f"line {reader.line_num}")) from error


def whole_json(content: bytes) -> Any:
    """Return what a JSON file says. Raises UnreadableSource."""
    if len(content) > LARGEST:
        raise UnreadableSource(LARGE)
    try:
        return json.loads(decode(content))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep"
        raise UnreadableSource(BROKEN.format(where)) from error


def json_lines(content: bytes) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that holds one a line (JSONL). Raises UnreadableSource."""
    for number, line in enumerate(io.StringIO(decode(content)), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableSource(BROKEN.format(f"line {number}")) from error
        if isinstance(found, dict):
            yield found


def objects(values: Any) -> list[dict[str, Any]]:
    """Return the objects in a list, and nothing of what is none."""
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []


def said(values: Any, *names: str) -> str:
    """Return the first of these fields that is a text or a number, trimmed; "" where none is."""
    for name in names:
        value = values.get(name) if isinstance(values, dict) else None
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def grouped(found: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Return values by their keys, in the order in which the keys came first."""
    groups: dict[str, list[Any]] = {}
    for key, value in found:
        groups.setdefault(key, []).append(value)
    return groups


def moment(value: str) -> str:
    """Return seconds since 1970 as ISO 8601; what is something else stays."""
    try:
        return datetime.fromtimestamp(int(value), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return value
