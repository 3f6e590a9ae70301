"""Entries: what the library knows of each article to list, filter, sort and find it, kept up with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.module_loading import import_string

from reader.keys import among, written
from reader.prepared import Bind, Prepared
from reader.search import engines
from reader.search.stems import folded
from reader.search.words import AUTHOR, LANGUAGE, SITE, named, primary_of, stream, tokens

from .project import Project

if TYPE_CHECKING:
    from .article import Article
    from .project import Visitor

# What an entry says of its article, and what is searched of it.
SHOWN = {"title", "byline", "site_name", "url", "language", "published", "word_count", "status"}
SEARCHED = {"title", "standfirst", "byline", "site_name", "url", "language", "current"}
MOST = 200  # code points of a name that is sorted and filtered by


AT_ONCE = 500  # articles a statement


class Stale(models.IntegerChoices):
    """What of an entry was overtaken by changes on its article."""

    NOT = 0
    COUNTS = 1
    WORDS = 2


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Visitor) -> Self:
        """Entries of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def keep(self, article: Article, changed: Iterable[str] | None = None) -> None:
        """Let the library know the article as it is now, inside the transaction that changes it.

        `changed` names the fields that were saved, where not all were.
        """
        fields = SHOWN | SEARCHED if changed is None else {*changed}
        if fields & SHOWN:
            self._upsert([article])
        if fields & SEARCHED:
            engines.engine().write(texts={article.pk: searchable(article)})
        if changed is not None and "language" in fields:  # by which what stands on it is found, too
            self.filter(article=article.pk, highlights__gt=0).update(stale=Stale.WORDS)

    def rebuild(self, articles: Iterable[Article]) -> None:
        """Make anew what the library knows of these articles; their current versions are read."""
        articles = list(articles)
        self._upsert(articles, "project")
        engines.engine().write(texts={article.pk: searchable(article) for article in articles})

    def annotated(self, notes: Mapping[int, str]) -> None:
        """Let these articles be found by what was written about them; `notes` are streams, see `search.words`."""
        engines.engine().write(notes=notes)

    def outdate(self, articles: Iterable[int], *, words: bool = True) -> None:
        """Take note that what stands on these articles has changed: it is counted when somebody looks at the library.

        `words`: also what they are found by. So a change costs the same however much stands on the article.
        """
        outdated = int(Stale.WORDS if words else Stale.COUNTS)
        keys = sorted({*articles})
        # By hand: every new highlight asks it.
        update = f"UPDATE {connection.ops.quote_name(Entry._meta.db_table)} SET stale = %s WHERE stale < %s"  # noqa: S608
        with connection.cursor() as cursor:
            for first in range(0, len(keys), AT_ONCE):
                named = ", ".join(str(int(key)) for key in keys[first : first + AT_ONCE])
                cursor.execute(f"{update} AND article_id IN ({named})", [outdated, outdated])

    def refresh(self, projects: Iterable[int]) -> None:
        """Have what has changed on the articles of these projects counted, and read, by whoever it belongs to."""
        named = written(projects)
        while keys := dict(OUTDATED(projects=named)):
            with transaction.atomic():
                alike = {stale: [key for key in keys if keys[key] == stale] for stale in sorted({*keys.values()})}
                # First of all, which holds their rows: what is changed meanwhile is changed after this. What has
                # become more since it was looked for stays so, and is looked for again.
                for stale, changed in alike.items():
                    self.filter(article__in=changed, stale=stale).update(stale=Stale.NOT)
                for follower in settings.LIBRARY_FOLLOWERS:
                    for stale, changed in alike.items():
                        import_string(follower)(changed, words=stale == Stale.WORDS)

    def forget(self, articles: Iterable[int]) -> None:
        """Let articles that are removed be found no longer."""
        engines.engine().forget(articles)

    def _upsert(self, articles: Iterable[Article], *more: str) -> None:
        # Not the project: who reads an article may not have seen that it was put in the bin meanwhile.
        said = (*more, "status", "title_key", "site", "author", "language", "published", "words")
        self.bulk_create(
            [Entry.of(article) for article in articles],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=said,
        )


