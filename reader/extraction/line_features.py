"""What can be told of a line in a page's text: its shape and words, what stands around it, and where it stands.

One row of numbers a line, in the order of `NAMES`. Yes and no are 1 and 0; lengths are logarithms, so that 10 words to
20 is as far as 20 to 40.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from math import log1p

from .boilerplate import speaks_as_outlet
from .dates import find_date
from .language import FUNCTION_WORDS
from .line_company import NAMES as OF_COMPANY
from .line_company import company
from .paragraphs import PROSE, Line, is_list_item
from .phrases import reasons as why
from .text import fold

REASONS = (
    *(why.NAVIGATION, why.SHARE, why.COMMENTS, why.COOKIES, why.NEWSLETTER, why.APPEAL, why.RELATED),
    *(why.ADVERTISEMENT, why.FOOTER, why.PROMPT, why.REGISTRATION, why.AUTHOR, why.CREDIT),
)
# Lines that begin a part of the page which is not the article's any more.
CLOSING = frozenset({why.COMMENTS, why.RELATED, why.AUTHOR, why.NEWSLETTER, why.FOOTER, why.SHARE, why.REGISTRATION})
HEAD = 150  # lines from the top in which a byline is looked for
FAR = 40  # lines: what is farther away than this is simply far
_WORD = re.compile(r"[^\W\d_]+")
_FULL_STOP = re.compile(r"[.。۔।][\"'”’»)\]]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.)[\"'”’»)\]]*$")
_ASKS = re.compile(r"[?!؟？！][\"'”’»)\]]*$")
_INNER_STOP = re.compile(r"[.!?。！？؟]['\"”’»)]*\s+\S|[。！？]")
_SEPARATED = re.compile(r"\s[|•·»›/–—-]\s|[|»›•]")
_SPEECH = re.compile(r"[“”„«»\"]|^[–—-]\s")
_LINK = re.compile(r"https?:|www\.|\S@\S|\w\.(?:com|org|net)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_AGO = re.compile(
    r"^\W*\d+\s*\w+\s+ago\b|^(?:vor|il y a|hace|há)\s+\d+|\bmin(?:ute)?s?\.?\s+(?:read|lesezeit)", re.IGNORECASE
)
_BY = frozenset("by von par por di от автор".split())
_ALL_FUNCTION_WORDS = frozenset(word for words in FUNCTION_WORDS.values() for word in words.split())
_YOU = frozenset(
    "you your yours sie ihr ihre ihren votre vos vous su sus usted tu tuo tua tuoi você seu sua ваш вы вас".split()
)
_SHAPE = (
    *("length", "words", "word length", "full stop", "asks", "cut off", "colon", "comma share", "sentences inside"),
    *("capital share", "digit share", "starts lower", "starts with digit", "list item", "separated"),
    *("speech", "link", "time", "function words", "short words", "speaks as outlet", "speaks to reader"),
    *("copies", "copies of start", "copies of first word", "copies of last word", "words of title", "words of prose"),
    *("is title", "reason", "begins with author"),
)
_PLACE = (
    *("position", "from top", "from bottom", "lines", "prose before", "prose after", "share of short lines"),
    *("to prose above", "to prose below", "short run", "since closing", "closing before", "after comments"),
    *("since colon", "since title", "title below", "mean words of prose", "in stretch", "from start of stretch"),
    *("to end of stretch", "words of prose above", "words of prose below"),
)
_PERIODS = (1, 2, 3, 4)
_AROUND = (-3, -2, -1, 1, 2, 3)
_BESIDE = ("words", "sentence", "reason")
_WINDOWS = (2, 5, 12)
_COUNTED = ("words", "sentences", "reasons", "capitals", "times", "headlines", "words of prose")
NAMES = (
    *_SHAPE,
    *(f"reason: {reason}" for reason in REASONS),
    *_PLACE,
    *(f"like those {period} away" for period in _PERIODS),
    *(f"{what} at {offset:+}" for offset in _AROUND for what in _BESIDE),
    *(f"{what} within {size}" for size in _WINDOWS for what in _COUNTED),
    *OF_COMPANY,
)


def features(lines: Sequence[Line]) -> list[list[float]]:
    """Return a row of `NAMES` for each line."""
    if not lines:
        return []
    shapes = _shapes(lines)
    start, end, _ = heaviest([_weight(line) for line in lines])
    parts = (
        *(shapes, [[float(line.reason == reason) for reason in REASONS] for line in lines]),
        *(_places(lines, shapes, start, end), _surroundings(lines, shapes), company(lines, range(start, end))),
    )
    return [[value for part in row for value in part] for row in zip(*parts, strict=True)]


def _shapes(lines: Sequence[Line]) -> list[list[float]]:
    folded = [fold(line.text) for line in lines]
    copies = Counter(folded)
    words = [_WORD.findall(line.text) for line in lines]
    lowered = [[word.lower() for word in found] for found in words]
    starts = Counter(tuple(found[:2]) for found in lowered)
    prose = Counter(word for line, found in zip(lines, lowered, strict=True) if line.is_prose for word in set(found))
    count = sum(line.is_prose for line in lines)
    # The words that stand everywhere in this text are its language's function words, whatever the language.
    own = {word for word, number in prose.items() if len(word) <= 5 and number >= max(3, 0.3 * count)}
    function_words = _ALL_FUNCTION_WORDS | own
    title = {word for word in lowered[0] if len(word) > 3} if lowered else set()
    head = folded[0] if folded else ""
    authors = _authors(lines, words)
    first = Counter(found[0] for found in lowered if found)
    last = Counter(found[-1] for found in lowered if found)
    rows = []
    for index, line in enumerate(lines):
        text, found, low = line.text, words[index], lowered[index]
        number = max(len(found), 1)
        content = [word for word in low if len(word) > 3 and word not in function_words]
        in_prose = sum(prose[word] > (line.is_prose and 1) for word in content)
        key = folded[index]
        tells_time = len(text) <= 150 and (_CLOCK.search(text) or _AGO.search(text) or find_date(text))
        rows.append(
            [
                log1p(len(text)),
                log1p(line.words),
                min(sum(map(len, found)) / number, 15.0),
                float(bool(_FULL_STOP.search(text)) and not text.endswith("...")),
                float(bool(_ASKS.search(text))),
                float(bool(_CUT_OFF.search(text))),
                float(text.endswith((":", "："))),
                text.count(",") / number,
                log1p(len(_INNER_STOP.findall(text))),
                sum(word[0].isupper() for word in found) / number,
                sum(map(str.isdigit, text)) / len(text),
                float(text[0].islower()),
                float(text[0].isdigit()),
                float(is_list_item(text)),
                log1p(len(_SEPARATED.findall(text))),
                float(bool(_SPEECH.search(text))),
                float(bool(_LINK.search(text))),
                float(bool(tells_time)),
                sum(word in function_words for word in low) / number,
                sum(len(word) <= 3 and word.islower() for word in found) / number,
                float(speaks_as_outlet(text)),
                float(not _YOU.isdisjoint(low)),
                log1p(copies[key] - 1),
                log1p(starts[tuple(low[:2])] - 1),
                log1p(first[low[0]] - 1) if low else 0.0,
                log1p(last[low[-1]] - 1) if low else 0.0,
                sum(word in title for word in content) / len(content) if content and index else 0.0,
                in_prose / len(content) if content else 0.0,
                float(index > 0 and len(key) > 8 and (key == head or (len(key) > 20 and head.startswith(key)))),
                float(bool(line.reason)),
                float(bool(authors) and index > 0 and tuple(low[:2]) in authors),
            ]
        )
    return rows


def _authors(lines: Sequence[Line], words: Sequence[Sequence[str]]) -> set[tuple[str, ...]]:
    """Return the first two words, lower case, of the names that a line near the top is signed with."""
    return {
        (found[1].lower(), found[2].lower())
        for line, found in zip(lines[:HEAD], words[:HEAD], strict=True)
        if len(found) > 2 and line.words <= 12 and found[0].lower() in _BY and found[1][0].isupper()
    }


_CAPITALS, _TIME, _OF_PROSE = (_SHAPE.index(name) for name in ("capital share", "time", "words of prose"))
_IS_TITLE, _OF_TITLE = _SHAPE.index("is title"), _SHAPE.index("words of title")


def _places(lines: Sequence[Line], shapes: Sequence[Sequence[float]], start: int, end: int) -> list[list[float]]:
    """Return where each line stands. `start` and `end` are of the stretch that is mostly prose."""
    size = len(lines)
    prose = [line.is_prose for line in lines]
    short = [line.words < 8 and not line.sentence for line in lines]
    weight = list(accumulate((line.words if line.is_prose else 0 for line in lines), initial=0))
    total, count = max(weight[-1], 1), sum(prose)
    above, below = _distances(prose), _distances(prose[::-1])[::-1]
    run_above, run_below = _runs(short), _runs(short[::-1])[::-1]
    closing = [
        line.reason in CLOSING and line.words <= 8 and before > 60 for line, before in zip(lines, weight, strict=False)
    ]
    comments = [close and line.reason == why.COMMENTS for close, line in zip(closing, lines, strict=True)]
    titles = [bool(shape[_IS_TITLE]) or shape[_OF_TITLE] >= 0.7 for shape in shapes]
    since_title, to_title = _distances(titles), _distances(titles[::-1])[::-1]
    since_closing = _distances(closing)
    since_colon = _distances([line.text.endswith((":", "：")) for line in lines])
    closings, commented = list(accumulate(closing, initial=0)), list(accumulate(comments, initial=0))
    shorts = sum(short) / size
    prose_above, prose_below = _near_prose(lines), _near_prose(lines[::-1])[::-1]
    return [
        [
            index / size,
            log1p(index),
            log1p(size - 1 - index),
            log1p(size),
            weight[index] / total,
            (total - weight[index + 1]) / total if weight[-1] else 0.0,
            shorts,
            above[index],
            below[index],
            log1p(run_above[index] + run_below[index]),
            since_closing[index],
            log1p(closings[index]),
            log1p(commented[index]),
            since_colon[index],
            since_title[index],
            to_title[index],
            log1p(weight[-1] / count) if count else 0.0,
            float(start <= index < end),
            _signed(index - start),
            _signed(end - 1 - index),
            prose_above[index],
            prose_below[index],
        ]
        for index in range(size)
    ]


def _weight(line: Line) -> float:
    """Return how much the line speaks for prose (positive) or for furniture: what the stretches are weighed by."""
    if line.reason:
        return -1.5
    if line.words >= PROSE:
        return 2.0 + min(line.words, 80) / 20 if line.sentence else 0.5
    if line.sentence and line.words >= 4:
        return 0.8
    return -0.6 if line.words >= 3 else -0.9


def _near_prose(lines: Sequence[Line]) -> list[float]:
    """Return for each line how much prose the four long lines above it are."""
    recent: list[int] = []
    out = []
    for line in lines:
        out.append(log1p(sum(recent)))
        if line.words >= 6:
            recent = [*recent[-3:], line.words if line.is_prose else 0]
    return out


def _surroundings(lines: Sequence[Line], shapes: Sequence[Sequence[float]]) -> list[list[float]]:
    size = len(lines)
    told = [(log1p(line.words), float(line.sentence), float(bool(line.reason))) for line in lines]
    nothing = (-1.0, -1.0, -1.0)
    headlines = [5 <= line.words <= 20 and not line.sentence and not line.reason for line in lines]
    columns: list[list[float]] = [
        *([row[place] for row in told] for place in range(3)),
        *([shape[place] for shape in shapes] for place in (_CAPITALS, _TIME)),
        [float(headline) for headline in headlines],
        [shape[_OF_PROSE] for shape in shapes],
    ]
    sums = [list(accumulate(column, initial=0.0)) for column in columns]
    # Teasers and comments follow one pattern again and again: name, time, text; name, time, text.
    patterns = [
        (min(int(words * 1.2), 4), sentence, reason, shape[_TIME], shape[0] > 0 and shape[_CAPITALS] > 0.6)
        for (words, sentence, reason), shape in zip(told, shapes, strict=True)
    ]
    rows = []
    for index in range(size):
        row: list[float] = []
        for period in _PERIODS:
            places = [place for step in (-3, -2, -1, 1, 2, 3) if 0 <= (place := index + step * period) < size]
            row.append(sum(patterns[place] == patterns[index] for place in places) / max(1, len(places)))
        for offset in _AROUND:
            row += told[index + offset] if 0 <= index + offset < size else nothing
        for width in _WINDOWS:
            start, end = max(0, index - width), min(size, index + width + 1)
            row += [(column[end] - column[start]) / (end - start) for column in sums]
        rows.append(row)
    return rows


def _distances(flags: Sequence[bool]) -> list[float]:
    """Return, for each place, the logarithm of how far above it the nearest flag is; itself does not count."""
    found, out = FAR, []
    for flag in flags:
        out.append(log1p(min(found, FAR)))
        found = 0 if flag else found + 1
    return out


def _runs(flags: Sequence[bool]) -> list[int]:
    """Return for each place how many flags end there without a gap."""
    run, out = 0, []
    for flag in flags:
        run = run + 1 if flag else 0
        out.append(run)
    return out


def heaviest(weights: Sequence[float]) -> tuple[int, int, float]:
    """Return start, end and weight of the stretch with the greatest sum (Kadane's algorithm)."""
    best, best_range = float("-inf"), (0, len(weights))
    total, start = 0.0, 0
    for index, weight in enumerate(weights):
        if total <= 0:
            total, start = 0.0, index
        total += weight
        if total > best:
            best, best_range = total, (start, index + 1)
    return (*best_range, best)


def _signed(distance: int) -> float:
    return log1p(distance) if distance >= 0 else -log1p(-distance)
