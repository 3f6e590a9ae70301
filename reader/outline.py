"""An original as it came, with what was kept of it and what was cut outlined. Pure: no Django.

The page is written anew from elements and attributes that can do nothing: neither scripts nor styles, pictures, links
and forms are in it, so that nothing is asked of anybody and what a style would hide is seen. `outline_isolated` does
this in a process with limits (`python -m reader.outline` serves it).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Final

from reader.extraction import Block, Extraction, Kind, UnreadableSource, isolated
from reader.extraction.blocks import BLOCK, DROPPED, is_inline, leaves, parse
from reader.extraction.sanitize import safe_direction, safe_language
from reader.extraction.source import is_html, readable
from reader.extraction.text import fold, harmless, lines
from reader.importers.documents import Document, Page
from reader.importers.kinds import Kind as FileKind
from reader.importers.kinds import kind_of
from reader.importers.reading import DOCUMENTS, REFUSED, SLOW

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SECONDS: Final = 8  # waited for by a person
LONGEST_LOOK: Final = 400  # blocks that a line of a text is looked for in
KEPT, CUT = "kept", "cut"
NOT_SHOWN: Final = "This original is a file that browsers do not show as a page. Download it to see it as it came."
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
# What is no element of these is written as one that says nothing.
_WRITTEN = (BLOCK | _INLINE) - frozenset(
    "body html button form search slot option optgroup plaintext xmp listing".split()
)
_NUMBERS = frozenset(("colspan", "rowspan", "start"))
_PICTURE: Final = "original-picture"
_MARK: Final = "data-block"


def outline_isolated(content: bytes, blocks: Iterable[Block], *, content_type: str = "", url: str = "") -> str:
    """Return the inside of a page's body for an original from which these blocks were read.

    Elements that became a block have its number as `id="block-7"` and `class="original-kept"` or `original-cut`.
    Raises UnreadableSource for a file that is no page, and for one that exceeds a limit.
    """
    told = json.dumps([[block.text, block.kept] for block in blocks]).encode()
    found = isolated.extract_isolated(
        told + b"\n" + content, content_type=content_type, url=url, module=__name__, seconds=SECONDS
    )
    return found.blocks[0].html


def read(content: bytes, *, content_type: str = "", url: str = "") -> Extraction:
    """Do what `outline_isolated` says, in the child; the answer is the one block of an extraction."""
    told, _, original = content.partition(b"\n")
    html = outlined(original, json.loads(told), content_type=content_type, url=url)
    return Extraction(blocks=(Block(Kind.PREFORMATTED, html, ""),))


def outlined(content: bytes, blocks: Sequence[tuple[str, bool]], *, content_type: str = "", url: str = "") -> str:
    """Return what `outline_isolated` does; `blocks` are their texts, and whether they are kept."""
    text, is_page, url = page_in(content, content_type, url)
    if is_page:
        return outlined_page(parse(text), blocks, url)
    return "\n".join(outlined_lines(text, blocks))


def page_in(content: bytes, content_type: str, url: str) -> tuple[str, bool, str]:
    """Return the page or the text in a file, whether it is a page, and its address. Raises UnreadableSource."""
    kind = kind_of(content, content_type)
    if kind in REFUSED or kind in SLOW or kind is FileKind.OTHER:
        raise UnreadableSource(NOT_SHOWN)
    source: bytes | str = content
    if kind in DOCUMENTS:
        document: Document | Page = import_module(f"reader.importers.{DOCUMENTS[kind]}").read(content)
        url = document.url or url
        source = document.content if isinstance(document, Page) else document.html
        if isinstance(document, Page) and kind is not FileKind.HTML:
            content_type = document.content_type
    text = readable(source, content_type)
    return text, isinstance(source, str) or is_html(text, content_type), url


def outlined_page(root: HtmlElement, blocks: Sequence[tuple[str, bool]], url: str = "") -> str:
    """Return the page as harmless HTML, with the elements that became blocks outlined."""
    for element in root.iter("*"):
        element.attrib.pop(_MARK, None)  # the page's own would be taken for ours
    found: dict[HtmlElement, list[tuple[str, bool]]] = defaultdict(list)
    places = _Places(blocks)
    for leaf in leaves(root, url):
        if leaf.block.text:
            found[leaf.element].append(places.after(leaf.block.text))
    holders = {above for element in found for above in element.iterancestors()}
    for element, marks in found.items():
        if len(marks) == 1 and element not in holders:
            _mark(element, *marks[0])
        else:
            _mark_runs(element, marks)
    for picture in root.iter("img"):
        picture.tag, picture.text = "span", _writable(f"[{picture.get('alt') or '…'}]")
        picture.set("class", _PICTURE)
    return "".join(_written(root))


class _Places:
    """Finds the blocks of texts that come in the order of the page."""

    def __init__(self, blocks: Sequence[tuple[str, bool]]) -> None:
        self._blocks = blocks
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, (text, _) in reversed([*enumerate(blocks)]):
            self._places[text].append(at)

    def after(self, text: str) -> tuple[str, bool]:
        """Return the number of the next block with this text, and whether it is kept; no number where there is none."""
        if not (places := self._places.get(text)):
            return "", False
        at = places.pop()
        return str(at), self._blocks[at][1]


def _mark(element: HtmlElement, number: str, kept: bool) -> None:
    if number:
        element.set(_MARK, f"{number} {KEPT if kept else CUT}")


def _mark_runs(element: HtmlElement, marks: Sequence[tuple[str, bool]]) -> None:
    """Put text that stands loose in an element, between others that hold text, into elements of its own."""
    runs = [run for run in _runs(element) if any(_has_text(piece) for piece in run)]
    for run, mark in zip(runs, marks, strict=False):
        _wrap(element, run, mark)


def _runs(element: HtmlElement) -> Iterator[list[HtmlElement | None]]:
    """Yield the neighbours in a line: None is the element's own first text; each child stands with its tail."""
    run: list[HtmlElement | None] = [None]
    for child in list(element):
        if _breaks(child):
            yield run
            run = [_after(element, child)] if child.tail and child.tail.strip() else []
        else:
            run.append(child)
    yield run


