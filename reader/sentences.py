"""Sentences that parts without Django, and the database, have in English: translated where they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import get_language, gettext

HOLE = re.compile(r"\\\{(\d)\\\}")  # of a pattern whose other characters are escaped


def translated(text: str, patterns: Iterable[str] = (), *, deeply: bool = False) -> str:
    """Return a sentence in the page's language; one that the catalogue does not have as it is.

    `patterns` are sentences of the catalogue with {0}, {1} for what differs, the first that fits is taken; `deeply`:
    what stands in the holes is a sentence again.
    """
    if not text or (get_language() or "en").startswith("en"):
        return text
    if (whole := gettext(text)) != text:
        return whole
    for pattern in patterns:
        if found := _shape(pattern).fullmatch(text):
            values = [translated(value, patterns, deeply=True) if deeply else value for value in found.groups()]
            return gettext(pattern).format(*values)
    return text


@cache
def _shape(pattern: str) -> re.Pattern[str]:
    """Return what a pattern's sentences look like; its holes stand in their order."""
    return re.compile(HOLE.sub("(.+?)", re.escape(pattern)), re.DOTALL)
