"""Which annotations, in which order, with what of them; and how one is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self
from uuid import UUID, uuid4

from django.db import models, transaction
from django.utils.translation import gettext

from annotations.core.anchoring import anchor
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote, trim
from reader.models import Article, Project
from reader.prepared import Bind, Prepared, add

from .carrying import change_between
from .history import Before, Operation

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor

    from .annotation import Annotation
    from .codebook import Tag


class NoSuchPassage(Exception):
    """The words are not, or not in one place only, in the article's current text."""


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    def visible_to(self, user: Visitor) -> Self:
        """Annotations of projects that the person is a member of."""
        return self.filter(article__project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Annotations that the person may change or delete."""
        return self.filter(article__project__in=Project.objects.editable_by(user))

    def alive(self) -> Self:
        """Annotations that were not deleted."""
        return self.filter(deleted_at=None)

    def anchored(self) -> Self:
        """Annotations that have a place in the current text."""
        return self.alive().filter(start__isnull=False)

    def orphaned(self) -> Self:
        """Annotations whose passage is not in the current text."""
        return self.alive().filter(start=None)

    def tagged(self, name: str) -> Self:
        """Annotations that bear the tag of this name."""
        return self.filter(tags__name__iexact=name)

    def matching(
        self, tag: Tag | None = None, untagged: bool = False, article: Article | None = None, q: str = ""
    ) -> Self:
        """Annotations that a filter shows; what is not given does not narrow. `q` is looked for in quote and note."""
        found = self
        if tag:
            found = found.filter(tags=tag)
        if untagged:
            found = found.filter(tags=None)
        if article:
            found = found.filter(article=article)
        if q:
            # Not `icontains`: on SQLite it knows the capitals of ASCII alone.
            words = re.escape(q)
            found = found.filter(models.Q(exact__iregex=words) | models.Q(note__iregex=words))
        return found

    def in_reading_order(self) -> Self:
        """By article, then as the passages follow each other, the longer first; orphans at the end."""
        start, end = models.F("start").asc(nulls_last=True), models.F("end").desc(nulls_last=True)
        return self.order_by("article", start, end, "pk")

    def for_listing(self) -> Self:
        """With what a list shows of each, in a fixed number of queries."""
        return self.select_related("created_by").prefetch_related("tags")

    def for_card(self) -> Self:
        """With what the card and the touched blocks show."""
        return self.select_related("article__project", "version", "created_by").prefetch_related("tags")

    @transaction.atomic
    def annotate_passage(
        self,
        article: Article,
        position: TextPositionSelector,
        *,
        by: User | None,
        version: int | None = None,
        exact: str = "",
        tags: Iterable[Tag | int] = (),
        note: str = "",
        key: UUID | None = None,
    ) -> Annotation:
        """Highlight a passage of the article's text; a retry with the same key gives the same annotation.

        `version` is the number of the version the person saw, from which the passage is carried to the current one;
        `exact` its words, which decide where the position does not fit them. Raises NoSuchPassage where the passage
        is not in the current text, or holds nothing but white space. Tags, or keys of tags, that the project does not
        have, or not any more, are left out.
        """
        from .codebook import codebook_of  # noqa: PLC0415  tags, and which are on annotations
        from .taggings import give  # noqa: PLC0415

        # Locked before the key is looked for, so that of two requests at once the later one finds it.
        article = held(article)
        if known := self.filter(key=key).first() if key and _OF_KEY(key=key.hex) else None:
            if (known.article_id, known.created_by_id) == (article.pk, by and by.pk):
                return known
            key = None  # somebody else's: two keys that meet, or a guess
        if article.current is None:
            raise NoSuchPassage(gettext("This article has no text yet."))
        place = find_passage(article, position, exact, version)
        # The codebook is changed by who holds the project's articles: what it offers now, it does until all is saved.
        # So what was read before is looked for again.
        given = {tag if isinstance(tag, int) else tag.pk for tag in tags}
        worn = [tag for tag in codebook_of(article.project_id) if tag.pk in given] if given else []
        annotation: Annotation = self.model(article=article, created_by=by, note=note, key=key or uuid4())
        annotation.place(place, article.current)
        add(annotation)
        give((annotation.pk, tag.pk) for tag in worn)
        annotation.read_evidence(worn, is_new=True)
        done = {"deleted": False, "tags": sorted(tag.pk for tag in worn), "note": note, "range": annotation.range}
        Operation.objects.record(
            Operation.Action.CREATED,
            [Before(annotation, {"deleted": True}, done)],
            project=article.project_id,
            article=article,
            by=by,
        )
        return annotation


def _of_key() -> models.QuerySet[Annotation, int]:
    from .annotation import Annotation  # noqa: PLC0415  which has these as its objects

    return Annotation.objects.filter(key=Bind("key")).values_list("pk", flat=True)


_OF_KEY = Prepared(_of_key)
_HELD = Prepared(
    lambda: Article.objects.select_for_update(of=("self",)).filter(pk=Bind("pk")).values_list("current", flat=True)
)


def held(article: Article) -> Article:
    """Hold the article until the transaction ends, and return it with the version that is current then.

    Who has just read it whole is not made to read it again: a version may be megabytes.
    """
    found = _HELD(pk=article.pk)
    if not found:
        raise Article.DoesNotExist
    (current,) = found
    if current != article.current_id or not Article.current.is_cached(article):
        article = Article.objects.select_related("current", "project").get(pk=article.pk)
    return article


def find_passage(
    article: Article, position: TextPositionSelector, exact: str, number: int | None, *, trimmed: bool = True
) -> TextPositionSelector:
    """Return where a passage of the version with this number stands in the article's current text.

    `exact` is its words, where they are known, which decide where the position does not fit them. White space at its
    ends is left out, if `trimmed`. Raises NoSuchPassage.
    """
    current = article.current
    seen = (
        article.versions.filter(number=number).first()
        if number and (not current or number != current.number)
        else current
    )
    if seen is None or current is None:
        raise NoSuchPassage(gettext("This page is of no version of the article: reload it."))
    position, words = trim(seen.text, position) if trimmed else position, exact.strip()
    if position.start >= position.end or position.end > len(seen.text):
        raise NoSuchPassage(gettext("Select some words of the article first."))
    found: TextPositionSelector | None = position
    if words and seen.text[position.start : position.end] != words:
        found = anchor(TextQuoteSelector(words), current.text)
    elif seen.pk != current.pk:
        found = change_between(seen, current).carry(position, quote(seen.text, position))
    if found is None:
        raise NoSuchPassage(gettext("The article has changed: reload the page and select the passage again."))
    return found
