"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed; the feeds that a page names; and lists of feeds (OPML).

Pure. By hand on lxml, as five fields of each item are all that is wanted: feedparser 6 knows no JSON Feed, and parses
what is not well-formed in Python. `read_isolated` asks a process with limits, since the bytes are a stranger's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from reader.addresses import FetchError, normalise
from reader.extraction import UnreadableSource, isolated
from reader.extraction.decode import decode
from reader.extraction.text import harmless
from reader.extraction.translation import gettext_noop

from .variants import folded

MOST_ENTRIES: Final = 1000  # the first ones: feeds begin with what is newest
MOST_OUTLINES: Final = 5000
LONGEST: Final = 5000  # code points that are read of a title
SHOWN: Final = 300  # code points of a title
TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"}
ATOM: Final = "http://www.w3.org/2005/Atom"
DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
BROKEN: Final = gettext_noop(
    "This feed is damaged: it is neither XML nor JSON that can be read. Look whether its address is right."
)
NO_OUTLINES: Final = gettext_noop("This is no list of feeds: export one as OPML, and choose that file.")

_DECLARED = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=")
_DECLARATION = re.compile(r"^\ufeff?\s*<\?xml[^>]{0,200}\?>")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|&#?\w{1,10};")


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed. `key` is what it is remembered by; `published` is ISO 8601 in UTC, or nothing."""

    key: str
    url: str
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What is in bytes that may be a feed: its entries, the newest first as a rule; or, of a page, the addresses of
    the feeds that it names; or, of a list of feeds, their titles and addresses."""

    is_feed: bool = False
    title: str = ""
    site_url: str = ""
    entries: tuple[Entry, ...] = ()
    feeds: tuple[str, ...] = ()
    outlines: tuple[tuple[str, str], ...] = ()


def read(content: bytes, *, content_type: str = "", url: str = "") -> Found:
    """Return what is in the bytes. Raises UnreadableSource where they are nothing of the kind."""
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if start[:1] == b"{":
        return _json_feed(content, url)
    root = _tree(content, content_type, url)
    match _name(root) if root is not None else "":
        case "rss" | "RDF":
            return _rss(root, url)
        case "feed":
            return _atom(root, url)
        case "opml":
            return Found(outlines=tuple(_outlines(root)))
    return Found(feeds=tuple(_named(content, content_type, url)))


