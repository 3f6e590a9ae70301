"""Annotations: a passage, its tags and a note."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from annotations.core.anchoring import anchor
from annotations.core.marks import Mark
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector, quote, trim
from reader.models import Article, Project, Version

from .carrying import PLACE, change_between, follow
from .codebook import Tag

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor


class StaleNote(Exception):
    """The note was changed by somebody else since the person read it; `current` is the annotation as it stands."""

    def __init__(self, current: Annotation) -> None:
        super().__init__("This note was changed meanwhile.")
        self.current = current


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
        tags: Iterable[Tag] = (),
        note: str = "",
        key: UUID | None = None,
    ) -> Annotation:
        """Highlight a passage of the article's text; a retry with the same key gives the same annotation.

        `version` is the number of the version the person saw, from which the passage is carried to the current one;
        `exact` its words, which decide where the position does not fit them. Raises NoSuchPassage where the passage
        is not in the current text, or holds nothing but white space.
        """
        # Locked before the key is looked for, so that of two requests at once the later one finds it.
        article = Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=article.pk)
        if known := self.filter(key=key).first() if key else None:
            if (known.article_id, known.created_by_id) == (article.pk, by and by.pk):
                return known
            key = None  # somebody else's: two keys that meet, or a guess
        if article.current is None:
            raise NoSuchPassage("This article has no text yet.")
        place = self._in_current(article, position, exact, version)
        annotation = Annotation(article=article, created_by=by, note=note, key=key or uuid4())
        annotation.place(place, article.current)
        annotation.save(force_insert=True)
        annotation.tags.set(tags)
        return annotation

    def _in_current(
        self, article: Article, position: TextPositionSelector, exact: str, number: int | None
    ) -> TextPositionSelector:
        current = article.current
        seen = article.versions.filter(number=number).first() if number else current
        if seen is None or current is None:
            raise NoSuchPassage("This page is of no version of the article: reload it.")
        position, words = trim(seen.text, position), exact.strip()
        if position.start >= position.end or position.end > len(seen.text):
            raise NoSuchPassage("Select some words of the article first.")
        found: TextPositionSelector | None = position
        if words and seen.text[position.start : position.end] != words:
            found = anchor(TextQuoteSelector(words), current.text)
        elif seen.pk != current.pk:
            found = change_between(seen, current).carry(position, quote(seen.text, position))
        if found is None:
            raise NoSuchPassage("The article has changed: reload the page and select the passage again.")
        return found


class Annotation(models.Model):
    """A highlight. It has a place in the article's current version, or is an orphan: kept, listed, exported.

    `version` is the one it stands on, or as an orphan stood on last.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="annotations")
    version = models.ForeignKey(Version, on_delete=models.RESTRICT, related_name="annotations")
    key = models.UUIDField(unique=True, default=uuid4, editable=False)

    start = models.PositiveIntegerField(null=True, blank=True, help_text="code points into the canonical text")
    end = models.PositiveIntegerField(null=True, blank=True)
    paragraph = models.PositiveIntegerField(null=True, blank=True, help_text="of the start, counted from 1")
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    tags = models.ManyToManyField(Tag, related_name="annotations", blank=True)
    note = models.TextField(blank=True)
    note_revision = models.PositiveIntegerField(default=1)

    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="annotations"
    )
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(start=None, end=None, paragraph=None)
                # A comparison with NULL would let a row without an end pass.
                | models.Q(start__isnull=False, end__isnull=False, end__gt=models.F("start"), paragraph__isnull=False),
                name="annotation_has_a_place_or_none",
                violation_error_message="A passage ends after it starts.",
            ),
            models.CheckConstraint(condition=~models.Q(exact=""), name="annotation_has_a_quote"),
        ]
        indexes: ClassVar = [models.Index(fields=["article", "start", "-end", "id"], name="annotation_reading_order")]

    def __str__(self) -> str:
        return self.exact[:80]

    def get_absolute_url(self) -> str:
        return reverse("annotation", args=[self.pk])

    @property
    def position(self) -> TextPositionSelector | None:
        """Its place in the version's canonical text, or None for an orphan."""
        return None if self.start is None or self.end is None else TextPositionSelector(self.start, self.end)

    @property
    def selector(self) -> TextQuoteSelector:
        return TextQuoteSelector(self.exact, self.prefix, self.suffix)

    @property
    def status(self) -> str:
        """What an export says of its place: 'anchored' or 'orphan'."""
        return "orphan" if self.start is None else "anchored"

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def tints(self) -> list[str]:
        return [tag.tint for tag in self.tags.all()]

    @property
    def as_mark(self) -> Mark:
        """The annotation as it is painted. Raises ValueError for an orphan."""
        if self.start is None or self.end is None:
            raise ValueError("An orphan has no place to be painted.")
        return Mark(self.pk, self.start, self.end, tuple(self.tints))

    def place(self, position: TextPositionSelector | None, version: Version) -> None:
        """Stand at this place of the version from now on, unsaved.

        With None it is an orphan: it keeps its quote, and the version it stood on last.
        """
        if position is None:
            self.start = self.end = self.paragraph = None
            return
        self.version = version
        selector = quote(version.text, position)
        self.start, self.end = position.start, position.end
        self.exact, self.prefix, self.suffix = selector.exact, selector.prefix, selector.suffix
        self.paragraph = version.paragraph_at(position.start)

    @transaction.atomic
    def revise_note(self, note: str, *, based_on: int) -> None:
        """Save the note. Raises StaleNote where it has changed since revision `based_on`, unless to the same words."""
        current = Annotation.objects.select_for_update().get(pk=self.pk)
        if current.note != note:
            if current.note_revision != based_on:
                raise StaleNote(current)
            current.note, current.note_revision = note, based_on + 1
            current.save(update_fields=["note", "note_revision", "updated_at"])
        self.note, self.note_revision, self.updated_at = current.note, current.note_revision, current.updated_at

    @transaction.atomic
    def retag(self, tag: Tag, *, present: bool) -> None:
        """Give the annotation this tag, or take it away; two people's changes never undo each other."""
        if present:
            self.tags.add(tag)
        else:
            self.tags.remove(tag)
        self.save(update_fields=["updated_at"])

    def delete_softly(self) -> None:
        """Take the annotation from the page; it can be brought back."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at", "updated_at"])

    @transaction.atomic
    def bring_back(self) -> None:
        """Undo the deletion, on the text as it is now."""
        article = Article.objects.select_for_update(of=("self",)).select_related("current").get(pk=self.article_id)
        if article.current and article.current.pk != self.version_id:
            follow([self], self.version, article.current)
        self.deleted_at = None
        self.save(update_fields=[*PLACE, "deleted_at", "updated_at"])
