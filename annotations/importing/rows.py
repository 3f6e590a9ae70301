"""What a file of annotations says of one, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from annotations.core.selectors import CONTEXT, TextPositionSelector, TextQuoteSelector
from annotations.exporters.documents import ATTEST

MOST_BYTES = 200 * 2**20  # of a file, unpacked
MOST_ROWS = 200_000
LONGEST_TAG = 100  # as the codebook has it
SURROGATES = re.compile("[\ud800-\udfff]")


class UnreadableAnnotations(Exception):
    """The file holds no annotations that we can read; `problems` say where, and the way out."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Row:
    """A highlight in a file. `source` is its page's IRI, `sha256` that of the text that its position counts in."""

    where: str  # in the file, for who has to find it: "Annotation 5"
    key: UUID
    source: str
    selector: TextQuoteSelector
    position: TextPositionSelector | None = None
    sha256: str = ""
    version: int = 0  # the version's number, which tells it from another one with the same text
    tags: tuple[str, ...] = ()
    note: str = ""
    author: str = ""  # a username
    created: datetime | None = None
    modified: datetime | None = None
    former_exact: str = ""
    # What figures, claim and relations (with their targets' keys) say, by the names of their fields; None where the
    # file's format has no place for them.
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a highlight carries as evidence, unchecked."""

    figures: tuple[Mapping[str, Any], ...] = ()
    claim: Mapping[str, Any] | None = None
    relations: tuple[tuple[UUID, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """What a file holds: its highlights, and in words how many of its annotations are none, by the reason."""

    format: str
    rows: list[Row]
    left_out: dict[str, int] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)  # of its tags, '#rrggbb', where it says them


def text(value: Any) -> str:
    """Return a string of the file as the database can hold it, without NUL and half characters; else nothing."""
    return SURROGATES.sub("\ufffd", value).replace("\0", "") if isinstance(value, str) else ""


def tag_names(values: list[Any], where: str) -> tuple[str, ...]:
    """Return the names of tags, each once. Raises UnreadableAnnotations where one is too long."""
    names: dict[str, str] = {}
    for value in values:
        name = " ".join(text(value).split())
        if len(name) > LONGEST_TAG:
            raise UnreadableAnnotations(
                f"{where} has a tag of {len(name)} characters (“{name[:40]}…”), and a tag has at most {LONGEST_TAG}:"
                " shorten it where it comes from."
            )
        if name:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def quoted(exact: Any, prefix: Any = "", suffix: Any = "") -> TextQuoteSelector:
    """Return the words and what stands around them, no more of it than we keep."""
    return TextQuoteSelector(text(exact), text(prefix)[-CONTEXT:], text(suffix)[:CONTEXT])


def range_of(start: Any, end: Any) -> TextPositionSelector | None:
    """Return a range, or None where it is none."""
    is_range = type(start) is int and type(end) is int and 0 <= start < end < 2**31
    return TextPositionSelector(start, end) if is_range else None


def moment(value: Any) -> datetime | None:
    """Return a moment that ISO 8601 names, in UTC where it says no zone; None where it names none, or one to come."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        if found is None:
            return None
        found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if datetime(1970, 1, 1, tzinfo=UTC) <= found <= datetime.now(UTC) else None


def key_of(name: str) -> UUID:
    """Return the key that an annotation of this name has here: its own where it is one of ours, always the same."""
    try:
        return UUID(name.removeprefix("urn:uuid:"))
    except ValueError:
        return uuid5(ATTEST, f"annotation/{name}")