OUTDATED = Prepared(
    lambda: (
        Entry.objects.filter(among("project", Bind("projects")), stale__gt=Stale.NOT)
        .order_by("article")
        .values_list("article", "stale")[:AT_ONCE]
    )
)


class Entry(models.Model):
    """An article in the library. What depends on the person stands beside it: see `ReadingState`."""

    article = models.OneToOneField("reader.Article", on_delete=models.CASCADE, primary_key=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="entries")
    status = models.CharField(max_length=10)
    # PostgreSQL compares these by their bytes, as SQLite does: see the migration.
    title_key = models.CharField(max_length=MOST, help_text="the title without capitals and accents")
    site = models.CharField(max_length=MOST, blank=True)
    author = models.CharField(max_length=MOST, blank=True)
    language = models.CharField(max_length=8, blank=True, help_text="the primary subtag of BCP 47")
    published = models.CharField(max_length=10, blank=True, help_text="ISO 8601: a day, a month or a year")
    words = models.PositiveIntegerField(default=0)
    # Of what stands on the article; counted by whoever it belongs to.
    highlights = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    orphans = models.PositiveIntegerField(default=0)
    stale = models.PositiveSmallIntegerField(choices=Stale, default=Stale.NOT)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("-article",)
        indexes: ClassVar = [
            models.Index(fields=["project", "article"], name="entry_newest"),
            models.Index(fields=["project", "published", "article"], name="entry_published"),
            models.Index(fields=["project", "title_key", "article"], name="entry_title"),
            models.Index(fields=["project", "site", "article"], name="entry_site"),
            models.Index(fields=["project", "author", "article"], name="entry_author"),
            models.Index(fields=["project", "words", "article"], name="entry_length"),
            models.Index(fields=["project", "highlights", "article"], name="entry_highlights"),
            models.Index(fields=["project", "language", "article"], name="entry_language"),
            models.Index(fields=["project", "article"], name="entry_orphans", condition=models.Q(orphans__gt=0)),
            models.Index(fields=["project", "article"], name="entry_stale", condition=models.Q(stale__gt=0)),
            models.Index(fields=["project", "article"], name="entry_trouble", condition=models.Q(status="unreadable")),
        ]

    def __str__(self) -> str:
        return self.title_key

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the entry of an article as it is now, unsaved."""
        return cls(
            article=article,
            project_id=article.project_id,
            status=article.status,
            title_key=" ".join(folded(word) for word in article.title.split())[:MOST],
            site=(article.site_name or article.host)[:MOST],
            author=article.byline[:MOST],
            language=primary_of(article.language)[:8],
            published=article.published[:10],
            words=article.word_count,
        )


def languages_of(project: int) -> list[str]:
    """Return the languages of a project's articles (primary subtags), each by one step along the index."""
    next_one = "SELECT MIN(language) FROM reader_entry WHERE project_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE there (language) AS ({next_one} UNION ALL "  # noqa: S608
            f"SELECT ({next_one} AND language > there.language) FROM there WHERE there.language IS NOT NULL) "
            "SELECT language FROM there WHERE language IS NOT NULL",
            [project, project],
        )
        return [language for (language,) in cursor.fetchall()]


def searchable(article: Article) -> str:
    """Return the stream of words that an article is found by: its head, its text, and who says it where."""
    language = article.language
    heads = [article.title, article.standfirst, article.byline, article.site_name]
    parts: list[Iterable[str]] = [tokens(head, language) for head in heads if head]
    parts += [
        named(article.site_name, SITE),
        named(article.host, SITE),
        named(article.byline, AUTHOR),
        named(primary_of(language), LANGUAGE),
    ]
    if article.current:
        parts.append(tokens(article.current.text, language))
    return stream(part for part in parts if part)


def follow(articles: Iterable[int], followers: Iterable[str]) -> None:
    """Have what stands on these articles counted and read anew, by whoever it belongs to."""
    keys = list(articles)
    for name in followers:
        import_string(name)(keys)
