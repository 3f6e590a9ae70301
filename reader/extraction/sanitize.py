"""Untrusted markup to inline HTML that is safe to show: the only file that imports bleach and nh3.

A block's HTML is written anew from an allow-list, never copied: `Inline` takes text and elements as the parsed tree
gives them and writes both the HTML and the text, so that the two agree. Bleach, then nh3, read what was written:
either would have to fail together with our own writing before anything else than the allow-list came through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape, unescape
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from .text import collapse, harmless, lines

ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        "em strong b i u s del ins sub sup code small q abbr kbd br bdi".split(),
        frozenset[str](),
    ),
    "a": frozenset({"href", "rel"}),
    "span": frozenset({"lang", "dir"}),
    "img": frozenset({"src", "alt", "width", "height"}),
}
_SAME = {"strike": "s", "tt": "code", "samp": "code", "acronym": "abbr"}
WRITTEN = frozenset({*ATTRIBUTES, *_SAME})  # inline elements that stay
_PLAIN = frozenset(ATTRIBUTES) - {"a", "br", "img", "span"}
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "noopener noreferrer nofollow"
# Beyond these a fragment keeps its text and loses its markup: bleach takes quadratic time on hostile nesting.
MAX_DEPTH = 12
MAX_ELEMENTS = 1_000
MAX_MARKUP = 100_000  # characters
MAX_URL = 2_000  # characters
BATCH = 20_000  # characters of markup that pass the walls together
_BETWEEN = "\ue000\uf8ff"  # private use: no text has them but for a font of its own
_TEXT = "\uf000"  # private use as well
_TAG = re.compile(r"(<[^<>]*>)")
_INERT = re.compile(r"[^<>\x00-\x08\x0b-\x1f]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_LONGEST_LANGUAGE = 35  # characters
_HOST = re.compile(r"[^\s\\<>\"'`{}|^@]+")
_DROPPED = re.compile(r"[\t\n\r]")
# An address that stands for itself: nothing in it is resolved, quoted or dropped.
_WELL_FORMED = re.compile(
    r"https?://[A-Za-z0-9.-]+(?:/[\w/%:=&~+!$,;@()*\[\]'.-]*)?(?:\?[\w/%:=&?~+!$,;@()*\[\]'.-]+)?(?:#[\w/%:=&?~#+!$,;@()*\[\]'.-]+)?",
    re.ASCII,
)
_ROOTED = re.compile(r"/(?![/.])(?!.*(?:/\.|//|;))")
_ABSOLUTE = re.compile(r"https?://[^/?#]")
_MARKUP = re.compile(r"<[^>]*>")


class Element(NamedTuple):
    """An inline element as it may be written: its tag and its attributes, checked and in writing order."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> str:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.tag}{attributes}>"


class Link(NamedTuple):
    """A link as the page has it: whether it may be written is looked into when it is."""

    address: str
    base: str
    tag: str = "a"


class Markup(NamedTuple):
    """What `Inline` wrote, before its links are looked into and before the walls: texts, elements, and their ends."""

    text: str
    parts: tuple[str | Element | Link | None, ...]
    elements: int
    preformatted: bool

    def html(self) -> str:
        """Return the HTML as the walls let it through; without its elements if its text is not the same then."""
        unchecked = self.unchecked()
        return self.checked(walled(unchecked) if "<" in unchecked else unchecked) if unchecked else self.plain()

    def unchecked(self) -> str:
        """Return what has to pass the walls; "" if it is more than bleach is given."""
        if self.elements <= MAX_ELEMENTS:
            unchecked = "".join(_written(self.parts))
            if len(unchecked) - len(self.text) <= MAX_MARKUP:
                return unchecked
        return ""

    def checked(self, html: str) -> str:
        """Return what came through the walls if its text is this one's, else the text alone."""
        return html if unescape(_MARKUP.sub("", html)) == self.text else self.plain()

    def plain(self) -> str:
        return plain(self.text, preformatted=self.preformatted)


def htmls(markups: Sequence[Markup]) -> list[str]:
    """Return what `Markup.html` gives for each. Together they pass the walls in three fifths of the time."""
    found, batch, size = [""] * len(markups), list[tuple[int, str]](), 0
    for index, markup in enumerate(markups):
        if not (unchecked := markup.unchecked()):
            found[index] = markup.plain()
            continue
        if size + len(unchecked) > BATCH:
            _pass_together(markups, batch, found)
            batch, size = [], 0
        batch.append((index, unchecked))
        size += len(unchecked)
    _pass_together(markups, batch, found)
    return found


def _pass_together(markups: Sequence[Markup], batch: Sequence[tuple[int, str]], found: list[str]) -> None:
    passed = _walled_together([unchecked for _, unchecked in batch]) if len(batch) > 1 else []
    for place, (index, _) in enumerate(batch):
        # A text that holds what stands for others, or an element that reaches into the next: each by itself.
        html = markups[index].checked(passed[place]) if len(passed) == len(batch) else markups[index].html()
        found[index] = html


