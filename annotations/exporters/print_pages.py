"""The page of print that a highlight is on: its paragraph begins there. Only what came as a PDF has pages.

Versions are immutable: the pages of one are read once, and kept for the highlights that follow.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from annotations.models import Annotation
from reader.models import Project, Version

# Most of what is kept are pages of the web, of which nothing needs to be read.
PAGELESS = Q(snapshot__content_type__startswith="text/") | Q(snapshot__content_type__contains="html")


def paged(project: Project) -> QuerySet[Version]:
    """Return the versions of a project that may have pages of print."""
    return Version.objects.filter(article__project=project).exclude(PAGELESS)


class PrintPages:
    """The pages of a project's versions, for rows that have no objects."""

    def __init__(self, project: Project) -> None:
        self._versions = set(paged(project).values_list("pk", flat=True))
        self._pages_of = lru_cache(maxsize=200)(pages_of)

    def page(self, version: int, paragraph: int | None) -> int | None:
        """Return the page of a paragraph, counted from 1 as `Annotation.paragraph` is; None where there is none."""
        return _page(self._pages_of(version), paragraph) if version in self._versions else None


def printed_page(annotation: Annotation) -> int | None:
    """Return the page of print that a highlight is on; None for one without, and for an orphan."""
    if not annotation.paragraph:
        return None
    version = annotation.version
    kind = version.snapshot.content_type
    if kind.startswith("text/") or "html" in kind:
        return None
    return _page(_kept(version.pk, version.sha256, version.created_at), annotation.paragraph)


@lru_cache(maxsize=200)
def _kept(version: int, sha256: str, created: datetime) -> tuple[int, ...]:
    """As `pages_of`: digest and moment tell the version from another one that a restored database gave its key."""
    return pages_of(version)


def pages_of(version: int) -> tuple[int, ...]:
    """Return on which page each kept block begins, 0 for none; one without a number is where the one before is."""
    blocks: list[dict[str, Any]] = Version.objects.values_list("block_values", flat=True).get(pk=version)
    pages, last = [], 0
    for block in blocks:
        last = block.get("page") or last
        pages += [last] if block["kept"] else []
    return tuple(pages)


def _page(pages: tuple[int, ...], paragraph: int | None) -> int | None:
    return pages[paragraph - 1] or None if paragraph and paragraph <= len(pages) else None
