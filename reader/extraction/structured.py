"""The article's text as the page's linked data gives it (schema.org's `articleBody`), where it does."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from .text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_NODES = 2_000
_TAG = re.compile(r"<[^<>]{0,500}>")


def article_body(root: HtmlElement) -> str:
    """Return the longest `articleBody` in the page's JSON-LD, folded; "" if there is none."""
    found = ""
    for script in root.iter("script"):
        source = script.text or ""
        if "articleBody" in source and "json" in (script.get("type") or "").lower():
            try:
                found = max(found, _longest(json.loads(source, strict=False)), key=len)
            except (ValueError, RecursionError):
                continue
    return fold(_TAG.sub(" ", unescape(found)))


def _longest(document: Any) -> str:
    found, waiting, left = "", [document], MAX_NODES
    while waiting and left:
        left -= 1
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            body = node.get("articleBody")
            if isinstance(body, str) and len(body) > len(found):
                found = body
            waiting += [value for value in node.values() if isinstance(value, list | dict)]
    return found
