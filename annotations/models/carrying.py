"""Carrying annotations from the version they stand on to a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.core.anchoring import Change, anchor
from reader.models import Version

if TYPE_CHECKING:
    from .annotation import Annotation

# What changes when an annotation gets another place.
PLACE = ("version", "start", "end", "paragraph", "exact", "prefix", "suffix")


def carry_over(old: Version, new: Version) -> None:
    """Give every annotation of the article its place in the new version. Called inside the publishing transaction.

    An orphan is carried from the version it stood on last: when its block comes back, so does its place.
    """
    by_version: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in old.article.annotations.select_for_update().alive():
        by_version[annotation.version_id].append(annotation)
    versions = Version.objects.in_bulk(by_version)
    for pk, standing in by_version.items():
        follow(standing, versions[pk], new)
        old.article.annotations.bulk_update(standing, PLACE, batch_size=500)


def follow(annotations: Iterable[Annotation], seen: Version, new: Version) -> None:
    """Place annotations that stand, or stood last, on the version `seen` in the new one, unsaved."""
    change = change_between(seen, new)
    for annotation in annotations:
        position = annotation.position or anchor(annotation.selector, seen.text)
        annotation.place(change.carry(position, annotation.selector), new)


def change_between(seen: Version, new: Version) -> Change:
    """Return how one version's text became another's: by their blocks' numbers where both are cut from the same
    blocks, since many blocks of a table may say the same."""
    if [block.text for block in seen.blocks] != [block.text for block in new.blocks]:
        return Change(seen.text, new.text)
    seen_lines, new_lines = seen.lines_of_blocks, new.lines_of_blocks
    image = {
        line: there
        for number in seen_lines.keys() & new_lines.keys()
        for line, there in zip(seen_lines[number], new_lines[number], strict=True)
    }
    return Change(seen.text, new.text, image)
