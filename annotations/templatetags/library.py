"""What the library shows of highlights: the tags of each article, and notes and lost quotes with the words sought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from annotations.models import Annotation, Tally
from reader.keys import among, written
from reader.library import Library
from reader.library.rows import address, row
from reader.library.showing import Shown
from reader.prepared import Bind, Prepared
from reader.search.excerpts import Piece, Sought

MOST_NOTES = 2  # of one article
MOST_READ = 2000  # notes that are looked through for one page

register = template.Library()
TALLIES = Prepared(
    lambda: (
        Tally.objects.filter(among("article", Bind("keys")), tag__removed_at=None)
        .order_by("tag__position", "tag")
        .values_list("article", "tag__name", "tag__tint", "highlights")
    )
)

NOTES = Prepared(
    lambda: (
        Annotation.objects.alive()
        .filter(among("article", Bind("keys")))
        .exclude(note="", start__isnull=False)
        .order_by("article_id", "start", "pk")
        .values_list("pk", "article", "note", "exact", "start")[:MOST_READ]
    )
)


@register.simple_tag
def library_rows(library: Library, *, in_project: object) -> SafeString:
    """Return the articles of the page as list items; `in_project`: the page is of one project alone."""
    shown = library.shown
    chips, notes = chips_of(shown), notes_of(shown, library.sought)
    return mark_safe(  # noqa: S308  escaped there
        "\n".join(
            row(
                each,
                chips=chips.get(each.facts.pk, ""),
                notes=notes.get(each.facts.pk, ()),
                in_project=bool(in_project),
            )
            for each in shown
        )
    )


def chips_of(shown: Sequence[Shown]) -> dict[int, str]:
    """Return as HTML the tags that highlights of each article bear, with how many do, and how many are orphans."""
    found: dict[int, list[str]] = defaultdict(list)
    for article, name, tint, highlights in TALLIES(keys=written(each.facts.pk for each in shown)):
        count = f' <span class="count">{highlights:,}</span>' if highlights > 1 else ""
        found[article].append(f'<span class="chip tint-{escape(tint)}">{escape(name)}{count}</span>')
    for each in shown:
        if number := each.facts.orphans:
            told = ngettext("{number:,} orphan", "{number:,} orphans", number).format(number=number)
            found[each.facts.pk].append(f'<span class="chip warning">{told}</span>')
    return {article: " ".join(chips) for article, chips in found.items()}


def notes_of(shown: Sequence[Shown], sought: Sought) -> dict[int, list[tuple[str, Sequence[Piece]]]]:
    """Return the highlights of each article that have the words sought where its text has not: in the note, or in a
    quote that the text has lost. Each by its address, with the words around."""
    found: dict[int, list[tuple[str, Sequence[Piece]]]] = defaultdict(list)
    told_of = (each.facts for each in shown if each.facts.notes or each.facts.orphans)
    languages = {facts.pk: facts.language for facts in told_of}
    if not sought or not languages:
        return {}
    for pk, article, note, exact, start in NOTES(keys=written(languages)):
        hits = found[article]
        texts = [note, exact if start is None else ""]
        for text in filter(None, texts) if len(hits) < MOST_NOTES else ():
            if excerpts := sought.excerpts(text, languages[article], 1):
                hits.append((address("annotation", pk), excerpts[0].pieces))
                break
    return found
