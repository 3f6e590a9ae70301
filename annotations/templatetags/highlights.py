"""What the pages show of annotations: the marked article, the side list, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django import template
from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from annotations.core import approximate
from annotations.core.approximate import Folded
from annotations.core.differences import Piece, word_difference
from annotations.core.selectors import quote
from annotations.filtering import State
from annotations.forms.figures import FigureForm
from annotations.listing import SideList
from annotations.models import Annotation, Change, Tag, codebook_of
from annotations.sentences import changed
from reader.models import Article
from reader.reading import Reading

from .evidence import evidence_told

MOST_CITED = 200  # code points of a note or a passage, of which a history may show hundreds

register = template.Library()


@register.simple_tag(takes_context=True)
def side_list(context: template.Context, article: Article) -> SideList:
    """Return the list of the article's highlights as the address asks for it."""
    request: HttpRequest = context["request"]
    tags = codebook_of(article.project_id)
    return SideList(article, tags, request.GET.get("tag", ""), request.GET.get("page", "1"))


@register.filter
def offered(tags: list[Tag]) -> list[Tag]:
    """Return the tags that are not archived."""
    return [tag for tag in tags if tag.archived_at is None]


@register.simple_tag
def marked_article(list: SideList, reading: Reading) -> SafeString:  # noqa: A002  as the template calls it
    """Return the article's current version as HTML with its highlights."""
    version = list.article.current
    if version is None:
        return mark_safe("")
    return reading.page(version, lambda placed: list.marked.get(placed.number, placed.block.html))


@register.simple_tag
def annotation_counts(articles: Iterable[Article]) -> dict[int, int]:
    """Return how many annotations each of these articles has, in one query."""
    counted = Article.objects.filter(pk__in=[article.pk for article in articles]).annotate(
        highlights=Count("annotations", filter=Q(annotations__deleted_at=None))
    )
    return dict(counted.values_list("pk", "highlights"))


@register.filter
def of(values: dict[int, object], key: int) -> object:
    """Return a value by its key: {{ counts|of:article.pk }}."""
    return values.get(key)


@register.simple_tag
def overlapping(annotation: Annotation) -> list[Annotation]:
    """Return the other annotations on the same passage, the shortest first: an overlap must not hide one."""
    if annotation.start is None:
        return []
    others = annotation.article.annotations.anchored().exclude(pk=annotation.pk)
    others = others.filter(start__lt=annotation.end, end__gt=annotation.start).prefetch_related("tags")
    return sorted(others[:20], key=lambda other: ((other.end or 0) - (other.start or 0), other.pk))


@register.simple_tag
def following(annotation: Annotation) -> Annotation | None:
    """Return the highlight that begins next in the article."""
    if annotation.start is None:
        return None
    later = annotation.article.annotations.anchored().filter(start__gt=annotation.start)
    return later.order_by("start", "-end", "pk").only("exact", "article").first()


@register.filter
def difference(annotation: Annotation) -> list[Piece]:
    """Return what the source has changed in the words that were highlighted."""
    return word_difference(annotation.former_exact, annotation.exact)


@register.simple_tag
def candidates(annotation: Annotation) -> list[dict[str, object]]:
    """Return the best places for an orphan in the article's current text, each as it reads, the likeliest first."""
    version = annotation.article.current
    if version is None:
        return []
    found = []
    for place in approximate.candidates(annotation.selector, Folded(version.text), alike=60)[:3]:
        there = quote(version.text, place.position)
        found.append({**asdict(place.position), **asdict(there), "version": version.number})
    return found


@register.filter
def is_a_figure(annotation: Annotation) -> bool:
    """Say whether a highlight bears a tag of the kind that has figures."""
    return any(tag.kind == Tag.Kind.CASUALTY_FIGURE for tag in annotation.tags.all())


@register.simple_tag
def figure_forms(annotation: Annotation) -> list[FigureForm]:
    """Return a form for each figure of a highlight."""
    return [FigureForm(instance=figure) for figure in annotation.figures.all()]


@register.filter
def export_query(article: Article, chosen: str) -> str:
    """Return the query of an export of what the side list's filter shows; see `SideList`."""
    queries: dict[str, dict[str, str]] = {
        "": {},
        "none": {"untagged": "on"},
        "orphans": {"state": State.ORPHAN},
        "changed": {"state": State.CHANGED},
    }
    return "?" + urlencode({"article": article.pk, **queries.get(chosen, {"tag": chosen})})


@register.filter
def what_changed(change: Change, tag_names: dict[int, str]) -> list[str]:
    """Return in words what a change did; `tag_names` are the project's tags by key."""
    before, after = change.before, change.after
    told = []
    if "tags" in after and "tags" in before:
        told += [
            f"+ {tag_names.get(tag, gettext('a removed tag'))}" for tag in after["tags"] if tag not in before["tags"]
        ]
        told += [
            f"− {tag_names.get(tag, gettext('a removed tag'))}" for tag in before["tags"] if tag not in after["tags"]
        ]
    elif after.get("tags"):
        told += [tag_names.get(tag, gettext("a removed tag")) for tag in after["tags"]]
    if "note" in after and "note" in before:
        told.append(changed(_cited(before["note"]), _cited(after["note"])))
    if "range" in after and "range" in before:
        was, now = before["range"]["exact"], after["range"]["exact"]
        told += [changed(_cited(was), _cited(now))] if was != now else []
    elif "former_exact" in after and change.annotation:
        told.append(
            gettext("{cited} is {cited_2} in the text now").format(
                cited=_cited(before["former_exact"]), cited_2=_cited(change.annotation.exact)
            )
        )
    told += [line for line in dict.fromkeys(_events_told(before, after)) if line]
    return told + evidence_told(before, after)


def _events_told(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for figure, now in after.get("events", {}).items():
        was = before["events"][figure]
        if was and now and was["id"] == now["id"]:
            yield gettext("The event {cited} is called {cited_2}").format(
                cited=_cited(was["name"]), cited_2=_cited(now["name"])
            )
        else:
            none = gettext("none")
            yield gettext("Event: {change}").format(
                change=changed(_cited(was["name"]) if was else none, _cited(now["name"]) if now else none)
            )
    apart = [{*others} - {*before["apart"].get(figure, ())} for figure, others in after.get("apart", {}).items()]
    if any(apart):
        yield gettext("Held apart from other figures: not of one event")


def _cited(text: str) -> str:
    return f"“{text}”" if len(text) <= MOST_CITED else f"“{text[:MOST_CITED]}…”"
