"""Pages of a container, by the key that each begins after: the last costs as much as the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

PAGE = 100  # annotations


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the keys on it, and after which key it, the one before and the one behind it begin (None: none)."""

    after: int
    keys: list[int]
    start_index: int
    previous: int | None
    following: int | None

    @classmethod
    def of(cls, found: AnnotationQuerySet, after: int) -> Self:
        """Return the page of annotations made after the one of this key (0: the first page); at most three queries."""
        keys = list(found.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: PAGE + 1])
        following = keys[PAGE - 1] if len(keys) > PAGE else None
        if not after:
            return cls(0, keys[:PAGE], 0, None, following)
        before = found.filter(pk__lte=after)
        previous = before.order_by("-pk").values_list("pk", flat=True)[PAGE : PAGE + 1].first() or 0
        return cls(after, keys[:PAGE], before.count(), previous, following)


def last_of(found: AnnotationQuerySet, total: int) -> int:
    """Return after which key the last of the pages of `total` annotations begins."""
    on_it = total % PAGE or PAGE
    return found.order_by("-pk").values_list("pk", flat=True)[on_it : on_it + 1].first() or 0
