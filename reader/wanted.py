"""What an address is asked for: a page, a feed, or a picture."""

from __future__ import annotations

from typing import Final, NamedTuple


class Wanted(NamedTuple):
    """What an address is asked for: the Accept header, and the kinds that are taken ("": a server that says none)."""

    accept: str
    kinds: frozenset[str]
    pace: float = 1.0  # how much of the pause between two requests to a host is kept


PAGE: Final = Wanted(
    "text/html,application/xhtml+xml,text/plain;q=0.9,application/xml;q=0.8,application/pdf;q=0.7",
    frozenset({
        "", "text/html", "application/xhtml+xml", "text/plain", "text/xml", "application/xml",
        "application/pdf", "application/epub+zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }),
)  # fmt: skip
# A feed, or a page that names one. Many servers send feeds as XML or JSON of no special kind, or as text.
FEED: Final = Wanted(
    "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,text/html;q=0.5",
    frozenset({
        "", "application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/feed+json",
        "application/xml", "text/xml", "application/json", "text/json", "text/plain", "text/html",
        "application/xhtml+xml", "application/octet-stream",
    }),
)  # fmt: skip
# What a picture is, its bytes say; these are what servers call them, also where they do not know.
PICTURE: Final = Wanted(
    "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.8",
    frozenset({
        "", "image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/gif", "image/webp", "image/avif",
        "image/svg+xml", "application/octet-stream", "binary/octet-stream",
    }),
    pace=0.1,  # a page's pictures are asked for together, as a browser does
)  # fmt: skip
