"""Blocks as HTML. The reading page and the `extract` command show an article by the same code.

The text of a block's element equals the block's slice of the canonical text, so that a browser finds an
offset by counting: the element says where its slice starts (`data-start`) in code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from .model import Block, Container, Kind, PageBreak

CONTAINERS = {
    *("ul", "ol", "li", "dl", "dt", "dd", "blockquote", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
_PIECE = re.compile(r"<[^>]*>|&[^;\s]{1,32};|.", re.DOTALL)  # a tag, or what is one code point of text
# What fits in a list item, a cell or a caption as well as at the top: a paragraph only where prose stands.
LEAVES = {
    Kind.PARAGRAPH: "p",
    Kind.QUOTATION: "p",
    Kind.PREFORMATTED: "pre",
    Kind.LIST_ITEM: "div",
    Kind.TABLE_CELL: "div",
    Kind.CAPTION: "div",
    Kind.IMAGE: "div",
}


class Placed(NamedTuple):
    """A block with its number in the version (from 0) and the code point at which its slice starts (-1: it was cut)."""

    number: int
    start: int
    block: Block

    @property
    def end(self) -> int:
        return self.start + len(self.block.text)


def place(blocks: Iterable[Block]) -> Iterator[Placed]:
    """Yield every block with its place in the canonical text."""
    start = 0
    for index, block in enumerate(blocks):
        yield Placed(index, start if block.kept else -1, block)
        if block.kept:
            start += len(block.text) + 1  # the newline that joins


def leaf(placed: Placed, inner: str | None = None, attributes: str = "") -> str:
    """Return the element of a kept block; `inner` stands in for the block's HTML, with marks in it."""
    block = placed.block
    tag = f"h{min(max(block.level, 2), 6)}" if block.kind is Kind.HEADING else LEAVES[block.kind]
    html = with_breaks(block.html if inner is None else inner, block.breaks)
    name = block.kind.name.lower().replace("_", "-")
    where = f'id="block-{placed.number}" class="block {name}" data-start="{placed.start}"'
    return f"<{tag} {where}{tongue(block)}{attributes}>{html}</{tag}>"


def with_breaks(html: str, breaks: Sequence[PageBreak]) -> str:
    """Return a block's inner HTML, as we wrote it, with an empty element wherever a page of print begins in it.

    It has no text, so that the block's text stays its slice of the canonical text.
    """
    if not breaks:
        return html
    parts: list[str] = []
    waiting, at = list(breaks), 0
    for piece in _PIECE.findall(html):
        is_text = not piece.startswith("<")
        if is_text and waiting and at >= waiting[0].at:
            page = waiting.pop(0)
            name = f'role="doc-pagebreak" aria-label="{escape(page.label) or page.page}"'
            parts.append(f'<span class="page-break" id="page-{page.page}" {name}></span>')
        parts.append(piece)
        at += is_text
    return "".join(parts)


def tongue(block: Block) -> str:
    """Return the attributes for a block in another language or direction than its article."""
    language = f' lang="{escape(block.language)}"' if block.language else ""
    direction = f' dir="{escape(block.direction)}"' if block.direction else ""
    return language + direction


def render(placed: Iterable[Placed], show: Callable[[Placed], str] = leaf) -> str:
    """Return the blocks, each as `show` gives it, inside the lists, tables, quotations and figures they stand in."""
    parts: list[str] = []
    opened: Sequence[Container] = ()
    for item in placed:
        path = item.block.path
        shared = 0
        while shared < min(len(opened), len(path)) and opened[shared] == path[shared]:
            shared += 1
        parts.extend(f"</{container.tag}>" for container in reversed(opened[shared:]))
        parts.extend(_open(container) for container in path[shared:])
        parts.append(show(item))
        opened = path
    parts.extend(f"</{container.tag}>" for container in reversed(opened))
    return "\n".join(parts)


def _open(container: Container) -> str:
    if container.tag not in CONTAINERS:
        raise ValueError(f"{container.tag!r} is not an element that blocks stand in")
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in container.attributes)
    return f"<{container.tag}{attributes}>"
