"""When an article was published: of the days that the page declares and shows, the one a reader would cite."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .choice import Candidate, best, weights_of
from .dates import find_date, iso
from .page_head import HeadLine
from .structured_data import Declared
from .text import collapse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What each says is one and the same in all but a few systems; they differ in how often it is the article's own day.
PUBLISHED = "article:published_time article:published og:article:published_time og:published_time".split()
NAMES = (
    "datepublished parsely-pub-date sailthru.date pubdate publish-date publishdate publication_date date dc.date"
    " dc.date.issued dcterms.created dcterms.date dc.date.created date.created citation_publication_date citation_date"
).split()
_NAMED_PUBLISHED = re.compile(
    r"publi(?:sh|cat).*(?:date|time|ed$)|(?:date|time).*publi|^published$|^posted", re.IGNORECASE
)
MODIFIED = "last-modified article:modified_time og:updated_time datemodified".split()
_SAYS_UPDATED = re.compile(
    r"updated|modified|aktualisiert|mis à jour|màj|actualizado|aggiornato|atualizad|обновлен|تحديث|reviewed|revised"
    r"|edited",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(
    r"publish|posted|erschienen|veröffentlicht|publié|publicado|pubblicato|опубликован|نشر", re.IGNORECASE
)
_OTHER = re.compile(r"comment|related|copyright|©|event|expires?|deadline", re.IGNORECASE)
_NAMED_DATE = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|published|pubdate|post-?date|timestamp|posted)|[a-z]Date\b|_date", re.IGNORECASE
)
_SAYS_DATE = re.compile(
    r"^\s*(?:published|posted|(?:page )?last (?:updated|modified|reviewed)|updated|veröffentlicht|publié|publicado)",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_MOST = 60  # elements whose text is read
_SHOWN_IN = 25  # words: a line with a date that is longer is a sentence
_SHORT = 8  # words
_ABOVE, _NEAR = 6, 6  # lines from the title
CHANGED, CHANGED_SOURCE = "day of change", "date of change"
ON_PAGE = "date on the page"


def find_published(
    root: HtmlElement, declared: Declared, head: Sequence[HeadLine], language: str, url: str
) -> tuple[str, str]:
    """Return the date of publication (ISO 8601) and where it is from; ("", "") if the page tells none."""
    chosen = best(candidates(root, declared, head, language, url).values(), weights_of("published"))
    return (chosen.value, chosen.source) if chosen else ("", "")


def candidates(
    root: HtmlElement, declared: Declared, head: Sequence[HeadLine], language: str, url: str
) -> dict[str, Candidate]:
    """Return by its day (YYYY-MM-DD) each date that may be the article's, with what speaks for it."""
    american = language.lower() in ("en-us", "en", "")
    found: dict[str, Candidate] = {}

    def add(value: str, mark: str, source: str) -> None:
        if value:
            found.setdefault(value[:10], Candidate(value, source)).marks.add(mark)

    newsroom = " of a newsroom" if declared.is_news else ""
    for name in ("datePublished", "dateCreated"):
        if isinstance(value := declared.linked.get(name), str):
            add(iso(value, month_first=american), f"JSON-LD {name}{newsroom}", f"JSON-LD {name}")
    for name, value in declared.named(PUBLISHED):
        add(iso(value, month_first=american), "article:published_time", f"meta {name}")
    others = [*declared.named(NAMES)]
    others += [
        (name, values[0])
        for name, values in declared.meta.items()
        if _NAMED_PUBLISHED.search(name) and name not in NAMES and name not in PUBLISHED
    ]
    for name, value in others:
        add(iso(value, month_first=american), "another meta element", f"meta {name}")
    told = [*found]
    modified = declared.linked.get("dateModified")
    for value in (modified if isinstance(modified, str) else "", *(value for _, value in declared.named(MODIFIED))):
        add(iso(value, month_first=american), CHANGED, CHANGED_SOURCE)
    shown = _add_shown(found, head, month_first=american)
    if not told and not shown:
        add(_of_elements(root, month_first=american), "elsewhere on the page", ON_PAGE)
        if all(one.marks == {CHANGED} for one in found.values()):
            add(_of_times(root, month_first=american), "elsewhere on the page", "time element")
    if in_address := _IN_ADDRESS.search(urlsplit(url).path):
        add("-".join(in_address.groups()), "address", "address")
    _compare(found, told, shown, newsroom)
    return found


