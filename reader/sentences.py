"""Sentences that parts without Django, and the database, have in English: translated where they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.utils.translation import get_language, gettext

HOLE = re.compile(r"\\\{(\d)\\\}")  # of a pattern whose other characters are escaped


def translated(text: str, patterns: Iterable[str] = (), *, deep: int = 0) -> str:
    """Return a sentence in the page's language; one that the catalogue does not have as it is.

    `patterns` are sentences of the catalogue with {0}, {1} for what differs, the first that fits is taken; `deep`: how
    often what stands in the holes is a sentence again. A stranger's title may stand there, of any length: each hole
    ends where what follows it first stands, and is not tried further.
    """
    if not text or (get_language() or "en").startswith("en"):
        return text
    if (whole := gettext(text)) != text:
        return whole
    for pattern in patterns:
        if found := _shape(pattern).fullmatch(text):
            values = [translated(value, patterns, deep=deep - 1) if deep else value for value in found.groups()]
            return gettext(pattern).format(*values)
    return text


@cache
def _shape(pattern: str) -> re.Pattern[str]:
    """Return what a pattern's sentences look like; its holes stand in their order."""
    start, *ends = HOLE.split(re.escape(pattern))[::2]
    holes = [f"(?>(.+?){end})" for end in ends[:-1]] + [f"(.+?){end}" for end in ends[-1:]]
    return re.compile(start + "".join(holes), re.DOTALL)
