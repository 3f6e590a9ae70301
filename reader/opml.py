"""Lists of feeds as OPML 2.0 (opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from reader.extraction.text import harmless
from reader.models import Feed


def opml(title: str, feeds: Iterable[Feed]) -> bytes:
    """Return the feeds as an OPML file."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = harmless(title)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        said = {"type": "rss", "text": str(feed), "title": str(feed), "xmlUrl": feed.url, "htmlUrl": feed.site_url}
        etree.SubElement(body, "outline", {name: harmless(value) for name, value in said.items() if value})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
