"""What the document formats read of a selection, in short pages; and how they name people, articles and days."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from annotations.models import Annotation, Claim, Figure, Relation, Tag
from reader.models import Article

from .format import Selection
from .gathering import Gathering
from .paging import pages

ATTEST = UUID("0b7c2b52-6b1f-4a57-9c58-3d5f0f2f7d1e")  # the room our guids are made in, as those of the codebook's file


class Marked(NamedTuple):
    """An article and what is exported of its highlights, in reading order, orphans last."""

    article: Article  # with its current version
    annotations: list[Annotation]


def made(selection: Selection) -> Iterator[list[Annotation]]:
    """Yield the annotations in the order they were made, a page at a time, with all that is said of them."""
    gathering = Gathering()
    for keys in selection.pages():
        yield gathering.whole(Annotation.objects.alive().filter(pk__in=keys).order_by("pk"))


def by_article(selection: Selection) -> Iterator[Marked]:
    """Yield the articles that have highlights in the selection, in the order they came, one at a time."""
    found = selection.annotations.order_by()
    articles = Article.objects.filter(pk__in=found.values("article"))
    for keys in pages(articles):
        for key in keys:
            article = Article.objects.select_related("current__snapshot").filter(pk=key).first()
            marked = list(whole(found.filter(article=key).in_reading_order())) if article else []
            if article and marked:  # they may have gone meanwhile
                yield Marked(article, marked)


def whole(annotations: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """With everything that is said of each, in a fixed number of queries.

    `said_figures`, `said_claim` (or None) and `said_relations`, with their targets, are the evidence it carries.
    """
    return (
        annotations.select_related("article", "version__snapshot", "created_by")
        .defer("version__text", "version__block_values", "article__problem")
        .prefetch_related(
            Prefetch("tags", Tag.objects.order_by("position", "pk")),
            Prefetch("figures", Figure.objects.shown().order_by("pk"), to_attr="said_figures"),
            Prefetch("claim", Claim.objects.shown(), to_attr="said_claim"),
            Prefetch(
                "relations", Relation.objects.shown().select_related("target", "created_by"), to_attr="said_relations"
            ),
        )
    )


def source(article: Article) -> str:
    """Return the IRI of what the article was made of: its address, or the name of its bytes (RFC 6920).

    One that was pasted or uploaded without an address is named by the SHA-256 that tells it from others here.
    """
    if urlsplit(article.url).scheme in ("http", "https"):
        return quote(article.url, safe="%/:=&?~#+!$,;@()*[]'")
    digest = bytes.fromhex(article.source_key.partition(":")[2])
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}"


def origin(article: Article) -> list[str]:
    """Return who wrote the article, where, and on which day, as far as it is known."""
    return [each for each in (article.byline, article.site_name, article.published[:10]) if each]


def account(name: str) -> str:
    """Return the `acct:` URI (RFC 7565) of a person of this site by the name that the export gives them."""
    return f"acct:{quote(name, safe='')}@{urlsplit(settings.ADDRESS).hostname}"


def utc(moment: datetime) -> str:
    """Return a moment as ISO 8601 in UTC with `Z`, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
