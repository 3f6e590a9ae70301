"""What was suggested and is none: dismissed by a member of the project, it stays away for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction

from annotations.core.anchoring import anchor
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector
from reader.models import Article

from .codebook import Tag
from .history import Operation, lock

if TYPE_CHECKING:
    from reader.models import User


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def standing(self) -> Self:
        """Dismissals that were not undone: the operation they belong to says so."""
        return self.exclude(operation__state=Operation.State.UNDONE)

    @transaction.atomic
    def dismiss(self, article: Article, passages: Iterable[tuple[str, TextQuoteSelector]], *, by: User) -> Operation:
        """Keep these passages of the article from being suggested again, each as a tag of a kind; one operation."""
        lock([article.pk])
        operation = Operation.objects.record(
            Operation.Action.DISMISSED, [], project=article.project_id, article=article, by=by
        )
        self.bulk_create(
            Dismissal(
                operation=operation,
                article=article,
                kind=kind,
                exact=selector.exact,
                prefix=selector.prefix,
                suffix=selector.suffix,
            )
            for kind, selector in passages
        )
        return operation


class Dismissal(models.Model):
    """That a passage is not what it looked like. It is known by its words, so that it holds for later versions."""

    operation = models.ForeignKey(Operation, on_delete=models.CASCADE, related_name="dismissals")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissals")
    kind = models.CharField(max_length=20, choices=Tag.Kind)
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    objects = DismissalQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(exact=""), name="dismissal_has_a_quote"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.exact[:60]}"

    @property
    def selector(self) -> TextQuoteSelector:
        return TextQuoteSelector(self.exact, self.prefix, self.suffix)

    def place_in(self, text: str) -> TextPositionSelector | None:
        """Return where its words stand in a text that may have changed around them; None where that is not certain."""
        return anchor(self.selector, text)
