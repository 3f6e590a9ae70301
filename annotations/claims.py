"""The claims of a project, and what answers each: a fixed number of queries for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet, Value

from annotations.core.printed_twice import Statement, counted_once
from annotations.models import Claim, Relation
from annotations.models.claim import State
from annotations.models.folding import Fold
from reader.models import Likeness, Project

if TYPE_CHECKING:
    from annotations.models.claim import ClaimQuerySet

STATE_AND_TIME = ("state", "since", "until")


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim and the relations that other passages have to it, in order of time.

    `copies` are the same claim in other articles, where what several print is counted once: what answers them is here.
    """

    claim: Claim
    answers: list[Relation]
    copies: Sequence[Claim] = ()

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


def printed_twice(project: Project, conditions: dict[str, Any]) -> dict[int, list[int]]:
    """Return of the claims that several articles carry, since they print one text, the one that counts, and the others.

    Articles print one text as for figures (`Likeness.one_text_in`). Of the same claim the one counts of which most has
    become, so that none looks undisputed that is disputed in its copy; then the earliest published. Which it is does
    not hang on the state and the time that are asked for: each is counted in one of them. In two queries.
    """
    copied = Likeness.objects.one_text_in(project)
    if not copied:
        return {}
    claims = claims_of(project, {name: value for name, value in conditions.items() if name not in STATE_AND_TIME})
    rows: Any = claims.filter(annotation__article__in=frozenset[int]().union(*copied)).order_by()
    found = rows.values_list(
        "state", "annotation__article__published", "pk", "annotation__article", "annotation__exact", "source_name"
    )
    ranked = sorted(found, key=lambda row: (-State.values.index(row[0]), row[1] or "~", row[2]))
    return counted_once((Statement(*row[2:]) for row in ranked), copied)


def answers_to(*claims: Claim, copies: Mapping[int, Sequence[int]] | None = None) -> list[Answered]:
    """Return these claims with what answers them, the earliest published first, in one query.

    `copies` are the other claims that stand for the same, by their keys: what answers them is there too, in one more.
    """
    others = copies or {}
    wanted = [pk for claim in claims for pk in others.get(claim.pk, ())]
    there = Claim.objects.select_related("annotation__article").in_bulk(wanted) if wanted else {}
    groups = [(claim, [there[pk] for pk in others.get(claim.pk, ()) if pk in there]) for claim in claims]
    targets = [each.annotation_id for claim, same in groups for each in (claim, *same)]
    relations = Relation.objects.shown().filter(target__in=targets)
    related = relations.select_related("annotation__article", "created_by")
    found: dict[int, list[Relation]] = defaultdict(list)
    for relation in related.order_by("annotation__article__published", "pk"):
        found[relation.target_id].append(relation)
    return [
        Answered(claim, [answer for each in (claim, *same) for answer in found[each.annotation_id]], same)
        for claim, same in groups
    ]
