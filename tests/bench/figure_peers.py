"""Answer the figures' scorer as a peer would: a regular expression, or a kept library for numbers with the same
expression.

    python -m tests.bench.figure_peers expression|quantulum3|text2num|number-parser < LINES

The libraries know numbers, not casualties: what befell the people is read for all of them by the nearest word of
harm. They are in the dependency group `peers`, for measuring only.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

SMALL = "no one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds".split()
VALUES = dict(zip(SMALL, (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12, 12, 100), strict=True))
NUMBER = re.compile(rf"(?<![\w.,$-])(\d[\d,]*|{'|'.join(SMALL)})(?![\w%-]|[.:]\d)", re.IGNORECASE)
BOUNDS = re.compile(
    r"(at least|no fewer than)|(about|around|some|nearly|almost|approximately)|(more than|over)|(up to|as many as)",
    re.IGNORECASE,
)
HARM = re.compile(
    "(kill\\w*|dead|died?|deaths?|murder\\w*|massacr\\w*)|(injur\\w*|wound\\w*|hurt)|(missing)|(displac\\w*|fled)|(arrest\\w*|detain\\w*)",
    re.IGNORECASE,
)
EFFECTS = ("killed", "injured", "missing", "displaced", "detained")
Numbers = Iterator[tuple[int, int, int]]


def by_expression(text: str) -> Numbers:
    for found in NUMBER.finditer(text):
        word = found[1].lower()
        yield found.start(), found.end(), VALUES[word] if word in VALUES else int(word.replace(",", ""))


def by_quantulum3(text: str) -> Numbers:
    from quantulum3 import parser  # noqa: PLC0415

    for quantity in parser.parse(text):
        if quantity.unit.name == "dimensionless" and quantity.value == int(quantity.value):
            yield *quantity.span, int(quantity.value)


def by_text2num(text: str) -> Numbers:
    from text_to_num import alpha2digit  # noqa: PLC0415

    return _rewritten(text, alpha2digit(text, "en"))


def by_number_parser(text: str) -> Numbers:
    from number_parser import parse  # noqa: PLC0415

    return _rewritten(text, parse(text))


def _rewritten(text: str, digits: str) -> Numbers:
    """Read the digits that a library put for words, at the places of the words."""
    blocks = SequenceMatcher(None, digits, text, autojunk=False).get_opcodes()
    for start, end, value in by_expression(digits):
        starts = [b1 + (start - a1 if kind == "equal" else 0) for kind, a1, a2, b1, _ in blocks if a1 <= start < a2]
        ends = [b2 - (a2 - end if kind == "equal" else 0) for kind, a1, a2, _, b2 in blocks if a1 < end <= a2]
        if starts and ends and starts[0] < ends[0]:
            yield starts[0], ends[0], value


PEERS: dict[str, Callable[[str], Numbers]] = {
    "expression": by_expression,
    "quantulum3": by_quantulum3,
    "text2num": by_text2num,
    "number-parser": by_number_parser,
}


def figures(text: str, numbers: Callable[[str], Numbers]) -> Iterator[dict[str, Any]]:
    harms = [(found.start(), EFFECTS[(found.lastindex or 1) - 1]) for found in HARM.finditer(text)]
    for start, end, value in numbers(text):
        near = sorted((abs(at - (start if at < start else end)), effect) for at, effect in harms)
        if not near or near[0][0] > 40:
            continue
        bound = next((b for b in BOUNDS.finditer(text, max(0, start - 20), start) if start - b.end() == 1), None)
        kind = bound.lastindex if bound else 0
        low, best, high = {0: (None, value, None), 2: (None, value, None), 4: (None, None, value)}.get(
            kind or 0, (value + (kind == 3), None, None)
        )
        first = bound.start() if bound else start
        yield {
            "start": first,
            "end": end,
            "raw": text[first:end],
            "low": low,
            "best": best,
            "high": high,
            "approximate": kind == 2,
            "effect": near[0][1],
            "victims": "unknown",
        }


def main() -> None:
    numbers = PEERS[sys.argv[1]]
    for line in sys.stdin:
        try:
            answer = list(figures(line.rstrip("\n"), numbers))
        except Exception as error:
            print(f"{sys.argv[1]}: {error!r}", file=sys.stderr)
            answer = []
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
