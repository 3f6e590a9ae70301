"""Bookmarks as browsers and most reading lists export them (the Netscape bookmark file, HTML), or lists like them.

Links stand in lists of lists, whose headings are the folders; TAGS and a description (DD) are what later tools add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.extraction.decode import decode
from reader.extraction.text import collapse

from .items import Item, link, words

MARK = "netscape-bookmark-file"
# What Pocket and Instapaper exported before they wrote tables: headings, and lists of links.
FORMER = re.compile(r"<title>\s*(?:Pocket Export|Instapaper: Export)\s*</title>", re.IGNORECASE)
# Read as what it is, a list of tags: half of them are never closed, which a tree would nest thousands deep.
_TOKEN = re.compile(
    r"<(?P<end>/)?(?P<tag>dl|h3|a|dd|dt)\b(?P<attributes>[^>]*)>(?P<text>[^<]*)", re.IGNORECASE | re.DOTALL
)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))""")
BROWSERS_OWN = frozenset(
    {"bookmarks bar", "bookmarks menu", "other bookmarks", "mobile bookmarks", "bookmarks toolbar"}
)


def read(content: bytes) -> Iterator[Item]:
    """Yield a link an item; the folders that the person made are tags. What is no web address is left out."""
    from html import unescape  # noqa: PLC0415

    folders: list[str] = []
    folder, found = "", None
    for token in _TOKEN.finditer(decode(content)):
        tag, text = token["tag"].lower(), collapse(unescape(token["text"]))
        if tag == "dd" and found and text:
            found = replace(found, note=text)
            continue
        if found and not token["end"]:
            yield found
            found = None
        if tag == "h3" and not token["end"]:
            folder = text
        elif tag == "dl" and token["end"]:
            del folders[-1:]
        elif tag == "dl":
            folders.append(folder)
            folder = ""
        elif tag == "a" and not token["end"]:
            said = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(token["attributes"])}
            own = [name for name in folders if name and name.casefold() not in BROWSERS_OWN]
            if said.get("href", "").startswith(("http://", "https://")):
                found = link(said["href"], title=text, tags=words([*words(said.get("tags", "")), *own]))
    if found:
        yield found
