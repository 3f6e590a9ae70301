"""Which tags occur together in a project, read from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy

from annotations.core.cooccurrence import Span, in_sentences, on_one_highlight, surroundings, touching
from annotations.models import Annotation, Tag
from reader.models import Project, Version

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

Tagging = Annotation.tags.through


class Together(models.TextChoices):
    """What it means that two tags occur together."""

    HIGHLIGHT = "highlight", gettext_lazy("on the same highlight")
    OVERLAP = "overlap", gettext_lazy("where highlights overlap")
    SENTENCE = "sentence", gettext_lazy("in the same sentence")


def counts(found: AnnotationQuerySet, together: str) -> Counter[tuple[int, int]]:
    """Return for each two tags, by their keys, how many of these highlights with the first occur with the second.

    On the same highlight, orphans count too; elsewhere an orphan stands nowhere.
    """
    if together == Together.HIGHLIGHT:
        return on_one_highlight(_worn(found).values())
    return touching(_spans(found, by_sentence=together == Together.SENTENCE))


def keys_near(found: AnnotationQuerySet, tag: Tag, project: Project, *, by_sentence: bool) -> list[int]:
    """Return the keys of those highlights that bear the tag or touch one of the project that does.

    With `by_sentence` they touch where they share a sentence, otherwise where they overlap.
    """
    bearing = Annotation.objects.filter(article__project=project, tags=tag).anchored()
    shown, others = (dict(_places(each)) for each in (found, bearing))
    here = {span[0] for span in shown.values()}
    untagged, worn = frozenset[int](), frozenset({tag.pk})
    spans = [
        Span(key, *place, worn if key in others else untagged)
        for key, place in (shown | others).items()
        if place[0] in here
    ]
    if by_sentence:
        spans = list(_by_sentence(spans, bearing))
    return [span.key for span, around in surroundings(spans) if around and span.key in shown]


def _worn(found: AnnotationQuerySet) -> dict[int, frozenset[int]]:
    """Return the tags that each of these annotations bears, by its key; where it bears some."""
    taggings = Tagging.objects.filter(annotation__in=found.order_by().values("pk"))
    worn: dict[int, list[int]] = defaultdict(list)
    for annotation, tag in taggings.values_list("annotation_id", "tag_id"):
        worn[annotation].append(tag)
    same: dict[tuple[int, ...], frozenset[int]] = {}  # most highlights bear the same few tags
    return {key: same.setdefault(tuple(tags), frozenset(tags)) for key, tags in worn.items()}


def _spans(found: AnnotationQuerySet, *, by_sentence: bool) -> Iterable[Span]:
    worn = _worn(found)
    spans = [Span(key, *place, worn[key]) for key, place in _places(found) if key in worn]
    return _by_sentence(spans, found) if by_sentence else spans


def _places(found: AnnotationQuerySet) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Yield the keys of what has a place, each with its article, start and end."""
    rows = found.filter(start__isnull=False).order_by().values_list("pk", "article_id", "start", "end")
    for key, article, start, end in rows:
        yield key, (article, start or 0, end or 0)


def _by_sentence(spans: Iterable[Span], among: AnnotationQuerySet) -> Iterator[Span]:
    """Yield the spans by the sentences they touch; they are in articles of `among`."""
    by_article: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_article[span.article].append(span)
    articles = among.order_by().values("article")
    texts = Version.objects.filter(article__current=models.F("pk"), article__in=articles).order_by()
    for article, text in texts.values_list("article_id", "text").iterator(chunk_size=100):  # so many are held at once
        yield from in_sentences(by_article[article], text)
