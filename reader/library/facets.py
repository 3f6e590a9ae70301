"""What the list can be narrowed by, with how many articles each would leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext

from reader.models import Label, ReadingState
from reader.models.entry import EntryQuerySet

from .forms import HAS, STATES
from .languages import language_name
from .listing import Library

MOST = 8  # values of one kind


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its count, the link that asks for it or no more, and whether it is asked for."""

    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of thing to narrow by. `is_cut`: there are more values than are shown."""

    label: str
    values: list[Value]
    is_cut: bool = False


def facets(library: Library) -> Iterator[Facet]:
    """Yield what can be chosen among the articles that the library shows; a fixed number of queries."""
    if not library.total and not library.form.is_narrow:
        return
    yield from filter(
        lambda facet: facet.values, (*_states(library), _has(library), *_labels(library), *_columns(library))
    )


def _columns(library: Library) -> Iterator[Facet]:
    for name, column, label in (
        ("site", "site", gettext("Site")),
        ("author", "author", gettext("Author")),
        ("lang", "language", gettext("Language")),
    ):
        chosen = library.form.cleaned_data[name]
        counted = library.entries.exclude(**{column: ""}).order_by().values_list(column).annotate(count=Count("pk"))
        rows = list(counted.order_by("-count", column)[: MOST + 1])
        values = [
            Value(
                language_name(value) if name == "lang" else value,
                count,
                library.path(library.form.toggled(name, value)),
                value == chosen,
            )
            for value, count in rows[:MOST]
        ]
        if len(values) > 1 or chosen:  # one that all have is no choice
            yield Facet(label, values, len(rows) > MOST)


def _states(library: Library) -> Iterator[Facet]:
    """What is read, for whoever has begun to keep account of it."""
    if library.user is None or not ReadingState.objects.filter(user=library.user).exists():
        return
    entries = library.in_any_state
    mine = ReadingState.objects.filter(user=library.user, article__in=entries.order_by().values("pk"))
    counts = dict(mine.order_by().values_list("state").annotate(count=Count("pk")))
    counts["new"] = entries.count() - sum(counts.values())
    chosen = library.form.cleaned_data["state"]
    yield Facet(
        gettext("State"),
        [
            Value(str(label), counts[name], library.path(library.form.toggled("state", name)), name == chosen)
            for name, label in STATES
            if counts.get(name) or (name and name == chosen and name in counts)
        ],
    )


def _labels(library: Library) -> Iterator[Facet]:
    worn = Label.articles.through.objects.filter(article__in=library.entries.order_by().values("pk"))
    counted = worn.order_by().values_list("label__name").annotate(count=Count("pk"))
    rows = sorted(counted, key=lambda row: (-row[1], row[0]))[: MOST + 1]
    chosen = library.form.cleaned_data["label"]
    yield Facet(
        gettext("Label"),
        [
            Value(name, count, library.path(library.form.toggled("label", name)), name == chosen)
            for name, count in rows[:MOST]
        ],
        len(rows) > MOST,
    )


def _has(library: Library) -> Facet:
    chosen = library.form.cleaned_data["has"]
    counts = _counts(library.entries, {name: library.has(name) for name, _ in HAS})
    return Facet(
        gettext("With"),
        [
            Value(str(label), counts[name], library.path(library.form.toggled("has", name)), name in chosen)
            for name, label in HAS
            if counts[name] or name in chosen
        ],
    )


def _counts(entries: EntryQuerySet, conditions: dict[str, Q]) -> dict[str, int]:
    counted = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return entries.order_by().aggregate(**counted)
