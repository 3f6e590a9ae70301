"""When an article was published: what the page declares, against the date it shows readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from .dates import find_date, iso
from .page_head import HeadLine
from .structured_data import Declared
from .text import collapse

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMES = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " parsely-pub-date sailthru.date pubdate publish-date publishdate publication_date date dc.date dc.date.issued"
    " dcterms.created dcterms.date dc.date.created date.created citation_publication_date citation_date"
).split()
_NAMED_PUBLISHED = re.compile(
    r"publi(?:sh|cat).*(?:date|time|ed$)|(?:date|time).*publi|^published$|^posted", re.IGNORECASE
)
MODIFIED = "last-modified article:modified_time og:updated_time datemodified".split()
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|mis à jour|màj|actualizado|aggiornato|atualizad|обновлен|تحديث|reviewed|revised"
    r"|edited",
    re.IGNORECASE,
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


class _Shown(NamedTuple):
    value: str
    updated: bool
    place: int


def find_published(
    root: HtmlElement, declared: Declared, head: Sequence[HeadLine], language: str, url: str
) -> tuple[str, str]:
    """Return the date of publication (ISO 8601) and where it is from.

    What is declared holds, unless the page of no newsroom shows only the day of its last change with the title: that
    is then the day a reader would cite.
    """
    american = language.lower() in ("en-us", "en", "")
    told, source = "", ""
    values = [(f"JSON-LD {name}", declared.linked.get(name)) for name in ("datePublished", "dateCreated")]
    values += [(f"meta {name}", value) for name, value in declared.named(NAMES)]
    values += [
        (f"meta {name}", value[0])
        for name, value in declared.meta.items()
        if name not in NAMES and _NAMED_PUBLISHED.search(name)
    ]
    for place, value in values:
        if isinstance(value, str) and (found := iso(value, month_first=american)):
            told, source = found, place
            break
    shown = [*_shown(head, month_first=american)]
    modified = iso(value) if isinstance(value := declared.linked.get("dateModified"), str) else ""
    if told and shown and not declared.is_news and not any(_near(told, one.value) for one in shown):
        best = _best(shown)
        if modified and 0 < best.place <= 8 and _near(modified, best.value):
            return best.value, "date of change, shown with the title"
    if told:
        return told, source
    if shown:
        return _best(shown).value, "date on the page"
    if found := _of_elements(root, month_first=american):
        return found, "date on the page"
    if found := _of_times(root, american):
        return found, "time element"
    if in_address := _IN_ADDRESS.search(urlsplit(url).path):
        return "-".join(in_address.groups()), "address"
    for value in (modified, *(value for _, value in declared.named(MODIFIED))):
        if found := iso(value, month_first=american):
            return found, "date of change"
    return "", ""


def _shown(head: Sequence[HeadLine], *, month_first: bool) -> Iterator[_Shown]:
    for index, line in enumerate(head):
        if not line.place or line.place < -6 or _OTHER.search(line.hints) or line.words > _SHOWN_IN:
            continue
        label = f"{head[index - 1].text if index and head[index - 1].words <= 3 else ''} {line.text} {line.hints}"
        updated = bool(_UPDATED.search(label))
        value = next((found for time in line.times if (found := iso(time, month_first=month_first))), "")
        if value or (value := find_date(line.text, month_first=month_first)):
            yield _Shown(value, updated, line.place)


def _best(shown: Sequence[_Shown]) -> _Shown:
    """Return the first date below the title that is no update's, else the first below, else the last above."""
    return min(shown, key=lambda one: (one.updated, one.place < 0, abs(one.place)))


def _near(one: str, other: str) -> bool:
    """Return True for the same day; zones may part a day from itself."""
    try:
        return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days) <= 1
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


def _of_times(root: HtmlElement, american: bool) -> str:
    times = [element for element in root.iter("time") if element.get("datetime")]
    times.sort(
        key=lambda time: not ("datePublished" in (time.get("itemprop") or "") or time.get("pubdate") is not None)
    )
    return next((found for time in times if (found := iso(time.get("datetime", ""), month_first=american))), "")
