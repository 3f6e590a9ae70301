"""Title, standfirst, byline and date of a plain text, by place and shape."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from .dates import find_date
from .metadata import names, without_site
from .paragraphs import ends_sentence
from .phrases.reasons import BYLINE_ABOVE, DATE_ABOVE, STANDFIRST_ABOVE, TITLE_ABOVE
from .text import fold

HEAD = 40  # lines before the body in which its head is looked for
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
    title = _title(lines, near, first)
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
        elif not head.standfirst and index == title + 1 and len(lines[index].split()) >= 6 and len(lines[index]) <= 400:
            head.standfirst = lines[index]
            head.places[index] = STANDFIRST_ABOVE
    return head


def _title(lines: Sequence[str], near: Sequence[int], first: int) -> int | None:
    """Return the line that is the title: the one the page's own title repeats, else the last title-like one."""
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
            return index
    return good[-1] if good else (fit[0] if fit and len(fit) <= 3 else None)


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
