"""The paragraphs of a plain text: its lines, with those that were only wrapped put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .text import collapse, lines

_BULLET = re.compile(r"^(?:[-*•‣◦▪·–]\s+|\d{1,2}[.)]\s+)")
_SENTENCE_END = re.compile(r"[.!?…。！？؟:;][\"'”’»)\]]*$")
PROSE = 15  # words: a line this long is prose if it ends like a sentence
NARROW, WIDE = 45, 100  # characters: the widths at which programs wrap


class Paragraph(NamedTuple):
    text: str
    after_blank: bool  # a blank line, or the start of the text, comes before it
    before_blank: bool


class Line(NamedTuple):
    """A paragraph with what its words say about it."""

    text: str
    words: int
    reason: str  # why it is furniture by the line rules, "" if none fits
    sentence: bool

    @property
    def is_prose(self) -> bool:
        return self.words >= PROSE and self.sentence and not self.reason


def ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def is_list_item(text: str) -> bool:
    return bool(_BULLET.match(text))


def paragraphs(source: str) -> list[Paragraph]:
    """Return the paragraphs in order. A line is one unless the text is hard-wrapped."""
    groups: list[list[str]] = [[]]
    for raw in lines(source).split("\n"):
        if line := collapse(raw):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if is_hard_wrapped(groups):
        width = median(len(line) for group in groups for line in group[:-1])
        groups = [_unwrapped(group, width) for group in groups]
    return [
        Paragraph(text, index == 0, index == len(group) - 1) for group in groups for index, text in enumerate(group)
    ]


def is_hard_wrapped(groups: Sequence[Sequence[str]]) -> bool:
    """Return True if the lines that another follows at once are similarly narrow and mostly break off mid-sentence."""
    wrapped = [line for group in groups for line in group[:-1]]
    if len(wrapped) < 3:
        return False
    similar = sum(NARROW <= len(line) <= WIDE for line in wrapped)
    broken = sum(not ends_sentence(line) for line in wrapped)
    width = median(map(len, wrapped))
    near = sum(abs(len(line) - width) <= 15 for line in wrapped)
    # The next line goes on in lower case where a sentence was broken.
    going_on = sum(after[:1].islower() for group in groups for _, after in pairwise(group))
    caseless = not any(line.lower() != line.upper() for line in wrapped)
    enough = all(count >= 0.6 * len(wrapped) for count in (similar, broken, near))
    return enough and (caseless or going_on >= 0.4 * len(wrapped))


def _unwrapped(group: Sequence[str], width: float) -> list[str]:
    out: list[str] = []
    ended = True
    for line in group:
        if ended or is_list_item(line):
            out.append(line)
        elif out[-1].endswith("-") and line[:1].islower() and out[-1][-2:-1].isalpha():
            out[-1] = f"{out[-1][:-1]}{line}"  # a word divided at the line's end
        else:
            out[-1] = f"{out[-1]} {line}"
        ended = len(line) < 0.6 * width and not line.endswith("-")
    return out
