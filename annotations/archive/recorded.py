"""Which rows are a project's, in the order in which they refer to one another, and what is said of each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from annotations.models import (
    Annotation,
    Apart,
    Change,
    Claim,
    CountingRules,
    CountingWord,
    Dismissal,
    Event,
    Figure,
    Operation,
    Relation,
    Tag,
)
from annotations.models.taggings import Tagging
from reader.models import Address, Article, CleaningRule, Correction, Label, Project, Snapshot, User, Version

FORMAT = "attest-project"
VERSION = 1
FOLDER = "attest"
HEAD = f"{FOLDER}/project.json"
PEOPLE = f"{FOLDER}/people.jsonl"
KEYS = "keys.jsonl"  # what leads from the tables, which have the keys of the site, to the rows of the record
MEMBERS = "people.csv"


class Kind(NamedTuple):
    """Rows of one model. `project` is the lookup that leads to their project, `derived` what is not told of them, and
    `articles` those that lead to an article that may lie in the bin, which does not go along."""

    name: str
    model: type[models.Model]
    project: str
    derived: frozenset[str] = frozenset()
    articles: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where they are in the archive."""
        return f"{FOLDER}/{self.name}.jsonl"

    @property
    def fields(self) -> list[models.Field[Any, Any]]:
        """What is said of each: all that is stored, but for what is given by the archive itself, and for what refers
        to rows that do not go along."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not (field.primary_key or field.generated or field.name in self.derived)
            and (field.related_model is None or field.related_model in GOES_ALONG)
        ]

    def of(self, project: Project) -> models.QuerySet[Any]:
        """Return the rows of a project: the deleted and the removed ones too, which an undo can bring back."""
        found = self.model._base_manager.filter(**{self.project: project})
        for lookup in self.articles:
            found = found.exclude(**{f"{lookup}__in": project.binned.values("article")})
        return found


# A row refers to those above it, to itself, or to the current version of an article.
KINDS = (
    Kind("tags", Tag, "project"),
    Kind("cleaning_rules", CleaningRule, "project"),
    Kind("counting_rules", CountingRules, "project"),
    Kind("counting_words", CountingWord, "rules__project"),
    Kind("articles", Article, "project"),
    Kind("corrections", Correction, "article__project"),
    Kind("addresses", Address, "article__project"),
    Kind("originals", Snapshot, "article__project", frozenset({"file"})),
    Kind("versions", Version, "article__project", frozenset({"block_values", "text", "sha256"})),
    Kind("labels", Label, "project"),
    Kind("labelled", Label.articles.through, "label__project", articles=("article",)),
    Kind("annotations", Annotation, "article__project"),
    Kind("taggings", Tagging, "annotation__article__project"),
    Kind("events", Event, "project"),
    Kind("figures", Figure, "annotation__article__project"),
    Kind("claims", Claim, "annotation__article__project"),
    Kind("relations", Relation, "annotation__article__project", articles=("target__article",)),
    Kind("apart", Apart, "figure__annotation__article__project", articles=("other__annotation__article",)),
    Kind("operations", Operation, "project", articles=("article",)),
    Kind("changes", Change, "operation__project", articles=("article", "operation__article")),
    Kind("dismissals", Dismissal, "article__project"),
)

GOES_ALONG = frozenset({User, *(kind.model for kind in KINDS)})

# What belongs to a project, or to one of its rows, and does not go along; each for the reason given in docs/exports.md.
LEFT_OUT = frozenset({
    "reader.binned",  # what is deleted: with the articles that it is of
    "reader.membership",  # who may see a project is decided where it is
    "reader.entry", "reader.fingerprint", "reader.likeness", "annotations.tally",  # made anew of what is there
    "annotations.cooccurrence",  # as these
    "reader.feed", "reader.feeditem", "reader.schedule", "reader.refetch",  # what a file asks for, no site fetches
    "reader.picture",  # copies of what the pages refer to: they can be loaded again
    "reader.readingstate", "reader.savedsearch",  # each person's own
    "reader.import", "reader.importrow", "annotations.projectimport",  # how it came here
})  # fmt: skip


def as_json(value: Any) -> Any:
    """Return a field's value as JSON has it: a moment in UTC, to the microsecond, with `Z`."""
    match value:
        case datetime():
            return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    return value


def is_person(field: models.Field[Any, Any]) -> bool:
    return field.related_model is User


def is_plain(field: models.Field[Any, Any]) -> bool:
    """Say whether its values are the same in Python, in the database and in JSON: numbers, texts, flags, references."""
    kinds = (models.IntegerField, models.CharField, models.TextField, models.BooleanField)
    return isinstance(field, kinds) or field.related_model is not None


def original_path(article: int, original: int, suffix: str) -> str:
    """Return where an original is in the archive, by the numbers of both."""
    return f"originals/{article}-{original}{suffix}"


def version_path(article: int, number: int, suffix: str = ".txt") -> str:
    """Return where a version's text is in the archive, or another file of it."""
    return f"versions/{article}-{number}{suffix}"
