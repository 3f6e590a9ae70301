"""A page saved as HTML, by a browser or by SingleFile, which both note the page's address in a comment."""

from __future__ import annotations

import re

from reader.addresses import FetchError, normalise

from .documents import Page

# <!-- Page saved with SingleFile\n url: https://…\n saved date: … --> (SingleFile, src/core)
# <!-- saved from url=(0027)https://example.org/ --> (browsers' 'mark of the web')
_SAVED = re.compile(rb"<!--\s*(?:Page saved with SingleFile\s+url:|saved from url=\(\d+\))\s*(\S+)", re.IGNORECASE)
_SAMPLE = 4096  # bytes


def read(content: bytes) -> Page:
    """Return the page with the address it was saved from, where it says one."""
    return Page(content, url=address(found[1].decode("utf-8", "replace")) if (found := _saved(content)) else "")


def _saved(content: bytes) -> re.Match[bytes] | None:
    return _SAVED.search(content[:_SAMPLE])


def address(url: str) -> str:
    """Return a web address in its one form, or "" for what is none that we would open."""
    try:
        return normalise(url)
    except FetchError:
        return ""
