"""The codebook's tree: which tag stands under which, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .codebook import Tag

MOST_LEVELS = 10


@dataclass(frozen=True, slots=True)
class Node:
    """A tag where it stands in the tree."""

    tag: Tag
    level: int  # 1 at the top
    is_first: bool  # of those that can change places with it
    is_last: bool
    opens: bool  # a list of its own follows it
    closes: range  # as many lists end after it


def in_order(tags: Iterable[Tag]) -> Iterator[tuple[Tag, int]]:
    """Yield tags as the tree is read from top to bottom, each with its level, the top being 1.

    Where a tag's parent is not among them, it stands at the top.
    """
    there = sorted(tags, key=_place)
    keys = {tag.pk for tag in there}
    under: dict[int | None, list[Tag]] = defaultdict(list)
    for tag in there:
        under[tag.parent_id if tag.parent_id in keys else None].append(tag)
    waiting = [(tag, 1) for tag in reversed(under[None])]
    while waiting:
        tag, level = waiting.pop()
        yield tag, level
        waiting += [(child, level + 1) for child in reversed(under[tag.pk])]


def tree(tags: Iterable[Tag]) -> list[Node]:
    """Return the tree of the tags that are not archived; what stands under an archived one takes its place."""
    there = list(tags)
    parents = {tag.pk: tag.parent_id for tag in there}
    shown = {tag.pk for tag in there if not tag.archived}
    siblings: dict[int | None, list[int]] = defaultdict(list)
    ordered = [tag for tag, _ in in_order(there) if tag.pk in shown]
    for tag in ordered:
        siblings[tag.parent_id].append(tag.pk)
    levels = [1 + sum(above in shown for above in ancestors(tag.pk, parents)) for tag in ordered]
    nodes = []
    for tag, level, following in zip(ordered, levels, [*levels[1:], 1], strict=False):
        beside = siblings[tag.parent_id]
        is_first, is_last = tag.pk == beside[0], tag.pk == beside[-1]
        nodes.append(Node(tag, level, is_first, is_last, following > level, range(max(0, level - following))))
    return nodes


def ancestors(pk: int, parents: dict[int, int | None]) -> list[int]:
    """Return the keys above a tag, the nearest first. A circle ends where it began."""
    found: list[int] = []
    above = parents.get(pk)
    while above is not None and above in parents and above not in found and above != pk:
        found.append(above)
        above = parents[above]
    return found


def below(tag: Tag, tags: Iterable[Tag]) -> set[int]:
    """Return the keys of all that stands under a tag, at any depth."""
    parents = {each.pk: each.parent_id for each in tags}
    return {pk for pk in parents if tag.pk in ancestors(pk, parents)}


def _place(tag: Tag) -> tuple[int, int]:
    return tag.position, tag.pk
