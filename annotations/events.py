"""What an event's page shows: its figures compared, with their pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi, gettext, gettext_lazy

from annotations.core.chart import Chart, LaneShape, Mark, chart_of
from annotations.core.ledger import Bound, Comparison, Line, Panel, Report, Told, compare
from annotations.core.quantities.tokens import sentences_of
from annotations.core.sources import Source
from annotations.ledger import UNSHOWN, Row
from annotations.models import Event, Figure
from annotations.sentences import figure_words
from reader.models import Article, Likeness, Version

EFFECTS = dict(Figure.Effect.choices) | {"": gettext_lazy("Effect not said")}
VICTIMS = {"civilians": gettext_lazy("civilians"), "combatants": gettext_lazy("combatants")}


@dataclass(frozen=True)
class Cited:
    """A figure among the others of its event, with its row in the database."""

    line: Line
    row: Row
    names: dict[int, str]  # of the sources, by the figures' keys

    @property
    def told(self) -> str:
        return short_day(told.day) if (told := self.line.report.told) else ""

    @property
    def contradicted(self) -> list[tuple[str, str]]:
        """What it cannot be true beside: who says it, and what."""
        return list(
            dict.fromkeys((self.names[other.key], figure_words(other.words)) for other in self.line.contradicts)
        )

    @property
    def successor(self) -> str:
        later = self.line.superseded_by
        return f"{self.names[later.key]}: {figure_words(later.words)}" if later else ""

    @property
    def figure(self) -> Figure:
        return self.row.figure


@dataclass(frozen=True)
class Drawn:
    """A mark of a picture, with what it is called and where it leads."""

    mark: Mark
    row: Row
    source: str
    effect: str
    names: dict[int, str]  # of the sources, by the figures' keys

    @property
    def href(self) -> str:
        return self.row.figure.annotation.get_absolute_url()

    @property
    def when(self) -> str:
        return short_day(told.day) if (told := self.mark.report.told) else gettext("no date")

    @property
    def flag(self) -> str:
        """What it is marked with beside its number."""
        if self.mark.line.superseded_by:
            return gettext("superseded")
        others = {self.names[other.key] for other in self.mark.line.contradicts}
        if not others:
            return ""
        return (
            gettext("contradicts {number} sources").format(number=len(others))
            if len(others) > 1
            else gettext("contradicts {others}").format(others=self._others)
        )

    @property
    def label(self) -> str:
        """Its accessible name."""
        says, where = figure_words(self.mark.report.words), self.row.outlet or gettext("the article")
        told = gettext("{source}, {when}: {says}, {effect}; in {where}").format(
            source=self.source, when=self.when, says=says, effect=self.effect.lower(), where=where
        )
        if self.mark.line.superseded_by:
            return gettext("{told}; superseded by a later figure").format(told=told)
        return (
            gettext("{told}; contradicts {others}").format(told=told, others=self._others)
            if self.mark.line.contradicts
            else told
        )

    @property
    def _others(self) -> str:
        return gettext(", ").join(dict.fromkeys(self.names[other.key] for other in self.mark.line.contradicts))


@dataclass(frozen=True)
class Side:
    """Figures of one effect side by side, and their picture."""

    panel: Panel
    rows: dict[int, Row]

    @property
    def name(self) -> str:
        effect, victims = EFFECTS.get(self.panel.effect, self.panel.effect), VICTIMS.get(self.panel.victims, "")
        return f"{effect}: {victims}" if victims else str(effect)

    @property
    def slug(self) -> str:
        return "-".join(filter(None, (self.panel.effect or "unsaid", self.panel.victims)))

    @cached_property
    def chart(self) -> Chart:
        return chart_of(self.panel, mirrored=get_language_bidi())

    @property
    def names(self) -> dict[int, str]:
        """What the sources are called, by the keys of their figures."""
        return {line.report.key: name_of(lane.source) for lane in self.panel.lanes for line in lane.lines}

    @property
    def drawn(self) -> list[tuple[LaneShape, list[Drawn]]]:
        """The lanes of the picture, each with its marks."""
        names = self.names
        return [
            (
                lane,
                [
                    Drawn(mark, self.rows[mark.report.key], names[mark.report.key], self.name, names)
                    for mark in lane.marks
                ],
            )
            for lane in self.chart.lanes
        ]

    @property
    def lanes(self) -> list[tuple[Source, list[Cited]]]:
        names = self.names
        return [
            (lane.source, [Cited(line, self.rows[line.report.key], names) for line in lane.lines])
            for lane in self.panel.lanes
        ]

    @property
    def ends(self) -> list[tuple[str, str, str]]:
        """The lowest low and the highest high, each with who says so."""
        low, high = self.panel.lowest, self.panel.highest
        if low is None or high is None:
            return []
        fewer = gettext(" or fewer") if low.is_open else ""
        more = gettext(" or more") if high.is_open else ""
        return [
            (gettext("Lowest"), f"{_about(low)}{low.number:,}{fewer}", self._who(low)),
            (gettext("Highest"), f"{_about(high)}{high.number:,}{more}", self._who(high)),
        ]

    def _who(self, bound: Bound) -> str:
        keys = {report.key for report in bound.said_by}
        names = [name_of(lane.source) for lane in self.panel.lanes if keys & {line.report.key for line in lane.lines}]
        return _listed(names)

    @property
    def superseded(self) -> int:
        return sum(bool(line.superseded_by) for line in self.panel.lines)


def _about(bound: Bound) -> str:
    return gettext("about ") if all(report.approximate for report in bound.said_by) else ""


def _listed(names: Sequence[str]) -> str:
    """Return names with 'and' between them; Arabic writes it with the word behind it."""
    found = names[0] if names else ""
    for name in names[1:]:
        found = gettext("{first} and {next}").format(first=found, next=name)
    return found


def short_day(day: date) -> str:
    return date_format(day, "j M Y")


def name_of(source: Source) -> str:
    """Return what a source is called on a page."""
    return source.name or gettext("who says so is not said")


class EventPage:
    """An event: its figures, compared. In six queries, however many they are."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.name = f"event-{event.pk}"  # as the page's forms name it

    @cached_property
    def rows(self) -> list[Row]:
        """Its figures, as they were made."""
        there = Figure.objects.shown().filter(annotation__article__project=self.event.project_id)  # not in the bin
        found = there.filter(event=self.event).select_related("event", "annotation__article")
        return [Row(figure) for figure in found.defer(*UNSHOWN).order_by("pk")]

    @cached_property
    def articles(self) -> list[Article]:
        """The articles they stand in."""
        return list({row.figure.annotation.article.pk: row.figure.annotation.article for row in self.rows}.values())

    @cached_property
    def comparison(self) -> Comparison:
        current = {article.current_id: article.pk for article in self.articles if article.current_id}
        texts = {current[key]: text for key, text in Version.objects.filter(pk__in=current).values_list("pk", "text")}
        copied = Likeness.objects.of_one_text(texts)
        return compare((report_of(row.figure, texts) for row in self.rows), texts, copied)

    @cached_property
    def sides(self) -> list[Side]:
        rows = {row.figure.pk: row for row in self.rows}
        return [Side(panel, rows) for panel in self.comparison.panels]

    @property
    def populations(self) -> list[Row]:
        """What is left out, since it counts no casualties."""
        return [row for row in self.rows if row.figure.effect == Figure.Effect.POPULATION]

    @property
    def copied(self) -> list[tuple[Source, list[Article]]]:
        """The sources of which several articles carry the same text."""
        articles = {article.pk: article for article in self.articles}
        return [
            (source, [articles[key] for key in sorted(source.copies)])
            for source in self.comparison.sources
            if len(source.copies) > 1
        ]


