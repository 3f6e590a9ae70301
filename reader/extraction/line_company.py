"""What can be told of a line from the lines like it, from the run of short lines it stands in, and from its copies.

A heading among twenty is known by what stands below the other nineteen, an entry of a menu by the menu; of a line that
stands twice, one stands in the table of contents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from math import log1p

from .paragraphs import Line
from .text import fold

NAMES = (
    *("run length", "place in run", "reasons in run", "words in run"),
    *("kin", "kin before prose", "kin after prose", "kin in stretch"),
    *(
        "copies above",
        "copy before prose",
        "before prose",
        "after prose",
        "shared with prose below",
        "shared with prose above",
    ),
    *("all capitals", "numbered", "money", "arrow", "symbol first", "bracketed"),
    *("words to prose below", "from first prose", "from last prose", "prose lines near"),
)
NEAR = 15  # lines to either side in which prose is counted
REACH = 6  # lines: a heading is about the prose so near below it
ALONE = -1.0  # what is said of a line's kin or copies if it has none
NO_PROSE = 9.0  # the logarithm of more words than stand between any line and the prose below it
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"^\W{0,2}(?:\d{1,2}|[ivxIVX]{1,4}|[A-Za-z])\s?[.):–-]\s")
_MONEY = re.compile(r"[$€£¥₽%]|\b(?:USD|EUR)\b")
_ARROW = re.compile(r"[→»›>▸▶⟶➜↗]\s*$|^[←«‹<]")


def company(lines: Sequence[Line], stretch: range) -> list[list[float]]:
    """Return a row of `NAMES` for each line. `stretch` is where the prose mostly is."""
    if not lines:
        return []
    size = len(lines)
    prose = [line.is_prose for line in lines]
    before = [*prose[1:], False]  # the line stands before prose
    after = [False, *prose[:-1]]
    words = [{word.lower() for word in _WORD.findall(line.text) if len(word) > 3} for line in lines]
    below, above = _next(prose), [size - 1 - place for place in reversed(_next(prose[::-1]))]
    inside = [index for index in stretch if prose[index]] or [0, size - 1]
    counted = list(accumulate(prose, initial=0))
    read = list(accumulate((line.words for line in lines), initial=0))

    def shared(index: int, other: int) -> float:
        near = 0 <= other < size and abs(other - index) <= REACH
        return len(words[index] & words[other]) / len(words[index]) if near and words[index] else 0.0

    return [
        [
            *run,
            *kin,
            *copies,
            float(before[index]),
            float(after[index]),
            shared(index, below[index]),
            shared(index, above[index]),
            *_looks(lines[index].text),
            log1p(read[below[index]] - read[index + 1]) if below[index] < size else NO_PROSE,
            _signed(index - inside[0]),
            _signed(inside[-1] - index),
            float(counted[min(size, index + NEAR + 1)] - counted[max(0, index - NEAR)]),
        ]
        for index, (run, kin, copies) in enumerate(
            zip(_runs(lines, prose), _kin(lines, before, after, stretch), _copies(lines, before), strict=True)
        )
    ]


def _runs(lines: Sequence[Line], prose: Sequence[bool]) -> list[Sequence[float]]:
    """Return of the run between two paragraphs of prose: its length, each line's place, and its means."""
    out: list[Sequence[float]] = []
    while (start := len(out)) < len(lines):
        end = next((place for place in range(start, len(lines)) if prose[place]), len(lines))
        run, length = lines[start:end], max(1, end - start)
        reasons = sum(bool(line.reason) for line in run) / length
        words = log1p(sum(line.words for line in run) / length)
        out += [(log1p(length), place / length, reasons, words) for place in range(end - start)]
        if end < len(lines):
            out.append((0.0, 0.0, 0.0, 0.0))
    return out


def _kin(
    lines: Sequence[Line], before: Sequence[bool], after: Sequence[bool], stretch: range
) -> Iterable[Sequence[float]]:
    """Yield of the other lines of the same shape: how many, and which share of them stands by prose, and among it."""
    shapes = [_shape(line) for line in lines]
    signs = [
        (1, *map(int, sign)) for sign in zip(before, after, (i in stretch for i in range(len(lines))), strict=True)
    ]
    sums: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for shape, sign in zip(shapes, signs, strict=True):
        sums[shape] = [total + one for total, one in zip(sums[shape], sign, strict=True)]
    for shape, sign in zip(shapes, signs, strict=True):
        number, *others = (total - one for total, one in zip(sums[shape], sign, strict=True))
        yield (log1p(number), *(other / number if number else ALONE for other in others))


def _shape(line: Line) -> object:
    text, found = line.text, _WORD.findall(line.text)
    capitals = bool(found) and sum(word[0].isupper() for word in found) > 0.8 * len(found)
    end = "" if text[-1].isalnum() else ")" if text[-1] in "\"'”’»)" else text[-1]
    length = line.words if line.words < 4 else 4 + min((line.words - 4) // 5, 4)
    return length, end, text[0].isdigit(), text.isupper(), bool(found), capitals, bool(line.reason)


def _copies(lines: Sequence[Line], before: Sequence[bool]) -> Iterable[Sequence[float]]:
    """Yield which of its copies each line is, 0 for the first and 1 for the last, and if another is before prose."""
    folded = [fold(line.text) for line in lines]
    places: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(folded):
        places[key].append(index)
    leading = {key: sum(before[index] for index in equal) for key, equal in places.items()}
    seen: dict[str, int] = defaultdict(int)
    for index, key in enumerate(folded):
        others = len(places[key]) - 1
        yield (seen[key] / others, float(leading[key] > before[index])) if others else (ALONE, ALONE)
        seen[key] += 1


def _looks(text: str) -> Sequence[float]:
    return (
        float(text.isupper()),
        float(bool(_NUMBERED.match(text))),
        float(bool(_MONEY.search(text))),
        float(bool(_ARROW.search(text))),
        float(not text[0].isalnum()),
        float(text[0] in "([" and text[-1] in ")]."),
    )


def _next(flags: Sequence[bool]) -> list[int]:
    """Return for each place the next one after it with a flag; the length of all if there is none."""
    found, out = len(flags), []
    for place in range(len(flags) - 1, -1, -1):
        out.append(found)
        found = place if flags[place] else found
    return out[::-1]


def _signed(distance: int) -> float:
    return log1p(distance) if distance >= 0 else -log1p(-distance)
