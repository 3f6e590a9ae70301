"""What highlights carry as evidence: rows that people fill in, with their history and with nobody's work replaced.

Figures, claims and relations are such rows. History keeps them by the highlight they stand on, under the model's
`HISTORY` name: by each row's key what it said, None where there was none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.utils.translation import gettext, gettext_lazy

from reader.models import Project

from .annotation import Annotation
from .history import Before, Operation, Overtaken, lock
from .querysets import NoSuchPassage

if TYPE_CHECKING:
    from reader.models import User
    from reader.models.project import Visitor

CIRCUMSTANCES = (
    "source_name", "source_type", "date_from", "date_to", "date_precision", "place", "place_precision",
)  # fmt: skip


class StaleEvidence(Exception):
    """Somebody else has said something else meanwhile; `fields` names of what, and `current` is what stands."""

    def __init__(self, current: Evidence, fields: Sequence[str]) -> None:
        super().__init__(
            gettext("This {verbose_name} was changed meanwhile.").format(verbose_name=current._meta.verbose_name)
        )
        self.current, self.fields = current, fields


class EvidenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Visitor) -> Self:
        """Rows of projects that the person is a member of."""
        return self.filter(annotation__article__project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Rows that the person may change."""
        return self.filter(annotation__article__project__in=Project.objects.editable_by(user))


class Evidence(models.Model):
    """A row on a highlight. What a person says of it is in the fields of SAID; what was read once in those of READ."""

    SAID: ClassVar[tuple[str, ...]]
    READ: ClassVar[tuple[str, ...]] = ()
    HISTORY: ClassVar[str]
    ACTION: ClassVar[str]

    if TYPE_CHECKING:
        annotation: Any  # each model's own key to the highlight

    class Meta:
        abstract = True

    @property
    def values(self) -> dict[str, Any]:
        """What it says, as history keeps it."""
        return {name: as_kept(getattr(self, name)) for name in self.SAID}

    @property
    def kept(self) -> dict[str, Any]:
        """What it takes to make it again."""
        return {**self.values, **{name: as_kept(getattr(self, name)) for name in self.READ}}

    @transaction.atomic
    def change(self, values: Mapping[str, Any], *, by: User, seen: Mapping[str, Any] | None = None) -> Operation | None:
        """Say this of it from now on, and keep in history what it said; `values` are those of SAID that change.

        `seen` is what it said (see `values`) when the person saw it: what they left as it was stays as it is by now.
        Raises StaleEvidence where somebody else has changed the same meanwhile, NoSuchPassage where the highlight is
        gone.
        """
        hold(self.annotation)
        self.refresh_from_db()
        before = self.values
        if seen is not None:
            values = {name: value for name, value in values.items() if as_kept(value) != seen.get(name)}
            stale = [name for name, value in values.items() if before[name] not in (seen.get(name), as_kept(value))]
            if stale:
                raise StaleEvidence(self, stale)
        for name, value in values.items():
            setattr(self, name, value)
        if self.values == before:
            return None
        self.save(update_fields=list(self.SAID))
        return self.recorded(before, self.values, by=by)

    @transaction.atomic
    def remove(self, *, by: User) -> Operation:
        """Take it from the highlight; undo brings it back. Raises NoSuchPassage."""
        hold(self.annotation)
        operation = self.recorded(self.kept, None, by=by)
        self.delete()
        return operation

    def recorded(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, *, by: User) -> Operation:
        """Keep in history what was done to it; None is where it is not there."""
        article = self.annotation.article
        return Operation.objects.record(
            self.ACTION, self.changes(before, after), project=article.project_id, article=article, by=by
        )

    def changes(self, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Before]:
        """Return what history tells of it, of each highlight that it concerns."""
        key = str(self.pk)
        return [Before(self.annotation, {self.HISTORY: {key: before}}, {self.HISTORY: {key: after}})]

    @classmethod
    def put_back(
        cls, annotation: Annotation, wanted: Mapping[str, dict[str, Any] | None], known: Mapping[str, Any]
    ) -> None:
        """Let rows say again what they said; see `Annotation.put_back`. Raises Overtaken."""
        rows: Any = cls._default_manager
        for key, values in wanted.items():
            there = rows.filter(pk=key).first()
            before = known.get(key)
            if (there.values if there else None) != (before and {name: before[name] for name in cls.SAID}):
                raise Overtaken(
                    gettext("The {verbose_name} was changed since.").format(verbose_name=cls._meta.verbose_name)
                )
            if values is None:
                rows.filter(pk=key).delete()
            elif there is None:
                cls.check_place(annotation, values)
                rows.create(pk=key, annotation=annotation, **values)
            else:
                rows.filter(pk=key).update(**values)

    @classmethod
    def check_place(cls, annotation: Annotation, values: Mapping[str, Any]) -> None:
        """Raise Overtaken where a row with these values cannot come back to the highlight."""


