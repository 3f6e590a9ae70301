"""How far a person is with an article: reading, done, or out of their sight. Without a row it is new to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction

if TYPE_CHECKING:
    from .person import User

AT_ONCE = 500  # articles a statement


class ReadingStateQuerySet(models.QuerySet["ReadingState"]):
    @transaction.atomic
    def put(self, user: User, wanted: Mapping[int, str]) -> dict[int, str]:
        """Let these articles, by their keys, be in these states for the person; empty: new.

        Returns of those that this changes the state before, to be put back by an undo.
        """
        before = self.of(user, wanted)
        changed = {pk: state for pk, state in wanted.items() if before.get(pk, "") != state}
        news = [pk for pk, state in changed.items() if not state]
        for at in range(0, len(news), AT_ONCE):
            self.filter(user=user, article__in=news[at : at + AT_ONCE]).delete()
        self.bulk_create(
            [ReadingState(user=user, article_id=pk, state=state) for pk, state in changed.items() if state],
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["user", "article"],
            update_fields=["state"],
        )
        return {pk: before.get(pk, "") for pk in changed}

    def of(self, user: User, articles: Iterable[int]) -> dict[int, str]:
        """Return the states of these articles for the person; nothing of those that are new."""
        keys = list(articles)
        found: dict[int, str] = {}
        for at in range(0, len(keys), AT_ONCE):
            rows = self.filter(user=user, article__in=keys[at : at + AT_ONCE])
            found.update(rows.values_list("article", "state"))
        return found


class ReadingState(models.Model):
    class State(models.TextChoices):
        READING = "reading", "Reading"
        DONE = "done", "Done"
        ARCHIVED = "archived", "Archived"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)

    objects = ReadingStateQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "article"], name="one_state_a_person_and_article"),
            models.CheckConstraint(
                condition=models.Q(state__in=["reading", "done", "archived"]), name="reading_state_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "state", "article"], name="reading_state_listing")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.article_id}: {self.state}"