def report_of(figure: Figure, texts: dict[int, str]) -> Report:
    """Return a figure as it is compared; `texts` are those of the articles, by their keys."""
    annotation, article = figure.annotation, figure.annotation.article
    return Report(
        key=figure.pk,
        article=article.pk,
        low=figure.low,
        best=figure.best,
        high=figure.high,
        approximate=figure.approximate,
        # A rule of a profile gives words their numbers: 'ACLED: dozens'. What a person gave bounds is a number again.
        is_of_words=":" in figure.rule and figure.low is None and figure.high is None,
        effect=figure.effect,
        victims=figure.victims,
        is_cumulative=figure.scope == Figure.Scope.CUMULATIVE,
        source=figure.source_name,
        outlet=article.site_name or article.host.removeprefix("www.") or article.title,
        told=told_at(article.published) or (Told(day) if (day := figure.date_to or figure.date_from) else None),
        sentence=_sentence(texts.get(article.pk, ""), annotation.start, annotation.exact, figure.raw),
    )


def told_at(published: str) -> Told | None:
    """Return when an article was published, from ISO 8601 of a day or a moment; None where it does not say."""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        try:
            return Told(date.fromisoformat(published[:10]))
        except ValueError:
            return None
    if len(published) <= len("2024-03-11"):
        return Told(moment.date())
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Told(moment.date(), moment)


def _sentence(text: str, start: int | None, exact: str, raw: str) -> str:
    """Return the sentence of an article in which a figure's number stands; of an orphan what was highlighted."""
    if start is None or text[start : start + len(exact)] != exact:
        return exact
    at = start + max(0, exact.find(raw))
    first, last = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    for begins, ends in sentences_of(text, first, len(text) if last < 0 else last):
        if begins <= at < ends:
            return text[begins:ends]
    return exact
