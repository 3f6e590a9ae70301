"""What the pages show of annotations: the marked article, the side list, counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django import template
from django.db.models import Count, Q
from django.utils.safestring import SafeString, mark_safe

from annotations.core.marks import Mark, mark_html
from annotations.models import Annotation
from reader.extraction.rendering import Placed, leaf
from reader.models import Article, Version
from reader.reading import Reading

register = template.Library()


@register.simple_tag
def annotations_of(article: Article) -> list[Annotation]:
    """Return the article's annotations in reading order, orphans last, in a fixed number of queries."""
    return list(article.annotations.alive().in_reading_order().for_listing())


@register.simple_tag
def marked_article(article: Article, reading: Reading, annotations: list[Annotation]) -> SafeString:
    """Return the article's current version as HTML with its highlights."""
    version = article.current
    if version is None:
        return mark_safe("")
    return reading.page(version, marker(version, annotations))


@register.simple_tag
def touched_blocks(annotation: Annotation) -> SafeString:
    """Return the blocks that an annotation touches, marked anew, to be swapped in place of the old ones."""
    version, position = annotation.version, annotation.position
    if position is None:
        return mark_safe("")
    touched = version.kept_between(position.start, position.end)
    first, last = touched[0], touched[-1]
    beside = annotation.article.annotations.anchored().filter(start__lt=last.end, end__gt=first.start)
    inner = marker(version, beside.prefetch_related("tags"))
    return mark_safe(  # noqa: S308  sanitised when stored
        "\n".join(leaf(placed, inner(placed), ' hx-swap-oob="true"') for placed in touched if placed.block.text)
    )


def marker(version: Version, annotations: Iterable[Annotation]) -> Callable[[Placed], str]:
    """Return a function that gives a block's HTML with its marks; each mark is looked at only in blocks it touches."""
    marks: dict[int, list[Mark]] = defaultdict(list)
    for annotation in annotations:
        if annotation.start is not None and annotation.end is not None:
            mark = annotation.as_mark
            for placed in version.kept_between(mark.start, mark.end):
                marks[placed.number].append(mark)
    return lambda placed: mark_html(placed.block.html, placed.start, marks.get(placed.number, ()))


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


@register.filter
def shown_under(annotation: Annotation, chosen: str) -> bool:
    """Say whether the side list's filter shows an annotation: '' all, 'none' those without a tag, or a tag's key."""
    tags = {str(tag.pk) for tag in annotation.tags.all()}
    return not chosen or (not tags if chosen == "none" else chosen in tags)


@register.filter
def export_query(article: Article, chosen: str) -> str:
    """Return the query of an export of what the side list's filter shows; see `shown_under`."""
    narrowed = {} if not chosen else {"untagged": "on"} if chosen == "none" else {"tag": chosen}
    return "?" + urlencode({"article": article.pk, **narrowed})