def _walled_together(fragments: Sequence[str]) -> list[str]:
    """Return what `walled` gives for each; not as many if they cannot be told apart any more.

    Bleach takes its time for each element, and a page writes the same ones again and again: it is given each sequence
    of tags once, with one character for each text. A text that holds neither `<`, `>` nor a control character says
    nothing to a parser between tags; any other stays where it is. The last wall is given all of it.
    """
    parted = list(map(_without_texts, fragments))
    distinct = list(dict.fromkeys(tags for tags, _ in parted))
    passed = _bleach().clean(_BETWEEN.join(distinct)).split(_BETWEEN)
    cleaned = {tags: came.split(_TEXT) for tags, came in zip(distinct, passed, strict=False)}
    if len(passed) != len(distinct) or any(len(cleaned[tags]) != len(texts) + 1 for tags, texts in parted):
        return []
    filled = ("".join(chain(*zip(cleaned[tags], [*texts, ""], strict=True))) for tags, texts in parted)
    return str(_nh3().clean(_BETWEEN.join(filled))).split(_BETWEEN)


def _without_texts(fragment: str) -> tuple[str, list[str]]:
    pieces, texts = _TAG.split(fragment), list[str]()  # text, tag, text, tag, text
    for place in range(0, len(pieces), 2):
        if _INERT.fullmatch(pieces[place]):
            texts.append(pieces[place])
            pieces[place] = _TEXT
    return "".join(pieces), texts


def _written(parts: Iterable[str | Element | Link | None]) -> Iterator[str]:
    ends: list[str] = []
    for part in parts:
        if part is None:
            yield ends.pop()
        elif isinstance(part, str):
            yield part
        elif isinstance(part, Element):
            yield part.start
            ends.append(f"</{part.tag}>")
        # A link inside a link would end the outer one in every HTML5 parser.
        elif "</a>" not in ends and (url := safe_url(part.address, part.base)):
            yield f'<a href="{escape(url)}">'  # its `rel` comes with the last wall
            ends.append("</a>")
        else:
            ends.append("")
    yield from reversed(ends)


def plain(text: str, *, preformatted: bool = False) -> str:
    """Return the text as HTML without any element but line breaks.

    Only an escaped text comes out, and a fixed `<br>`: the walls leave both as they are.
    """
    html = escape(text, quote=False)
    return html if preformatted else html.replace("\n", "<br>\n")


class Inline:
    """Writes a block's HTML and text. Whitespace collapses across elements; elements without text are left out."""

    def __init__(self, opened: Sequence[Element | Link] = (), *, preformatted: bool = False) -> None:
        """`opened` are the elements that were open before the block began, as a link round several paragraphs is."""
        self._parts: list[str | Element | Link | None] = []
        self.texts: list[str] = []  # of the block, so far
        self._waiting = list(opened)  # written as soon as there is text in them
        self._space = False
        self._breaks = 0
        self._elements = 0
        self._marked = False
        self.preformatted = preformatted

    def restart(self) -> None:
        """Forget what stood before the block begins: nothing is written yet."""
        self._space, self._breaks = False, 0

    def open(self, element: Element | Link) -> None:
        self._waiting.append(element)

    def close(self) -> None:
        """Close the innermost element."""
        if self._waiting:
            self._waiting.pop()
        else:
            self._parts.append(None)

    @property
    def at_break(self) -> bool:
        """True after a line break that no text has followed yet."""
        return self._breaks > 0

    def line_break(self) -> None:
        if self.preformatted:
            self.text("\n")
        else:
            self._breaks += 1

    def text(self, text: str) -> None:
        if self.preformatted:
            self._lines(text)
            return
        if not text.isprintable():  # what is, is harmless
            if not text.strip(" \t\n\r"):  # nothing but the page's own indentation, as every other text is
                self._space = True
                return
            text = harmless(text)
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        if self.texts:
            if self._breaks:
                self._parts.append("<br>\n" * self._breaks)
                self.texts.append("\n" * self._breaks)
                self._marked = True
            elif self._space or text[0].isspace():
                self._parts.append(" ")
                self.texts.append(" ")
        self._breaks, self._space = 0, text[-1].isspace()
        self._write(" ".join(words))

    def _lines(self, text: str) -> None:
        """Write preformatted text; newlines wait for what follows, for none may stand at either end."""
        text = lines(text)
        if not self.texts:
            text = text.lstrip("\n")
        written = text.rstrip("\n")
        if written:
            self._write("\n" * self._breaks + written)
            self._breaks = 0
        self._breaks += len(text) - len(written)

    def _write(self, text: str) -> None:
        if self._waiting:
            self._parts += self._waiting
            self._elements += len(self._waiting)
            self._waiting = []
        self._parts.append(escape(text, quote=False))
        self.texts.append(text)

    def finish(self) -> tuple[str, str]:
        """Return the sanitised HTML and its text."""
        text, markup = self.written()
        return (markup.html() if markup else plain(text, preformatted=self.preformatted)), text

    def written(self) -> tuple[str, Markup | None]:
        """Return the text, and what was written if it holds an element: that has to pass the walls yet."""
        text = "".join(self.texts)
        if not (self._elements or self._marked):
            return text, None
        return text, Markup(text, tuple(self._parts), self._elements, self.preformatted)


