"""Title, standfirst, byline and date of a plain text, by place and shape."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from .dates import find_date
from .names import names
from .paragraphs import Paragraph, ends_sentence, is_list_item
from .phrases.reasons import BYLINE_ABOVE, DATE_ABOVE, STANDFIRST_ABOVE, TITLE_ABOVE
from .text import fold
from .titles import without_site

HEAD = 40  # lines before the body in which its head is looked for
SIGNATURE = 8  # words: a line of more that holds a date or begins with 'By' is a sentence of the text
_BY = re.compile(
    r"^(?:(?:written|posted|reported|story|words|text)\s+by|by|von|par|por|di|от|автор|بقلم|كتب|كتبت|تقرير)(?:\s*:)?\s+\S",
    re.IGNORECASE,
)
_NAME = re.compile(r"^(?:[^\W\d_][\w'’.-]*)(?:\s+(?:[^\W\d_][\w'’.-]*)){1,4}$")
_NOT_NAME = frozenset("the and of for in on to a with how why what your our new top best news".split())


@dataclass(slots=True)
class Head:
    """What stands above an article; `places` are its lines, each with the reason it is not in the text."""

    title: str = ""
    standfirst: str = ""
    byline: str = ""
    published: str = ""
    places: dict[int, str] = field(default_factory=dict)


def find_head(lines: Sequence[str], reasons: Sequence[str], body: Set[int]) -> Head:
    """Return the head of the article whose body lines are given. `reasons` are those of the line rules."""
    head = Head()
    if not body:
        return head
    first = min(body)
    above = [index for index in range(max(0, first - HEAD), first) if not reasons[index]]
    within = sorted(body)[:5]  # a region may begin with the title or the standfirst
    dates = {
        index: date
        for index in range(max(0, first - HEAD), first)
        if len(lines[index]) <= 120 and (date := find_date(lines[index]))
    }
    near = [index for index in (*above, *within) if index not in dates]
    title = _title(lines, near, first, dates.keys())
    if title is None:
        return head
    head.title = without_site(lines[title])
    head.places[title] = TITLE_ABOVE
    key = fold(head.title)
    for index in (*above, *within):
        if fold(without_site(lines[index])) == key:
            head.places[index] = TITLE_ABOVE
    dates = {index: date for index, date in dates.items() if index > title or index >= first - 12}
    if dates:
        index = min(dates, key=lambda place: (place < title, abs(place - title)))
        head.published = dates[index]
        head.places[index] = DATE_ABOVE
        rest = names(re.split(r"\d", lines[index])[0]) if _BY.match(lines[index]) else ""
        head.byline = rest
    between = [index for index in above if index > title and index not in head.places]
    for index in between:
        if not head.byline and _is_byline(lines[index]):
            head.byline = names(lines[index])
            head.places[index] = BYLINE_ABOVE
        elif (
            not head.standfirst
            and _is_standfirst(lines[index])
            # Farther down stand captions and agencies, too.
            and (index == title + 1 or (index + 1 == first and _is_title(lines[index])))
            and all(place in head.places for place in range(title, index))
        ):
            head.standfirst = lines[index]
            head.places[index] = STANDFIRST_ABOVE
    return head


def head_of_prose(found: Sequence[Paragraph]) -> Head:
    """Return the head of a text without furniture, whose first paragraph may be the title.

    A blank line below it says so, or a byline or date line does, which may have a standfirst above it.
    """
    lines = [paragraph.text for paragraph in found]
    title = lines[0]
    if len(lines) < 2 or not 3 <= len(title) <= 150 or is_list_item(title):
        return Head()
    standfirst = 1
    signature = _signature(lines, standfirst)
    if not signature and _is_standfirst(lines[1]) and _may_follow(title, lines[1]):
        standfirst = 2
        signature = _signature(lines, standfirst)
    if ends_sentence(title) and not (signature and title.endswith(("?", "!"))):
        return Head()
    if not signature:
        return Head(title=title, places={0: TITLE_ABOVE}) if found[0].before_blank else Head()
    head = Head(title=title, places={0: TITLE_ABOVE, **signature})
    if standfirst == 2:
        head.standfirst = lines[1]
        head.places[1] = STANDFIRST_ABOVE
    for index, reason in signature.items():
        if reason == DATE_ABOVE:
            head.published = head.published or find_date(lines[index])
        if _is_signed(lines[index]) or reason == BYLINE_ABOVE:
            head.byline = head.byline or names(re.split(r"\d", lines[index])[0])
    return head


def _signature(lines: Sequence[str], start: int) -> dict[int, str]:
    """Return the byline and date lines that begin here, each with its reason; none unless a sentence comes next."""
    found: dict[int, str] = {}
    index = start
    for index in range(start, min(start + 4, len(lines))):
        beside = (lines[index - 1], *lines[index + 1 : index + 2])
        if _is_date_line(lines[index]):
            found[index] = DATE_ABOVE
        # A bare name is a byline only beside a date: it may as well be a label, or a verse.
        elif _is_signed(lines[index]) or (_is_byline(lines[index]) and any(map(_is_date_line, beside))):
            found[index] = BYLINE_ABOVE
        else:
            break
    return found if index not in found and index < len(lines) and ends_sentence(lines[index]) else {}


def _is_date_line(line: str) -> bool:
    return len(line.split()) <= SIGNATURE and not ends_sentence(line) and bool(find_date(line))


def _is_signed(line: str) -> bool:
    """Return True for 'By Jo Doe', but not for 'By the river'."""
    name = names(re.split(r"\d", line)[0]) if _BY.match(line) else ""
    return bool(name) and not name[0].islower() and len(line.split()) <= SIGNATURE


def _is_standfirst(line: str) -> bool:
    return len(line.split()) >= 6 and len(line) <= 400


def _may_follow(title: str, standfirst: str) -> bool:
    """Return True if the second line may be the standfirst of the first: it is hardly ever much shorter."""
    return len(standfirst) >= 0.75 * len(title)


def _title(lines: Sequence[str], near: Sequence[int], first: int, dates: Set[int]) -> int | None:
    """Return the line that is the title: the one the page's own title repeats, else the last title-like one.

    Of two such lines that only bylines and dates part from each other and from the body, it is the upper one.
    """
    fit = [index for index in near if index < first and _is_title(lines[index])]
    counts: dict[str, int] = {}
    for line in lines:
        key = fold(without_site(line))
        if 15 <= len(key) <= 200:
            counts[key] = counts.get(key, 0) + 1
    start = fold(lines[0])
    repeated = [i for i in fit if i and len(key := fold(lines[i])) >= 15 and (key in start or counts.get(key, 0) > 1)]
    if repeated:
        return repeated[-1]
    # Long enough for a headline, and the furthest from the body that no menu parts from it.
    good = [index for index in fit if 4 <= len(lines[index].split()) <= 25]
    for index in reversed(good):
        if not _is_byline(lines[index]) and not (index - 1 in good and len(lines[index]) > 1.5 * len(lines[index - 1])):
            return _above_standfirst(lines, good, index, first, dates)
    return good[-1] if good else (fit[0] if fit and len(fit) <= 3 else None)


def _above_standfirst(lines: Sequence[str], good: Sequence[int], index: int, first: int, dates: Set[int]) -> int:
    """Return the title-like line that this one is the standfirst of, or this one if there is none."""

    def beyond_signature(place: int, step: int) -> int:
        named = _is_byline if step > 0 else _is_signed  # a bare name above may be a menu's
        while 0 < place < first and (place in dates or named(lines[place])):
            place += step
        return place

    upper, lower = beyond_signature(index - 1, -1), beyond_signature(index + 1, 1)
    directly = lower == first or lower > index + 1
    alone = upper in good and not _is_byline(lines[upper]) and upper - 1 not in good  # more are a menu, or teasers
    return upper if directly and alone and _may_follow(lines[upper], lines[index]) else index


def _is_title(line: str) -> bool:
    return 8 <= len(line) <= 200 and (not ends_sentence(line) or line.endswith(("?", "!"))) and not find_date(line)


def _is_byline(line: str) -> bool:
    if _BY.match(line):
        return len(line) <= 120 and bool(names(line))
    words = line.split()
    capital = all(
        word[:1].isupper() or not word[:1].isalpha() or word in ("de", "van", "von", "al", "bin", "der", "da")
        for word in words
    )
    return len(line) <= 60 and bool(_NAME.match(line)) and capital and not _NOT_NAME & {word.lower() for word in words}
