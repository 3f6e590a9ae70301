"""Whether a number counts one incident or all so far. English; the words are ours."""

from __future__ import annotations

import re

from .tokens import sentences_of

# 'since' tells a time where a date, a number, a name or 'the' follows: 'since 2011', 'since the siege began'.
CUMULATIVE = re.compile(
    r"\b(?:toll|so far|to date|in total|in all|altogether|overall|cumulative(?:ly)?)\b"
    r"|\bsince (?=the\b|it\b|last\b|early\b|late\b|mid|\d|(?-i:[A-Z]))",
    re.IGNORECASE,
)
SINCE_BECAUSE = re.compile(r"\bsince (?:the[ym]|there|it (?:is|was|has))\b", re.IGNORECASE)


def cumulative(text: str, start: int, end: int) -> str:
    """Return the words by which the sentences of text[start:end] speak of all so far: 'toll', 'so far', 'since March'.

    Offsets are code points. "" does not mean that the number is of one incident: nothing may be said.
    """
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = sentences_of(text, begins, len(text) if ends < 0 else ends)
    here = (text[first:last] for first, last in around if first < end and last > start)
    found = (CUMULATIVE.search(SINCE_BECAUSE.sub("", sentence)) for sentence in here)
    return next((match[0].strip() for match in found if match), "")
