"""What a page declares about itself for machines: JSON-LD (schema.org) and meta elements (Open Graph, Dublin Core)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from .text import collapse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|Recipe|Review$|HowTo", re.ASCII)
_NEWS_TYPE = re.compile(r"News|Reportage|LiveBlog", re.ASCII)
_COMMENTS = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$")
_TAG = re.compile(r"<[^>]{0,200}>")
_MENTIONED = 2000  # nodes: no honest page declares more


@dataclass(slots=True)
class Declared:
    """`meta` maps a lower-case name to its values; `linked` is the article's node in JSON-LD, or the page's, or {}."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    linked: dict[str, Any] = field(default_factory=dict)

    def named(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (name, value) of the meta elements of these names, in their order."""
        for name in names:
            for value in self.meta.get(name, ()):
                yield name, value

    @property
    def is_news(self) -> bool:
        """True for a report of a newsroom, whose system knows its authors and days; other sites fill in whatever."""
        return bool(_NEWS_TYPE.search(str(self.linked.get("@type"))))

    def first(self, names: Iterable[str]) -> str:
        return next((value for _, value in self.named(names)), "")


def read_declared(root: HtmlElement) -> Declared:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        value = collapse(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                if value:
                    found.setdefault(name, []).append(value)
    return Declared(found, _linked_data(root))


def name_of(value: Any) -> str:
    """Return the name of a person or organisation in JSON-LD, which writes one in many ways; several by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(name_of, value[:20])))
    if isinstance(value, dict):
        value = value.get("name") or ""
        return name_of(value) if isinstance(value, list) else plain(str(value))
    return plain(value)


def plain(value: Any) -> str:
    """Return a text of JSON-LD or a meta element, where some pages leave entities or tags; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    if "&" in value:
        value = unescape(unescape(value))
    return collapse(_TAG.sub(" ", value) if "<" in value else value)


def _linked_data(root: HtmlElement) -> dict[str, Any]:
    """Return the page's article in JSON-LD (schema.org), or the page itself, or nothing."""
    fallback: dict[str, Any] = {}
    best: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        known: dict[str, dict[str, Any]] = {}
        for node in _nodes(script.text or ""):
            if isinstance(node.get("@id"), str):
                known.setdefault(node["@id"], node)
            kinds = str(node.get("@type"))
            if _is_article(node):
                best = best or node
            elif "WebPage" in kinds or "VideoObject" in kinds:
                fallback = fallback or node
        author = best.get("author")
        if best and author is not None and not name_of(author):
            # Yoast and others name the author by reference to another node of the graph.
            references = author if isinstance(author, list) else [author]
            named = [known.get(str(one.get("@id"))) for one in references if isinstance(one, dict)]
            best = {**best, "author": [one for one in named if one]}
    return best or fallback


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    of_article = any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds]))
    return of_article and bool(node.get("headline") or node.get("author") or node.get("datePublished"))


def _uncommented(source: str) -> str:
    # Few are in comments, and to look for the signs one by one takes a hundredth of the time.
    return _COMMENTS.sub("", source) if "<!" in source or "-->" in source or "]]>" in source else source


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    try:
        waiting = [json.loads(_uncommented(source), strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MENTIONED):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_MENTIONED]
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(node.get(key), list | dict)
            )
