"""What is quoted in a paragraph, and sentences that no quotation is cut by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from ..quantities.tokens import sentences_of

Span = tuple[int, int]
_QUOTE = re.compile(r"“|”|''|\"|„|«|»")


def quotations(text: str, start: int, end: int) -> list[Span]:
    """Return the quoted passages of a paragraph with their marks; one that is never closed runs to its end."""
    found, opened = [], None
    for mark in _QUOTE.finditer(text, start, end):
        is_inch = mark[0] == '"' and text[mark.start() - 1 : mark.start()].isdigit()
        if opened is None:
            if mark[0] not in "”»" and not is_inch:
                opened = mark.start()
        elif mark[0] != "“":
            found.append((opened, mark.end()))
            opened = None
    if opened is not None:
        found.append((opened, end))
    return found


def sentences_around(text: str, start: int, end: int, quotes: Sequence[Span]) -> list[Span]:
    """Return the sentences of a paragraph, those within one quotation joined with what frames it."""
    found: list[Span] = []
    for first, last in sentences_of(text, start, end):
        quote = quotes[bisect_right(quotes, (first,)) - 1] if quotes else (0, 0)
        if found and quote[0] < first < quote[1] and found[-1][1] > quote[0]:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
