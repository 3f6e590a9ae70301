"""A plain text as an article: prose as it is, or the dump of a page with its furniture told apart line by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from .blocks import localised
from .boilerplate import is_appeal, reason_for, speaks_as_outlet
from .headlines import Head, find_head, head_of_prose
from .language import direction_of_text, language_of_text
from .model import Block, Container, Extraction, Kind, UnreadableSource
from .paragraphs import ends_sentence, is_list_item, paragraphs
from .phrases import reasons as why
from .text import fold

NOTHING_READABLE = "There is no text here: paste or upload the text of an article."
PROSE = 15  # words: a line this long is prose if it ends like a sentence
ENOUGH = 150  # words of prose before a line about comments can be the article's end
INSERTS = frozenset({why.APPEAL, why.CREDIT, why.ADVERTISEMENT})  # amid an article, too
WITHIN = INSERTS - {why.APPEAL} | {why.RELATED}  # what a last sentence may stand below
CLOSING = frozenset({why.COMMENTS, why.AUTHOR})
MANY_SHORT = 0.5  # share of short lines without a full stop that makes a text a dump although no rule fits
_FULL_STOP = re.compile(r"[.。۔।][\"'”’»)\]]*$")


class Line(NamedTuple):
    """A paragraph with what its words say about it."""

    text: str
    words: int
    reason: str  # "" if no rule fits
    sentence: bool

    @property
    def is_prose(self) -> bool:
        return self.words >= PROSE and self.sentence and not self.reason


def read_text(source: str) -> Extraction:
    """Return the article in a plain text. Every line is in a block: kept, or cut with its reason.

    Raises UnreadableSource if there is no text.
    """
    found = paragraphs(source)
    if not any(fold(paragraph.text) for paragraph in found):
        raise UnreadableSource(NOTHING_READABLE)
    lines = _appeals([_line(paragraph.text) for paragraph in found])
    if is_dump(lines):
        body = body_of(lines) or set(range(len(lines)))  # a text of nothing but furniture is kept as it is
        head = find_head([line.text for line in lines], [line.reason for line in lines], body)
        # The body begins below the head, wherever the region began.
        body -= set(range(max(head.places, default=-1) + 1)) if head.title else head.places.keys()
    else:
        head = head_of_prose(found)
        body = set(range(len(found))) - head.places.keys()
    blocks = [_block(index, line, lines, body, head) for index, line in enumerate(lines)]
    text = "\n".join(block.text for block in blocks if block.kept)
    language = language_of_text(text or source)
    direction = direction_of_text(text or source) or "ltr"
    return Extraction(
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline,
        published=head.published,
        language=language,
        direction=direction,
        blocks=tuple(localised(blocks, language, direction)),
    )


def is_dump(lines: Sequence[Line]) -> bool:
    """Return True for the text of a whole page: a rule fits a line, or most lines are labels beside some prose."""
    if any(line.reason for line in lines):
        return True
    short = sum(line.words < PROSE and not line.sentence for line in lines)
    return len(lines) >= 10 and short > MANY_SHORT * len(lines) and any(line.is_prose for line in lines)


def body_of(lines: Sequence[Line]) -> set[int]:
    """Return the lines of the article: the stretch where prose outweighs all else most, less the furniture in it."""
    weights = _closed([_weight(line) for line in lines], lines)
    start, end = _heaviest(weights)
    while start < end and not _may_begin(lines, start, end):
        start += 1
    while end > start and (lines[end - 1].reason or (lines[end - 1].words < PROSE and not lines[end - 1].sentence)):
        end -= 1
    region = range(start, _with_tail(lines, end))
    counts = Counter(line.text for line in lines)
    return {
        index
        for index in region
        # A label that stands twice on a page is a button or a menu's.
        if not lines[index].reason and not (counts[lines[index].text] > 1 and _is_label(lines[index]))
    } - _menus(lines, region)


def _line(text: str) -> Line:
    words = len(text.split())
    if words * 12 < len(text):  # a script that does not part its words
        words = len(text) // 2
    return Line(text, words, reason_for(text), ends_sentence(text))


def _weight(line: Line) -> float:
    """Return how much the line speaks for prose (positive) or for furniture."""
    if line.reason:
        return -1.0 if line.reason in INSERTS else -2.0
    if line.words >= PROSE:
        return 2.0 + min(line.words, 80) / 20 if line.sentence else 0.5
    if line.sentence and line.words >= 4:
        return 0.8
    return -0.6 if line.words >= 3 else -0.9


def _closed(weights: list[float], lines: Sequence[Line]) -> list[float]:
    """Return the weights with all that follows the article's comments counted against it."""
    prose = 0
    for index, line in enumerate(lines):
        if line.is_prose:
            prose += line.words
        elif line.reason in CLOSING and line.words <= 6 and prose >= ENOUGH:
            return weights[:index] + [min(weight, 0.0) - 1.0 for weight in weights[index:]]
    return weights


