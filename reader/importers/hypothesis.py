"""Hypothesis: the API's search results (JSON: `rows` or a list of annotations), by the pages they are on.

A page note is a note on the whole article. A reply has no passage of its own: it stands in the note of what it is to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .items import Highlight, Item, link, words
from .tables import grouped, objects, said, whole_json


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a page."""
    found = whole_json(content)
    values = found.get("rows", found.get("annotations")) if isinstance(found, dict) else found
    annotations = objects(values)
    replies = grouped((str(parents[-1]), each) for each in annotations if (parents := each.get("references") or []))
    own = [each for each in annotations if not each.get("references")]
    for url, group in grouped((said(each, "uri"), each) for each in own).items():
        titles = (said({"title": title}, "title") for each in group for title in _titles(each))
        highlights = tuple(_highlight(each, replies) for each in group)
        yield link(url, title=next(filter(None, titles), ""), highlights=highlights)


def _titles(each: dict[str, Any]) -> list[Any]:
    document = each.get("document")
    titles = document.get("title") if isinstance(document, dict) else None
    return titles if isinstance(titles, list) else [titles]


def _highlight(each: dict[str, Any], replies: dict[str, list[dict[str, Any]]]) -> Highlight:
    quote: dict[str, Any] = {}
    for target in objects(each.get("target")):
        for selector in objects(target.get("selector")):
            if selector.get("type") == "TextQuoteSelector":
                quote = selector
    answers = [f"{_who(reply)}: {said(reply, 'text')}" for reply in replies.get(said(each, "id"), [])]
    return Highlight(
        str(quote.get("exact") or ""),
        prefix=str(quote.get("prefix") or ""),
        suffix=str(quote.get("suffix") or ""),
        note="\n\n".join(filter(None, [said(each, "text"), *answers])),
        tags=words(each.get("tags") if isinstance(each.get("tags"), list) else ()),
        made=said(each, "created"),
        by=_who(each),
        key=f"hypothesis {said(each, 'id')}",
    )


def _who(each: dict[str, Any]) -> str:
    return said(each, "user").removeprefix("acct:").partition("@")[0]
