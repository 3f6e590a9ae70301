"""How far a person is with an article: reading, done, or out of their sight, and where.

Without a row it is new to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy

from reader.places import Place, carried
from reader.prepared import Bind, Prepared

from .version import Version

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

    def standing(self, user: User, articles: Iterable[int]) -> dict[int, tuple[str, int]]:
        """Return of these articles the state for the person, and the furthest they were, in percent."""
        rows = self.filter(user=user, article__in=articles).values_list("article", "state", "progress")
        return {article: (state, progress) for article, state, progress in rows}

    def keep_place(self, user: User, article: int, place: Place) -> None:
        """Remember where the person is in the article. So it is no longer new to them; other states stay as they are.

        The progress that is kept is the furthest: to look something up again at the top loses nothing.
        """
        with transaction.atomic():
            mine, _ = self.select_for_update().get_or_create(
                user=user, article_id=article, defaults={"state": ReadingState.State.READING}
            )
            mine.version, mine.block, mine.offset = place.version, place.block, place.offset
            mine.progress = max(mine.progress, place.progress)
            mine.save(update_fields=["version", "block", "offset", "progress"])

    def place_of(self, user: User, version: Version) -> Place | None:
        """Return where the person is in this version of its article, the current one; none where they have not begun.

        A place in an older version is carried over: see `reader.places`.
        """
        kept = next(iter(_PLACE(person=user.pk, article=version.article_id)), None)
        if kept is None or kept.block is None or kept.version is None:
            return None
        there: tuple[int, int] | None = (kept.block, kept.offset)
        if kept.version != version.number:
            old = Version.objects.filter(article=version.article_id, number=kept.version).first()
            there = carried(kept.block, kept.offset, old.blocks, version.blocks) if old else None
        return Place(version.number, *there, kept.progress) if there else None


class ReadingState(models.Model):
    class State(models.TextChoices):
        READING = "reading", gettext_lazy("Reading")
        DONE = "done", gettext_lazy("Done")
        ARCHIVED = "archived", gettext_lazy("Archived")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State)
    # Where they were last, in a block of a version; a state that was given by hand has none.
    version = models.PositiveIntegerField(null=True, blank=True, help_text="its number")
    block = models.PositiveIntegerField(null=True, blank=True, help_text="its number in the version, from 0")
    offset = models.PositiveIntegerField(default=0, help_text="code points into the block")
    progress = models.PositiveSmallIntegerField(default=0, help_text="the furthest they were, in percent of the text")

    objects = ReadingStateQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "article"], name="one_state_a_person_and_article"),
            models.CheckConstraint(
                condition=models.Q(state__in=["reading", "done", "archived"]), name="reading_state_known"
            ),
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="progress_in_percent"),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "state", "article"], name="reading_state_listing")]

    def __str__(self) -> str:
        return f"{self.user_id}, {self.article_id}: {self.state}"


_PLACE = Prepared(
    lambda: ReadingState.objects.filter(user=Bind("person"), article=Bind("article"), block__isnull=False)[:1]
)