def _add_shown(found: dict[str, Candidate], head: Sequence[HeadLine], *, month_first: bool) -> dict[str, int]:
    """Add the days that the lines about the title show; return how far from it each is first shown."""
    shown: dict[str, int] = {}
    for index, line in enumerate(head):
        if not line.place or line.place < -_ABOVE or _OTHER.search(line.hints) or line.words > _SHOWN_IN:
            continue
        values = [*(iso(time, month_first=month_first) for time in line.times)]
        values.append(find_date(line.text, month_first=month_first))
        if not any(values):
            continue
        label = f"{head[index - 1].text if index and head[index - 1].words <= 3 else ''} {line.text} {line.hints}"
        updated, published = bool(_SAYS_UPDATED.search(label)), bool(_SAYS_PUBLISHED.search(label))
        if updated != published:
            mark = "shown as published" if published else "shown as updated"
        else:
            place = (
                "above the title" if line.place < 0 else "near the title" if line.place <= _NEAR else "further below"
            )
            mark = f"shown {place}"
        for value in filter(None, values):
            one = found.setdefault(value[:10], Candidate(value, ON_PAGE))
            one.marks.add(mark)
            if CHANGED in one.marks and one.source == CHANGED_SOURCE:
                one.source = f"{CHANGED_SOURCE}, shown with the title"
            if line.words <= _SHORT:
                one.marks.add("in a short line")
            elif updated == published:
                continue  # a longer line that says nothing of it may be a sentence of the text
            distance = 2 * abs(line.place) + (line.place < 0)  # of two as near, the one below the title
            shown[value[:10]] = min(distance, shown.get(value[:10], distance))
    return shown


def _compare(found: Mapping[str, Candidate], told: Sequence[str], shown: Mapping[str, int], newsroom: str) -> None:
    """Mark each day by what the others are."""
    changed = [day for day, one in found.items() if CHANGED in one.marks]
    for day, one in found.items():
        marks = one.marks
        if len(found) > 1 and day == min(found):
            marks.add("earliest")
        if told and day == told[0]:
            marks.add("first declared")
        if day in told and day in changed:
            marks.add("declared and day of change")
        if day in told and day in shown:
            marks.add("declared and shown")
        elif day in told and shown:
            close = any(_is_near(day, other) for other in shown)
            marks.add("declared, a day from the one shown" if close else f"declared, another shown{newsroom}")
        elif day in shown and told:
            if any(_is_near(day, other) for other in told):
                marks.add("shown, a day from the one declared")
            else:
                change = "shown day of change" if any(_is_near(day, other) for other in changed) else "shown"
                marks.add(f"{change}, another declared{newsroom}")
                if day < min(told):
                    marks.add("shown, before the one declared")
                elif day[:4] > max(told)[:4]:
                    marks.add("shown, years after the one declared")
        if day in shown:
            first = shown[day] == min(shown.values())
            marks.add("the only one shown" if len(shown) == 1 else "the first shown" if first else "shown later")


def _is_near(one: str, other: str) -> bool:
    """Return True for the same day; zones may part a day from itself."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= 1
    except ValueError:
        return False


def _of_elements(root: HtmlElement, *, month_first: bool) -> str:
    """Return the first date that stands alone, or in a short element that calls itself a date or says 'Published'."""
    looked_at = 0
    for element in root.iter("span", "p", "div", "small", "li", "em", "i", "td", "time"):
        text = element.text or ""
        if looked_at > _MOST or len(element) > 8:
            continue
        own = f"{element.get('class') or ''} {element.get('id') or ''}"
        alone = 6 <= len(text.strip()) <= 30 and _YEAR.search(text)
        if (alone or _NAMED_DATE.search(own) or _SAYS_DATE.search(text)) and not _OTHER.search(own):
            looked_at += 1
            whole = collapse(element.text_content()[:200])
            if len(whole) <= 80 and (found := find_date(whole, month_first=month_first)):
                return found
    return ""


def _of_times(root: HtmlElement, *, month_first: bool) -> str:
    times = [element for element in root.iter("time") if element.get("datetime")]
    times.sort(
        key=lambda time: not ("datePublished" in (time.get("itemprop") or "") or time.get("pubdate") is not None)
    )
    return next((found for time in times if (found := iso(time.get("datetime", ""), month_first=month_first))), "")
