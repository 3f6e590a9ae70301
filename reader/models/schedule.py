"""Schedules: how often the pages of a project, of a label or of one article are fetched again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import Article
from .label import Label
from .project import Project
from .refetch import GIVEN_UP, MOST_PATIENCE, Refetch

if TYPE_CHECKING:
    from .person import User
    from .project import Visitor

AT_ONCE = 100  # pages asked for at one tick


class Every(models.IntegerChoices):
    """Intervals, in hours."""

    NEVER = 0, _("never")
    DAY = 24, _("every day")
    WEEK = 168, _("every week")
    MONTH = 720, _("every month")


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def visible_to(self, user: Visitor) -> Self:
        """Schedules of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Schedules that the person may change."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def put(
        self,
        every: int | None,
        *,
        project: Project,
        by: User | None,
        label: Label | None = None,
        article: Article | None = None,
    ) -> None:
        """Set how often a project's pages, those of a label, or one article's are fetched again; None: no schedule."""
        which = {"project": project, "label": label, "article": article}
        if every is None:
            self.filter(**which).delete()
        else:
            self.update_or_create(
                **which, defaults={"every": every}, create_defaults={"every": every, "created_by": by}
            )

    def ask_for_due(self, now: datetime | None = None) -> list[Refetch]:
        """Have the pages that are due fetched again, some at a time; return what was asked for."""
        found = [pk for every in Every if every for pk in due(every, now or timezone.now())[:AT_ONCE]]
        articles = Article.objects.filter(pk__in=found[:AT_ONCE]).order_by("pk")
        return [Refetch.objects.ask(article, by=None) for article in articles]


class Schedule(models.Model):
    """How often pages are fetched again: an article's own says more than its labels', and they more than the
    project's. Of several labels the most frequent counts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="schedules")
    label = models.OneToOneField(Label, on_delete=models.CASCADE, null=True, blank=True, related_name="schedule")
    article = models.OneToOneField(Article, on_delete=models.CASCADE, null=True, blank=True, related_name="schedule")
    every = models.PositiveSmallIntegerField(choices=Every)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(label=None) | models.Q(article=None), name="schedule_of_label_or_article"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(label=None, article=None), name="one_schedule_a_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article or self.label or self.project}: {self.get_every_display()}"


def due(every: Every, now: datetime) -> models.QuerySet[Article, int]:
    """Return the keys of the articles of this interval whose time has come, those that waited longest first.

    Where nothing has changed, or it failed, several intervals have to pass (`Refetch.patience`).
    """
    interval = timedelta(hours=every.value)
    last = Refetch.objects.filter(article=models.OuterRef("pk")).order_by("-pk")
    is_never = models.Case(models.When(every=Every.NEVER, then=1), default=0)
    of_labels = Schedule.objects.filter(label__articles=models.OuterRef("pk")).order_by(is_never, "every")
    of_project = Schedule.objects.filter(project=models.OuterRef("project"), label=None, article=None)
    patience = {factor for factor in range(1, MOST_PATIENCE + 1) if factor & (factor - 1) == 0}
    time_has_come = models.Q(checked_at=None, created_at__lte=now - interval)
    for factor in patience:
        time_has_come |= models.Q(patience=factor, checked_at__lte=now - factor * interval)
    return (
        Article.objects.filter(project__bin_of=None, status=Article.Status.READY, source_key__startswith="url:")
        .exclude(current__snapshot__as_seen=True)
        .annotate(
            every=Coalesce(
                "schedule__every",
                models.Subquery(of_labels.values("every")[:1]),
                models.Subquery(of_project.values("every")[:1]),
            ),
            checked_at=models.Subquery(last.values("done_at")[:1]),
            patience=models.Subquery(last.values("patience")[:1]),
            asked_at=models.Subquery(last.values("asked_at")[:1]),
        )
        .filter(time_has_come, every=every)
        # One that waits has no end yet; its job may be lost.
        .filter(models.Q(asked_at=None) | models.Q(asked_at__lte=now - GIVEN_UP) | ~models.Q(checked_at=None))
        .order_by(models.F("checked_at").asc(nulls_first=True), "pk")
        .values_list("pk", flat=True)
    )
