"""Pages of a head and a body, to read metadata of."""

from __future__ import annotations

from reader.extraction.blocks import parse
from reader.extraction.metadata import Metadata, read_metadata

PROSE = (
    "<p>"
    + "The fire that broke out at the old quay on Monday was put out before dawn, and nobody was hurt. " * 3
    + "</p>"
)
NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fire at the old quay", %s}</script>'


def metadata(head: str, body: str = "<p>Text</p>", attributes: str = "", url: str = "") -> Metadata:
    return read_metadata(parse(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"), url)
