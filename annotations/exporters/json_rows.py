"""Highlights with everything that is said of them, as `json_lines.as_json` says it, from the values as the database
gives them: to make objects of a hundred thousand rows takes several times as long.

What many highlights share, article, version and tags, is made once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from annotations.filtering import listed
from annotations.models import Annotation, Claim, Figure, Relation
from annotations.models.evidence import Evidence, as_kept
from annotations.models.taggings import Tagging
from reader.models import Article, Version

from .format import Selection
from .paging import read
from .people import People
from .print_pages import PrintPages
from .rows import Utc

ARTICLE = ("title", "url", "site_name", "byline", "published", "language")
CELLS = (
    *("pk", "key", "article_id", "version_id", "start", "end", "paragraph", "prefix", "exact", "suffix"),
    *("former_exact", "note", "created_by__username", Utc("created_at"), Utc("updated_at")),
)
MOST = 2000  # articles and versions that are kept from page to page


def pages(selection: Selection) -> Iterator[list[dict[str, Any]]]:
    """Yield the highlights in the order they were made, a page at a time, in a fixed number of queries each."""
    people, printed = selection.people, PrintPages(selection.project)
    articles, versions = _Shared(_articles), _Shared(_versions)
    tags = {tag.pk: {"tag_id": tag.pk, "name": tag.name, "kind": tag.kind} for tag in selection.tags}
    order = {pk: place for place, pk in enumerate(tags)}
    figures, claims, relations = (_Said(each, people) for each in (Figure, Claim, Relation))
    for keys, page in _read(selection):
        worn = defaultdict(list)
        for annotation, tag in Tagging.objects.filter(annotation__in=listed(keys)).values_list("annotation", "tag"):
            if tag in order:  # one that was made meanwhile is none
                worn[annotation].append(tag)
        articles.know({row[2] for row in page})
        versions.know({row[3] for row in page})
        said = [each.of(keys) for each in (figures, claims, relations)]
        found = []
        for pk, key, article, version, start, end, paragraph, prefix, exact, suffix, former, note, by, *moments in page:
            found.append(
                {
                    "annotation_id": pk,
                    "key": str(key) if isinstance(key, UUID) else _dashed(key),
                    "article": articles[article],
                    "version": versions[version],
                    "status": "orphan" if start is None else "anchored",
                    "start": start,
                    "end": end,
                    "paragraph": paragraph,
                    "page": printed.page(version, paragraph),
                    "prefix": prefix,
                    "quote": exact,
                    "suffix": suffix,
                    "former_quote": former,
                    "tags": [tags[tag] for tag in sorted(worn.get(pk, ()), key=order.__getitem__)],
                    "note": note,
                    "author": people.name(by),
                    "created_at": moments[0],
                    "updated_at": moments[1],
                    "figures": said[0].get(pk, []),
                    "claim": next(iter(said[1].get(pk, ())), None),
                    "relations": said[2].get(pk, []),
                }
            )
        yield found


def _dashed(key: str) -> str:
    """Return a UUID as it is written, of 32 digits, as SQLite keeps it: `UUID` takes ten times as long."""
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _read(selection: Selection) -> Iterator[tuple[list[int], list[tuple[Any, ...]]]]:
    """Yield the keys of a page, and its rows."""
    ordered = Annotation.objects.alive().order_by("pk").values_list(*CELLS)
    last: list[int] = []

    def asked() -> Iterator[list[int]]:
        for keys in selection.pages():
            last[:] = keys
            yield keys

    for page in read(ordered, asked()):
        yield list(last), page


class _Shared(dict[int, dict[str, Any]]):
    """What is said of articles or versions, by key; each is read once as long as there are not too many."""

    def __init__(self, look_up: Any) -> None:
        self._look_up = look_up

    def know(self, wanted: set[int]) -> None:
        if missing := wanted - self.keys():
            if len(self) + len(missing) > MOST:
                for key in self.keys() - wanted:
                    del self[key]
            self.update(self._look_up(missing))


def _articles(keys: set[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for pk, *cells in Article.objects.filter(pk__in=keys).values_list("pk", *ARTICLE):
        said = dict(zip(ARTICLE, cells, strict=True))
        said["published_at"] = said.pop("published")
        yield pk, {"article_id": pk, **said, "language": said.pop("language")}


def _versions(keys: set[int]) -> Iterator[tuple[int, dict[str, Any]]]:
    for pk, number, sha256 in Version.objects.filter(pk__in=keys).values_list("pk", "number", "sha256"):
        yield pk, {"number": number, "sha256": sha256}


class _Said:
    """The figures, claims or relations of highlights; of each what is said."""

    def __init__(self, model: type[Evidence], people: People) -> None:
        rows: Any = model._default_manager
        self._shown: QuerySet[Any] = rows.shown()
        self._names = [name for name in (*model.SAID, *model.READ) if name != "created_by_id"]
        self._key, self._people = f"{model._meta.model_name}_id", people
        self._author = "created_by__username" if "created_by_id" in model.READ else ""

    def of(self, keys: list[int]) -> dict[int, list[dict[str, Any]]]:
        """Return by highlight what is said of each, in the order they were made."""
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        shown = self._shown.filter(annotation__in=listed(keys)).order_by("pk")
        author = [self._author] if self._author else []
        for pk, annotation, *cells in shown.values_list("pk", "annotation_id", *self._names, *author):
            names = zip(self._names, cells, strict=False)
            said = {name: as_kept(cell) for name, cell in names if cell not in (None, "")}
            by = {"author": self._people.name(cells[-1])} if author else {}
            found[annotation].append({self._key: pk, **said, **by})
        return found
