"""Corrections: what people know better about an article than its page says. They hold when the page is read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .article import Article
    from .person import User


class Metadatum(models.TextChoices):
    """What of an article's metadata a person can correct: the names of its fields."""

    TITLE = "title", _("Title")
    STANDFIRST = "standfirst", _("Standfirst")
    BYLINE = "byline", _("Byline")
    PUBLISHED = "published", _("Date of publication")
    LANGUAGE = "language", _("Language")
    DIRECTION = "direction", _("Direction of writing")
    SITE_NAME = "site_name", _("Site")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def in_force(self, article: Article) -> dict[str, Correction]:
        """Return the correction that holds for each corrected field of the article."""
        return {name: last for name, last in self.last_of_each(article).items() if not last.as_read}

    def last_of_each(self, article: Article) -> dict[str, Correction]:
        """Return what was done last to each field that was ever corrected."""
        return {each.name: each for each in self.filter(article=article).order_by("pk")}

    @transaction.atomic
    def heed(self, article: Article, found: Mapping[str, str]) -> dict[str, str]:
        """Return what of the metadata just read may be put on the article; the rest waits behind its correction."""
        held = self.in_force(article)
        for name in held.keys() & found.keys():
            self.filter(pk=held[name].pk).update(read=found[name])
        return {name: value for name, value in found.items() if name not in held}

    def record(self, article: Article, values: Mapping[str, str | None], *, by: User) -> list[Correction]:
        """Put values on the article, each as a correction; None goes back to what is read from the page.

        What the article says already is no correction. Called by `Article.correct`, which holds the article's row.
        """
        last = self.last_of_each(article)
        made = []
        for name, value in values.items():
            before, was = last.get(name), getattr(article, name)
            held = before is not None and not before.as_read
            read = before.read if before and held else was
            new = read if value is None else value
            if (new == was) if value is not None else not held:
                continue
            made.append(
                self.create(
                    article=article, name=name, was=was, value=new, read=read, as_read=value is None, made_by=by
                )
            )
            setattr(article, name, new)
        return made

    def before(self, undone: Iterable[Correction]) -> dict[str, str | None]:
        """Return what holds again once these are undone; nothing for a field that somebody has corrected since."""
        values: dict[str, str | None] = {}
        for each in undone:
            others = self.filter(article=each.article_id, name=each.name).order_by("pk")
            if others.filter(pk__gt=each.pk).exists():
                continue
            previous = others.filter(pk__lt=each.pk).last()
            values[each.name] = previous.value if previous and not previous.as_read else None
        return values


class Correction(models.Model):
    """One change of one field, kept for good: together they are the history of the article's metadata."""

    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="corrections")
    name = models.CharField(max_length=12, choices=Metadatum)
    was = models.TextField(blank=True)
    value = models.TextField(blank=True)
    read = models.TextField(blank=True, help_text="what is read from the page; kept up while the correction holds")
    as_read = models.BooleanField(default=False, help_text="went back to what is read from the page")
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(name__in=Metadatum.values), name="correction_of_known_field"),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.value}"
