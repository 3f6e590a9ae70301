"""How many highlights each article has, by tag: counted when they change, since the library asks it of thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import ClassVar

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from reader.keys import among, listed, written
from reader.models import Article, Entry
from reader.prepared import Bind, Prepared
from reader.search.conditions import Bearing
from reader.search.words import stream, tokens

from .annotation import Annotation
from .codebook import Tag

AT_ONCE = 500  # articles a statement
FEW = 2000


class Tally(models.Model):
    """How many highlights of an article bear a tag; where none does there is no row."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="tallies")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tallies")
    highlights = models.PositiveIntegerField()

    class Meta:
        ordering = ("article", "tag")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tag", "article"], name="one_tally_an_article_and_tag")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.tag_id}: {self.highlights}"


def count(articles: Iterable[int], *, words: bool = True) -> None:
    """Let the library know what stands on these articles now.

    `words`: also what they are found by, where notes, or quotes that are not in the text, have changed.
    """
    rest = iter(sorted({*articles}))
    while batch := list(islice(rest, AT_ONCE)):
        _count(batch)
        if words:
            Entry.objects.annotated(_written(batch))


TAGS_OF = Prepared(
    lambda: Tag.objects.filter(among("project", Bind("projects"))).order_by("pk").values_list("pk", "name", "kind")
)
KINDS_ON = Prepared(
    lambda: (
        Tally.objects.filter(among("article", Bind("keys")), tag__removed_at=None)
        .order_by()
        .values_list("tag__kind")
        .annotate(models.Count("article", distinct=True))
    )
)
KIND: dict[str, str] = {Tag.Kind.CASUALTY_FIGURE: "figure"}  # what a search calls it


class Tags:
    """The tags of some projects, for searches: see `reader.search.conditions.Tags`."""

    def __init__(self, projects: Sequence[int]) -> None:
        self.tags = TAGS_OF(projects=written(projects))
        self._borne = cache(borne)  # looked up once, however often a search comes back to it

    def tagged(self, is_meant: Callable[[str], bool]) -> Bearing | None:
        keys = tuple(pk for pk, name, _ in self.tags if is_meant(name))
        return self._borne(keys) if keys else None

    def of_kind(self, kind: str) -> Bearing:
        return self._borne(tuple(pk for pk, _, there in self.tags if KIND.get(there, there) == kind))

    def counted(self, articles: Sequence[int]) -> Mapping[str, int]:
        return {KIND.get(kind, kind): number for kind, number in KINDS_ON(keys=written(articles))}


def borne(tags: Sequence[int]) -> Bearing:
    """Return which entries have highlights with one of these tags.

    Few are named; of many, each entry is asked, since a page of the list is full before all of them are found.
    """
    bearing = Tally.objects.filter(tag__in=tags).order_by()
    keys = list(bearing.values_list("article", flat=True)[: FEW + 1])
    if len(keys) <= FEW:
        return Bearing(Q(pk__in=listed(keys)), keys)
    return Bearing(Q(Exists(bearing.filter(article=OuterRef("pk")))))


def _count(articles: Sequence[int]) -> None:
    keys = ", ".join(str(int(key)) for key in articles)
    name = connection.ops.quote_name
    tally, annotation = name(Tally._meta.db_table), name(Annotation._meta.db_table)
    tagging, entry = name(Annotation.tags.through._meta.db_table), name(Entry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {tally} WHERE article_id IN ({keys})")  # noqa: S608  keys are numbers, in all of these
        cursor.execute(
            f"INSERT INTO {tally} (article_id, tag_id, highlights) "  # noqa: S608
            f"SELECT a.article_id, t.tag_id, COUNT(*) FROM {annotation} a JOIN {tagging} t ON t.annotation_id = a.id "
            f"WHERE a.deleted_at IS NULL AND a.article_id IN ({keys}) GROUP BY a.article_id, t.tag_id"
        )
        alive = f"FROM {annotation} a WHERE a.article_id = {entry}.article_id AND a.deleted_at IS NULL"
        cursor.execute(
            f"UPDATE {entry} SET highlights = (SELECT COUNT(*) {alive}), "  # noqa: S608
            f"notes = (SELECT COUNT(*) {alive} AND a.note <> ''), "
            f"orphans = (SELECT COUNT(*) {alive} AND a.start IS NULL) WHERE article_id IN ({keys})"
        )


def _written(articles: Sequence[int]) -> dict[int, str]:
    """Return the words of notes, and of quotes that are not in the text, of each article."""
    languages = dict(Article.objects.filter(pk__in=articles).values_list("pk", "language"))
    parts: dict[int, list[list[str]]] = defaultdict(list)
    for article, *said in _said(articles):
        parts[article] += [tokens(text, languages[article]) for text in said if text]
    return {article: stream(parts[article]) for article in languages}


def _said(articles: Sequence[int]) -> Iterator[tuple[int, str, str, str]]:
    there = Annotation.objects.alive().filter(article__in=articles).order_by("article", "pk")
    told = there.exclude(note="", former_exact="", start__isnull=False)
    for article, note, former, start, exact in told.values_list("article", "note", "former_exact", "start", "exact"):
        yield article, note, former, exact if start is None else ""
