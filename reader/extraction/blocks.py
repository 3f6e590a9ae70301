"""A page's leaves: every piece of its text, in order, as a block with the structure it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from .containers import FREE, HOLDERS, MEANING, PARENTS, is_data_table, may_stand, meaningful
from .language import localised
from .leaf import (
    BLOCK,
    DROPPED,
    HEADINGS,
    VOID,
    Leaf,
    finished,
    is_caption,
    is_hidden,
    is_inline,
    is_not_shown,
)
from .model import Block, Container, Kind
from .parsing import parse
from .pictures import address_of_data, address_of_part, named_sources
from .sanitize import (
    WRITTEN,
    Element,
    Inline,
    Link,
    Markup,
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

KIND_IN = {
    "li": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM, "td": Kind.TABLE_CELL, "th": Kind.TABLE_CELL,
    "blockquote": Kind.QUOTATION, "figure": Kind.CAPTION, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION,
}  # fmt: skip
MAX_PATH = 24  # containers; deeper ones keep their text and lose their nesting
# Attributes that say how the text in an element is to be taken.
_TELLING = frozenset("hidden aria-hidden style lang dir".split())
_CONTAINED = FREE | PARENTS.keys()  # that may be put on the path


def base_url(root: HtmlElement, url: str) -> str:
    """Return the address that the page's relative links are resolved against."""
    declared = root.find(".//base[@href]")
    return (safe_url(declared.get("href", ""), url) if declared is not None else "") or url


def leaves(root: HtmlElement, url: str = "") -> list[Leaf]:
    """Return the leaves of the page in order, unfinished. `url` is where it came from, for its relative links."""
    reader = _Reader(base_url(root, url))
    reader.read(root)  # a forgiving parser puts some of the text outside the body
    return reader.leaves


