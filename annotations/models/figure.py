"""Casualty figures: what a highlighted number says, as rows with constraints. Rules and sources: docs/figures.md."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction

from annotations.core.quantities import Effect, Quantity, Victims, read
from reader.models import Project

from .annotation import Annotation
from .codebook import Tag
from .history import Before, Operation, Overtaken, lock
from .querysets import NoSuchPassage

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor

# What a person may say of a figure, and what history keeps of it.
FIELDS = (
    "low", "best", "high", "approximate", "effect", "victims", "scope", "source_name", "source_type",
    "date_from", "date_to", "date_precision", "place", "place_precision",
)  # fmt: skip


class StaleFigure(Exception):
    """Somebody else has said something else meanwhile; `fields` names of what, and `current` is what stands."""

    def __init__(self, current: Figure, fields: Sequence[str]) -> None:
        super().__init__("This figure was changed meanwhile.")
        self.current, self.fields = current, fields


class FigureQuerySet(models.QuerySet["Figure"]):
    def visible_to(self, user: Visitor) -> Self:
        """Figures of projects that the person is a member of."""
        return self.filter(annotation__article__project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Figures that the person may change."""
        return self.filter(annotation__article__project__in=Project.objects.editable_by(user))

    def shown(self) -> Self:
        """Figures of highlights that are there and bear a tag of the kind; where the tag was taken off they wait."""
        is_tagged = Tag.objects.filter(annotations=models.OuterRef("annotation"), kind=Tag.Kind.CASUALTY_FIGURE)
        return self.filter(models.Exists(is_tagged), annotation__deleted_at=None)

    def read_from(self, annotation: Annotation) -> list[Figure]:
        """Read the numbers of people in a highlight that has no figures yet, and save them.

        Casualties; where there is none, the people counted who were not harmed, so that the coder sees that this was
        no casualty figure.
        """
        if self.filter(annotation=annotation).exists():
            return []
        quantities = read(annotation.exact, annotation.article.language)
        casualties = [quantity for quantity in quantities if quantity.is_casualty]
        return self.bulk_create(Figure.of(quantity, annotation) for quantity in casualties or quantities)


