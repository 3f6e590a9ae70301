"""Casualty figures: what a highlighted number says, as rows with constraints. Rules and sources: docs/figures.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy

from annotations.core.circumstances import when, where
from annotations.core.claims import reading_of
from annotations.core.quantities import Effect, Profile, Quantity, Victims, read
from annotations.core.quantities.scope import cumulative

from .annotation import Annotation
from .codebook import Tag
from .evidence import CIRCUMSTANCES, Circumstances, Evidence, EvidenceQuerySet, from_to, hold
from .history import Operation

if TYPE_CHECKING:
    from reader.models import User

# What a person may say of a figure, and what history keeps of it.
FIELDS = ("low", "best", "high", "approximate", "effect", "victims", "scope", *CIRCUMSTANCES)


class FigureQuerySet(EvidenceQuerySet):
    def shown(self) -> Self:
        """Figures of highlights that are there and bear a tag of the kind; where the tag was taken off they wait."""
        is_tagged = Tag.objects.filter(annotations=models.OuterRef("annotation"), kind=Tag.Kind.CASUALTY_FIGURE)
        return self.filter(models.Exists(is_tagged), annotation__deleted_at=None)

    def read_from(self, annotation: Annotation, *, is_new: bool = False) -> list[Figure]:
        """Read the numbers of people in a highlight that has no figures yet, and save them.

        `is_new`: it has none, for certain.
        """
        from .counting import profile_of  # noqa: PLC0415  rules are there for figures

        if not is_new and self.filter(annotation=annotation).exists():
            return []
        return self.bulk_create(figures_in(annotation, profile_of(annotation.article.project_id)))


class Figure(Evidence, Circumstances):
    """A number of people in a highlight: low, best and high as in UCDP GED, empty where nothing is said."""

    class Effect(models.TextChoices):
        KILLED = Effect.KILLED.value, gettext_lazy("Killed")
        INJURED = Effect.INJURED.value, gettext_lazy("Injured")
        MISSING = Effect.MISSING.value, gettext_lazy("Missing")
        DISPLACED = Effect.DISPLACED.value, gettext_lazy("Displaced")
        DETAINED = Effect.DETAINED.value, gettext_lazy("Detained")
        POPULATION = Effect.POPULATION.value, gettext_lazy("Population, not casualty")

    class Victims(models.TextChoices):
        CIVILIANS = Victims.CIVILIANS.value, gettext_lazy("Civilians")
        COMBATANTS = Victims.COMBATANTS.value, gettext_lazy("Combatants")
        UNKNOWN = Victims.UNKNOWN.value, gettext_lazy("Unknown")

    class Scope(models.TextChoices):
        INCIDENT = "incident", gettext_lazy("Of this incident")
        CUMULATIVE = "cumulative", gettext_lazy("Cumulative")

    SAID: ClassVar = FIELDS
    READ: ClassVar = (
        "raw",
        "rule",
        "effect_words",
        "victims_words",
        "source_words",
        "date_words",
        "place_words",
        "event_id",
    )
    HISTORY: ClassVar = "figures"
    ACTION: ClassVar = Operation.Action.FIGURE

    annotation = models.ForeignKey(Annotation, on_delete=models.CASCADE, related_name="figures")
    event = models.ForeignKey("Event", on_delete=models.SET_NULL, null=True, blank=True, related_name="figures")
    raw = models.TextField(
        blank=True, help_text=gettext_lazy("the words of the number, as they stood when it was read")
    )
    rule = models.CharField(
        max_length=60, blank=True, help_text=gettext_lazy("the counting rule that gave the numbers")
    )
    effect_words = models.CharField(
        max_length=100, blank=True, help_text=gettext_lazy("the words that gave the effect")
    )
    victims_words = models.CharField(
        max_length=100, blank=True, help_text=gettext_lazy("the word that gave the victims")
    )
    source_words = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("the words that say who says so")
    )
    scope_words = models.CharField(
        max_length=100, blank=True, help_text=gettext_lazy("the words that speak of all so far")
    )
    date_words = models.CharField(max_length=100, blank=True, help_text=gettext_lazy("the words that give the day"))
    place_words = models.CharField(max_length=200, blank=True, help_text=gettext_lazy("the words that give the place"))
    low = models.PositiveBigIntegerField(null=True, blank=True)
    best = models.PositiveBigIntegerField(null=True, blank=True)
    high = models.PositiveBigIntegerField(null=True, blank=True)
    approximate = models.BooleanField("about", default=False)
    effect = models.CharField(max_length=10, choices=Effect, blank=True)
    victims = models.CharField(max_length=10, choices=Victims, blank=True)
    scope = models.CharField(max_length=10, choices=Scope, blank=True)

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
                violation_error_message=gettext_lazy("Low is at most best, and best at most high."),
            ),
            models.CheckConstraint(
                condition=~models.Q(effect=Effect.POPULATION.value) | models.Q(victims=""),
                name="figure_population_has_no_victims",
                violation_error_message=gettext_lazy("A population is nobody's casualty: it has no victims."),
            ),
            from_to("figure_from_to"),
        ]

    def __str__(self) -> str:
        return self.raw or f"{self.low}/{self.best}/{self.high}"

    @classmethod
    def of(cls, quantity: Quantity, annotation: Annotation, **said: Any) -> Figure:
        """Return the figure that a quantity in the highlight is, unsaved; `said` is what its sentence says besides."""
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
            effect_words=_words(annotation, quantity.cue),
            victims_words="" if is_population else _words(annotation, quantity.noun),
            **said,
        )


def figures_in(annotation: Annotation, profile: Profile) -> list[Figure]:
    """Return the figures that are read in a highlight, unsaved; `profile` are the project's counting rules.

    Casualties; where there is none, the people counted who were not harmed, so that the coder sees that this was no
    casualty figure.
    """
    quantities = read(annotation.exact, annotation.article.language, profile)
    if not quantities:
        return []
    said = circumstances(annotation)
    casualties = [quantity for quantity in quantities if quantity.is_casualty]
    return [Figure.of(quantity, annotation, **said) for quantity in casualties or quantities]


def circumstances(annotation: Annotation) -> dict[str, Any]:
    """Return as a figure's fields what the sentences around a highlight say: who says so, when, where, of all so far.

    English; each comes with the words that say it. Nothing is said of a day or a place where there are several.
    """
    article = annotation.article
    if article.language and not article.language.lower().startswith("en"):
        return {}
    around = annotation.surroundings
    said: dict[str, Any] = {}
    if claim := reading_of(*around, article.language):
        said |= {"source_name": claim.source_name[:200], "source_type": claim.source_type}
        said["source_words"] = f"{claim.source.text if claim.source else '…'} {claim.cue.text}"[:200]
    if words := cumulative(*around):
        said |= {"scope": Figure.Scope.CUMULATIVE, "scope_words": words[:100]}
    if found := when(*around, article.published_on):
        said |= {"date_from": found.day, "date_precision": Figure.DatePrecision.DAY, "date_words": found.words[:100]}
    if place := where(*around):
        precisions = Figure.PlacePrecision
        precision = precisions.VICINITY if place.is_near else precisions.LOCALITY
        said |= {"place": place.name[:200], "place_precision": precision, "place_words": place.words[:200]}
    return said


def _words(annotation: Annotation, span: tuple[int, int] | None) -> str:
    return annotation.exact[slice(*span)][:100] if span else ""


@transaction.atomic
def add_figure(annotation: Annotation, *, by: User) -> Figure:
    """Give a highlight one more figure, of which nothing is said yet. Raises NoSuchPassage."""
    hold(annotation)
    figure = Figure.objects.create(annotation=annotation)
    figure.recorded(None, figure.kept, by=by)
    return figure
