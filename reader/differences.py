"""What changed between two texts, word by word, in their blocks. Pure, and bounded for texts of any length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import Indel

# A comparison's cost grows with the product of both lengths, in time (about a second a billion) and in memory (an
# eighth of a byte each): beyond this a passage is shown as a whole.
MOST: Final = 400_000_000
CONTEXT = 1  # unchanged blocks shown on each side of a change
LEAST_ALIKE = 0.3  # of the words: with fewer in common, two passages are read better one after the other

Sort = Literal["same", "removed", "added"]

# A word with the marks that stand on its letters; of scripts without spaces, each letter; else each sign.
_TOKEN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|(?:\w|[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0dff"
    r"\u0e00-\u0fff\u200c\u200d]|(?<=\w)['’.,](?=\w))+|\s+|.",
    re.DOTALL,
)


class Part(NamedTuple):
    """A stretch of text, and whether it is in both texts or in one."""

    sort: Sort
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring blocks: changed ones with their parts, unchanged ones in sight, or how many are left out."""

    parts: tuple[Part, ...] = ()
    left_out: int = 0

    @property
    def is_changed(self) -> bool:
        return any(part.sort != "same" for part in self.parts)


def passages(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    """Return what became of a text's blocks, in order; unchanged ones only beside a change."""
    found: list[Passage] = []
    codes = _opcodes(old, new)
    for number, (tag, a, b, c, d) in enumerate(codes):
        if tag != "equal":
            # As many blocks as before are the same ones, edited.
            pairs = zip(old[a:b], new[c:d], strict=True) if b - a == d - c else [_as_one(old[a:b], new[c:d])]
            found += [Passage(tuple(words(was, now))) for was, now in pairs]
            continue
        lead = CONTEXT if number else 0
        trail = CONTEXT if number < len(codes) - 1 else 0
        if b - a <= lead + trail + 1:
            found += [Passage((Part("same", text),)) for text in old[a:b]]
            continue
        found += [Passage((Part("same", text),)) for text in old[a : a + lead]]
        found.append(Passage(left_out=b - a - lead - trail))
        found += [Passage((Part("same", text),)) for text in old[b - trail : b]]
    return found


def _as_one(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    return "\n".join(old), "\n".join(new)


def words(old: str, new: str) -> Iterator[Part]:
    """Yield the parts of two texts, by words: what was removed before what was added in its place."""
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = _opcodes(was, now)
    common = sum(len(was[n].strip()) for tag, a, b, *_ in codes if tag == "equal" for n in range(a, b))
    if common < LEAST_ALIKE * max(len(old), len(new)):
        codes = [("replace", 0, len(was), 0, len(now))]
    for tag, a, b, c, d in codes:
        if tag == "equal":
            yield Part("same", "".join(was[a:b]))
            continue
        if b > a:
            yield Part("removed", "".join(was[a:b]))
        if d > c:
            yield Part("added", "".join(now[c:d]))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one sequence becomes the other, as difflib does: equal and other runs in turn."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    inner_old, inner_new = old[start : len(old) - end], new[start : len(new) - end]
    runs = [("equal", 0, start, 0, start)] if start else []
    if len(inner_old) * len(inner_new) > MOST:
        runs.append(("replace", start, len(old) - end, start, len(new) - end))
    elif inner_old or inner_new:
        runs += [
            (code.tag, code.src_start + start, code.src_end + start, code.dest_start + start, code.dest_end + start)
            for code in Indel.opcodes(inner_old, inner_new)
        ]
    if end:
        runs.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return _joined(runs, old)


def _joined(runs: list[tuple[str, int, int, int, int]], old: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the runs with neighbouring changes as one; white space alone does not part two changes."""
    joined: list[tuple[str, int, int, int, int]] = []
    for number, (tag, a, b, c, d) in enumerate(runs):
        is_inside = 0 < number < len(runs) - 1
        is_same = tag == "equal" and not (is_inside and b - a == 1 and old[a].isspace())
        sort = "equal" if is_same else "replace"
        if joined and joined[-1][0] == sort:
            _, first, _, to, _ = joined[-1]
            joined[-1] = (sort, first, b, to, d)
        else:
            joined.append((sort, a, b, c, d))
    return joined
