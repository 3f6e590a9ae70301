"""Omnivore's export (ZIP): `metadata_0_to_20.json`, `content/<slug>.html` and `highlights/<slug>.md`.

In the last, each highlight is a quotation (lines behind `>`), then perhaps its labels (`#one #two`), then its note; a
note on the whole page stands by itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from .items import Highlight, Item, link, page, words
from .packages import Package
from .tables import objects, said

METADATA = re.compile(r"metadata_\d+_to_\d+\.json")
_LABELS = re.compile(r"(?:#\S[^#\n]*)+")
NOT_FETCHED = ("FAILED", "PROCESSING")


def read(content: bytes) -> Iterator[Item]:
    """Yield an item an article; one whose content is not in the archive is fetched. Raises UnreadableSource."""
    package = Package(content, "ZIP")
    for info in sorted(package.members, key=lambda each: _number(each.filename)):
        if METADATA.fullmatch(info.filename):
            for each in objects(_parsed(package.bytes(info))):
                yield _item(package, each)


def _number(name: str) -> int:
    found = re.search(r"\d+", name)
    return int(found[0]) if found else 0


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return []


def _item(package: Package, each: dict[str, object]) -> Item:
    slug, url, title = said(each, "slug"), said(each, "url"), said(each, "title")
    marks, name = f"highlights/{slug}.md", f"content/{slug}.html"
    highlights = read_highlights(package.bytes(marks).decode("utf-8", "replace")) if marks in package else ()
    labels = each.get("labels")
    tags = words(labels if isinstance(labels, list) else ())
    html = package.bytes(name).decode("utf-8", "replace") if name in package else ""
    if len(html) < 200:
        return link(url, title=title, tags=tags, highlights=highlights)
    byline, published = said(each, "author"), said(each, "publishedAt")
    return page(html, url=url, title=title, byline=byline, published=published, tags=tags, highlights=highlights)


def read_highlights(markdown: str) -> tuple[Highlight, ...]:
    """Return the highlights of an article's file."""
    found: list[Highlight] = []
    for part in re.split(r"\n{2,}", markdown.strip()):
        text = part.strip()
        last = found[-1] if found else None
        if text.startswith(">"):
            quote = "\n".join(line.removeprefix(">").strip() for line in text.splitlines()).strip()
            found.append(Highlight(quote, key=f"omnivore {quote}"))
        elif last and last.exact and not last.tags and not last.note and _LABELS.fullmatch(text):
            tags = words([tag.strip() for tag in text.split("#")])
            found[-1] = Highlight(last.exact, tags=tags, key=last.key)
        elif last:
            note = f"{last.note}\n\n{text}".strip()
            found[-1] = Highlight(last.exact, tags=last.tags, note=note, key=last.key)
        elif text:
            found.append(Highlight("", note=text, key="omnivore note"))
    return tuple(found)