def _after(parent: HtmlElement, child: HtmlElement) -> HtmlElement:
    """Return a new element for the text behind a child."""
    loose = parent.makeelement("span")
    loose.text, child.tail = _writable(child.tail), None
    parent.insert(parent.index(child) + 1, loose)
    return loose


def _writable(text: str | None) -> str:
    """Return the text as lxml lets itself be given it: it reads more control characters than that."""
    return re.sub("[\x0b\x0c]", " ", harmless(text or ""))


def _breaks(child: HtmlElement) -> bool:
    following = child.getnext()
    if child.tag == "br":
        return following is not None and following.tag == "br" and not (child.tail or "").strip()
    return (
        not isinstance(child.tag, str)
        or not is_inline(child.tag)
        or any(isinstance(each.tag, str) and each.tag in BLOCK for each in child.iterdescendants())
    )


def _has_text(piece: HtmlElement | None) -> bool:
    return piece is None or bool("".join(piece.itertext()).strip() or (piece.tail or "").strip())


def _wrap(element: HtmlElement, run: Sequence[HtmlElement | None], mark: tuple[str, bool]) -> None:
    around = element.makeelement("span")
    first = next((piece for piece in run if piece is not None), None)
    element.insert(element.index(first) if first is not None else 0, around)
    if None in run:
        around.text, element.text = _writable(element.text), None
    for piece in run:
        if piece is not None:
            around.append(piece)
    _mark(around, *mark)


def _written(root: HtmlElement) -> Iterator[str]:
    from lxml import etree  # noqa: PLC0415  heavy for a web worker, which never parses

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        known = isinstance(tag, str) and tag not in DROPPED
        if event == "start":
            if not known:
                walk.skip_subtree()
                continue
            yield f"<{_name(tag)}{_attributes(element)}>{escape(harmless(element.text or ''), quote=False)}"
        else:
            if known and tag not in ("br", "hr", "wbr"):
                yield f"</{_name(tag)}>"
            if element is not root:
                yield escape(harmless(element.tail or ""), quote=False)


def _name(tag: str) -> str:
    if tag in _WRITTEN:
        return tag
    return "span" if is_inline(tag) else "div"


def _attributes(element: HtmlElement) -> str:
    written = ""
    number, _, fate = (element.get(_MARK) or "").partition(" ")
    if fate:
        written += f' id="block-{number}" class="original-{fate}"'
    elif element.get("class") == _PICTURE:
        written += f' class="{_PICTURE}"'
    for name in _NUMBERS:
        value = element.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 5:
            written += f' {name}="{value}"'
    if direction := safe_direction(element.get("dir") or ""):
        written += f' dir="{direction}"'
    if language := safe_language(element.get("lang") or ""):
        written += f' lang="{escape(language)}"'
    return written


def outlined_lines(text: str, blocks: Sequence[tuple[str, bool]]) -> Iterator[str]:
    """Yield the lines of a text, each outlined as the block that it begins or goes on with."""
    folded = [fold(said) for said, _ in blocks]
    at, rest = -1, ""
    for line in lines(text).split("\n"):
        said, begins = fold(line), False
        if said and not (rest and rest.startswith(said)):
            ahead = range(at + 1, min(at + 1 + LONGEST_LOOK, len(folded)))
            found = next((number for number in ahead if folded[number] and folded[number].startswith(said)), None)
            at, rest, begins = (at, "", False) if found is None else (found, folded[found], True)
        mark = ""
        if said and rest:
            rest = rest[len(said) :]
            mark = f' class="original-{KEPT if blocks[at][1] else CUT}"' + (f' id="block-{at}"' if begins else "")
        yield f"<p{mark}>{escape(line, quote=False) or '<br>'}</p>"


if __name__ == "__main__":
    isolated.serve(read)