class Circumstances(models.Model):
    """Who says something, of when and of where: what figures and claims have in common."""

    class SourceType(models.TextChoices):
        """Every Casualty, Standards for Casualty Recording (2016): the least that is said of a source."""

        NEWS = "news report", gettext_lazy("News report")
        OFFICIAL = "official", gettext_lazy("Official")
        ARMED_GROUP = "armed group", gettext_lazy("Armed group")
        WITNESS = "witness", gettext_lazy("Witness")
        MONITOR = "monitor", gettext_lazy("Monitor")
        MEDICAL = "medical", gettext_lazy("Medical")
        NGO = "NGO", gettext_lazy("NGO")
        ANONYMOUS = "anonymous", gettext_lazy("Anonymous")
        OTHER = "other", gettext_lazy("Other")

    class DatePrecision(models.TextChoices):
        """How well the day is known (after UCDP GED, date_prec)."""

        DAY = "day", gettext_lazy("The day")
        WEEK = "week", gettext_lazy("The week")
        MONTH = "month", gettext_lazy("The month")
        YEAR = "year", gettext_lazy("The year")

    class PlacePrecision(models.TextChoices):
        """How well the place is known (after UCDP GED, where_prec; Atlos)."""

        EXACT = "exact", gettext_lazy("Exact")
        VICINITY = "vicinity", gettext_lazy("In the vicinity")
        LOCALITY = "locality", gettext_lazy("Somewhere in the locality")

    source_name = models.CharField(gettext_lazy("who says so"), max_length=200, blank=True)
    source_type = models.CharField(max_length=11, choices=SourceType, blank=True)
    date_from = models.DateField("from", null=True, blank=True)
    date_to = models.DateField("to", null=True, blank=True)
    date_precision = models.CharField(gettext_lazy("date known to"), max_length=5, choices=DatePrecision, blank=True)
    place = models.CharField(max_length=200, blank=True)
    place_precision = models.CharField(gettext_lazy("place known"), max_length=8, choices=PlacePrecision, blank=True)

    class Meta:
        abstract = True


def from_to(name: str) -> models.CheckConstraint:
    """Return the constraint that the last day is not before the first."""
    return models.CheckConstraint(
        condition=models.Q(date_to=None) | models.Q(date_from__isnull=False, date_to__gte=models.F("date_from")),
        name=name,
        violation_error_message=gettext("The last day is not before the first."),
    )


def as_kept(value: Any) -> Any:
    """Return a field's value as history keeps it: a day as ISO 8601."""
    return str(value) if isinstance(value, date) else value


def hold(*annotations: Annotation) -> None:
    """Hold the annotations' articles until the transaction ends. Raises NoSuchPassage where one is deleted by now."""
    lock(annotation.article_id for annotation in annotations)
    keys = {annotation.pk for annotation in annotations}
    if Annotation.objects.alive().filter(pk__in=keys).count() != len(keys):
        raise NoSuchPassage(gettext("This highlight was deleted meanwhile."))
