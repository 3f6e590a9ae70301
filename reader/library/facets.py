"""What the list can be narrowed by, with how many articles each would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from reader.keys import among, written
from reader.models import Article, Entry, Label, ReadingState
from reader.prepared import Bind, Prepared
from reader.search.conditions import HAS as CONDITIONS

from .forms import HAS, STATES
from .languages import language_name
from .listing import Library
from .showing import LABELS_OF

MOST = 8  # values of one kind
COLUMNS = ("site", "author", "language")
COLUMNS_OF = Prepared(
    lambda: (
        Entry.objects.filter(among("pk", Bind("keys"))).order_by().values_list(*COLUMNS, "notes", "orphans", "status")
    )
)
STATES_OF = Prepared(lambda: ReadingState.objects.filter(user=Bind("user")).order_by().values_list("pk")[:1])


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
    yield from _states(library)
    if library.total:
        counts = _Few(library) if library.is_few else _Many(library)
        found = (_has(library, counts), _labels(library, counts), *_columns(library, counts))
        yield from (facet for facet in found if facet.values)


class _Few:
    """Counts articles that are few enough to be read and counted here, which is two queries instead of many."""

    def __init__(self, library: Library) -> None:
        self.library, self.keys = library, library.keys
        self.rows = COLUMNS_OF(keys=written(self.keys))

    def column(self, name: str) -> list[tuple[str, int]]:
        at = COLUMNS.index(name)
        return _most(Counter(row[at] for row in self.rows if row[at]))

    def labels(self) -> list[tuple[str, int]]:
        return _most(Counter(name for _, name in LABELS_OF(keys=written(self.keys))))

    def has(self) -> dict[str, int]:
        *_, notes, orphans, statuses = zip(*self.rows, strict=True)
        return {
            **self.library.kinds(self.keys),
            "note": sum(map(bool, notes)),
            "orphan": sum(map(bool, orphans)),
            "trouble": statuses.count(Article.Status.UNREADABLE),
        }


class _Many:
    """Has the database count articles."""

    def __init__(self, library: Library) -> None:
        self.library, self.entries = library, library.entries

    def column(self, name: str) -> list[tuple[str, int]]:
        counted = self.entries.exclude(**{name: ""}).order_by().values_list(name).annotate(count=Count("pk"))
        return list(counted.order_by("-count", name)[: MOST + 1])

    def labels(self) -> list[tuple[str, int]]:
        worn = Label.articles.through.objects.filter(article__in=self.entries.order_by().values("pk"))
        return _most(Counter(dict(worn.order_by().values_list("label__name").annotate(count=Count("pk")))))

    def has(self) -> dict[str, int]:
        columns = {name: Count("pk", filter=CONDITIONS[name]) for name, _ in HAS if name in CONDITIONS}
        # Each kind of tag by itself: so it is joined, rather than looked for in every article.
        kinds = {name: self.entries.filter(self.library.has(name)).count() for name, _ in HAS if name not in columns}
        return {**kinds, **self.entries.order_by().aggregate(**columns)}


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda row: (-row[1], row[0]))[: MOST + 1]


def _columns(library: Library, counts: _Few | _Many) -> Iterator[Facet]:
    for name, column, label in (
        ("site", "site", gettext("Site")),
        ("author", "author", gettext("Author")),
        ("lang", "language", gettext("Language")),
    ):
        chosen = library.form.cleaned_data[name]
        rows = counts.column(column)
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
    if library.user is None or not STATES_OF(user=library.user.pk):
        return
    entries = library.in_any_state
    mine = ReadingState.objects.filter(user=library.user, article__in=entries.order_by().values("pk"))
    counts = dict(mine.order_by().values_list("state").annotate(count=Count("pk")))
    counts["new"] = entries.count() - sum(counts.values())
    chosen = library.form.cleaned_data["state"]
    values = [
        Value(str(label), counts[name], library.path(library.form.toggled("state", name)), name == chosen)
        for name, label in STATES
        if counts.get(name) or (name and name == chosen and name in counts)
    ]
    if values:
        yield Facet(gettext("State"), values)


def _labels(library: Library, counts: _Few | _Many) -> Facet:
    rows = counts.labels()
    chosen = library.form.cleaned_data["label"]
    return Facet(
        gettext("Label"),
        [
            Value(name, count, library.path(library.form.toggled("label", name)), name == chosen)
            for name, count in rows[:MOST]
        ],
        len(rows) > MOST,
    )


def _has(library: Library, counts: _Few | _Many) -> Facet:
    chosen, found = library.form.cleaned_data["has"], counts.has()
    return Facet(
        gettext("With"),
        [
            Value(str(label), found.get(name, 0), library.path(library.form.toggled("has", name)), name in chosen)
            for name, label in HAS
            if found.get(name) or name in chosen
        ],
    )
