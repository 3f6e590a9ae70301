"""Which highlights of a project a filter shows, and how many they are, by tag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy

from annotations.core.concordance import terms
from annotations.models import Annotation, Tag
from annotations.models.folding import Fold
from reader.models import Article, Project, User

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

Tagging = Annotation.tags.through


class State(models.TextChoices):
    """Where a highlight stands."""

    ANCHORED = "anchored", gettext_lazy("In its place")
    ORPHAN = "orphan", gettext_lazy("Orphans")
    CHANGED = "changed", gettext_lazy("Changed at the source")


class Noted(models.TextChoices):
    """Whether a highlight has a note."""

    WITH = "with", gettext_lazy("With a note")
    WITHOUT = "without", gettext_lazy("Without a note")


@dataclass(frozen=True)
class Filter:
    """What a person looks for; what is not given does not narrow. Days are of UTC, and both ends belong to a period."""

    project: Project
    q: str = ""
    tag: Sequence[Tag] = ()  # it bears each of these,
    any: Sequence[Tag] = ()  # at least one of these,
    without: Sequence[Tag] = ()  # and none of these
    untagged: bool = False
    article: Article | None = None
    title: str = ""
    site: str = ""
    author: str = ""
    by: User | None = None
    made_from: date | None = None
    made_to: date | None = None
    published_from: date | None = None
    published_to: date | None = None
    state: str = ""
    note: str = ""
    overlap: Tag | None = None  # it overlaps one with this tag, or bears it
    sentence: Tag | None = None  # it shares a sentence with one with this tag, or bears it
    keys: Sequence[int] = ()

    @cached_property
    def annotations(self) -> AnnotationQuerySet:
        """What the filter shows."""
        from annotations.cooccurrence import keys_near  # noqa: PLC0415  which looks among what is filtered

        found = self._narrowed
        for tag, by_sentence in ((self.overlap, False), (self.sentence, True)):
            if tag:
                found = found.filter(pk__in=listed(keys_near(found, tag, self.project, by_sentence=by_sentence)))
        return found

    @property
    def words(self) -> list[str]:
        """The words that are looked for in quote and note."""
        return terms(self.q)

    @property
    def _narrowed(self) -> AnnotationQuerySet:
        # Not a join: SQLite would read all highlights of the project to sort them by the article's key, and with
        # this walks its articles in that order and stops with the page.
        found = Annotation.objects.filter(article__in=self._articles.values("pk")).alive()
        for word in self.words:
            found = found.filter(GreaterThan(StrIndex("searchable", Fold(models.Value(word))), 0))
        for tag in self.tag:
            found = found.filter(pk__in=Tagging.objects.filter(tag=tag).values("annotation"))
        if self.any:
            found = found.filter(pk__in=Tagging.objects.filter(tag__in=self.any).values("annotation"))
        if self.without:
            found = found.exclude(_bears(tag__in=self.without))
        if self.untagged:
            found = found.exclude(_bears())
        if self.by:
            found = found.filter(created_by=self.by)
        if self.made_from:
            found = found.filter(created_at__gte=_midnight(self.made_from))
        if self.made_to:
            found = found.filter(created_at__lt=_midnight(self.made_to + timedelta(days=1)))
        match self.state:
            case State.ANCHORED:
                found = found.filter(start__isnull=False)
            case State.ORPHAN:
                found = found.filter(start=None)
            case State.CHANGED:
                found = found.exclude(former_exact="")
        if self.note:
            found = found.exclude(note="") if self.note == Noted.WITH else found.filter(note="")
        return found.filter(pk__in=listed(self.keys)) if self.keys else found

    @property
    def _articles(self) -> models.QuerySet[Article]:
        found = Article.objects.filter(project=self.project).order_by()
        if self.article:
            found = found.filter(pk=self.article.pk)
        # Not `icontains`: on SQLite it knows the capitals of ASCII alone. There are few articles beside highlights.
        if self.title:
            found = found.filter(title__iregex=re.escape(self.title))
        if self.author:
            found = found.filter(byline__iregex=re.escape(self.author))
        if self.site:
            name = re.escape(self.site)
            host = models.Q(url__iregex=rf"^[a-z]+://[^/?#]*{name}[^/?#]*([/?#]|$)", site_name="")
            found = found.filter(models.Q(site_name__iregex=name) | (host if "/" not in name else models.Q(pk=None)))
        # ISO 8601 sorts as text; an article that does not say its day is in no period.
        if self.published_from:
            found = found.filter(published__gte=self.published_from.isoformat())
        if self.published_to:
            following = self.published_to + timedelta(days=1)
            found = found.filter(published__lt=following.isoformat()).exclude(published="")
        return found


def _bears(**tags: object) -> models.Exists:
    return models.Exists(Tagging.objects.filter(annotation=models.OuterRef("pk"), **tags))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def listed(keys: Sequence[int]) -> models.expressions.RawSQL:
    """Return these keys as something to look them up in: one parameter, however many they are."""
    if connection.vendor == "sqlite":
        return models.expressions.RawSQL("SELECT value FROM json_each(%s)", [f"[{','.join(map(str, keys))}]"])
    return models.expressions.RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


@dataclass(frozen=True)
class Tallies:
    """How many highlights there are, and how many with each tag, by its key; None: those without."""

    total: int
    by_tag: dict[int | None, int]


def tallies(found: AnnotationQuerySet) -> Tallies:
    """Count what a filter shows. All in one statement, so that it is looked for once."""
    try:
        sql, params = found.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Tallies(0, {})
    taggings = connection.ops.quote_name(Tagging._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found(id) AS MATERIALIZED ({sql}) "  # noqa: S608  the statement is Django's own
            "SELECT 0, NULL, COUNT(*) FROM found UNION ALL "
            f"SELECT 1, worn.tag_id, COUNT(*) FROM found LEFT JOIN {taggings} worn ON worn.annotation_id = found.id "
            "GROUP BY worn.tag_id",
            params,
        )
        (total, *by_tag) = sorted(cursor.fetchall(), key=lambda row: row[0])
    return Tallies(total[2], {tag: count for _, tag, count in by_tag})
