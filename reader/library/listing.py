"""What a page of the library shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from reader.keys import among, written
from reader.models import Entry, Label, ReadingState, User
from reader.models.entry import EntryQuerySet, languages_of
from reader.prepared import Bind, Prepared
from reader.search import relevance
from reader.search.conditions import HAS, Conditions, texts
from reader.search.excerpts import Sought
from reader.search.stems import WAYS

from . import paging
from .forms import LibraryForm, TurnForm
from .paging import NEWEST_FIRST, ORDERS, RELEVANCE, Order, Place, Stretch, newest_page, page, ranked_page
from .showing import Shown, shown

MOST_COUNTED = 2_000  # articles; where there are no more they are named, so that they are looked for once
COUNTED_AT_ONCE = 500
RANKED = 1_000  # of the articles that a search finds, those whose fitness is looked at: the newest
CANDIDATES = Prepared(
    lambda: Entry.objects.filter(among("pk", Bind("keys"))).order_by().values_list("pk", "language", "words")
)
NEWEST = Prepared(lambda: Entry.objects.order_by("-pk").values_list("pk")[:1])
ARCHIVED = Prepared(
    lambda: (
        ReadingState.objects.filter(user=Bind("user"), state=ReadingState.State.ARCHIVED)
        .order_by()
        .values_list("pk")[:1]
    )
)


class Library:
    """The articles of these projects that a valid form asks for; each part is looked up when it is asked for.

    `user` is whose states they have; of nobody, all are new.
    """

    def __init__(self, form: LibraryForm, turn: TurnForm, projects: Sequence[int], user: User | None = None) -> None:
        self.form, self.turn, self.projects, self.user = form, turn, projects, user
        Entry.objects.refresh(projects)

    @cached_property
    def entries(self) -> EntryQuerySet:
        """The entries that the form asks for. Where they are few they are named, so that they are looked for once."""
        if not self.form.is_narrow or not self.is_few:
            return self._asked
        return Entry.objects.filter(among("pk", self.keys))

    @cached_property
    def is_few(self) -> bool:
        """Whether they are few enough to be named."""
        return self.total <= MOST_COUNTED

    @property
    def is_small(self) -> bool:
        """Whether the list can be counted by everything it can be narrowed by while the page is made."""
        return self.is_few and self.total <= COUNTED_AT_ONCE

    @property
    def is_first_run(self) -> bool:
        """Whether there is nothing to list, whatever is asked for."""
        return not self.form.is_narrow and not self.total and not self.in_any_state.exists()

    @cached_property
    def total(self) -> int:
        """How many there are; of more than MOST_COUNTED, one more than that."""
        if self.form.is_narrow:
            return len(self.keys)
        return self._asked.order_by().values("pk")[: MOST_COUNTED + 1].count()

    @cached_property
    def keys(self) -> list[int]:
        """The keys of them all where they are few; otherwise of some, one more than MOST_COUNTED, in any order."""
        try:
            asked = self._asked.order_by(*["-pk"] if self._are_keys_newest else [])
            sql, params = asked.values_list("pk")[: MOST_COUNTED + 1].query.sql_with_params()
        except EmptyResultSet:  # it is asked for nothing that there could be
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [key for (key,) in cursor.fetchall()]

    def _are_keys_enough(self, at: Place | None, *, backwards: bool) -> bool:
        """Whether this page of the newest stands among the keys that are known."""
        if not self.form.is_narrow or self.is_few:
            return self.form.is_narrow
        return not at and not backwards and self._are_keys_newest and len(self.keys) > paging.PAGE

    @property
    def _are_keys_newest(self) -> bool:
        """Whether of many the newest are known: SQLite finds words in this order, others would have to find all."""
        return connection.vendor == "sqlite" and bool(self.sought)

    @cached_property
    def _asked(self) -> EntryQuerySet:
        match self.form.cleaned_data["state"]:
            case "any":
                return self.in_any_state
            case "" if self.form.cleaned_data["q"]:
                return self.in_any_state
            case "":
                if self.user is None or not ARCHIVED(user=self.user.pk):
                    return self.in_any_state
                return self.in_any_state.exclude(self._is_in(ReadingState.State.ARCHIVED))
            case "new":
                return self.in_any_state.exclude(self._is_in())
        return self.in_any_state.filter(self._is_in(self.form.cleaned_data["state"]))

    def _is_in(self, *states: str) -> Exists:
        mine = ReadingState.objects.filter(user=self.user, article=OuterRef("pk"))
        return Exists(mine.filter(state__in=states) if states else mine)

    @cached_property
    def in_any_state(self) -> EntryQuerySet:
        """The entries that the form asks for, whatever state they are in for the person."""
        data = self.form.cleaned_data
        found = Entry.objects.filter(self._in_projects)
        if self.form.query_tree:
            found = found.filter(self._conditions.of(self.form.query_tree))
        for name, column in (("site", "site"), ("author", "author"), ("lang", "language")):
            if data[name]:
                found = found.filter(**{column: data[name]})
        if data["since"]:
            found = found.filter(published__gte=data["since"].isoformat())
        if data["until"]:
            following = data["until"] + timedelta(days=1)
            found = found.filter(published__gt="", published__lt=following.isoformat())
        for value in data["has"]:
            found = found.filter(self.has(value))
        if data["label"]:
            labels = Label.objects.filter(project__in=self.projects, name__iexact=data["label"])
            found = found.filter(pk__in=Label.articles.through.objects.filter(label__in=labels).values("article"))
        return found

    @property
    def told(self) -> str:
        """How many there are, in words."""
        if self.total > MOST_COUNTED:
            return gettext("More than {number:,} articles").format(number=MOST_COUNTED)
        return ngettext("{number:,} article", "{number:,} articles", self.total).format(number=self.total)

    @cached_property
    def sought(self) -> Sought:
        return Sought(texts(self.form.query_tree))

    @cached_property
    def stretch(self) -> Stretch:
        cursor = self.turn.said("before") or self.turn.said("after")
        backwards = bool(self.turn.said("before") or self.turn.said("last"))
        at = Place.read(cursor, self.order)
        if self.order is RELEVANCE:
            return ranked_page(self._ranked, at, backwards=backwards)
        if self.order is NEWEST_FIRST and self._are_keys_enough(at, backwards=backwards):
            return newest_page(self.keys, at, backwards=backwards)
        return page(self.entries, self.order, at, backwards=backwards)

    @cached_property
    def shown(self) -> list[Shown]:
        """The articles of this page, in order."""
        return shown([place.pk for place in self.stretch.places], self.sought, self.user)

    @cached_property
    def turns(self) -> dict[str, str]:
        """The queries of the other pages there are: first, previous, next, last."""
        places, found = self.stretch.places, {}
        if self.stretch.has_previous:
            found["first"] = self.address()
            if places:
                found["previous"] = self.address(before=places[0].written(self.order))
        if self.stretch.has_next and places:
            found["next"], found["last"] = self.address(after=places[-1].written(self.order)), self.address(last="on")
        return found

    @property
    def order(self) -> Order:
        sort = self.form.cleaned_data["sort"]
        return RELEVANCE if sort == RELEVANCE.column else ORDERS[sort]

    @property
    def is_ranked_in_part(self) -> bool:
        """Whether the page shows the best of the newest articles alone, since there are too many to compare."""
        return self.order is RELEVANCE and self.total > RANKED

    @property
    def ranked(self) -> int:
        """How many articles are compared at most."""
        return RANKED

    @cached_property
    def _ranked(self) -> dict[int, float]:
        if self.is_few or (self._are_keys_newest and len(self.keys) >= RANKED):
            newest = sorted(self.keys, reverse=True)[:RANKED]
        else:
            newest = list(self._asked.order_by("-pk").values_list("pk", flat=True)[:RANKED])
        candidates = CANDIDATES(keys=written(newest))
        return relevance.ranked([relevance.Candidate(*row) for row in candidates], self.sought.texts)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """The orders to choose from: the value of each in the form, what it is called, and whether it is this one."""
        orders = {**ORDERS, RELEVANCE.column: RELEVANCE} if self.sought else ORDERS
        return [(key, str(order.label), order is self.order) for key, order in orders.items()]

    @property
    def here(self) -> str:
        """The query of this list, with its question mark if there is one."""
        query = self.form.query()
        return f"?{query}" if query else ""

    @property
    def newest(self) -> int:
        """The highest key of all articles: those that come from now on have higher ones."""
        return next((key for (key,) in NEWEST()), 0)

    def address(self, **turn: str) -> str:
        """Return what a link to a page of this list is: never an empty one, which would lead nowhere."""
        return self.path("&".join(filter(None, (self.form.query(), urlencode(turn, safe="~")))))

    def path(self, query: str) -> str:
        """Return what a link to this list with another query is."""
        if query:
            return f"?{query}"
        return reverse("project", args=self.projects) if len(self.projects) == 1 else reverse("search")

    def has(self, value: str) -> Q:
        """Return which entries have something of the kind that a filter calls so; see `forms.HAS`."""
        return HAS[value] if value in HAS else self._conditions.tags.of_kind(value).condition

    def kinds(self, articles: Sequence[int]) -> Mapping[str, int]:
        """Return how many of these articles have a highlight with a tag of each kind."""
        return self._conditions.tags.counted(articles)

    @cached_property
    def _conditions(self) -> Conditions:
        one, *others = self.projects or [0]
        # To filter by what stands on articles, no words are looked for.
        languages = languages_of(one) if self.form.query_tree and not others else ()
        return Conditions(self.projects, languages) if 0 < len(languages) < len(WAYS) else Conditions(self.projects)

    @property
    def _in_projects(self) -> Q:
        one, *others = self.projects or [0]
        return Q(project__in=self.projects) if others else Q(project=one)
