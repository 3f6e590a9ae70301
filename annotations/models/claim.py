"""Claims: who says something, how sure of it, and what became of it. Attributes and sources: docs/claims.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

from django.db import models, transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.translation import gettext, gettext_lazy

from annotations.core.claims import Reading, place_of, reading_of

from .annotation import Annotation
from .codebook import Tag
from .evidence import CIRCUMSTANCES, Circumstances, Evidence, EvidenceQuerySet, from_to, hold
from .history import Operation, Overtaken
from .relation import Relation

if TYPE_CHECKING:
    pass

PARTS = ("source", "cue", "content")
PLACES = tuple(f"{part}_{end}" for part in PARTS for end in ("text", "at"))


class State(models.TextChoices):
    """What the passages that answer a claim make of it."""

    UNDISPUTED = "undisputed", gettext_lazy("Undisputed")
    IN_PART = "disputed in part", gettext_lazy("Disputed in part")
    DISPUTED = "disputed", gettext_lazy("Disputed")
    SUPERSEDED = "superseded", gettext_lazy("Superseded")


class Part(NamedTuple):
    """A part of a claim: its name, its words, and where they stand in the highlight's version, if they do."""

    name: str
    text: str
    start: int | None
    end: int | None


class ClaimQuerySet(EvidenceQuerySet):
    def shown(self) -> Self:
        """Claims of highlights that are there and bear a tag of the kind; where the tag was taken off they wait."""
        is_tagged = Tag.objects.filter(annotations=OuterRef("annotation"), kind=Tag.Kind.CLAIM)
        return self.filter(Exists(is_tagged), annotation__deleted_at=None)

    def with_state(self) -> Self:
        """Claims with `state`: superseded by a later passage; else disputed as a whole, or in some scope; or neither.

        A dispute that does not say its scope is of the whole claim. What concedes or confirms disputes nothing.
        """
        answers = Relation.objects.shown().filter(target=OuterRef("annotation"))
        disputes = answers.filter(kind=Relation.Kind.DISPUTES)
        return self.annotate(
            state=Case(
                When(Exists(answers.filter(kind=Relation.Kind.SUPERSEDES)), then=Value(State.SUPERSEDED)),
                When(Exists(disputes.filter(scope__in=["", Relation.Scope.WHOLE])), then=Value(State.DISPUTED)),
                When(Exists(disputes), then=Value(State.IN_PART)),
                default=Value(State.UNDISPUTED),
                output_field=models.CharField(choices=State),
            )
        )

    def read_from(self, annotation: Annotation, *, is_new: bool = False) -> Claim | None:
        """Read who says what in a highlight that is no claim yet, or in the sentences it stands in, and save it.

        Where nothing is read the claim is there all the same, for a person to say what it is. `is_new`: the highlight
        is no claim yet, for certain.
        """
        if not is_new and self.filter(annotation=annotation).exists():
            return None
        claim = Claim.of(annotation)
        claim.save(force_insert=True)
        return claim


