"""The claims of a project, and what answers each: a fixed number of queries for any number of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Value

from annotations.models import Claim, Relation
from annotations.models.folding import Fold
from reader.models import Project

if TYPE_CHECKING:
    from annotations.models.claim import ClaimQuerySet


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim and the relations that other passages have to it, in order of time."""

    claim: Claim
    answers: list[Relation]

    @property
    def disputes(self) -> list[Relation]:
        """Those that dispute it."""
        return [answer for answer in self.answers if answer.kind == Relation.Kind.DISPUTES]


def claims_of(project: Project, conditions: dict[str, Any]) -> QuerySet[Claim]:
    """Return the claims of a project that fit the conditions (see `ClaimFilterForm`), with their state, newest first.

    A claim is of the days that are said of it; where none is said, of the day its article was published.
    """
    found: ClaimQuerySet = Claim.objects.filter(annotation__article__project=project).shown().with_state()
    if state := conditions.get("state"):
        found = found.filter(state=state)
    if kind := conditions.get("source_type"):
        found = found.filter(source_type=kind)
    for name in ("source_name", "place"):
        if words := conditions.get(name):
            found = found.alias(**{f"{name}_folded": Fold(name)})
            found = found.filter(**{f"{name}_folded__contains": Fold(Value(words))})
    for word in conditions.get("q", "").split():
        found = found.filter(annotation__searchable__contains=Fold(Value(word)))
    if since := conditions.get("since"):
        published = Q(date_from=None, annotation__article__published__gte=since.isoformat())
        found = found.filter(Q(date_to__gte=since) | Q(date_to=None, date_from__gte=since) | published)
    if until := conditions.get("until"):
        # Publication is text in ISO 8601, a day or a moment: what is of the day sorts before the day after it.
        after = (until + timedelta(days=1)).isoformat()
        published = Q(date_from=None, annotation__article__published__lt=after) & ~Q(annotation__article__published="")
        found = found.filter(Q(date_from__lte=until) | published)
    newest: QuerySet[Claim] = found.select_related("annotation__article").order_by(
        "-annotation__article__published", "-pk"
    )
    return newest


def answers_to(*claims: Claim) -> list[Answered]:
    """Return these claims with what answers them, the earliest published first, in one query."""
    relations = Relation.objects.shown().filter(target__in=[claim.annotation_id for claim in claims])
    related = relations.select_related("annotation__article", "created_by")
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in related.order_by("annotation__article__published", "pk"):
        found[relation.target_id].append(relation)
    return [Answered(claim, found[claim.annotation_id]) for claim in claims]
