"""The lines about an article's title on its page: where bylines, dates and standfirsts are shown to readers."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .text import collapse, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BREAKS = frozenset(
    "address article aside blockquote body button caption dd details div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset("script style noscript template svg iframe select nav footer object figure".split())
_HINTING = frozenset("class id itemprop rel data-testid".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong"))
ABOVE, BELOW = 10, 40  # lines about the title
PROSE = 25  # words: after two lines as long as this the article has begun
_MOST = 4000  # lines in which the title is looked for
_MOST_EVENTS = 100_000  # starts and ends of elements


class HeadLine(NamedTuple):
    """A line of the page: its text, and what its elements say of themselves."""

    text: str
    tag: str  # of the block it stands in
    hints: str  # class, id, itemprop, rel and data-testid of its elements and of two around them, in lower case
    links: tuple[str, ...] = ()  # addresses
    times: tuple[str, ...] = ()  # values of `datetime`
    place: int = 0  # lines below the title; negative above
    is_bold: bool = False  # all of it

    @property
    def words(self) -> int:
        return len(self.text.split())


def head_lines(body: HtmlElement | None, heading: HtmlElement | None, title: str) -> list[HeadLine]:
    """Return the lines about the title: about the heading, if there is one, else about the first line that reads so."""
    if body is None:
        return []
    above: deque[HeadLine] = deque(maxlen=ABOVE)
    key = fold(title)
    lines = _lines(body, heading)
    for number, (line, at_heading) in enumerate(lines):
        if number > _MOST:
            return []
        if at_heading or (heading is None and key and fold(line.text) == key):
            return [
                *(line._replace(place=index - len(above)) for index, line in enumerate(above)),
                line,
                *_below(lines),
            ]
        above.append(line)
    return []


def _below(lines: Iterator[tuple[HeadLine, bool]]) -> Iterator[HeadLine]:
    prose = 0
    for place, (line, _) in enumerate(lines, 1):
        prose += line.words >= PROSE
        yield line._replace(place=place)
        if place >= BELOW or prose >= 2:
            return


def _lines(  # noqa: PLR0912, PLR0915  one walk, a branch for each thing met on the way
    body: HtmlElement, heading: HtmlElement | None
) -> Iterator[tuple[HeadLine, bool]]:
    """Yield the page's lines, each with whether it is the heading's."""
    from lxml import etree  # noqa: PLC0415

    parts: list[str] = []
    links: list[str] = []
    times: list[str] = []
    hints: list[str] = [""]  # of the open elements
    blocks: list[str] = ["body"]
    seen: list[str] = []
    at_heading = plain = False  # whether the line is the heading's; has text that is not bold
    bold = 0  # open elements that make it so

    def line() -> Iterator[tuple[HeadLine, bool]]:
        nonlocal at_heading, plain
        if text := collapse("".join(parts)):
            hinted = " ".join(dict.fromkeys(seen))
            yield HeadLine(text, blocks[-1], hinted, tuple(links), tuple(times), is_bold=not plain), at_heading
            at_heading = False
        plain = False
        for found in (parts, links, times, seen):
            found.clear()

    around = set() if heading is None else set(heading.iterancestors())
    walk = etree.iterwalk(body, events=("start", "end"))
    for number, (event, element) in enumerate(walk):
        if number > _MOST_EVENTS:
            return
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str) or (tag in UNSEEN and element not in around):
                walk.skip_subtree()
                hints.append("")
                continue
            if tag in BREAKS:
                yield from line()
                blocks.append(tag)
            elif tag == "br" and blocks[-1] in _HEADINGS:
                parts.append(" ")  # a headline of several lines is one
            elif tag == "br":
                yield from line()
            if element is heading:
                at_heading = True
            hints.append(_hints(element))
            bold += tag in _BOLD
            if tag == "a" and (address := element.get("href")):
                links.append(address)
            if moment := element.get("datetime"):
                times.append(moment)
            if element.text and not element.text.isspace():
                plain = plain or not bold
                # '<span>By</span><a>Ada Lorne</a>': the gap is made by the style sheet.
                parts.append(f"{element.text} " if element.text.rstrip(" :").lower().endswith("by") else element.text)
                seen += filter(None, hints[-3:])
            elif element.text:
                parts.append(" ")
        else:
            hints.pop()
            bold -= tag in _BOLD
            if tag in BREAKS and (tag not in UNSEEN or element in around):
                yield from line()
                blocks.pop()
            if element.tail and not element.tail.isspace():
                plain = plain or not bold
                parts.append(element.tail)
                seen += filter(None, hints[-2:])
            elif element.tail:
                parts.append(" ")
    yield from line()


def _hints(element: HtmlElement) -> str:
    if _HINTING.isdisjoint(element.keys()):
        return ""
    values = [element.get(name) for name in ("class", "id", "itemprop", "rel", "data-testid")]
    return " ".join(value for value in values if value).lower()
