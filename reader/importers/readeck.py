"""Readeck: an export as a ZIP with `data.json` beside the saved pages, or the API's lists of bookmarks or annotations.

A bookmark's page is the `index.html` in its own folder, or in its own ZIP, named for its key.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

from .items import Highlight, Item, link, page, words
from .packages import Package
from .tables import grouped, objects, said, whole_json

DATA = "data.json"
BROKEN = gettext_noop("This ZIP is no export of Readeck's that could be read: export it again.")


def read(content: bytes) -> Iterator[Item]:
    """Yield a bookmark an item, from the ZIP. Raises UnreadableSource."""
    package = Package(content, "ZIP")
    try:
        data = json.loads(package.bytes(DATA).decode("utf-8", "replace"))
    except (KeyError, ValueError, RecursionError) as error:
        raise UnreadableSource(BROKEN) from error
    for each in objects(data.get("bookmarks") if isinstance(data, dict) else data):
        yield _bookmark(each, _page(package, said(each, "uid", "id")))


def read_json(content: bytes) -> Iterator[Item]:
    """Yield the bookmarks of one of the API's lists; of a list of annotations, the pages that they are on."""
    found = objects(whole_json(content))
    if found and "bookmark_url" in found[0]:
        for url, group in grouped((said(each, "bookmark_url"), each) for each in found).items():
            title = said(group[0], "bookmark_title")
            yield link(url, title=title, highlights=tuple(map(_highlight, group)))
        return
    for each in found:
        yield _bookmark(each, "")


def _page(package: Package, key: str) -> str:
    """Return the HTML that the export keeps of a bookmark, or ""."""
    if not key:
        return ""
    for info in package.members:
        folder, _, name = info.filename.rpartition("/")
        if name == "index.html" and folder.split("/")[-1] == key:
            return package.bytes(info).decode("utf-8", "replace")
        if name == f"{key}.zip":
            inner = Package(package.bytes(info), "ZIP")
            return inner.bytes("index.html").decode("utf-8", "replace") if "index.html" in inner else ""
    return ""


def _bookmark(each: dict[str, Any], html: str) -> Item:
    url, title = said(each, "url"), said(each, "title")
    known: dict[str, Any] = {
        "tags": words(each.get("labels") if isinstance(each.get("labels"), list) else ()),
        "highlights": tuple(map(_highlight, objects(each.get("annotations")))),
    }
    if len(html) < 200:
        return link(url, title=title, **known)
    authors = each.get("authors")
    byline = ", ".join(map(str, authors)) if isinstance(authors, list) else ""
    return page(html, url=url, title=title, byline=byline, published=said(each, "published"), **known)


def _highlight(each: dict[str, Any]) -> Highlight:
    key = said(each, "id") or said(each, "text")
    return Highlight(said(each, "text"), note=said(each, "note"), made=said(each, "created"), key=f"readeck {key}")
