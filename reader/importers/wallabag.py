"""wallabag's export (JSON): entries with their cleaned HTML, tags, and annotations (`quote`, `text`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .items import Highlight, Item, link, page, words
from .tables import objects, said, whole_json


def read(content: bytes) -> Iterator[Item]:
    """Yield an item an entry; one that wallabag could not fetch is fetched here."""
    found = whole_json(content)
    for entry in objects(found if isinstance(found, list) else found.get("items")):
        known: dict[str, Any] = {
            "tags": _tags(entry.get("tags")),
            "highlights": tuple(map(_highlight, objects(entry.get("annotations")))),
        }
        url, title = said(entry, "url", "given_url"), said(entry, "title")
        html = said(entry, "content")
        if len(html) < 200 or entry.get("is_not_parsed"):
            yield link(url, title=title, **known)
            continue
        authors = entry.get("published_by") or []
        byline = ", ".join(str(name) for name in authors if name) if isinstance(authors, list) else ""
        yield page(html, url=url, title=title, byline=byline, published=said(entry, "published_at"), **known)


def _tags(found: Any) -> tuple[str, ...]:
    if not isinstance(found, list):
        return ()
    return words([said(tag, "label") if isinstance(tag, dict) else tag for tag in found])


def _highlight(each: dict[str, Any]) -> Highlight:
    key = said(each, "id") or f"{said(each, 'quote')} {said(each, 'created_at')}"
    return Highlight(said(each, "quote"), note=said(each, "text"), made=said(each, "created_at"), key=f"wallabag {key}")
