"""Which events a project has, and which of its figures may be of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext

from annotations.core import proposals
from annotations.core.proposals import Candidate, Proposal, days_of, telling_words
from annotations.ledger import UNSHOWN, Row
from annotations.models import Apart, Event, Figure
from annotations.models.figure import FigureQuerySet
from reader.models import Project

MOST_COMPARED = 200  # of the figures in no event, and of those in one, the newest, that proposals look at


@dataclass(frozen=True)
class Offer:
    """A proposal with its figures, for a page."""

    proposal: Proposal
    rows: Sequence[Row]
    event: Event | None
    name: str  # what a new event may be called


class EventList:
    """A project's events, and what is proposed to be of one. In a fixed number of queries."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def events(self) -> list[Event]:
        """The events there are, the one that happened last first, each with its numbers of figures and articles."""
        shown = Q(figures__in=Figure.objects.shown().filter(annotation__article__project=self.project))
        counted = Event.objects.filter(project=self.project).annotate(
            number=Count("figures", filter=shown, distinct=True),
            articles=Count("figures__annotation__article", filter=shown, distinct=True),
            first=Min("figures__date_from", filter=shown),
            last=Max("figures__date_from", filter=shown),
        )
        return list(counted.filter(number__gt=0).order_by("-first", "name", "pk"))

    @cached_property
    def offers(self) -> list[Offer]:
        """What may be of one event."""
        figures = Figure.objects.shown().filter(annotation__article__project=self.project)
        figures = figures.exclude(effect=Figure.Effect.POPULATION)
        free, grouped = (
            [*_newest(figures.filter(event=None))],
            [*_newest(figures.exclude(event=None))],
        )
        rows = {figure.pk: Row(figure) for figure in [*free, *grouped]}
        candidates = [candidate_of(figure) for figure in [*free, *grouped]]
        apart = Apart.objects.filter(figure__in=rows, other__in=rows).values_list("figure_id", "other_id")
        by_key = {each.key: each for each in candidates}
        events = {figure.event_id: figure.event for figure in grouped}
        return [
            Offer(
                found,
                [rows[key] for key in found.keys],
                events.get(found.event) if found.event else None,
                proposals.name_of(by_key[key] for key in found.keys),
            )
            for found in proposals.proposals(candidates, {frozenset(pair) for pair in apart})
        ]

    @property
    def ungrouped(self) -> int:
        """How many figures are in no event."""
        figures = Figure.objects.shown().filter(annotation__article__project=self.project, event=None)
        return figures.exclude(effect=Figure.Effect.POPULATION).count()


def candidate_of(figure: Figure) -> Candidate:
    """Return a figure as proposals look at it: its passage, what is beside it, and its article's title."""
    annotation, article = figure.annotation, figure.annotation.article
    # The words at the edges of what is beside it may be cut off.
    before, after = annotation.prefix.partition(" ")[2], annotation.suffix.rpartition(" ")[0]
    return Candidate(
        key=figure.pk,
        passage=annotation.pk,
        event=figure.event_id,
        days=days_of(figure.date_from, figure.date_to, figure.date_precision),
        published=article.published_on,
        place=figure.place,
        words=telling_words(f"{before} {annotation.exact} {after} {article.title}"),
    )


def suggested_name(figures: Iterable[Figure]) -> str:
    """Return what an event of these figures may be called: place and day, else the title of an article."""
    figures = list(figures)
    title = figures[0].annotation.article.title if figures else ""
    return proposals.name_of(candidate_of(figure) for figure in figures) or title or gettext("An event")


def _newest(figures: FigureQuerySet) -> Iterable[Figure]:
    found = figures.select_related("event", "annotation__article").order_by("-pk")
    kept = ("annotation__prefix", "annotation__suffix")
    return found.defer(*(name for name in UNSHOWN if name not in kept))[:MOST_COMPARED]