class Claim(Evidence, Circumstances):
    """What somebody says in a highlight."""

    class Factuality(models.TextChoices):
        """How sure the source is of it (FactBank, Saurí and Pustejovsky 2009)."""

        CERTAIN = "CT+", gettext_lazy("Certain")
        CERTAINLY_NOT = "CT-", gettext_lazy("Certain that not")
        PROBABLE = "PR+", gettext_lazy("Probable")
        PROBABLY_NOT = "PR-", gettext_lazy("Probable that not")
        POSSIBLE = "PS+", gettext_lazy("Possible")
        POSSIBLY_NOT = "PS-", gettext_lazy("Possible that not")
        UNKNOWN = "Uu", gettext_lazy("Left open")

    class Responsibility(models.TextChoices):
        """In which words somebody is made responsible (MUC-4, slot 11)."""

        FACT = "stated as fact", gettext_lazy("Stated as fact")
        SUSPECTED = "suspected", gettext_lazy("Suspected or accused")
        AUTHORITIES = "by authorities", gettext_lazy("Suspected or accused by authorities")
        CLAIMED = "claimed or admitted", gettext_lazy("Claimed or admitted")
        POSSIBLE = "possible", gettext_lazy("Possible")
        CLEARED = "cleared", gettext_lazy("Cleared")

    class Resolution(models.TextChoices):
        """What was decided where sources disagree (Every Casualty, Standards for Casualty Recording, 2016)."""

        PREFERRED = "preferred source", gettext_lazy("One source is preferred")
        RANGE = "range", gettext_lazy("A range is given")
        UNCONFIRMED = "unconfirmed", gettext_lazy("Unconfirmed")
        PENDING = "pending", gettext_lazy("Pending")
        DIALOGUE = "dialogue", gettext_lazy("In dialogue with the sources")

    if TYPE_CHECKING:
        state: str  # of one that was found by `with_state`

    SAID: ClassVar = (
        *PLACES, "factuality", "responsibility", *CIRCUMSTANCES,
        "review_rating", "reviewer", "review_url", "resolution", "resolution_reasons",
    )  # fmt: skip
    READ: ClassVar = ("rule",)
    HISTORY: ClassVar = "claims"
    ACTION: ClassVar = Operation.Action.CLAIM

    annotation = models.OneToOneField(Annotation, on_delete=models.CASCADE, related_name="claim")
    rule = models.CharField(max_length=60, blank=True, help_text=gettext_lazy("the rule that read its parts"))
    # The parts stand in or beside the passage: PARC and PolNeAR call them so. `at` counts code points from the start of
    # the highlight, so that they go with it wherever it is carried.
    source_text = models.TextField("source", blank=True)
    source_at = models.IntegerField(null=True, blank=True)
    cue_text = models.TextField("cue", blank=True)
    cue_at = models.IntegerField(null=True, blank=True)
    content_text = models.TextField("content", blank=True)
    content_at = models.IntegerField(null=True, blank=True)
    factuality = models.CharField(gettext_lazy("how sure the source is"), max_length=3, choices=Factuality, blank=True)
    responsibility = models.CharField(max_length=19, choices=Responsibility, blank=True)
    # schema.org ClaimReview: reviewRating.alternateName, author, url
    review_rating = models.CharField(gettext_lazy("rating, in words"), max_length=200, blank=True)
    reviewer = models.CharField(gettext_lazy("checked by"), max_length=200, blank=True)
    review_url = models.URLField(gettext_lazy("where the check is published"), max_length=2000, blank=True)
    resolution = models.CharField(max_length=16, choices=Resolution, blank=True)
    resolution_reasons = models.TextField("reasons", blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [from_to("claim_from_to")]

    def __str__(self) -> str:
        return f"{self.source_name or 'Someone'}: {(self.content_text or self.annotation.exact)[:80]}"

    @classmethod
    def of(cls, annotation: Annotation) -> Claim:
        """Return the claim that is read in a highlight, unsaved; an empty one where nothing is read."""
        return cls(annotation=annotation, **read(reading_of(*annotation.surroundings, annotation.article.language)))

    @classmethod
    def check_place(cls, annotation: Annotation, values: Mapping[str, Any]) -> None:
        if cls.objects.filter(annotation=annotation).exists():
            raise Overtaken(gettext("The highlight has got another claim since."))

    @property
    def state_label(self) -> str:
        """The state of a claim that was found by `with_state`, in words."""
        return str(State(self.state).label)

    @property
    def parts(self) -> list[Part]:
        """Source, cue and content, those that are known, with their places where the text still has them there."""
        found = []
        for name in PARTS:
            words = getattr(self, f"{name}_text")
            if words:
                start = self.place_of(words, getattr(self, f"{name}_at"))
                found.append(Part(name, words, start, None if start is None else start + len(words)))
        return found

    def place_of(self, words: str, at: int | None) -> int | None:
        """Return where words stand in the highlight's version; see `annotations.core.claims.place_of`."""
        annotation = self.annotation
        return None if annotation.start is None else place_of(words, annotation.version.text, annotation.start, at)


def read(reading: Reading | None) -> dict[str, object]:
    """Return as a claim's fields what was read, nothing where nothing was."""
    if reading is None:
        return {}
    values: dict[str, object] = {
        "rule": reading.rule[:60],
        "source_name": reading.source_name[:200],
        "source_type": reading.source_type,
        "factuality": reading.factuality,
    }
    for name in PARTS:
        part = getattr(reading, name)
        if part:
            values[f"{name}_text"], values[f"{name}_at"] = part.text, part.at
    return values


@transaction.atomic
def ensure_claim(annotation: Annotation) -> Claim:
    """Return a highlight's claim; one is read where it was tagged before there were claims. Raises NoSuchPassage."""
    hold(annotation)
    Claim.objects.read_from(annotation)
    claim: Claim = Claim.objects.get(annotation=annotation)
    return claim
