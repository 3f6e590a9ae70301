"""An article of the list as HTML; not in a template, since a page has thirty of them and is made in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape

from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from reader.models import Article, ReadingState
from reader.models.article import day_of
from reader.search.excerpts import Piece

from .languages import language_name
from .showing import Facts, Shown

STANDFIRST, BYLINE = 200, 60  # code points


def row(shown: Shown, *, chips: str = "", notes: Sequence[tuple[str, Sequence[Piece]]] = (), in_project: bool) -> str:
    """Return the list item of an article.

    `chips` is HTML of what stands on it; `notes` are addresses of notes with the words that were found in them;
    `in_project`: the project is the page's own.
    """
    facts = shown.facts
    pk, path = facts.pk, address("article", facts.pk)
    tongue = f'lang="{escape(facts.language or "und")}" dir="{escape(facts.direction)}"'
    title = f'<h2 id="t{pk}"><a href="{path}" {tongue}>{marked(shown.title)}</a></h2>'
    inside = [title]
    if facts.standfirst and not shown.excerpts:
        inside.append(f'<p class="standfirst" {tongue}>{escape(_short(facts.standfirst, STANDFIRST))}</p>')
    inside.append(_facts(shown, in_project) if facts.status == Article.Status.READY else _trouble(facts, path))
    if hits := [*_passages(shown), *_notes(notes)]:
        inside.append(f'<ul class="hits" {tongue}>{"".join(hits)}</ul>')
    labels = [f'<span class="chip label">{escape(name)}</span>' for name in shown.labels]
    if chips or labels:
        inside.append(f'<p class="chips">{" ".join([*labels, chips])}</p>')
    box = f'<input type="checkbox" name="key" value="{pk}" aria-labelledby="t{pk}">' if in_project else ""
    state = f" {shown.state}" if shown.state else ""
    return f'<li class="article-entry {facts.status}{state}" id="article-{pk}">{box}<div>{"".join(inside)}</div></li>'


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return a text with what was found marked; each piece is escaped."""
    return mark_safe(  # noqa: S308
        "".join(f'<mark class="hit">{escape(p.text)}</mark>' if p.found else escape(p.text) for p in pieces)
    )


def _facts(shown: Shown, in_project: bool) -> str:
    facts, tongue = shown.facts, get_language()
    path = "" if in_project else address("project", facts.project)
    said = [
        f'<a href="{path}">{escape(facts.project_name)}</a>' if path else "",
        f"<bdi>{escape(facts.site)}</bdi>" if facts.site else gettext("Imported text"),
        _day(tongue, facts.published),
        f"<bdi>{escape(_short(facts.byline, BYLINE))}</bdi>" if facts.byline else "",
        _counts(tongue, facts.primary, facts.minutes, facts.highlights, facts.notes),
        _state(shown) if shown.state else "",
    ]
    return f'<p class="quiet origin">{" · ".join(filter(None, said))}</p>'


# The same words stand on many pages: to look them up in the catalogue took half the time of a row.
@lru_cache(maxsize=5_000)
def _day(_tongue: str | None, published: str) -> str:
    day = day_of(published)
    if day is None:
        return ""
    return f'<time datetime="{escape(published)}">{day.day} {MONTHS[day.month]} {day.year}</time>'


@lru_cache(maxsize=5_000)
def _counts(_tongue: str | None, primary: str, minutes: int, highlights: int, notes: int) -> str:
    said = [
        escape(language_name(primary)) if primary else "",
        _in_one_line(gettext("{reading_minutes} min").format(reading_minutes=minutes)),
        _counted(ngettext("{number:,} highlight", "{number:,} highlights", highlights), highlights),
        _counted(ngettext("{number:,} note", "{number:,} notes", notes), notes),
    ]
    return " · ".join(filter(None, said))


def _counted(words: str, number: int) -> str:
    return _in_one_line(words.format(number=number)) if number else ""


def _in_one_line(text: str) -> str:
    """Return the text with spaces at which no line ends: a number stays with what it counts."""
    return text.replace(" ", "\u00a0")


def _state(shown: Shown) -> str:
    label = str(ReadingState.State(shown.state).label)
    if shown.progress and shown.state == ReadingState.State.READING:
        label = gettext("{state} {progress} %").format(state=label, progress=shown.progress)
    return f"<strong>{label}</strong>"


def _trouble(facts: Facts, path: str) -> str:
    status = Article.Status(facts.status)
    what_to_do = gettext("What to do")
    way_out = "" if status is Article.Status.WAITING else f' · <a href="{path}">{what_to_do}</a>'
    return f'<p class="quiet"><strong>{status.label}</strong>{way_out}</p>'


def _passages(shown: Shown) -> Iterable[str]:
    for excerpt in shown.excerpts:
        path = address("passage", shown.facts.pk, excerpt.start, excerpt.end)
        yield f'<li><a href="{path}">{marked(excerpt.pieces)}</a></li>'


def _notes(notes: Iterable[tuple[str, Sequence[Piece]]]) -> Iterable[str]:
    where = gettext("In a note:")
    for address, pieces in notes:
        said = f'<bdi class="visually-hidden" lang="{get_language()}">{where} </bdi>{marked(pieces)}'
        yield f'<li class="in-note" dir="auto"><a href="{escape(address)}">{said}</a></li>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def address(view: str, *numbers: int) -> str:
    """Return the address of a view that takes numbers: looked up once, since a page of hits has a hundred."""
    return _pattern(view, len(numbers)).format(*numbers)


@cache
def _pattern(view: str, number: int) -> str:
    stand_ins = [10**9 + at for at in range(number)]
    path = reverse(view, args=stand_ins)
    for stand_in in stand_ins:
        path = path.replace(str(stand_in), "{}")
    return path
