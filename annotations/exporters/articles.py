"""What the highlights stand on, as tables: the articles, their originals, their versions, and who did it all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from annotations.archive.recorded import original_path, version_path
from reader.models import Article, Membership, Snapshot, Version

from .documents import utc
from .format import Selection
from .paging import pages
from .rows import ARTICLE, KEY, MOMENT, Utc
from .table import Column, Table, one_of

SHA256 = {"required": True, "pattern": "[0-9a-f]{64}"}
WHO = Column("author", "string", "Who did it. Empty where the account is gone, or nobody did.", "ida")
WHEN = Column("created_at", "datetime", "When, in UTC.", "2026-11-23T09:14:00Z", MOMENT)
OF_ARTICLE = Column("article_id", "integer", "The article.", 3, KEY)
TO_ARTICLE = {"article_id": ("articles", "article_id")}

ARTICLES = (
    OF_ARTICLE.narrowed(unique=True),
    *ARTICLE[1:],
    Column("standfirst", "string", "The words between title and text.", "Two days on, nobody agrees on the number."),
    Column("language", "string", "Its language (BCP 47).", "en"),
    Column("word_count", "integer", "Words of the current text.", 812, {"minimum": 0}),
    Column("version_sha256", "string", "SHA-256 of the current text (UTF-8). Empty where it could not be read.",
           "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    Column("status", "string", "Whether it could be read.", "ready", {"required": True, **one_of(Article, "status")}),
    WHO,
    WHEN,
)  # fmt: skip
ARTICLE_CELLS = (
    *("pk", "title", "url", "site_name", "byline", "published", "standfirst", "language", "word_count"),
    *("current__sha256", "status", "created_by__username", Utc("created_at")),
)
ORIGINALS = (
    Column("original_id", "integer", "The bytes as they came, at one time.", 5, KEY | {"unique": True}),
    OF_ARTICLE,
    Column("path", "string", "The file in this archive.", "originals/1-1.html", {"required": True, "unique": True}),
    Column("sha256", "string", "SHA-256 of the bytes, in hexadecimal.",
           "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae", SHA256),
    Column("size", "integer", "How many bytes.", 48213, {"required": True, "minimum": 0}),
    Column("content_type", "string", "Their type, as the server said.", "text/html; charset=utf-8"),
    Column("url", "string", "Where they came from.", "https://example.org/fire"),
    Column("filename", "string", "The file's name, where one was uploaded.", "fire.html"),
    WHO,
    WHEN,
)  # fmt: skip
VERSIONS = (
    Column("version_id", "integer", "The version, as history.jsonl names it.", 6, KEY | {"unique": True}),
    OF_ARTICLE,
    Column("number", "integer", "The version, counted from 1.", 2, KEY),
    Column("path", "string", "The text in this archive; beside it, in .json, its blocks and what was cut.",
           "versions/1-2.txt", {"required": True, "unique": True}),
    Column("sha256", "string", "SHA-256 of the text, in hexadecimal.",
           "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", SHA256),
    Column("original_id", "integer", "The original it was made from.", 5, KEY),
    Column("cause", "string", "What made it.", "restored", {"required": True, **one_of(Version, "cause")}),
    WHO,
    WHEN,
)  # fmt: skip
PEOPLE = (
    Column("person", "string", "The name that all other tables have.", "ida", {"required": True, "unique": True}),
    Column("role", "string", "What they may do.", "coder", {"required": True, **one_of(Membership, "role")}),
)


def path_of_original(selection: Selection, snapshot: Snapshot) -> str:
    """Return where an original is in the archive; an empty string for one that came since."""
    numbers = selection.record.numbers
    article, number = numbers.of(Article, snapshot.article_id), numbers.of(Snapshot, snapshot.pk)
    return original_path(article, number, snapshot.suffix) if article and number else ""


def path_of_version(selection: Selection, article: int, number: int, suffix: str = ".txt") -> str:
    """Return where a version's text is in the archive, or another file of it; an empty string as above."""
    found = selection.record.numbers.of(Article, article)
    return version_path(found, number, suffix) if found else ""


def articles(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per article of the project."""
    for *cells, author, moment in _values(Article.objects.filter(project=selection.project), ARTICLE_CELLS):
        yield (*cells, selection.people.name(author), moment)


def originals(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per original."""
    for keys in pages(Snapshot.objects.filter(article__project=selection.project)):
        for each in Snapshot.objects.filter(pk__in=keys).order_by("pk").select_related("created_by"):
            yield (
                *(each.pk, each.article_id, path_of_original(selection, each), each.sha256, each.size),
                *(each.content_type, each.url, each.filename, selection.people.name(each.created_by)),
                utc(each.created_at),
            )


def versions(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per version."""
    cells = ("pk", "article_id", "number", "sha256", "snapshot_id", "cause", "created_by__username", Utc("created_at"))
    for key, article, number, *said, author, moment in _values(
        Version.objects.filter(article__project=selection.project), cells
    ):
        path = path_of_version(selection, article, number)
        yield (key, article, number, path, *said, selection.people.name(author), moment)


def people(selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row per member of the project."""
    members = selection.project.memberships.values_list("user__username", "role")
    yield from sorted((selection.people.name(name), role) for name, role in members)


def _values(found: QuerySet[Any], cells: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    model: type[Model] = found.model
    for keys in pages(found):
        yield from model._default_manager.filter(pk__in=keys).order_by("pk").values_list(*cells)


TABLES = (
    Table("articles", "Articles", "One row per article.", lambda _: ARTICLES, articles, ("article_id",)),
    Table("originals", "Originals", "One row per file as it came.", lambda _: ORIGINALS, originals, ("original_id",),
          TO_ARTICLE),
    Table("versions", "Versions", "One row per text that an article has had.", lambda _: VERSIONS, versions,
          ("article_id", "number"), TO_ARTICLE | {"original_id": ("originals", "original_id")}),
    Table("people", "People", "One row per member of the project.", lambda _: PEOPLE, people, ("person",)),
)  # fmt: skip
