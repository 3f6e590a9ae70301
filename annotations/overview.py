"""The page of all highlights: what a filter shows of a project, counted, in groups, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.urls import reverse

from annotations import paging
from annotations.core.concordance import Piece, pieces, shortened
from annotations.filtering import Filter, Tallies, tallies
from annotations.forms.filters import MOST_LISTED, FilterForm, ShownForm
from annotations.models import Annotation, Tag
from annotations.paging import Place, Stretch, Turn
from reader.models import Article

QUOTE, NOTE = 240, 160  # code points of a quote and of a note that the list shows
LINE = 90  # of a quote in a line with its context


@dataclass(frozen=True)
class Facet:
    """A tag with its count, and the query that asks for it besides, or no more. None: without a tag."""

    tag: Tag | None
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Entry:
    """A highlight as the page shows it, with the searched words told apart."""

    annotation: Annotation
    words: Sequence[str]

    @property
    def quote(self) -> list[Piece]:
        return pieces(shortened(self.annotation.exact, QUOTE, self.words), self.words)

    @property
    def line(self) -> list[Piece]:
        return pieces(shortened(self.annotation.exact, LINE, self.words), self.words)

    @property
    def note(self) -> list[Piece]:
        return pieces(shortened(self.annotation.note, NOTE, self.words), self.words)

    @property
    def prefix(self) -> list[Piece]:
        return pieces(" ".join(self.annotation.prefix.split("\n")), self.words)

    @property
    def suffix(self) -> list[Piece]:
        return pieces(" ".join(self.annotation.suffix.split("\n")), self.words)


@dataclass(frozen=True)
class Group:
    """What stands under one heading: an article, a tag, or (neither) what has no tag."""

    entries: Sequence[Entry]
    article: Article | None = None
    tag: Tag | None = None
    count: int | None = None


class Overview:
    """What the page shows, for a filter that is valid; each part is looked up when it is asked for."""

    def __init__(self, form: FilterForm, shown: ShownForm) -> None:
        self.form, self.shown = form, shown
        self.filter: Filter = form.filter()

    @cached_property
    def tallies(self) -> Tallies:
        return tallies(self.filter.annotations)

    @property
    def is_in_lines(self) -> bool:
        return self.shown.said("view") == "lines"

    @property
    def is_by_tag(self) -> bool:
        return self.shown.said("group") == "tag"

    @cached_property
    def facets(self) -> list[Facet]:
        """The tags that what is shown bears, and those that are asked for."""
        chosen = set(self.form.cleaned_data["tag"])
        counts = self.tallies.by_tag
        found = [
            Facet(tag, counts.get(tag.pk, 0), self._address(self.form.toggled(tag)), tag in chosen)
            for tag in self.form.tags
            if tag in chosen or counts.get(tag.pk)
        ]
        if counts.get(None):
            query = self.form.query(untagged=not self.filter.untagged)
            found.append(Facet(None, counts[None], self._address(query), self.filter.untagged))
        return found

    @cached_property
    def stretch(self) -> Stretch:
        cursor = self.shown.said("before") or self.shown.said("after")
        backwards = bool(self.shown.said("before") or self.shown.said("last"))
        turn = Turn(Place.read(cursor), backwards)
        found = self.filter.annotations
        if not self.tallies.total:  # no need to look for what is not there once more
            return Stretch((), has_previous=False, has_next=False)
        if not self.is_by_tag:
            return paging.by_article(found, turn)
        counts = self.tallies.by_tag
        groups = [(tag.pk, counts.get(tag.pk, 0)) for tag in self.form.tags]
        return paging.by_tag(found, [*groups, (0, counts.get(None, 0))], turn)

    @cached_property
    def annotations(self) -> list[Annotation]:
        """The highlights of this page in order; grouped by tag, one may come several times."""
        keys = {place.pk for place in self.stretch.places}
        shown = Annotation.objects.for_listing().select_related("article").defer("searchable", *UNSHOWN).in_bulk(keys)
        return [shown[place.pk] for place in self.stretch.places if place.pk in shown]

    @property
    def groups(self) -> Iterator[Group]:
        tags = {tag.pk: tag for tag in self.form.tags}
        there = {annotation.pk: annotation for annotation in self.annotations}
        places = [place for place in self.stretch.places if place.pk in there]
        for key, inside in groupby(places, lambda place: place.tag if self.is_by_tag else place.article):
            entries = [Entry(there[place.pk], self.filter.words) for place in inside]
            if self.is_by_tag:
                yield Group(entries, tag=tags.get(key or 0), count=self.tallies.by_tag.get(key or None, 0))
            else:
                yield Group(entries, article=entries[0].annotation.article)

    @cached_property
    def turns(self) -> dict[str, str]:
        """The queries of the other pages there are: first, previous, next, last."""
        places = self.stretch.places
        found = {}
        if self.stretch.has_previous and places:
            found["first"], found["previous"] = self._page(), self._page(before=str(places[0]))
        if self.stretch.has_next and places:
            found["next"], found["last"] = self._page(after=str(places[-1])), self._page(last="on")
        return found

    @property
    def query(self) -> str:
        """The query of the filter alone, as exports take it."""
        return self.form.query()

    @property
    def here(self) -> str:
        """The query of this filter, shown this way, with its question mark if there is one."""
        query = "&".join(filter(None, (self.query, self.shown.query())))
        return f"?{query}" if query else ""

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """The ways to show it: what each is called, its query, and whether it is this one."""
        return self._choices("view")

    @property
    def groupings(self) -> list[tuple[str, str, bool]]:
        """The ways to group it, in the same form."""
        return self._choices("group")

    @property
    def articles(self) -> list[Article]:
        """The articles to choose from, where they are few; otherwise the one that is chosen."""
        chosen = [self.filter.article] if self.filter.article else []
        offered = list(self.form.fields["article"].queryset[: MOST_LISTED + 1])  # type: ignore[attr-defined]
        return offered if len(offered) <= MOST_LISTED else chosen

    def _choices(self, field: str) -> list[tuple[str, str, bool]]:
        choices: Sequence[tuple[str, str]] = self.shown.fields[field].choices  # type: ignore[attr-defined]
        current = self.shown.said(field)
        return [(label, self._page(**{field: value}), value == current) for value, label in choices]

    def _page(self, **changed: str) -> str:
        return self._address(self.form.query(), **changed)

    def _address(self, query: str, **changed: str) -> str:
        """Return what a link to this page with another query is: never an empty one, which would lead nowhere."""
        said = "&".join(filter(None, (query, self.shown.query(**changed))))
        return f"?{said}" if said else reverse("project_annotations", args=[self.form.project.pk])


UNSHOWN = ("article__url", "article__problem", "article__standfirst")


def newest() -> int:
    """Return the highest key of all highlights: those made from now on have higher ones."""
    return Annotation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
