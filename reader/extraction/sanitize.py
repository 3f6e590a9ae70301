"""Untrusted markup to inline HTML that is safe to show: the only file that imports bleach and nh3.

A block's HTML is written anew from an allow-list, never copied: `Inline` takes text and elements as the parsed tree
gives them and writes both the HTML and the text, so that the two agree. Bleach, then nh3, read what was written:
either would have to fail together with our own writing before anything else than the allow-list came through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html import escape, unescape
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
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "noopener noreferrer nofollow"
_SAME = {"strike": "s", "tt": "code", "samp": "code", "acronym": "abbr"}
# Beyond these a fragment keeps its text and loses its markup: bleach takes quadratic time on hostile nesting.
MAX_DEPTH = 12
MAX_ELEMENTS = 1_000
MAX_MARKUP = 100_000  # characters
MAX_URL = 2_000  # characters
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
_LONGEST_LANGUAGE = 35  # characters
_HOST = re.compile(r"[^\s\\<>\"'`{}|^@]+")
_MARKUP = re.compile(r"<[^>]*>")


class Element(NamedTuple):
    """An inline element as it may be written: its tag and its attributes, checked and in writing order."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> str:
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        return f"<{self.tag}{attributes}>"


class Inline:
    """Writes a block's HTML and text. Whitespace collapses across elements; elements without text are left out."""

    def __init__(self, opened: list[Element] | None = None, *, preformatted: bool = False) -> None:
        """`opened` are the elements that were open before the block began, as a link round several paragraphs is."""
        self._html: list[str] = []
        self._text: list[str] = []
        self._opened: list[Element] = []  # written
        self._waiting: list[Element] = list(opened or ())  # written as soon as there is text in them
        self._space = False
        self._breaks = 0
        self._elements = 0
        self._marked = False
        self._preformatted = preformatted

    def __bool__(self) -> bool:
        return bool(self._text)

    def open(self, element: Element) -> None:
        self._waiting.append(element)

    def close(self) -> None:
        """Close the innermost element."""
        if self._waiting:
            self._waiting.pop()
        else:
            self._html.append(f"</{self._opened.pop().tag}>")

    @property
    def at_break(self) -> bool:
        """True after a line break that no text has followed yet."""
        return self._breaks > 0

    def line_break(self) -> None:
        if self._preformatted:
            self.text("\n")
        else:
            self._breaks += 1

    def text(self, text: str) -> None:
        if self._preformatted:
            self._lines(text)
            return
        text = harmless(text)
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        if self._text:
            if self._breaks:
                self._html.append("<br>\n" * self._breaks)
                self._text.append("\n" * self._breaks)
                self._marked = True
            elif self._space or text[0].isspace():
                self._html.append(" ")
                self._text.append(" ")
        self._breaks, self._space = 0, text[-1].isspace()
        self._write(" ".join(words))

    def _lines(self, text: str) -> None:
        """Write preformatted text; newlines wait for what follows, for none may stand at either end."""
        text = lines(text)
        if not self._text:
            text = text.lstrip("\n")
        written = text.rstrip("\n")
        if written:
            self._write("\n" * self._breaks + written)
            self._breaks = 0
        self._breaks += len(text) - len(written)

    def _write(self, text: str) -> None:
        self._html.extend(element.start for element in self._waiting)
        self._elements += len(self._waiting)
        self._opened += self._waiting
        self._waiting = []
        self._html.append(escape(text, quote=False))
        self._text.append(text)

    def finish(self) -> tuple[str, str]:
        """Return the sanitised HTML and its text."""
        text = "".join(self._text)
        if self._elements or self._marked:
            html = "".join(self._html) + "".join(f"</{element.tag}>" for element in reversed(self._opened))
            if self._elements <= MAX_ELEMENTS and len(html) - len(text) <= MAX_MARKUP:
                html = walled(html)
                if unescape(_MARKUP.sub("", html)) == text:
                    return html, text
        html = escape(text, quote=False)
        return (html if self._preformatted else html.replace("\n", "<br>\n")), text


def inline_elements(tag: str, attributes: Mapping[str, str], base: str, opened: list[Element]) -> list[Element]:
    """Return what stands for an element of the page inside the `opened` ones: none, itself, or with its language."""
    if len(opened) >= MAX_DEPTH:
        return []
    tag = _SAME.get(tag, tag)
    found = []
    if tag == "a":
        # A link inside a link would end the outer one in every HTML5 parser.
        if (url := safe_url(attributes.get("href", ""), base)) and all(element.tag != "a" for element in opened):
            found.append(Element("a", (("href", url), ("rel", LINK_REL))))
    elif tag in ATTRIBUTES and tag not in ("br", "img", "span") and all(element.tag != tag for element in opened):
        found.append(Element(tag))
    language, direction = safe_language(attributes.get("lang", "")), safe_direction(attributes.get("dir", ""))
    tongue = [(name, value) for name, value in (("lang", language), ("dir", direction)) if value]
    if tongue:
        found.append(Element("span", tuple(tongue)))
    return found


def image(attributes: Mapping[str, str], base: str) -> str:
    """Return the HTML of an image, or an empty string: its address is not one that can be shown."""
    url = safe_url(attributes.get("src", ""), base)
    if not url.startswith("http"):
        return ""
    size = [(name, attributes.get(name, "").strip().removesuffix("px")) for name in ("width", "height")]
    size = [
        (name, value) for name, value in size if value.isascii() and value.isdigit() and 0 < int(value[:6]) < 10_000
    ]
    return walled(Element("img", (("src", url), ("alt", collapse(attributes.get("alt", ""))[:1000]), *size)).start)


def safe_url(url: str, base: str = "") -> str:
    """Return the address, absolute, if it is http, https or mailto and well formed; otherwise an empty string.

    `base` is the page's own address, against which a relative one is resolved.
    """
    if not 0 < len(url) <= MAX_URL:
        return ""
    # Browsers drop tabs and newlines inside an address (WHATWG URL Standard, 4.4), and so do we before we look.
    url = re.sub(r"[\t\n\r]", "", harmless(url).strip())
    if not url:
        return ""
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
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
    import nh3  # noqa: PLC0415

    html = _bleach().clean(html)
    return nh3.clean(
        html,
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
