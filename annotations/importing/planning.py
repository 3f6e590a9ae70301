"""What the highlights of a file would be here: of which article, at which place, new or known; nothing is saved.

An article is found by the text that the highlight was made on, or by its address. On a text that we have, an older
version too, the position counts, and is carried to the current one as our own highlights are; on any other the quote is
looked for. What has no place is an orphan of its article: kept, and said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from uuid import UUID, uuid5

from annotations.core.anchoring import Change
from annotations.exporters.documents import source
from annotations.models import Annotation, Tag
from annotations.models.carrying import follow
from reader.models import Article, Project, Version

from .rows import File, Row

BATCH = 500  # keys a query
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with what it would be: an annotation of an article at its place, unsaved, or one that is to come back."""

    row: Row
    annotation: Annotation
    is_back: bool = False


@dataclass
class Plan:
    """What an import would do. `known` are here already, `strangers` are of pages that are not, by address."""

    file: File
    new: list[Placed] = field(default_factory=list)
    back: list[Placed] = field(default_factory=list)
    known: int = 0
    strangers: Counter[str] = field(default_factory=Counter)
    tags: list[str] = field(default_factory=list)  # that the codebook does not have yet
    articles: Counter[int] = field(default_factory=Counter)

    @property
    def placed(self) -> list[Placed]:
        return [*self.new, *self.back]

    @property
    def orphans(self) -> int:
        return sum(each.annotation.start is None for each in self.placed)

    @property
    def is_empty(self) -> bool:
        return not self.new and not self.back


def plan(file: File, project: Project) -> Plan:
    """Return what bringing in a file would do to a project."""
    made = Plan(file)
    articles = _Articles(file.rows, project)
    there = _known(file.rows, project)
    seen: set[UUID] = set()
    by_version: dict[tuple[int, int | None], list[tuple[Row, Annotation, bool]]] = defaultdict(list)
    for row in file.rows:
        key, existing = there[row.key]
        if key in seen or (existing and not existing.is_deleted):
            made.known += 1
            continue
        seen.add(key)
        article, version = articles.of(row)
        if existing:
            article = existing.article_id
        if article is None:
            made.strangers[row.source or "pasted or uploaded text"] += 1
            continue
        annotation = existing or Annotation(article_id=article, key=key)
        by_version[article, version].append((row, annotation, existing is not None))
    for (article, version), group in by_version.items():
        _place(group, Article.objects.select_related("current").get(pk=article), version)
        made.articles[article] += len(group)
        for row, annotation, is_back in group:
            (made.back if is_back else made.new).append(Placed(row, annotation, is_back))
    order = {row.key: number for number, row in enumerate(file.rows)}
    for placed in (made.new, made.back):
        placed.sort(key=lambda each: order[each.row.key])  # as they were made, and so exported, in this order
    made.tags = _new_tags(made.placed, project)
    return made


def _place(group: Sequence[tuple[Row, Annotation, bool]], article: Article, seen: int | None) -> None:
    """Let annotations stand where their rows say, carried from the version that was seen to the current one."""
    current = article.current
    if current is None:
        raise ValueError("an article without a text is no match")
    version = Version.objects.get(pk=seen) if seen and seen != current.pk else current if seen else None
    change = None if version else Change("", current.text)
    for row, annotation, _ in group:
        annotation.article, annotation.version = article, version or current
        annotation.exact, annotation.prefix, annotation.suffix = (
            row.selector.exact,
            row.selector.prefix,
            row.selector.suffix,
        )
        annotation.former_exact = ""
        if version:
            position, words = row.position, row.selector.exact
            stands = position and version.text[position.start : position.end] == words
            annotation.place(position if stands else None, version)
            if row.position and not stands:  # it says a place, and the words are not there: they decide
                annotation.place(Change("", version.text).carry(None, row.selector), version)
        elif change:
            annotation.place(change.carry(None, row.selector), current)
        if row.former_exact and row.former_exact != annotation.exact and annotation.start is not None:
            annotation.former_exact = row.former_exact
    if version and version.pk != current.pk:
        follow([annotation for _, annotation, _ in group], version, current)


class _Articles:
    """The project's articles by what rows know of them: the digest of a text, the address of a page."""

    def __init__(self, rows: Iterable[Row], project: Project) -> None:
        self._by_source: dict[str, int] = {}
        self._sources: dict[int, str] = {}
        ready = Article.objects.filter(project=project).exclude(current=None).order_by("-pk")
        for article in ready.only("url", "source_key"):
            iri = source(article)
            self._sources[article.pk] = iri
            self._by_source[iri] = self._by_source[page(iri)] = article.pk
        self._versions: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for digests in batches(sorted({row.sha256 for row in rows if row.sha256})):
            found = Version.objects.filter(article__in=ready.values("pk"), sha256__in=digests).order_by("-pk")
            for pk, article_pk, number, digest in found.values_list("pk", "article_id", "number", "sha256"):
                self._versions[digest].append((pk, article_pk, number))

    def of(self, row: Row) -> tuple[int | None, int | None]:
        """Return the keys of the article and of the version that a row is of; None for what is not here."""
        versions = self._versions.get(row.sha256, [])
        if versions:
            pk, article, _ = max(
                versions, key=lambda it: (self._sources[it[1]] == row.source, it[2] == row.version, it[0])
            )
            return article, pk
        return self._by_source.get(row.source) or self._by_source.get(page(row.source)), None


def page(iri: str) -> str:
    """Return an address without what does not tell one page from another: fragment, slash at the end, scheme of the
    two that mean the same."""
    address = iri.partition("#")[0].rstrip("/")
    return address.replace("http://", "https://", 1) if address.startswith("http://") else address


def _known(rows: Sequence[Row], project: Project) -> dict[UUID, tuple[UUID, Annotation | None]]:
    """Return under which key each row is here, and the annotation that has it, a deleted one too.

    A key that another project has is not ours to take: there the row has one that is made of both.
    """
    wanted = list(dict.fromkeys(row.key for row in rows))
    found: dict[UUID, tuple[UUID, Annotation | None]] = {}
    for keys in batches(wanted):
        own = {key: uuid5(key, f"project/{project.pk}") for key in keys}
        there = Annotation.objects.filter(key__in=[*own, *own.values()]).select_related("article")
        by_key = {annotation.key: annotation for annotation in there.defer("article__problem")}
        for key, other in own.items():
            taken, second = by_key.get(key), by_key.get(other)
            if taken and taken.article.project_id == project.pk:
                found[key] = key, taken
            elif taken or second:
                found[key] = other, second
            else:
                found[key] = key, None
    return found


def _new_tags(placed: Iterable[Placed], project: Project) -> list[str]:
    known = {name.casefold() for name in Tag.objects.filter(project=project).values_list("name", flat=True)}
    names = {name.casefold(): name for each in placed for name in each.row.tags}
    return [name for key, name in names.items() if key not in known]


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
