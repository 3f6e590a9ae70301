"""When and where a sentence says that something happened. English; the rules are ours, and propose rather than decide.

Pure. A sentence that names several days, or several places, proposes none of them: a wrong one is worse than none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from .quantities.tokens import sentences_of

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(month[:3] + '[.]' for month in MONTHS)})"
_YEAR = r"(?:,? (?P<year>(?:19|20)\d\d))?"
DATES = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}\b{_YEAR}"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d|:){_YEAR}"),
)
WEEKDAY = re.compile(rf"\b(?P<next>next |coming )?(?P<weekday>{'|'.join(DAYS)})\b")
YESTERDAY = re.compile(r"\b(?:yesterday|last night|overnight)\b", re.IGNORECASE)
TODAY = re.compile(r"\b(?:today|this morning|earlier in the day)\b", re.IGNORECASE)
# 'in Port Averin', 'near the town of Sarrow': a name behind a preposition of place, as far as it has capitals.
_NAME = r"[A-Z][\w’'-]+(?:(?: of| al| el| de| la| the)? [A-Z][\w’'-]+)*"
_KIND = r"(?: (?:city|town|village|district|suburb|port|province|region|camp|capital)(?: of|,)?)?"
PLACE = re.compile(rf"\b(?P<near>near|outside|around|close to|in|at|inside|across)(?: the)?{_KIND} (?P<name>{_NAME})")
NO_PLACES = frozenset([*MONTHS, *DAYS, "Arabic", "English", "Parliament", "Ramadan", "God"])
NEAR = ("near", "outside", "around", "close to")


class When(NamedTuple):
    """A day, and the words that give it."""

    day: date
    words: str


class Where(NamedTuple):
    """A place, whether something was only near it, and the words that give it."""

    name: str
    is_near: bool
    words: str


def when(text: str, start: int, end: int, published: date | None) -> When | None:
    """Return the one day that the sentences of text[start:end] name, or None where they name none or several.

    A day without a year, and a day of the week, is the last one not after `published`: without that it is none.
    Offsets are code points.
    """
    found: dict[date, str] = {}
    for sentence in _sentences(text, start, end):
        for match in (match for pattern in DATES for match in pattern.finditer(sentence)):
            if day := _day(match, published):
                found[day] = match[0]
        if published:
            for match in WEEKDAY.finditer(sentence):
                if not match["next"]:
                    ago = (published.weekday() - DAYS.index(match["weekday"])) % 7
                    found[published - timedelta(days=ago)] = match[0]
            for pattern, ago in ((YESTERDAY, 1), (TODAY, 0)):
                if said := pattern.search(sentence):
                    found[published - timedelta(days=ago)] = said[0]
    return When(*next(iter(found.items()))) if len(found) == 1 else None


def where(text: str, start: int, end: int) -> Where | None:
    """Return the one place that the sentences of text[start:end] name, or None where they name none or several."""
    found: dict[str, Where] = {}
    for sentence in _sentences(text, start, end):
        for match in PLACE.finditer(sentence):
            name = match["name"]
            if name.split()[0] not in NO_PLACES:
                found[name] = Where(name, match["near"] in NEAR, match[0])
    return next(iter(found.values())) if len(found) == 1 else None


def _day(match: re.Match[str], published: date | None) -> date | None:
    month = next(number for number, name in enumerate(MONTHS, 1) if name[:3] == match["month"][:3])
    try:
        if match["year"]:
            return date(int(match["year"]), month, int(match["day"]))
        if published is None:
            return None
        day = date(published.year, month, int(match["day"]))
        return day if day <= published else day.replace(year=published.year - 1)
    except ValueError:  # 31 June
        return None


def _sentences(text: str, start: int, end: int) -> list[str]:
    begins, ends = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = sentences_of(text, begins, len(text) if ends < 0 else ends)
    return [text[first:last] for first, last in around if first < end and last > start]
