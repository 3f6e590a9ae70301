"""A list of addresses: a text of which every line is one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.extraction.decode import decode

from .items import Item, link

WHOLE = 100  # lines that are looked at to the last
_LINE = re.compile(r"[\w-]+\.[\w.-]+/\S*|https?://\S+", re.IGNORECASE)


def fits(head: str) -> bool:
    """Say whether a text is a list of addresses: nothing else stands in it, but for remarks behind a `#`."""
    lines = head.splitlines()
    if len(lines) > WHOLE:  # the last may be cut short
        lines.pop()
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return bool(found) and all(re.match(r"https?://\S+$", line, re.IGNORECASE) for line in found)


def read(content: bytes) -> Iterator[Item]:
    """Yield what the lines name, each once."""
    return listed(decode(content))


def listed(text: str) -> Iterator[Item]:
    """Yield an item a line; empty lines and remarks behind a `#` are left out, as are lines that were there before."""
    seen: set[str] = set()
    for line in text.splitlines():
        url = line.strip()
        if url and not url.startswith("#") and url not in seen:
            seen.add(url)
            yield link(url if "://" in url or not _LINE.match(url) else f"https://{url}")