def inline_elements(
    tag: str, attributes: Mapping[str, str], base: str, opened: Sequence[Element | Link]
) -> list[Element | Link]:
    """Return what stands for an element of the page inside the `opened` ones: none, itself, or with its language."""
    if len(opened) >= MAX_DEPTH:
        return []
    tag = _SAME.get(tag, tag)
    found: list[Element | Link] = []
    if tag == "a":
        if address := attributes.get("href"):
            found.append(Link(address, base))
    elif tag in _PLAIN and all(element.tag != tag for element in opened):
        found.append(Element(tag))
    if "lang" in attributes or "dir" in attributes:
        language, direction = safe_language(attributes.get("lang", "")), safe_direction(attributes.get("dir", ""))
        if tongue := [(name, value) for name, value in (("lang", language), ("dir", direction)) if value]:
            found.append(Element("span", tuple(tongue)))
    return found


def image(attributes: Mapping[str, str], base: str) -> str:
    """Return the HTML of an image, or an empty string: its address is not one that can be shown."""
    markup = image_markup(attributes, base)
    return markup.html() if markup else ""


def image_markup(attributes: Mapping[str, str], base: str) -> Markup | None:
    """Return the image before the walls, or None: its address is not one that can be shown."""
    url = safe_url(attributes.get("src", ""), base)
    if not url.startswith("http"):
        return None
    size = [(name, attributes.get(name, "").strip().removesuffix("px")) for name in ("width", "height")]
    size = [
        (name, value) for name, value in size if value.isascii() and value.isdigit() and 0 < int(value[:6]) < 10_000
    ]
    alternative = collapse(attributes.get("alt", ""))[:1000]
    start = Element("img", (("src", url), ("alt", alternative), *size)).start
    return Markup("", (start,), 1, preformatted=False)


def safe_url(url: str, base: str = "") -> str:
    """Return the address, absolute, if it is http, https or mailto and well formed; otherwise an empty string.

    `base` is the page's own address, against which a relative one is resolved.
    """
    # What stands in for a picture until it is loaded is met by the dozen.
    return _safe_url(url, base) if 0 < len(url) <= MAX_URL and not url.startswith("data:") else ""


@lru_cache(maxsize=1_000)  # a page asks several times about the same one
def _safe_url(url: str, base: str) -> str:
    try:
        known = _origin(base) + url if base and _ROOTED.match(url) else url
    except ValueError:
        return ""
    if _WELL_FORMED.fullmatch(known):  # nearly always: what follows would leave it as it is
        return known
    # Browsers drop tabs and newlines inside an address (WHATWG URL Standard, 4.4), and so do we before we look.
    url = _DROPPED.sub("", harmless(url).strip())
    if not url:
        return ""
    try:
        parts = urlsplit(urljoin(base, url) if base and not _ABSOLUTE.match(url) else url)
        _ = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES or (scheme == "mailto") != (not parts.netloc):
        return ""
    if parts.netloc and not _HOST.fullmatch(parts.netloc):
        return ""
    path, query, fragment = (quote(part, safe="/%:=&?~#+!$,;@()*[]'") for part in parts[2:])
    return urlunsplit((scheme, parts.netloc, path, query, fragment))


@lru_cache(maxsize=100)
def _origin(base: str) -> str:
    """Return the scheme and the host of an address. Raises ValueError where it has none that can be read."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


def safe_language(value: str) -> str:
    """Return the BCP 47 tag, or an empty string if it is not shaped like one or has over 35 characters.

    So many suffice for every tag that is not made of private or repeated parts: RFC 5646, 4.4.1.
    """
    value = value.strip().replace("_", "-")
    return value if len(value) <= _LONGEST_LANGUAGE and _LANGUAGE.fullmatch(value) else ""


def safe_direction(value: str) -> str:
    """Return "ltr" or "rtl", or an empty string."""
    value = value.strip().lower()
    return value if value in ("ltr", "rtl") else ""


def walled(html: str) -> str:
    """Return the HTML as bleach, then nh3, let it through. Meant for what we wrote ourselves: small and flat."""
    return str(_nh3().clean(_bleach().clean(html)))


@cache
def _nh3():  # type: ignore[no-untyped-def]  # its Cleaner has no types either
    from nh3 import Cleaner  # noqa: PLC0415

    return Cleaner(
        tags=set(ATTRIBUTES),
        attributes={tag: set(names) - {"rel"} for tag, names in ATTRIBUTES.items() if names},
        url_schemes=set(SCHEMES),
        link_rel=LINK_REL,
    )


@cache
def _bleach():  # type: ignore[no-untyped-def]  # bleach comes without types
    # Imported where it is needed: web workers import this package and never parse a page.
    from bleach.sanitizer import Cleaner  # noqa: PLC0415

    attributes = {tag: list(names) for tag, names in ATTRIBUTES.items() if names}
    return Cleaner(tags=set(ATTRIBUTES), attributes=attributes, protocols=set(SCHEMES), strip=True)
