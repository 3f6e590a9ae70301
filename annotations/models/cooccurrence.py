"""Which tags occur together on one article's highlights: counted when somebody looks, kept while nothing changes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from reader.models import Article


class Cooccurrence(models.Model):
    """How many highlights of an article with one tag occur with another, in one way; see `annotations.cooccurrence`."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="cooccurrences")
    way = models.CharField(max_length=10)
    state = models.CharField(max_length=100, help_text="what differs whenever it is to be counted anew")
    # Tag, other tag, number, and so on: a page of the table adds up thousands of these.
    counts = models.JSONField()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "way"], name="one_cooccurrence_an_article_and_way")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.way}"