class _Frame(NamedTuple):
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
        self._blocks: list[_Frame] = []  # those that are block-level
        self._path: list[Container] = []
        self._place: tuple[Container, ...] | None = None  # where blocks stand on the path, once it was asked for
        self._number = 0
        self._opened: list[Element | Link] = []
        self._inline = Inline()
        self._linked = 0
        self._anchors = 0  # links around the text being read, whether or not they may be written
        self._heading = 0
        self._preformatted = 0
        self._images: list[Markup] = []
        self._pictured = False  # the last leaf is an image: its caption may follow

    def read(self, root: HtmlElement) -> None:  # noqa: PLR0912  one walk, a branch for each thing met on the way
        """Read the tree without recursion, for it may be thousands deep."""
        from lxml import etree  # noqa: PLC0415

        frames = self._frames
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                tag = element.tag
                if not isinstance(tag, str) or tag in DROPPED:
                    walk.skip_subtree()
                    continue
                if tag == "br":
                    self._break()
                    continue
                if tag == "img":
                    self._image(element)
                    continue
                if tag in BLOCK or "-" in tag:
                    if self._preformatted and tag != "pre":
                        self._enter_inline(element, tag)
                    else:
                        self._enter(element, tag)
                elif tag in WRITTEN or not frames or not (_TELLING.isdisjoint(element.keys()) or tag in VOID):
                    self._enter_inline(element, tag)
                text = element.text
            else:
                if frames and frames[-1].element is element:
                    self._leave(element.tag)
                text = element.tail if element is not root else None
            if text:
                self._inline.text(text)
                if self._anchors:
                    self._linked += len(text.strip())
        self._flush()

    def _break(self) -> None:
        # Two line breaks are how a page without paragraph elements parts its paragraphs.
        if self._inline.at_break and not self._preformatted:
            self._flush()
        else:
            self._inline.line_break()

    def _image(self, element: HtmlElement) -> None:
        attributes = dict(element.items())
        source = attributes.get("src", "")
        attributes["src"] = (
            address_of_data(source) or address_of_part(source) or self._address(attributes) or self._of_sources(element)
        )
        if markup := image_markup(attributes, self._base):
            self._images.append(markup)
            if not self._inline.texts:
                self._flush()

    def _address(self, attributes: Mapping[str, str]) -> str:
        """Return the first address among those an image or a source names that can be one of a picture, or ""."""
        found = (safe_url(named, self._base) for named in named_sources(attributes))
        return next((address for address in found if address.startswith("http")), "")

    def _of_sources(self, image: HtmlElement) -> str:
        """Return the address that the sources of the image's `picture` name, or ""."""
        picture = next(image.iterancestors("picture"), None)
        sources = () if picture is None else picture.iter("source")
        return next(filter(None, (self._address(dict(source.items())) for source in sources)), "")

    def _enter(self, element: HtmlElement, tag: str) -> None:
        self._flush()
        _, _, _, _, hidden, language, direction = self._frames[-1] if self._frames else _Frame(element)
        if not _TELLING.isdisjoint(element.keys()):
            attributes = dict(element.items())
            hidden = hidden or is_hidden(attributes)
            if (said := safe_language(attributes.get("lang", ""))) and said != language:
                language, direction = said, ""
            direction = safe_direction(attributes.get("dir", "")) or direction
        contained = self._contain(element, tag) if tag in _CONTAINED or self._pictured else 0
        frame = _Frame(element, -1, contained, len(self.leaves), hidden, language, direction)
        self._frames.append(frame)
        self._blocks.append(frame)
        if tag in HEADINGS:
            self._heading = max(2, int(tag[1]))
        elif tag == "pre":
            self._preformatted += 1
            self._restart()

    def _enter_inline(self, element: HtmlElement, tag: str) -> None:
        """Enter an element within a line, or any inside preformatted text."""
        parent = self._frames[-1] if self._frames else _Frame(element)
        attributes = dict(element.items())
        told = not _TELLING.isdisjoint(attributes)
        hidden = parent.hidden or (told and is_hidden(attributes))
        speaks = tag in WRITTEN or (told and ("lang" in attributes or "dir" in attributes))
        if not speaks and hidden == parent.hidden and self._frames and is_inline(tag):
            return  # it says nothing
        found = inline_elements(tag, attributes, self._base, self._opened) if speaks else []
        for item in found:
            self._inline.open(item)
        self._opened += found
        self._anchors += tag == "a"
        self._frames.append(_Frame(element, len(found), 0, 0, hidden, parent.language, parent.direction))

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
        if frame.contained and tag in ("td", "th") and len(self.leaves) == frame.leaves:
            self._add(Kind.TABLE_CELL, "", "")  # so that the columns stay aligned
        self._frames.pop()
        self._blocks.pop()
        if frame.contained:
            del self._path[-frame.contained :]
            self._place = None
        if self._heading and tag in HEADINGS:
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
        self._put(tag, tuple(meaningful(element, tag)) if tag in MEANING else ())
        return 1

    def _put(self, tag: str, attributes: tuple[tuple[str, str], ...] = ()) -> None:
        self._number += 1
        self._path.append(Container(tag, self._number, attributes))
        self._place = None

    def _caption(self, element: HtmlElement, tag: str) -> int:
        """Put a caption that stands outside of its figure into one, with the picture right before it."""
        if not self._pictured:
            return 0
        loose = tag == "figcaption" or (tag in ("p", "div") and "caption" in (element.get("class") or "").lower())
        return self._put_in_figure() if loose else 0

    def _put_in_figure(self) -> int:
        """Put a figure with a caption on the path, round the picture before it; return how many were put."""
        if any(held.tag in ("figure", "table") for held in self._path):
            return 0
        picture, path = self.leaves[-1], tuple(self._path)
        if not may_stand("figure", path[-1].tag if path else ""):
            return 0
        around = picture.block.path[-1:]
        if around and around[0].tag == "figure" and picture.block.path[:-1] == path:
            self._path += around
            self._place = None
        elif picture.block.path == path:
            self._put("figure")
            self.leaves[-1] = picture._replace(block=replace(picture.block, path=tuple(self._path)))
        else:
            return 0
        self._put("figcaption")
        return 2

    def _restart(self) -> None:
        preformatted = self._preformatted > 0
        if self._inline.texts or self._inline.preformatted != preformatted:
            self._inline = Inline(self._opened, preformatted=preformatted)
        else:
            self._inline.restart()
        self._linked = 0

    def _flush(self) -> None:
        """End the block that is being written."""
        inline = self._inline
        if not (inline.texts or self._images):  # nearly always
            inline.restart()
            self._linked = 0
            return
        if inline.texts:
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
        path = self._placed()
        if self._heading and not (path and path[-1].tag in ("figcaption", "caption")):
            return Kind.HEADING
        return KIND_IN[path[-1].tag] if path else Kind.PARAGRAPH

    def _placed(self) -> tuple[Container, ...]:
        """Return the containers that a block stands in here."""
        if self._place is None:
            end = len(self._path)
            while end and self._path[end - 1].tag not in HOLDERS:
                end -= 1
            self._place = tuple(self._path[:end])
        return self._place

    def _add(self, kind: Kind, html: str, text: str, markup: Markup | None = None) -> None:
        frame = self._blocks[-1]  # the body's, at the least
        level = self._heading if kind is Kind.HEADING else 0
        captioned = 0
        if self._pictured and kind is Kind.PARAGRAPH and is_caption(text, frame.element):
            captioned = self._put_in_figure()
            kind = Kind.CAPTION if captioned else kind
        block = Block(kind, html, text, True, "", level, self._placed(), frame.language, frame.direction)
        self._pictured = kind is Kind.IMAGE
        self.leaves.append(Leaf(block, frame.element, min(self._linked, len(text)), self._frames[-1].hidden, markup))
        if captioned:
            del self._path[-captioned:]
            self._place = None
