"""What a feed has announced: kept as an article, left out, or not chosen about yet."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.db import models
from django.utils import timezone

from reader.importers.variants import folded

from .imports import ImportRow


class FeedItemQuerySet(models.QuerySet["FeedItem"]):
    def fresh(self) -> Self:
        """Items that nobody has chosen about yet."""
        return self.filter(kept_at=None, dismissed_at=None)

    def shown(self, which: str) -> Self:
        """Items that were kept, or dismissed; of any other word, those that nobody has chosen about yet."""
        match which:
            case "kept":
                return self.exclude(kept_at=None)
            case "dismissed":
                return self.filter(kept_at=None).exclude(dismissed_at=None)
        return self.fresh()

    def dismiss(self) -> int:
        """Leave those out that nobody has chosen about yet; return how many."""
        return self.fresh().update(dismissed_at=timezone.now())


class FeedItem(models.Model):
    feed = models.ForeignKey("reader.Feed", on_delete=models.CASCADE, related_name="items")
    key = models.CharField(max_length=64, help_text="SHA-256 of what the feed calls it, or of its address")
    url = models.TextField()
    title = models.CharField(max_length=500, blank=True)
    published = models.CharField(max_length=25, blank=True, help_text="ISO 8601, in UTC")
    seen_at = models.DateTimeField(auto_now_add=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)
    row = models.OneToOneField(ImportRow, on_delete=models.SET_NULL, null=True, blank=True, related_name="feed_item")

    objects = FeedItemQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["feed", "key"], name="one_item_a_key")]
        indexes: ClassVar = [
            models.Index(
                fields=["feed", "-id"], condition=models.Q(kept_at=None, dismissed_at=None), name="fresh_items"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def published_at(self) -> datetime | None:
        return datetime.fromisoformat(self.published) if self.published else None

    @property
    def host(self) -> str:
        """The host of its page."""
        return urlsplit(self.url).hostname or ""

    @property
    def folded_url(self) -> str:
        """The address that its article is known by."""
        return folded(self.url)