class Figure(models.Model):
    """A number of people in a highlight: low, best and high as in UCDP GED, empty where nothing is said."""

    class Effect(models.TextChoices):
        KILLED = Effect.KILLED.value, "Killed"
        INJURED = Effect.INJURED.value, "Injured"
        MISSING = Effect.MISSING.value, "Missing"
        DISPLACED = Effect.DISPLACED.value, "Displaced"
        DETAINED = Effect.DETAINED.value, "Detained"
        POPULATION = Effect.POPULATION.value, "Population, not casualty"

    class Victims(models.TextChoices):
        CIVILIANS = Victims.CIVILIANS.value, "Civilians"
        COMBATANTS = Victims.COMBATANTS.value, "Combatants"
        UNKNOWN = Victims.UNKNOWN.value, "Unknown"

    class Scope(models.TextChoices):
        INCIDENT = "incident", "Of this incident"
        CUMULATIVE = "cumulative", "Cumulative"

    class SourceType(models.TextChoices):
        """Every Casualty, Standards for Casualty Recording (2016): the least that is said of a source."""

        NEWS = "news report", "News report"
        OFFICIAL = "official", "Official"
        ARMED_GROUP = "armed group", "Armed group"
        WITNESS = "witness", "Witness"
        MONITOR = "monitor", "Monitor"
        MEDICAL = "medical", "Medical"
        NGO = "NGO", "NGO"
        ANONYMOUS = "anonymous", "Anonymous"
        OTHER = "other", "Other"

    class DatePrecision(models.TextChoices):
        """How well the day is known (after UCDP GED, date_prec)."""

        DAY = "day", "The day"
        WEEK = "week", "The week"
        MONTH = "month", "The month"
        YEAR = "year", "The year"

    class PlacePrecision(models.TextChoices):
        """How well the place is known (after UCDP GED, where_prec; Atlos)."""

        EXACT = "exact", "Exact"
        VICINITY = "vicinity", "In the vicinity"
        LOCALITY = "locality", "Somewhere in the locality"

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="figures")
    raw = models.TextField(blank=True, help_text="the words of the number, as they stood when it was read")
    rule = models.CharField(max_length=60, blank=True, help_text="the counting rule that gave the numbers")
    low = models.PositiveBigIntegerField(null=True, blank=True)
    best = models.PositiveBigIntegerField(null=True, blank=True)
    high = models.PositiveBigIntegerField(null=True, blank=True)
    approximate = models.BooleanField("about", default=False)
    effect = models.CharField(max_length=10, choices=Effect, blank=True)
    victims = models.CharField(max_length=10, choices=Victims, blank=True)
    scope = models.CharField(max_length=10, choices=Scope, blank=True)
    source_name = models.CharField("who says so", max_length=200, blank=True)
    source_type = models.CharField(max_length=11, choices=SourceType, blank=True)
    date_from = models.DateField("from", null=True, blank=True)
    date_to = models.DateField("to", null=True, blank=True)
    date_precision = models.CharField("date known to", max_length=5, choices=DatePrecision, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_precision = models.CharField("place known", max_length=8, choices=PlacePrecision, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.CheckConstraint(
                # A comparison with NULL holds: what is not said contradicts nothing.
                condition=~models.Q(low__gt=models.F("best"))
                & ~models.Q(best__gt=models.F("high"))
                & ~models.Q(low__gt=models.F("high")),
                name="figure_low_best_high",
                violation_error_message="Low is at most best, and best at most high.",
            ),
            models.CheckConstraint(
                condition=~models.Q(effect=Effect.POPULATION.value) | models.Q(victims=""),
                name="figure_population_has_no_victims",
                violation_error_message="A population is nobody's casualty: it has no victims.",
            ),
            models.CheckConstraint(
                condition=models.Q(date_to=None)
                | models.Q(date_from__isnull=False, date_to__gte=models.F("date_from")),
                name="figure_from_to",
                violation_error_message="The last day is not before the first.",
            ),
        ]

    def __str__(self) -> str:
        return self.raw or f"{self.low}/{self.best}/{self.high}"

    @classmethod
    def of(cls, quantity: Quantity, annotation: Annotation) -> Figure:
        """Return the figure that a quantity in the highlight is, unsaved."""
        is_population = not quantity.is_casualty
        return cls(
            annotation=annotation,
            raw=quantity.raw,
            rule=quantity.rule[:60],
            low=quantity.low,
            best=quantity.best,
            high=quantity.high,
            approximate=bool(quantity.approximate),
            effect=quantity.effect.value if quantity.effect else "",
            victims="" if is_population else quantity.victims.value if quantity.victims else "",
        )

    @property
    def values(self) -> dict[str, Any]:
        """What it says, as history keeps it."""
        return {name: as_kept(getattr(self, name)) for name in FIELDS}

    @transaction.atomic
    def change(self, values: dict[str, Any], *, by: User, seen: dict[str, Any] | None = None) -> Operation | None:
        """Say this of it from now on, and keep in history what it said; `values` are those of FIELDS that change.

        `seen` is what it said (see `values`) when the person saw it: what they left as it was stays as it is by now.
        Raises StaleFigure where somebody else has changed the same meanwhile, NoSuchPassage where the highlight is
        gone.
        """
        annotation = self._held()
        self.refresh_from_db()
        before = self.values
        if seen is not None:
            values = {name: value for name, value in values.items() if as_kept(value) != seen.get(name)}
            stale = [name for name, value in values.items() if before[name] not in (seen.get(name), as_kept(value))]
            if stale:
                raise StaleFigure(self, stale)
        for name, value in values.items():
            setattr(self, name, value)
        if self.values == before:
            return None
        self.save(update_fields=list(FIELDS))
        return _recorded(annotation, {self.pk: before}, {self.pk: self.values}, by=by)

    @transaction.atomic
    def remove(self, *, by: User) -> Operation:
        """Take it from the highlight; undo brings it back."""
        annotation = self._held()
        kept = {**self.values, "raw": self.raw, "rule": self.rule}
        key = self.pk
        self.delete()
        return _recorded(annotation, {key: kept}, {key: None}, by=by)

    def _held(self) -> Annotation:
        hold(self.annotation)
        return self.annotation


def as_kept(value: Any) -> Any:
    """Return a field's value as history keeps it: a day as ISO 8601."""
    return str(value) if isinstance(value, date) else value


def hold(annotation: Annotation) -> None:
    """Hold the annotation's article until the transaction ends. Raises NoSuchPassage where it was deleted meanwhile."""
    lock([annotation.article_id])
    if not Annotation.objects.alive().filter(pk=annotation.pk).exists():
        raise NoSuchPassage("This highlight was deleted meanwhile.")


@transaction.atomic
def add_figure(annotation: Annotation, *, by: User) -> Figure:
    """Give a highlight one more figure, of which nothing is said yet. Raises NoSuchPassage."""
    hold(annotation)
    figure = Figure.objects.create(annotation=annotation)
    _recorded(annotation, {figure.pk: None}, {figure.pk: {**figure.values, "raw": "", "rule": ""}}, by=by)
    return figure


def put_back(annotation: Annotation, wanted: dict[str, Any], known: dict[str, Any]) -> None:
    """Let figures say again what they said; see `Annotation.put_back`. Raises Overtaken."""
    for key, values in wanted.items():
        there = Figure.objects.filter(pk=key).first()
        before = known.get(key)
        if (there.values if there else None) != (before and {name: before[name] for name in FIELDS}):
            raise Overtaken("The figure was changed since.")
        if values is None:
            Figure.objects.filter(pk=key).delete()
        elif there is None:
            Figure.objects.create(pk=key, annotation=annotation, **values)
        else:
            Figure.objects.filter(pk=key).update(**values)


def _recorded(annotation: Annotation, before: dict[int, Any], after: dict[int, Any], *, by: User) -> Operation:
    change = Before(
        annotation,
        {"figures": {str(key): values for key, values in before.items()}},
        {"figures": {str(key): values for key, values in after.items()}},
    )
    article = annotation.article
    return Operation.objects.record(
        Operation.Action.FIGURE, [change], project=article.project_id, article=article, by=by
    )
