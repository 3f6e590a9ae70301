"""The annotations in the long form: a row per highlight and tag, a highlight without a tag in a row of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, Exists, Func, OuterRef, TextField, Value, When
from django.utils.translation import gettext_noop

from annotations.models import Annotation
from annotations.models.taggings import Tagging

from .format import Selection
from .paging import read
from .print_pages import PrintPages, paged
from .table import Column, Table

KEY = {"required": True, "minimum": 1}
MOMENT = {"required": True}
ARTICLE = (
    Column("article_id", "integer", "The article the passage is in.", 3, KEY),
    Column("article_title", "string", "Its title.", "Fire on the quay"),
    Column("article_url", "string", "Its address, where it was imported from one.", "https://example.org/fire"),
    Column("site_name", "string", "The site, as the page names it.", "Harbour Courier"),
    Column("byline", "string", "The article's author, as the page has it.", "A. Writer"),
    Column("published_at", "string", "Publication in ISO 8601, as exact as the page has it: a day, or a moment.",
           "2024-03-12T08:55:00+01:00"),
)  # fmt: skip
COLUMNS = (
    Column("annotation_id", "integer", "The highlight. It stands in as many rows as it has tags.", 41, KEY),
    *ARTICLE,
    Column("version_sha256", "string", "SHA-256, in hexadecimal, of the text (UTF-8) that the offsets count in.",
           "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
           {"required": True, "pattern": "[0-9a-f]{64}"}),
    Column("start", "integer", "Where the passage begins: code points before it in the text. Empty for an orphan.", 120,
           {"minimum": 0}),
    Column("end", "integer", "Where it ends: code points before the first one after it. Empty for an orphan.",
           154, {"minimum": 1}),
    Column("paragraph", "integer", "The paragraph it begins in, counted from 1. Empty for an orphan.", 4,
           {"minimum": 1}),
    Column("page", "integer", "The page of print that this paragraph begins on, of what came as a PDF.", 3,
           {"minimum": 1}),
    Column("prefix", "string", "The words before it.", "On Tuesday the office said that "),
    Column("quote", "string", "The words that are highlighted.", "at least 12 people had died", {"required": True}),
    Column("suffix", "string", "The words after it.", ", without naming a source."),
    Column("tag", "string", "A tag that it bears. Empty for a highlight without one.", "Casualty figure"),
    Column("tag_id", "integer", "The tag.", 7, {"minimum": 1}),
    Column("note", "string", "What was written beside it.", "Twelve or more: see the later report."),
    Column("author", "string", "Who made it. Empty where the account is gone.", "ida"),
    Column("status", "string", "Whether its words have a place in the current text (anchored) or none (orphan).",
           "anchored", {"required": True, "enum": ["anchored", "orphan"]}),
    Column("created_at", "datetime", "When it was made, in UTC.", "2026-11-23T09:14:00Z", MOMENT),
    Column("updated_at", "datetime", "When it was changed last, in UTC.", "2026-11-23T09:20:31Z", MOMENT),
)  # fmt: skip
AUTHOR, PARAGRAPH, PAGE = ([column.name for column in COLUMNS].index(name) for name in ("author", "paragraph", "page"))


class Utc(Func):
    """A moment as ISO 8601 in UTC with `Z`, to the second, written by the database: in Python it takes longer than
    all other cells of the row together."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # Django keeps moments as text in UTC: 2026-11-23 09:14:00.123456
        template = "replace(substr(%(expressions)s, 1, 19), ' ', 'T') || 'Z'"
        return super().as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
        return super().as_sql(compiler, connection, template=template, **extra)


CELLS = (
    "pk", "article_id", "article__title", "article__url", "article__site_name", "article__byline", "article__published",
    "version__sha256", "start", "end", "paragraph", "version_id", "prefix", "exact", "suffix", "tags__name", "tags__pk",
    "note", "created_by__username", Case(When(start=None, then=Value("orphan")), default=Value("anchored")),
    Utc("created_at"), Utc("updated_at"),
)  # fmt: skip


def rows(selection: Selection) -> Iterator[tuple[Any, ...]]:
    """Yield a row per annotation and tag, in the order the annotations were made and the codebook has the tags."""
    has_pages = paged(selection.project).exists()
    cells = CELLS if has_pages else (*CELLS[:PAGE], Value(None, TextField()), *CELLS[PAGE + 1 :])
    ordered = Annotation.objects.alive().order_by("pk", "tags__position", "tags__pk").values_list(*cells)
    pages = PrintPages(selection.project) if has_pages else None
    for batch in read(ordered, selection.pages()):
        found = batch if pages is None else _with_pages(batch, pages)
        yield from found if selection.people.are_named else selection.people.hiding(AUTHOR, found)


def count(selection: Selection) -> int:
    """Return how many rows there will be."""
    found = selection.annotations.order_by()
    borne = Tagging.objects.filter(annotation__in=found.values("pk"))
    return borne.count() + found.exclude(Exists(Tagging.objects.filter(annotation=OuterRef("pk")))).count()


def _with_pages(batch: list[tuple[Any, ...]], pages: PrintPages) -> Iterator[tuple[Any, ...]]:
    """Yield rows with a page of print where they have the version."""
    for row in batch:
        yield (*row[:PAGE], pages.page(row[PAGE], row[PARAGRAPH]), *row[PAGE + 1 :])


TABLE = Table(
    name="annotations",
    title=gettext_noop("Annotations"),
    description=gettext_noop("One row per highlight and tag, and one for a highlight without a tag, in plain cells."),
    columns=lambda selection: COLUMNS,
    rows=rows,
    count=count,
    foreign={"tag_id": ("codebook", "tag_id")},
)
