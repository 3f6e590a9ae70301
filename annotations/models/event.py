"""Events: the figures that are of one happening, as people group them. Nothing is grouped by itself: docs/ledger.md.

An event is there as long as a figure is in it, so that to undo what made it, or to delete it, needs no more than to
take the figures out: its row stays, and keeps its name for when they are put back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext

from reader.models import Project

from .annotation import Annotation
from .figure import Figure
from .history import Before, Operation, Overtaken, lock

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor

LONGEST_NAME = 200
Kept: TypeAlias = Mapping[str, Any] | None  # an event as history keeps it: its key and its name


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, user: Visitor) -> Self:
        """Events of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Events that the person may change."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def with_figures(self) -> Self:
        """Events in which a figure is that is shown: the others are not there."""
        there = Figure.objects.shown().filter(annotation__article__project=models.OuterRef("project"))  # not in the bin
        return self.filter(models.Exists(there.filter(event=models.OuterRef("pk"))))


class Event(models.Model):
    """One happening, of which figures say how many."""

    HISTORY: ClassVar = "events"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="events")
    name = models.CharField(max_length=LONGEST_NAME)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [models.CheckConstraint(condition=~models.Q(name=""), name="event_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.pk])

    @property
    def kept(self) -> dict[str, Any]:
        """What history keeps of it."""
        return {"id": self.pk, "name": self.name}

    @transaction.atomic
    def rename(self, name: str, *, by: User) -> Operation | None:
        """Give it another name."""
        annotations = _held(Figure.objects.filter(event=self))
        self.refresh_from_db()
        before = self.kept
        if name == self.name or not annotations:
            return None
        self.name = name
        self.save(update_fields=["name"])
        return _recorded(annotations, {pk: before for figures in annotations.values() for pk in figures}, self, by=by)

    def merge_into(self, other: Event, *, by: User) -> Operation | None:
        """Put all its figures into another event of the project."""
        return group(Figure.objects.filter(event=self), other, by=by)

    def dissolve(self, *, by: User) -> Operation | None:
        """Take all its figures out: it is there no more, and they are as they were."""
        return ungroup(Figure.objects.filter(event=self), by=by)

    @classmethod
    def put_back(cls, annotation: Annotation, wanted: Mapping[str, Kept], known: Mapping[str, Kept]) -> None:
        """Let figures be in the events again in which they were; see `Annotation.put_back`. Raises Overtaken."""
        for key, event in wanted.items():
            figure = Figure.objects.filter(pk=key, annotation=annotation).first()
            if figure is None:
                raise Overtaken(gettext("The figure was removed since."))
            former = known.get(key)
            if figure.event_id != (former and former["id"]):
                raise Overtaken(gettext("The figure was put in another event, or taken out of one, since."))
            if event and former and event["id"] == former["id"]:
                cls._put_back_name(event, former)
                continue
            if event and not cls.objects.filter(pk=event["id"]).exists():
                raise Overtaken(gettext("The event is gone."))
            Figure.objects.filter(pk=key).update(event=event and event["id"])

    @classmethod
    def _put_back_name(cls, event: Mapping[str, Any], former: Mapping[str, Any]) -> None:
        # Each of its figures tells of the new name: the first one that is undone has brought back the old.
        there = cls.objects.get(pk=event["id"])
        if there.name not in (event["name"], former["name"]):
            raise Overtaken(gettext("The event was given another name since."))
        cls.objects.filter(pk=there.pk).update(name=event["name"])


class Apart(models.Model):
    """Two figures of which somebody said that they are not of one event: no proposal brings them together again."""

    HISTORY: ClassVar = "apart"

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["figure", "other"], name="apart_once"),
            models.CheckConstraint(condition=models.Q(figure__lt=models.F("other")), name="apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.figure_id} | {self.other_id}"

    @staticmethod
    def put_back(
        annotation: Annotation, wanted: Mapping[str, Sequence[int]], known: Mapping[str, Sequence[int]]
    ) -> None:
        """Hold figures apart again, or no more; see `Annotation.put_back`."""
        for key, others in wanted.items():
            wished, former = Apart._pairs(key, others), Apart._pairs(key, known.get(key, ()))
            there = set(Figure.objects.filter(pk__in={*sum(wished, ())}).values_list("pk", flat=True))
            new = (Apart(figure_id=one, other_id=other) for one, other in wished if {one, other} <= there)
            Apart.objects.bulk_create(new, ignore_conflicts=True)
            for one, other in {*former}.difference(wished):
                Apart.objects.filter(figure=one, other=other).delete()

    @staticmethod
    def _pairs(key: str, others: Iterable[int]) -> list[tuple[int, int]]:
        return [(min(int(key), other), max(int(key), other)) for other in others]


@transaction.atomic
def start_event(figures: models.QuerySet[Figure], name: str, *, project: Project, by: User) -> Event | None:
    """Make an event of these figures of the project; None where there are none."""
    if not figures.exists():
        return None
    event = Event.objects.create(project=project, name=name[:LONGEST_NAME], created_by=by)
    group(figures, event, by=by)
    return event


@transaction.atomic
def group(figures: models.QuerySet[Figure], event: Event, *, by: User) -> Operation | None:
    """Put these figures into an event of their project, from whichever they are in; None where all are in it."""
    return _move(figures.exclude(event=event), event, by=by)


@transaction.atomic
def ungroup(figures: models.QuerySet[Figure], *, by: User) -> Operation | None:
    """Take these figures out of their events; None where none is in one."""
    return _move(figures.exclude(event=None), None, by=by)


@transaction.atomic
def hold_apart(figures: models.QuerySet[Figure], event: Event | None = None, *, by: User) -> Operation | None:
    """Say that no two of these figures are of one event, or none of them is of this one; None where it was said.

    No proposal brings two figures together that are held apart.
    """
    annotations = _held(figures)
    keys = {pk for inside in annotations.values() for pk in inside}
    others = {*event.figures.values_list("pk", flat=True)} - keys if event else keys
    pairs = {(min(one, other), max(one, other)) for one in keys for other in others if one != other}
    there = Apart.objects.filter(figure__in=keys | others, other__in=keys | others).values_list("figure_id", "other_id")
    new = pairs.difference(there)
    if not new:
        return None
    Apart.objects.bulk_create([Apart(figure_id=figure, other_id=other) for figure, other in sorted(new)])
    told: dict[int, list[int]] = defaultdict(list)
    for one, other in sorted(new):
        told[one if one in keys else other].append(other if one in keys else one)
    changes = [
        Before(
            annotation,
            {Apart.HISTORY: {str(pk): [] for pk in inside if pk in told}},
            {Apart.HISTORY: {str(pk): told[pk] for pk in inside if pk in told}},
        )
        for annotation, inside in annotations.items()
        if told.keys() & inside
    ]
    return _record(changes, by=by)


def _move(figures: models.QuerySet[Figure], event: Event | None, *, by: User) -> Operation | None:
    annotations = _held(figures)
    if not annotations:
        return None
    before: dict[int, Kept] = {
        pk: figure.event.kept if figure.event else None
        for inside in annotations.values()
        for pk, figure in inside.items()
    }
    Figure.objects.filter(pk__in=list(before)).update(event=event)
    return _recorded(annotations, before, event, by=by)


def _held(figures: models.QuerySet[Figure]) -> dict[Annotation, dict[int, Figure]]:
    """Hold the articles of these figures until the transaction ends, and return those there are, by their highlight."""
    there = figures.filter(annotation__deleted_at=None).order_by("pk")
    lock(there.values_list("annotation__article_id", flat=True))
    keys = list(there.values_list("pk", flat=True))
    found: dict[Annotation, dict[int, Figure]] = defaultdict(dict)
    rows = Figure.objects.filter(pk__in=keys).select_related("event", "annotation__article")
    for figure in rows.order_by("annotation_id", "pk"):
        found[figure.annotation][figure.pk] = figure
    return found


def _recorded(
    annotations: Mapping[Annotation, Iterable[int]], before: Mapping[int, Kept], event: Event | None, *, by: User
) -> Operation:
    after = event and event.kept
    changes = [
        Before(
            annotation,
            {Event.HISTORY: {str(pk): before[pk] for pk in inside}},
            {Event.HISTORY: {str(pk): after for pk in inside}},
        )
        for annotation, inside in annotations.items()
    ]
    return _record(changes, by=by)


def _record(changes: Sequence[Before], *, by: User) -> Operation:
    articles = {target.article for target, _, _ in changes if isinstance(target, Annotation)}
    project = next(iter(articles)).project_id
    # Of one article alone, it is also undone on that article's page.
    article = articles.pop() if len(articles) == 1 else None
    return Operation.objects.record(Operation.Action.EVENT, changes, project=project, article=article, by=by)
