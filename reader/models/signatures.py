"""The signatures of a project's texts, kept by this process from one article to the next: only what is new is read.

An import of ten thousand rows looks through all of them with each row; fetching them takes twenty times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Max, Sum

if TYPE_CHECKING:
    from .likeness import FingerprintQuerySet

MOST = 50_000  # signatures kept: some 25 MB
OVERLAP = 200  # versions read again: with several workers one may be seen later than those after it


class Row(NamedTuple):
    """An article's key, how many runs of words its text has, and their signature."""

    article: int
    size: int
    signature: bytes


class State(NamedTuple):
    """What tells whether the signatures kept are those there are."""

    number: int
    keys: int
    newest: int


class Kept(NamedTuple):
    """The signatures of one project, by article."""

    project: int
    newest: int
    rows: dict[int, Row]


_kept: Kept | None = None  # replaced as a whole, so that threads need not wait for each other


def rows(fingerprints: FingerprintQuerySet, project: int) -> Iterable[Row]:
    """Return the rows of the project's fingerprints, those without a signature left out."""
    global _kept  # noqa: PLW0603  it is this process' memory
    there = fingerprints.filter(article__project=project, size__gt=0).order_by()
    said = there.aggregate(number=Count("pk"), keys=Sum("article"), newest=Max("version"))
    state = State(said["number"], said["keys"] or 0, said["newest"] or 0)
    if state.number > MOST:
        return _read(there)
    kept = _kept if _kept and _kept.project == project else Kept(project, 0, {})
    # A copy, so that others who read the rows now have what they asked for.
    found = kept.rows | _by_article(there.filter(version__gt=kept.newest - OVERLAP))
    if (len(found), sum(found)) != (state.number, state.keys):  # some are gone, or have come back from the bin
        found = _by_article(there)
    _kept = Kept(project, state.newest, found)
    return found.values()


def _by_article(fingerprints: FingerprintQuerySet) -> dict[int, Row]:
    return {row.article: row for row in _read(fingerprints)}


def _read(fingerprints: FingerprintQuerySet) -> Iterator[Row]:
    for key, size, signature in fingerprints.values_list("article", "size", "signature").iterator():
        yield Row(key, size, bytes(signature))
