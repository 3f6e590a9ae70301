"""Pages of a long list by where they begin instead of by number: the last costs as much as the first.

A place is a cursor: the highlight's article, start, end and key, so that it stays one when the highlight is gone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Q

from annotations.models import Annotation

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

PAGE = 50
Tagging = Annotation.tags.through
CURSOR = re.compile(r"(?:(\d{1,18}):)?(\d{1,18})-(?:(\d{1,9})-(\d{1,9}))?-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a highlight stands in the list; an orphan has no start and no end. `tag` is the group's, 0 of untagged."""

    article: int
    start: int | None
    end: int | None
    pk: int
    tag: int | None = None

    @classmethod
    def read(cls, cursor: str) -> Self | None:
        """Return the place that a cursor names, or None where it is none."""
        match = CURSOR.fullmatch(cursor)
        if match is None:
            return None
        tag, article, start, end, pk = (int(part) if part else None for part in match.groups())
        return cls(article or 0, start, end, pk or 0, tag)

    def __str__(self) -> str:
        place = "" if self.start is None else f"{self.start}-{self.end}"
        group = "" if self.tag is None else f"{self.tag}:"
        return f"{group}{self.article}-{place}-{self.pk}"

    @property
    def following(self) -> Q:
        """What comes after it: later in the article, or in an older one."""
        if self.start is None:
            later = Q(start=None, pk__gt=self.pk)
        else:
            shorter = Q(end__lt=self.end) | Q(end=self.end, pk__gt=self.pk)
            later = Q(start__gt=self.start) | Q(start=self.start) & shorter | Q(start=None)
        # The first condition says nothing new: by it the database finds the article in its index.
        return Q(article__lte=self.article) & (Q(article__lt=self.article) | later)

    @property
    def preceding(self) -> Q:
        """What comes before it."""
        if self.start is None:
            earlier = Q(start=None, pk__lt=self.pk) | Q(start__isnull=False)
        else:
            longer = Q(end__gt=self.end) | Q(end=self.end, pk__lt=self.pk)
            earlier = Q(start__lt=self.start) | Q(start=self.start) & longer
        return Q(article__gte=self.article) & (Q(article__gt=self.article) | earlier)


# The newest article first, in it as the passages follow each other, the longer first, orphans at the end.
ORDER = (F("article_id").desc(), F("start").asc(nulls_last=True), F("end").desc(nulls_last=True), F("pk").asc())
REVERSED = (F("article_id").asc(), F("start").desc(nulls_first=True), F("end").asc(nulls_first=True), F("pk").desc())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A page: the places on it in order, and whether there are others before and after it."""

    places: Sequence[Place]
    has_previous: bool
    has_next: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page: the one that begins after this place, or ends before it; from the end, if `backwards` without one."""

    at: Place | None = None
    backwards: bool = False


def by_article(found: AnnotationQuerySet, turn: Turn) -> Stretch:
    """Return a page of the highlights in order."""
    return _stretch(_places(found, turn.at, turn.backwards, PAGE + 1), turn)


def by_tag(found: AnnotationQuerySet, groups: Sequence[tuple[int, int]], turn: Turn) -> Stretch:
    """Return a page of the highlights tag by tag, where one with several tags comes several times.

    `groups` are the keys of the tags (0: untagged) in their order, each with how many highlights it has. At most four
    queries, however many groups the page shows.
    """
    ordered = [group for group in groups if group[1]]
    if turn.backwards:
        ordered.reverse()
    first = next((i for i, (tag, _) in enumerate(ordered) if turn.at and tag == turn.at.tag), 0)
    rows: list[Place] = []
    wanted = PAGE + 1
    if ordered:
        rows = _group(found, ordered[first][0], turn.at, turn.backwards, wanted)
    rest = ordered[first + 1 :]
    whole = _that_fit(rest, wanted - len(rows))
    rows += _whole_groups(found, whole, turn.backwards)
    for tag, _ in rest[len(whole) : len(whole) + 2]:
        if len(rows) < wanted:
            rows += _group(found, tag, None, turn.backwards, wanted - len(rows))
    return _stretch(rows, turn)


def _stretch(rows: Sequence[Place], turn: Turn) -> Stretch:
    is_more, places = len(rows) > PAGE, rows[:PAGE]
    if turn.backwards:
        return Stretch(places[::-1], is_more, turn.at is not None)
    return Stretch(places, turn.at is not None, is_more)


FIELDS = ("article_id", "start", "end", "pk")


def _places(found: AnnotationQuerySet, at: Place | None, backwards: bool, number: int) -> list[Place]:
    if at:
        found = found.filter(at.preceding if backwards else at.following)
    return [Place(*row) for row in found.order_by(*(REVERSED if backwards else ORDER)).values_list(*FIELDS)[:number]]


def _group(found: AnnotationQuerySet, tag: int, at: Place | None, backwards: bool, number: int) -> list[Place]:
    if tag:
        here = found.filter(pk__in=Tagging.objects.filter(tag=tag).values("annotation"))
    else:
        here = found.exclude(Exists(Tagging.objects.filter(annotation=OuterRef("pk"))))
    places = _places(here, at, backwards, number)
    return [Place(place.article, place.start, place.end, place.pk, tag) for place in places]


def _that_fit(groups: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Return the first of the groups that have room together; the untagged are none of a tag."""
    taken = 0

    def fits(group: tuple[int, int]) -> bool:
        nonlocal taken
        taken += group[1]
        return bool(group[0]) and taken <= room

    return [tag for tag, _ in takewhile(fits, groups)]


def _whole_groups(found: AnnotationQuerySet, tags: Sequence[int], backwards: bool) -> list[Place]:
    if not tags:
        return []
    here = found.filter(tags__in=tags).order_by(*(REVERSED if backwards else ORDER))
    rows = here.annotate(group=F("tags__pk")).values_list(*FIELDS, "group")
    order = {tag: number for number, tag in enumerate(tags)}
    return sorted((Place(*row) for row in rows), key=lambda place: order[place.tag or 0])