def _tree(content: bytes, content_type: str, url: str) -> Any:
    if not _DECLARED.search(content[:1000]):
        # What it says of its encoding is not true of the bytes that are parsed.
        content = _DECLARATION.sub("", decode(content, content_type)).encode("utf-8", "replace")
    # Entities stay what they are: none is expanded, and no file or address is read.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content.lstrip(b"\xef\xbb\xbf \t\r\n\0"), parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource(BROKEN) from error


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _space(element: Any) -> str:
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def _own(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield the children that are of the element's own vocabulary, and not of an extension, with their names."""
    space = _space(element)
    for child in element:
        if isinstance(child.tag, str) and _space(child) in (space, DUBLIN_CORE):
            yield _name(child), child


def _said(element: Any) -> dict[str, Any]:
    """Return the first child of each name."""
    said: dict[str, Any] = {}
    for name, child in _own(element):
        said.setdefault(name, child)
    return said


def _rss(root: Any, url: str) -> Found:
    channel = next((child for child in root if _name(child) == "channel"), None)
    if channel is None:
        raise UnreadableSource(BROKEN)
    head = _said(channel)
    items = [child for parent in (channel, root) for child in parent if _name(child) == "item"]
    entries = [entry for item in items[:MOST_ENTRIES] if (entry := _rss_item(item, url))]
    return Found(True, _title(head), _address(_text(head.get("link")), url), tuple(entries))


def _rss_item(item: Any, url: str) -> Entry | None:
    said = _said(item)
    guid = said.get("guid")
    links = [_text(said.get("link")), item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about", "")]
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        links.append(_text(guid))
    base = item.base or url
    link = next((found for each in links if each and (found := _address(each, base))), "")
    date = _text(said.get("pubDate")) or _text(said.get("date"))
    return _entry(_text(guid), link, _title(said, "description"), date)


def _atom(root: Any, url: str) -> Found:
    entries = [child for child in root if _name(child) == "entry"][:MOST_ENTRIES]
    found = [entry for each in entries if (entry := _atom_entry(each, url))]
    return Found(True, _title(_said(root)), _alternate(root, url), tuple(found))


def _atom_entry(entry: Any, url: str) -> Entry | None:
    said = _said(entry)
    dates = [_text(said.get(name)) for name in ("published", "issued", "updated", "modified", "date")]
    return _entry(_text(said.get("id")), _alternate(entry, url), _title(said, "summary"), next(filter(None, dates), ""))


def _alternate(element: Any, url: str) -> str:
    links = [child for name, child in _own(element) if name == "link" and child.get("rel", "alternate") == "alternate"]
    # Of several forms of a page the one for people (RFC 4287, 4.2.7.2).
    links.sort(key=lambda link: "html" not in link.get("type", "html"))
    return next((found for link in links if (found := _address(link.get("href", ""), link.base or url))), "")


def _json_feed(content: bytes, url: str) -> Found:
    try:
        feed = json.loads(decode(content, "application/json; charset=utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(BROKEN) from error
    if not str(feed.get("version", "")).startswith("https://jsonfeed.org/version/"):
        return Found()
    items = feed.get("items")
    entries = []
    for item in items[:MOST_ENTRIES] if isinstance(items, list) else ():
        if isinstance(item, dict):
            said = {name: value for name, value in item.items() if isinstance(value, str | int)}
            link = _address(str(said.get("url") or said.get("external_url") or ""), url)
            title = next((str(said[name]) for name in ("title", "summary", "content_text") if said.get(name)), "")
            entry = _entry(str(said.get("id", "")), link, _line(title), str(said.get("date_published", "")))
            entries += [entry] if entry else []
    return Found(
        True, _line(str(feed.get("title", ""))), _address(str(feed.get("home_page_url", "")), url), tuple(entries)
    )


def _entry(key: str, link: str, title: str, date: str) -> Entry | None:
    """Return an entry, or nothing where there is no page to it."""
    if not link:
        return None
    return Entry(sha256((key or folded(link)).encode("utf-8", "replace")).hexdigest(), link, title, _moment(date))


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _title(said: dict[str, Any], instead: str = "") -> str:
    """Return the title as a line of plain text; where there is none, the beginning of what may stand for it."""
    for name in ("title", instead):
        element = said.get(name)
        text = _text(element)[:LONGEST]
        kind = element.get("type", "text" if _space(element) == ATOM else "") if element is not None else ""
        is_plain = kind in ("text", "xhtml")  # RFC 4287, 3.1.1
        if line := _line(text if is_plain else plain(text)):
            return line
    return ""


def plain(text: str) -> str:
    """Return a text without the markup that feeds write into their titles; what is no markup stays."""
    if not _MARKUP.search(text):
        return text
    try:
        return "".join(str(each) for each in lxml.html.fromstring(f"<div>{text.replace(chr(0), '')}</div>").itertext())
    except (etree.ParserError, ValueError):
        return ""


def _line(text: str) -> str:
    line = " ".join(harmless(text[:LONGEST]).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def _address(link: str, base: str) -> str:
    """Return a whole address, or nothing where the link leads to no page of the web."""
    try:
        return normalise(urljoin(base, link.strip())) if link.strip() else ""
    except (FetchError, ValueError):
        return ""


def _moment(date: str) -> str:
    """Return a moment of RFC 822 or ISO 8601 as ISO 8601 in UTC, to the second; nothing where it is none."""
    date = date[:60].strip()
    for known in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = known(date)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        except (ValueError, OverflowError):
            continue
    return ""


def _outlines(root: Any) -> Iterator[tuple[str, str]]:
    """Yield title and address of each feed of a list (OPML 2.0), each once."""
    seen: set[str] = set()
    for outline in root.iter("outline"):
        url = _address(outline.get("xmlUrl", ""), "")
        if url and url not in seen and len(seen) < MOST_OUTLINES:
            seen.add(url)
            yield _line(outline.get("title") or outline.get("text") or ""), url


def _named(content: bytes, content_type: str, url: str) -> Iterator[str]:
    """Yield the feeds that a page names by `<link rel="alternate">` (HTML Standard, 4.6.7.1), each once."""
    try:
        page = lxml.html.document_fromstring(decode(content, content_type).encode("utf-8", "replace"), base_url=url)
    except (etree.ParserError, ValueError):
        return
    base = next((found for each in page.iter("base") if (found := _address(each.get("href", ""), url))), url)
    seen: set[str] = set()
    for link in page.iter("link"):
        is_feed = "alternate" in link.get("rel", "").lower().split() and link.get("type", "").lower().strip() in TYPES
        found = _address(link.get("href", ""), base) if is_feed else ""
        if found and found not in seen:
            seen.add(found)
            yield found


def read_isolated(content: bytes, *, content_type: str = "", url: str = "") -> Found:
    """Return what `read` returns, from a process with limits. Raises UnreadableSource."""
    answer = isolated.ask_isolated(content, module=__name__, content_type=content_type, url=url)
    answer["entries"] = tuple(Entry(**entry) for entry in answer["entries"])
    answer["feeds"] = tuple(answer["feeds"])
    answer["outlines"] = tuple((title, address) for title, address in answer["outlines"])
    return Found(**answer)


def outlines_isolated(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return title and address of the feeds in an OPML file. Raises UnreadableSource where it is none."""
    found = read_isolated(content).outlines
    if not found:
        raise UnreadableSource(NO_OUTLINES)
    return found


def read_in_child(content: bytes | str, *, content_type: str = "", url: str = "") -> dict[str, Any]:
    """Do what `read` does, and return it as JSON values."""
    given = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return asdict(read(given, content_type=content_type, url=url))


if __name__ == "__main__":
    isolated.serve(read_in_child)
