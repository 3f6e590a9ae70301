"""A page's leaves: every piece of its text, in order, as a block with the structure it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from .containers import FREE, HOLDERS, PARENTS, is_data_table, may_stand, meaningful
from .language import localised
from .model import Block, Container, Kind
from .parsing import parse
from .pictures import address_of_data, address_of_part
from .sanitize import (
    WRITTEN,
    Element,
    Inline,
    Link,
    Markup,
    htmls,
    image_markup,
    inline_elements,
    plain,
    safe_direction,
    safe_language,
    safe_url,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = [
    "BLOCK", "DROPPED", "HEADINGS", "Leaf", "base_url", "finished", "is_inline", "is_not_shown", "leaves", "localised",
    "parse",
]  # fmt: skip

# Never text: what is executed, embedded or filled in.
DROPPED = frozenset(
    "script style noscript template iframe frame frameset noframes object embed applet svg math canvas audio video"
    " input select textarea datalist meter progress map area source track param meta link title base rp".split()
)
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p"
    " plaintext pre search section slot summary table tbody td tfoot th thead tr ul xmp".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
KIND_IN = {
    "li": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM, "td": Kind.TABLE_CELL, "th": Kind.TABLE_CELL,
    "blockquote": Kind.QUOTATION, "figure": Kind.CAPTION, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION,
}  # fmt: skip
MAX_PATH = 24  # containers; deeper ones keep their text and lose their nesting
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Leaf(NamedTuple):
    """A block and where it was found: its nearest block-level element, how much of its text is links, if it shows.

    The block's HTML is its text alone as long as there is `markup`, which has to pass the walls first.
    """

    block: Block
    element: HtmlElement
    linked: int = 0  # code points of the text that stand in links
    hidden: bool = False
    markup: Markup | None = None

    def finished(self) -> Block:
        """Return the block with its inline elements."""
        return replace(self.block, html=self.markup.html()) if self.markup else self.block


def finished(leaves: Sequence[Leaf]) -> list[Block]:
    """Return the leaves' blocks with their inline elements, as `Leaf.finished` does, in less time."""
    blocks = [leaf.block for leaf in leaves]
    marked = [(index, leaf.markup) for index, leaf in enumerate(leaves) if leaf.markup]
    for (index, _), html in zip(marked, htmls([markup for _, markup in marked]), strict=True):
        blocks[index] = replace(blocks[index], html=html)
    return blocks


def base_url(root: HtmlElement, url: str) -> str:
    """Return the address that the page's relative links are resolved against."""
    declared = root.find(".//base[@href]")
    return (safe_url(declared.get("href", ""), url) if declared is not None else "") or url


def leaves(root: HtmlElement, url: str = "") -> list[Leaf]:
    """Return the leaves of the page in order, unfinished. `url` is where it came from, for its relative links."""
    reader = _Reader(base_url(root, url))
    reader.read(root)  # a forgiving parser puts some of the text outside the body
    return reader.leaves


@dataclass(slots=True)
class _Frame:
    """An element that is open while the page is read."""

    element: HtmlElement
    inline: int = -1  # how many inline elements stand for it; -1: it is block-level
    contained: int = 0  # containers at the end of the path that stand for it
    leaves: int = 0  # that were there when it opened
    hidden: bool = False
    language: str = ""
    direction: str = ""