def _heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Return the stretch with the greatest sum (Kadane's algorithm)."""
    best, best_range = float("-inf"), (0, len(weights))
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, best_range = total, (start, index + 1)
    return best_range


def _with_tail(lines: Sequence[Line], end: int) -> int:
    """Return where the article ends if one more sentence stands below an insert, such as a link to a related story.

    So short a line cannot outweigh the furniture above it; below it the page, or more furniture, has to follow.
    """
    tail = end
    while tail < len(lines) and lines[tail].reason in WITHIN:
        tail += 1
    if not end < tail < len(lines) or not _is_statement(lines[tail]):
        return end
    return tail + 1 if tail + 1 == len(lines) or lines[tail + 1].reason else end


def _is_statement(line: Line) -> bool:
    """Return True for a sentence that nothing makes out to be the site's own word."""
    closed = _FULL_STOP.search(line.text)
    return not line.reason and line.words >= 5 and bool(closed) and not speaks_as_outlet(line.text)


def _may_begin(lines: Sequence[Line], index: int, end: int) -> bool:
    line = lines[index]
    return not line.reason and (line.is_prose or line.sentence)


def _menus(lines: Sequence[Line], region: range) -> set[int]:
    """Return runs of short lines that look like menus: labels without an end, where the article has prose around."""
    runs: list[list[int]] = [[]]
    for index in region:
        line = lines[index]
        if _is_label(line):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    return {index for run in runs if _is_menu([lines[i] for i in run]) for index in run}


def _is_label(line: Line) -> bool:
    return line.words <= 12 and not line.sentence and not is_list_item(line.text)


def _is_menu(run: Sequence[Line]) -> bool:
    return len(run) >= 4 and sum(bool(line.reason) for line in run) >= 0.2 * len(run)


def _appeals(lines: list[Line]) -> list[Line]:
    """Return the lines with a donation appeal recognised whole.

    Between two lines that ask for support stand others that tell why: they belong to the appeal if there are
    at most two in a row and they speak as the outlet ('we', 'our').
    """
    asking = [index for index, line in enumerate(lines) if line.reason == why.APPEAL or is_appeal(line.text)]
    marked = set(asking) if len(asking) > 1 else {index for index in asking if lines[index].reason}
    for before, after in pairwise(asking):
        between = range(before + 1, after)
        if len(between) <= 2 and all(speaks_as_outlet(lines[index].text) for index in between):
            marked.update(between)
    return [line._replace(reason=why.APPEAL) if index in marked else line for index, line in enumerate(lines)]


def _block(index: int, line: Line, lines: Sequence[Line], body: set[int], head: Head) -> Block:
    kind, text, level = Kind.PARAGRAPH, line.text, 0
    path: tuple[Container, ...] = ()
    if index in body:
        if is_list_item(text) and not text[0].isdigit():
            first = index
            while first - 1 in body and is_list_item(lines[first - 1].text) and not lines[first - 1].text[0].isdigit():
                first -= 1
            kind, text, path = (
                Kind.LIST_ITEM,
                text[1:].strip(),
                (Container("ul", first * 2 + 1), Container("li", index * 2 + 2)),
            )
        elif line.words <= 12 and not line.sentence and index + 1 in body and lines[index + 1].is_prose:
            kind, level = Kind.HEADING, 2
    block = Block(kind, escape(text, quote=False), text, path=path, level=level)
    return block if index in body else block.cut(head.places.get(index) or line.reason or why.OTHER)
