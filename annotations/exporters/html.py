"""HTML: one file that holds the articles with their marks, the highlights with their notes, and what the colours mean.

No script, no network: pictures are inside of it, up to a limit, those beyond it and those that are not here are told by
their description, and the file's own Content-Security-Policy forbids the rest. The text is the reading page's own,
sanitised when it was read; the marks are put in as on the reading page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from annotations.core.marks import Mark, mark_html
from annotations.models import Annotation, Tag
from reader.extraction.language import tongue_of_quote
from reader.extraction.model import Kind
from reader.extraction.rendering import Placed, leaf, render

from .documents import Marked, by_article, origin, utc
from .format import Format, Selection
from .markdown import tags_of
from .people import People
from .pictures import Album
from .web_annotation import evidence_in_words, printed_on

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
MARK = re.compile(r"<mark [^>]*>")  # inside a tag every `>` is escaped
LAST_PIECE = re.compile(r'(<mark [^>]*data-ends="([\d ]+)"[^>]*>[^<]*</mark>)')
FOR_SCRIPTS = re.compile(r' (?:data-begins|data-ends|data-goes-on|tabindex|aria-label)="[^"]*"')


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the page, an article at a time."""
    title = escape(selection.project.name)
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" '
        f'content="no-referrer">\n<title>{title}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n<main>\n'
        f'<p class="project">{title}</p>\n'
    ).encode()
    is_empty, album = True, Album()
    for marked in by_article(selection):
        is_empty = False
        yield article_html(marked, selection.people, album).encode()
    if is_empty:
        yield b"<p>There are no highlights in this selection.</p>\n"
    yield b"</main>\n</body>\n</html>\n"


@cache
def style() -> str:
    """Return the page's style: the site's colours and type, the palette of the tags, and its own."""
    css = Path(settings.BASE_DIR, "static", "css")
    files = (css / "tokens.css", css / "tints.css", Path(__file__).with_name("page.css"))
    return "".join(file.read_text("utf-8") for file in files)


def article_html(marked: Marked, people: People, album: Album) -> str:
    """Return an article, what its colours mean, and its highlights in order."""
    article = marked.article
    told = escape(" · ".join(origin(article)))
    link = f'<a href="{escape(article.url)}" rel="noreferrer">{escape(article.url)}</a>' if article.url else ""
    numbers = {annotation.pk: number for number, annotation in enumerate(marked.annotations, start=1)}
    parts = [
        f'<article lang="{escape(article.language)}" dir="{escape(article.direction)}">',
        f'<header>\n<h1>{escape(article.title)}</h1>\n<p class="origin">{told}</p>\n<p class="origin">{link}</p>',
        legend(tags_of(marked.annotations)),
        "</header>",
        text_html(marked, numbers, album),
        '<section class="highlights" lang="en" dir="ltr">\n<h2>Highlights</h2>\n<ol>',
        *(entry_html(annotation, article, people) for annotation in marked.annotations),
        "</ol>\n</section>\n</article>\n",
    ]
    return "\n".join(parts)


def legend(tags: Iterable[Tag]) -> str:
    """Return what the colours mean."""
    chips = "".join(f'<li><span class="chip tint-{tag.tint}">{escape(tag.name)}</span></li>' for tag in tags)
    return f'<ul class="legend">{chips}<li><span class="chip">a highlight without a tag</span></li></ul>'


def text_html(marked: Marked, numbers: dict[int, int], album: Album) -> str:
    """Return the article's text with its highlights marked, each with its number where it ends."""
    version = marked.article.current
    if version is None:
        return ""
    touched: dict[int, list[Mark]] = defaultdict(list)
    for annotation in marked.annotations:
        if annotation.position and annotation.version_id == version.pk:
            mark = Mark(annotation.pk, annotation.position.start, annotation.position.end, _tint(annotation))
            for placed in version.kept_between(mark.start, mark.end):
                touched[placed.number].append(mark)

    pictures = album.of(marked.article)

    def show(placed: Placed) -> str:
        if placed.block.kind is Kind.IMAGE:
            return leaf(placed, pictures.html(placed)).replace(f' id="block-{placed.number}"', "", 1)
        html = placed.block.html
        inner = mark_html(html, placed.start, touched.get(placed.number, ()))
        inner = LAST_PIECE.sub(lambda match: match[1] + _references(match[2], numbers), inner)
        inner = MARK.sub(lambda match: FOR_SCRIPTS.sub("", match.group()), inner)
        # Of several articles, each has a block of this number.
        return leaf(placed, inner).replace(f' id="block-{placed.number}"', "", 1)

    return f'<div class="text">\n{render(version.kept, show)}\n</div>'


def _references(keys: str, numbers: dict[int, int]) -> str:
    links = (f'<a href="#highlight-{key}">{numbers[int(key)]}</a>' for key in keys.split())
    return f'<sup class="reference">{" ".join(links)}</sup>'


def _tint(annotation: Annotation) -> str:
    tags = list(annotation.tags.all())
    return tags[0].tint if tags else ""


def entry_html(annotation: Annotation, article: Any, people: People) -> str:
    """Return a highlight with everything that is said of it."""
    language, direction = tongue_of_quote(annotation.exact, article.language, article.direction)
    tongue = f'lang="{escape(language)}" dir="{escape(direction)}"'
    chips = "".join(f' <span class="chip tint-{tag.tint}">{escape(tag.name)}</span>' for tag in annotation.tags.all())
    author = people.name(annotation.created_by and annotation.created_by.username)
    orphan = "" if annotation.position else "its words are no longer in the text"
    told = ", ".join(filter(None, (escape(author), utc(annotation.created_at)[:10], printed_on(annotation), orphan)))
    parts = [
        f'<li id="highlight-{annotation.pk}">\n<blockquote {tongue}>{escape(annotation.exact)}</blockquote>',
        f'<p class="tags">{chips}</p>' if chips else "",
        f'<p class="note" dir="auto">{escape(annotation.note)}</p>' if annotation.note else "",
        *(f'<p class="evidence" dir="auto">{escape(each)}</p>' for each in evidence_in_words(annotation)),
        f'<p class="made">{told}</p>\n</li>',
    ]
    return "\n".join(filter(None, parts))


FORMAT = Format(
    suffix=".html",
    content_type="text/html; charset=utf-8",
    title=gettext_noop("Web page (HTML)"),
    label=gettext_noop("HTML"),
    description=gettext_noop(
        "The articles with their marks, notes and a legend in one file: to print, to send, to keep."
    ),
    write=write,
    stem="highlights",
)
