"""The source of a page as a tree, whatever it holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .text import harmless

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# A picture inside an attribute, or attributes by the thousand, for which the parser takes quadratic time.
OVERLONG = 50_000  # characters
_OVERLONG_TAG = re.compile(rf"<([a-z][a-z0-9]{{0,20}})[\s/][^<>]{{{OVERLONG},}}>", re.IGNORECASE)
_NESTING_TAG = re.compile(
    r"</?(?!(?:p|br|h[1-6]|html|head|body|title|meta|base|script|style|noscript|template|textarea|img|svg|math)\b)[a-z][^<>]*>",
    re.IGNORECASE,
)


def parse(source: str) -> HtmlElement:
    """Return the root of the page. What nests deeper than the parser goes (2,048 elements) is read as paragraphs."""
    root, complete = _parsed(source)
    if not complete:
        root, _ = _parsed(_NESTING_TAG.sub("<p>", source))
    return root


def _parsed(source: str) -> tuple[HtmlElement, bool]:
    from lxml import etree, html  # noqa: PLC0415  heavy for a web worker, which never parses

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    # One class for all elements: to look for a form's or a label's own took a tenth of the time.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    try:
        content = _without_overlong_tags(source.replace("\0", "")).encode()
    except UnicodeEncodeError:  # lone surrogates
        content = _without_overlong_tags(harmless(source)).encode()
    try:
        root = html.document_fromstring(content, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # there is no element in it at all
        root = html.document_fromstring(b"<p>", ensure_head_body=True)
    return root, all("depth" not in error.message.lower() for error in parser.error_log)


def _without_overlong_tags(source: str) -> str:
    start = 0
    while len(source) - start >= OVERLONG:
        start = source.rfind(">", start, start + OVERLONG) + 1
        if not start:  # nearly never, and soon known
            return _OVERLONG_TAG.sub(r"<\1>", source)
    return source
