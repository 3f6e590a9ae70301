"""Which tags occur together in a project, read from the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import models
from django.db.models import Count, Max, OuterRef, Subquery
from django.utils.translation import gettext_lazy

from annotations.core.cooccurrence import Span, in_sentences, on_one_highlight, surroundings, touching
from annotations.filtering import listed
from annotations.models import Annotation, Change, Cooccurrence, Tag
from reader.models import Article, Project, Version

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

Tagging = Annotation.tags.through
AT_ONCE = 200  # articles a statement


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


def counts_of(project: Project, together: str) -> Counter[tuple[int, int]]:
    """Return `counts` of all of a project's highlights: those of articles on which nothing has changed are known.

    A handful of queries, and some more for every two hundred articles that have changed.
    """
    states = _states(project)
    key = f"together:{together}:{sha256(repr((project.pk, sorted(states.items()))).encode()).hexdigest()}"
    total: Counter[tuple[int, int]] | None = cache.get(key)
    if total is None:
        total = Counter()
        for numbers in _of_articles(states, together).values():
            in_turn = iter(numbers)
            for one, other, times in zip(in_turn, in_turn, in_turn, strict=True):
                total[one, other] += times
        cache.set(key, total)
    return total


def _of_articles(states: dict[int, str], together: str) -> dict[int, list[int]]:
    """Return the counts of each article as `Cooccurrence` keeps them, after those that it does not have are made."""
    known = Cooccurrence.objects.filter(article__in=listed([*states]), way=together).order_by()
    rows = known.values_list("article", "state", "counts")
    kept: dict[int, list[int]] = {article: counts for article, state, counts in rows if state == states[article]}
    rest = [article for article in states if article not in kept]
    for first in range(0, len(rest), AT_ONCE):
        found = _of_each(rest[first : first + AT_ONCE], together)
        Cooccurrence.objects.bulk_create(
            [Cooccurrence(article_id=key, way=together, state=states[key], counts=found[key]) for key in found],
            update_conflicts=True,
            unique_fields=["article", "way"],
            update_fields=["state", "counts"],
        )
        kept |= found
    return kept


def _states(project: Project) -> dict[int, str]:
    """Return for each article with highlights what differs whenever its tags occur together otherwise.

    Every change of a highlight is kept as history; a codebook may move thousands of them and keeps that of its tags.
    """
    codebook = Change.objects.filter(tag__project=project).aggregate(latest=Max("pk"))["latest"] or 0
    here = Annotation.objects.alive().filter(article=OuterRef("pk")).order_by().values("article")
    latest = Change.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    articles = Article.objects.filter(project=project).order_by()
    rows = articles.annotate(highlights=Subquery(here.annotate(n=Count("pk")).values("n")), latest=Subquery(latest))
    return {
        article: f"{codebook}.{version}.{change or 0}.{highlights}"
        for article, version, change, highlights in rows.values_list("pk", "current", "latest", "highlights")
        if highlights
    }


def _of_each(articles: Sequence[int], together: str) -> dict[int, list[int]]:
    found = Annotation.objects.alive().filter(article__in=listed(articles))
    by_article: dict[int, list[Any]] = {article: [] for article in articles}
    if together == Together.HIGHLIGHT:
        worn = _worn(found)
        for key, article in found.order_by().values_list("pk", "article_id"):
            by_article[article].append(worn.get(key, ()))
    else:
        for span in _spans(found, by_sentence=together == Together.SENTENCE):
            by_article[span.article].append(span)
    count = on_one_highlight if together == Together.HIGHLIGHT else touching
    return {
        article: [number for pair, times in count(here).items() for number in (*pair, times)]
        for article, here in by_article.items()
    }


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
        spans = list(_by_sentence(spans))
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
    return _by_sentence(spans) if by_sentence else spans


def _places(found: AnnotationQuerySet) -> Iterator[tuple[int, tuple[int, int, int]]]:
    """Yield the keys of what has a place, each with its article, start and end."""
    rows = found.filter(start__isnull=False).order_by().values_list("pk", "article_id", "start", "end")
    for key, article, start, end in rows:
        yield key, (article, start or 0, end or 0)


def _by_sentence(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans by the sentences they touch; the text is read where that makes a difference."""
    by_article: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_article[span.article].append(span)
    mixed = [article for article, here in by_article.items() if len({span.tags for span in here}) > 1]
    texts = Version.objects.filter(article__current=models.F("pk"), article__in=listed(mixed)).order_by()
    for article, text in texts.values_list("article_id", "text").iterator(chunk_size=100):  # so many are held at once
        yield from in_sentences(by_article.pop(article), text)
    for here in by_article.values():
        yield from here
