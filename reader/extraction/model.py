"""What extraction gives: a page as metadata and an ordered list of blocks. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Self


class UnreadableSource(Exception):
    """The source holds no text we can read. The message tells the person what to do about it."""


class Kind(StrEnum):
    """What a block is on the page; it decides the element that carries it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    TABLE_CELL = "table cell"
    PREFORMATTED = "preformatted"
    IMAGE = "image"


class Container(NamedTuple):
    """An element around blocks: two blocks are in the same list when they share the same container.

    `number` tells equal tags apart (two lists that follow each other); `attributes` are the few
    that carry meaning: `start` and `reversed` of a list, `colspan`, `rowspan` and `scope` of a cell.
    """

    tag: str
    number: int
    attributes: tuple[tuple[str, str], ...] = ()


class PageBreak(NamedTuple):
    """Where, within a block, a page of print begins: a code point of its text, its number, and what it is called."""

    at: int
    page: int
    label: str = ""  # as printed ("xii"), where that is not the number


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf of the page.

    `html` is sanitised inline HTML whose DOM text equals `text`, code point for code point; whitespace is
    collapsed already, and a line break is `<br>` followed by a newline in both. An image has no text.
    `reason` says in plain words why a block was cut, and is empty for one that was always kept.
    """

    kind: Kind
    html: str
    text: str
    kept: bool = True
    reason: str = ""
    level: int = 0  # of a heading: 2 to 6, since the title is the page's only first level
    path: tuple[Container, ...] = ()
    language: str = ""  # BCP 47, only where it differs from the article's
    direction: str = ""  # "ltr" or "rtl", only where it differs from the article's
    page: int = 0  # of print on which the block begins, counted from 1; 0 where there are none
    page_label: str = ""  # what that page is called in print ("xii"), where that is not its number
    breaks: tuple[PageBreak, ...] = ()  # pages that begin within it

    def cut(self, reason: str) -> Self:
        """Return the block, cut for this reason."""
        # What `replace` does, in a fifth of its time: most blocks of a page are cut.
        return type(self)(
            *(self.kind, self.html, self.text, False, reason),
            *(self.level, self.path, self.language, self.direction, self.page),
            self.page_label,
            self.breaks,
        )

    def written(self, html: str) -> Self:
        """Return the block with this HTML."""
        return type(self)(
            *(self.kind, html, self.text, self.kept, self.reason),
            *(self.level, self.path, self.language, self.direction, self.page),
            self.page_label,
            self.breaks,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the block as JSON values; fields that say nothing are left out."""
        values: dict[str, Any] = {"kind": str(self.kind), "html": self.html, "text": self.text, "kept": self.kept}
        if self.reason:
            values["reason"] = self.reason
        if self.level:
            values["level"] = self.level
        if self.path:
            values["path"] = [[tag, number, dict(attributes)] for tag, number, attributes in self.path]
        if self.language:
            values["language"] = self.language
        if self.direction:
            values["direction"] = self.direction
        if self.page:
            values["page"] = self.page
        if self.page_label:
            values["page_label"] = self.page_label
        if self.breaks:
            values["breaks"] = [list(each) for each in self.breaks]
        return values

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Return the block that `as_json` wrote."""
        path = tuple(Container(tag, number, tuple(given.items())) for tag, number, given in values.get("path", ()))
        breaks = tuple(PageBreak(*each) for each in values.get("breaks", ()))
        return cls(**{**values, "kind": Kind(values["kind"]), "path": path, "breaks": breaks})


@dataclass(frozen=True, slots=True)
class Extraction:
    """A page as we read it. Texts are plain and collapsed; what is not known is an empty string.

    `published` is an ISO 8601 date, or a date and time where the page says one ("2013-07-30T08:55:00-04:00").
    `language` is a BCP 47 tag, `direction` "ltr" or "rtl".
    """

    title: str = ""
    standfirst: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    direction: str = "ltr"
    site_name: str = ""
    url: str = ""  # its own canonical address, where the page names one
    blocks: tuple[Block, ...] = field(default=())

    @property
    def text(self) -> str:
        """The canonical text."""
        return canonical_text(self.blocks)


def canonical_text(blocks: Iterable[Block]) -> str:
    """Return the text that offsets count in: the text of the kept blocks joined by a newline."""
    return "\n".join(block.text for block in blocks if block.kept)
