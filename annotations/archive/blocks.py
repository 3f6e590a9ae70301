"""The blocks of a version from a file: written anew where they are not what our own cleaning would have written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from reader.extraction.model import Block, Container, Kind, PageBreak
from reader.extraction.rendering import CONTAINERS
from reader.extraction.sanitize import (
    MAX_ELEMENTS,
    MAX_MARKUP,
    plain,
    safe_direction,
    safe_language,
    walled,
)

from .checking import text
from .history import Unfit

MOST_BLOCKS = 200_000  # of a version
MOST_LEVELS = 60  # of elements around a block
MOST_PAGES = 1_000_000  # of print
MOST_BREAKS = 10_000  # of pages, in a block
LONGEST_LABEL = 100
ATTRIBUTES = {  # of the elements around blocks, and what each may say
    "start": re.compile(r"-?\d{1,9}"),
    "reversed": re.compile(""),
    "colspan": re.compile(r"\d{1,4}"),
    "rowspan": re.compile(r"\d{1,5}"),
    "scope": re.compile("row|col|rowgroup|colgroup"),
}
_MARKUP = re.compile(r"<[^>]*>")


def blocks_of(found: Any) -> tuple[list[Block], int]:
    """Return the blocks that a file says, and of how many the HTML was not as we write it. Raises Unfit."""
    if not isinstance(found, list) or len(found) > MOST_BLOCKS:
        raise Unfit(_("it is no list of blocks"))
    blocks = [_block(values) for values in found]
    cleaned = [replace(block, html=clean(block)) for block in blocks]
    return cleaned, sum(old.html != new.html for old, new in zip(blocks, cleaned, strict=True))


def clean(block: Block) -> str:
    """Return the block's HTML, through the walls that all stored HTML has passed, and with the block's text.

    What does not say the text, or has more markup than we ever write, becomes the text without markup.
    """
    html = block.html
    if "<" in html and html.count("<") <= 2 * MAX_ELEMENTS and len(html) - len(block.text) <= MAX_MARKUP:
        html = walled(html)
    elif "<" in html:
        html = ""
    if unescape(_MARKUP.sub("", html)) == block.text:
        return html
    return plain(block.text, preformatted=block.kind is Kind.PREFORMATTED)


def _block(values: Any) -> Block:
    if not isinstance(values, dict) or not REQUIRED <= values.keys() <= READERS.keys():
        raise Unfit(_("a block says what no block says, or too little"))
    said = {name: READERS[name](value) for name, value in values.items()}
    language, direction = said.get("language", ""), said.get("direction", "")
    if language != safe_language(language) or direction != safe_direction(direction):
        raise Unfit(_("a block’s language or direction cannot be read"))
    return Block(**said)


def _kind(said: Any) -> Kind:
    try:
        return Kind(said)
    except ValueError as error:
        raise Unfit(_("a block is of no kind that is known")) from error


def _up_to(most: int) -> Callable[[Any], int]:
    def number(said: Any) -> int:
        if type(said) is not int or not 0 <= said <= most:
            raise Unfit(_("a block’s level or page cannot be read"))
        return said

    return number


def _flag(said: Any) -> bool:
    if type(said) is not bool:
        raise Unfit(_("a block is neither kept nor cut"))
    return said


def _path(found: Any) -> tuple[Container, ...]:
    if not isinstance(found, list) or len(found) > MOST_LEVELS:
        raise Unfit(_("a block stands in more elements than a page has"))
    path = []
    for each in found:
        match each:
            case [str(tag), int(number), dict(attributes)] if tag in CONTAINERS and abs(number) < 2**31:
                for name, value in attributes.items():
                    if name not in ATTRIBUTES or not ATTRIBUTES[name].fullmatch(text(value)):
                        raise Unfit(_("an element around a block has an attribute that none has"))
                path.append(Container(tag, number, tuple(attributes.items())))
            case _:
                raise Unfit(_("a block stands in an element that none stands in"))
    return tuple(path)


def _label(said: Any) -> str:
    found = text(said)
    if len(found) > LONGEST_LABEL:
        raise Unfit(_("a page of print has a longer name than any has"))
    return found


def _breaks(found: Any) -> tuple[PageBreak, ...]:
    if not isinstance(found, list) or len(found) > MOST_BREAKS:
        raise Unfit(_("pages of print begin in a block that cannot begin there"))
    made = []
    for each in found:
        match each:
            case [int(at), int(page), str(label)] if 0 <= at < 2**31:
                made.append(PageBreak(at, _up_to(MOST_PAGES)(page), _label(label)))
            case _:
                raise Unfit(_("pages of print begin in a block that cannot begin there"))
    return tuple(made)


# What a block may say, by the names of its fields.
READERS: Mapping[str, Callable[[Any], Any]] = {
    "kind": _kind, "html": text, "text": text, "kept": _flag, "reason": text, "level": _up_to(6), "path": _path,
    "language": text, "direction": text, "page": _up_to(MOST_PAGES),
    "page_label": _label, "breaks": _breaks,
}  # fmt: skip
REQUIRED = {"kind", "html", "text", "kept"}
