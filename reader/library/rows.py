"""An article of the list as HTML; not in a template, since a page has thirty of them and is made in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from reader.models import Article, ReadingState
from reader.search.excerpts import Piece

from .listing import Shown

STANDFIRST, BYLINE = 200, 60  # code points


def row(shown: Shown, *, chips: str = "", notes: Sequence[tuple[str, Sequence[Piece]]] = (), in_project: bool) -> str:
    """Return the list item of an article.

    `chips` is HTML of what stands on it; `notes` are addresses of notes with the words that were found in them;
    `in_project`: the project is the page's own.
    """
    article = shown.article
    tongue = f'lang="{escape(article.language or "und")}" dir="{escape(article.direction)}"'
    title = f'<h2 id="t{article.pk}"><a href="{article.get_absolute_url()}" {tongue}>{marked(shown.title)}</a></h2>'
    inside = [title, _facts(shown, in_project) if article.is_ready else _trouble(article)]
    if article.standfirst and not shown.excerpts:
        inside.append(f'<p class="standfirst" {tongue}>{escape(_short(article.standfirst, STANDFIRST))}</p>')
    if hits := [*_passages(shown), *_notes(notes)]:
        inside.append(f'<ul class="hits" {tongue}>{"".join(hits)}</ul>')
    labels = [f'<span class="chip label">{escape(name)}</span>' for name in shown.labels]
    if chips or labels:
        inside.append(f'<p class="chips">{" ".join([*labels, chips])}</p>')
    pk = article.pk
    box = f'<input type="checkbox" name="key" value="{pk}" aria-labelledby="t{pk}">' if in_project else ""
    state = f" {shown.state}" if shown.state else ""
    return f'<li class="article-entry {article.status}{state}" id="article-{pk}">{box}<div>{"".join(inside)}</div></li>'


def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return a text with what was found marked; each piece is escaped."""
    return mark_safe(  # noqa: S308
        "".join(f'<mark class="hit">{escape(p.text)}</mark>' if p.found else escape(p.text) for p in pieces)
    )


def _facts(shown: Shown, in_project: bool) -> str:
    article, entry = shown.article, shown.entry
    project = "" if in_project else f'<a href="{entry.project.get_absolute_url()}">{escape(entry.project)}</a>'
    said = [
        project,
        f"<bdi>{escape(article.site_name or article.host)}</bdi>"
        if article.site_name or article.url
        else gettext("Imported text"),
        _day(article),
        f"<bdi>{escape(_short(article.byline, BYLINE))}</bdi>" if article.byline else "",
        escape(shown.language),
        gettext("{reading_minutes} min").format(reading_minutes=article.reading_minutes),
        ngettext("{number:,} word", "{number:,} words", article.word_count).format(number=article.word_count),
        ngettext("{number:,} highlight", "{number:,} highlights", entry.highlights).format(number=entry.highlights),
        ngettext("{number:,} note", "{number:,} notes", entry.notes).format(number=entry.notes) if entry.notes else "",
        _state(shown) if shown.state else "",
    ]
    return f'<p class="quiet origin">{" · ".join(filter(None, said))}</p>'


def _state(shown: Shown) -> str:
    far = f" {shown.progress} %" if shown.progress and shown.state == ReadingState.State.READING else ""
    return f"<strong>{ReadingState.State(shown.state).label}{far}</strong>"


def _trouble(article: Article) -> str:
    way_out = "" if article.is_waiting else f' · <a href="{article.get_absolute_url()}">{gettext("What to do")}</a>'
    return f'<p class="quiet"><strong>{article.get_status_display()}</strong>{way_out}</p>'


def _day(article: Article) -> str:
    day = article.published_on
    return f'<time datetime="{escape(article.published)}">{format_date(day, "j F Y")}</time>' if day else ""


def _passages(shown: Shown) -> Iterable[str]:
    for excerpt in shown.excerpts:
        path = reverse("passage", args=[shown.article.pk, excerpt.start, excerpt.end])
        yield f'<li><a href="{path}">{marked(excerpt.pieces)}</a></li>'


def _notes(notes: Iterable[tuple[str, Sequence[Piece]]]) -> Iterable[str]:
    for address, pieces in notes:
        said = f'<bdi class="visually-hidden" lang="{get_language()}">{gettext("In a note:")} </bdi>{marked(pieces)}'
        yield f'<li class="in-note" dir="auto"><a href="{escape(address)}">{said}</a></li>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