class _Reader:
    def __init__(self, base: str) -> None:
        self.leaves: list[Leaf] = []
        self._base = base
        self._frames: list[_Frame] = []
        self._path: list[Container] = []
        self._number = 0
        self._opened: list[Element | Link] = []
        self._inline = Inline()
        self._linked = 0
        self._anchors = 0  # links around the text being read, whether or not they may be written
        self._heading = 0
        self._preformatted = 0
        self._images: list[Markup] = []

    def read(self, root: HtmlElement) -> None:
        """Read the tree without recursion, for it may be thousands deep."""
        from lxml import etree  # noqa: PLC0415

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                tag = element.tag
                if not isinstance(tag, str) or tag in DROPPED:
                    walk.skip_subtree()
                elif tag == "br":
                    self._break()
                elif tag == "img":
                    self._image(element)
                else:
                    self._enter(element, tag)
                    if text := element.text:
                        self._text(text)
            else:
                if self._frames and self._frames[-1].element is element:
                    self._leave(element.tag)
                if element is not root and (text := element.tail):
                    self._text(text)
        self._flush()

    def _text(self, text: str) -> None:
        self._inline.text(text)
        if self._anchors:
            self._linked += len(text.strip())

    def _break(self) -> None:
        # Two line breaks are how a page without paragraph elements parts its paragraphs.
        if self._inline.at_break and not self._preformatted:
            self._flush()
        else:
            self._inline.line_break()

    def _image(self, element: HtmlElement) -> None:
        attributes = dict(element.attrib)
        source = attributes.get("src", "")
        if inside := address_of_data(source) or address_of_part(source):
            attributes["src"] = inside
        elif not safe_url(source, self._base).startswith("http"):
            # A page that loads its images late names them beside a placeholder.
            attributes["src"] = next(
                (attributes[name] for name in ("data-src", "data-original", "data-lazy-src") if attributes.get(name)),
                "",
            )
        if markup := image_markup(attributes, self._base):
            self._images.append(markup)
            if not self._inline:
                self._flush()

    def _enter(self, element: HtmlElement, tag: str) -> None:
        parent = self._frames[-1] if self._frames else _Frame(element)
        attributes = dict(element.items())
        hidden = parent.hidden or (bool(attributes) and _is_hidden(attributes))
        language, direction = parent.language, parent.direction
        if (inline := is_inline(tag)) or (self._preformatted and tag != "pre"):
            speaks = tag in WRITTEN or "lang" in attributes or "dir" in attributes
            if inline and not speaks and hidden == parent.hidden and self._frames:
                return  # it says nothing
            found = inline_elements(tag, attributes, self._base, self._opened) if speaks else []
            for item in found:
                self._inline.open(item)
            self._opened += found
            self._anchors += tag == "a"
            self._frames.append(_Frame(element, len(found), 0, 0, hidden, language, direction))
            return
        self._flush()
        if "lang" in attributes and (said := safe_language(attributes["lang"])) and said != language:
            language, direction = said, ""
        if "dir" in attributes:
            direction = safe_direction(attributes["dir"]) or direction
        contained = self._contain(element, tag)
        self._frames.append(_Frame(element, -1, contained, len(self.leaves), hidden, language, direction))
        if tag in HEADINGS:
            self._heading = max(2, int(tag[1]))
        elif tag == "pre":
            self._preformatted += 1
            self._restart()

    def _leave(self, tag: str) -> None:
        frame = self._frames[-1]
        if frame.inline >= 0:
            for _ in range(frame.inline):
                self._inline.close()
                self._opened.pop()
            self._anchors -= tag == "a"
            self._frames.pop()
            if self._preformatted and not is_inline(tag):
                self._inline.text("\n")
            return
        self._flush()
        if tag in ("td", "th") and frame.contained and len(self.leaves) == frame.leaves:
            self._add(Kind.TABLE_CELL, "", "")  # so that the columns stay aligned
        self._frames.pop()
        if frame.contained:
            del self._path[-frame.contained :]
        if tag in HEADINGS:
            self._heading = 0
        elif tag == "pre":
            self._preformatted -= 1
            self._restart()

    def _contain(self, element: HtmlElement, tag: str) -> int:
        """Put the element on the path if blocks stand in it, in a place where it may be; return how many were put."""
        above = self._path[-1].tag if self._path else ""
        if len(self._path) >= MAX_PATH:
            return 0
        if not (tag in FREE or above in PARENTS.get(tag, ())):
            return self._caption(element, tag)
        if not may_stand(tag, above) or (tag == "table" and not is_data_table(element)):
            return 0
        self._put(tag, tuple(meaningful(element, tag)))
        return 1

    def _put(self, tag: str, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        self._number += 1
        self._path.append(Container(tag, self._number, attributes))

    def _caption(self, element: HtmlElement, tag: str) -> int:
        """Put a caption that stands outside of its figure into one, with the picture right before it."""
        if not self.leaves or self.leaves[-1].block.kind is not Kind.IMAGE:
            return 0
        loose = tag == "figcaption" or (tag in ("p", "div") and "caption" in (element.get("class") or "").lower())
        if not loose or any(held.tag in ("figure", "table") for held in self._path):
            return 0
        picture, path = self.leaves[-1], tuple(self._path)
        if not may_stand("figure", path[-1].tag if path else ""):
            return 0
        around = picture.block.path[-1:]
        if around and around[0].tag == "figure" and picture.block.path[:-1] == path:
            self._path += around
        elif picture.block.path == path:
            self._put("figure")
            self.leaves[-1] = picture._replace(block=replace(picture.block, path=tuple(self._path)))
        else:
            return 0
        self._put("figcaption")
        return 2

    def _restart(self) -> None:
        preformatted = self._preformatted > 0
        if self._inline or self._inline.preformatted != preformatted:
            self._inline = Inline(self._opened, preformatted=preformatted)
        else:
            self._inline.restart()
        self._linked = 0

    def _flush(self) -> None:
        """End the block that is being written."""
        inline = self._inline
        if inline:
            text, written = inline.written()
            if text.strip():
                self._add(self._kind(), plain(text, preformatted=self._preformatted > 0), text, written)
        if self._images:
            for markup in self._images:
                self._add(Kind.IMAGE, "", "", markup)
            self._images = []
        self._restart()

    def _kind(self) -> Kind:
        if self._preformatted:
            return Kind.PREFORMATTED
        path = self._place()
        if self._heading and not (path and path[-1].tag in ("figcaption", "caption")):
            return Kind.HEADING
        return KIND_IN[path[-1].tag] if path else Kind.PARAGRAPH

    def _place(self) -> tuple[Container, ...]:
        end = len(self._path)
        while end and self._path[end - 1].tag not in HOLDERS:
            end -= 1
        return tuple(self._path[:end])

    def _add(self, kind: Kind, html: str, text: str, markup: Markup | None = None) -> None:
        frame = next((frame for frame in reversed(self._frames) if frame.inline < 0), None)
        innermost = self._frames[-1] if self._frames else None
        block = Block(
            kind,
            html,
            text,
            level=self._heading if kind is Kind.HEADING else 0,
            path=self._place(),
            language=frame.language if frame else "",
            direction=frame.direction if frame else "",
        )
        assert frame is not None  # noqa: S101  the body is the first frame
        self.leaves.append(
            Leaf(block, frame.element, min(self._linked, len(text)), bool(innermost and innermost.hidden), markup)
        )


def is_inline(tag: str) -> bool:
    """Return True for elements within a line: what HTML does not know is one, but components hold blocks."""
    return tag not in BLOCK and "-" not in tag


def is_not_shown(attributes: Mapping[str, str]) -> bool:
    """Return True for an element that says itself that it is not to be seen."""
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style[:2000]))


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("aria-hidden") == "true" or is_not_shown(attributes)
