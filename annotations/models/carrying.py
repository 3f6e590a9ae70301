"""Carrying annotations from the version they stand on to a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotations.core.anchoring import Change, anchor
from annotations.core.selectors import TextPositionSelector
from reader.models import Entry, Version

if TYPE_CHECKING:
    from .annotation import Annotation

# What changes when an annotation gets another place.
PLACE = ("version", "start", "end", "paragraph", "exact", "prefix", "suffix", "former_exact")


def carry_over(old: Version, new: Version) -> Counter[str]:
    """Give every annotation of the article its place in the new version; return how many fared in which way.

    Called inside the publishing transaction. An orphan is carried from the version it stood on last: when its block
    comes back, so does its place.
    """
    fared: Counter[str] = Counter()
    by_version: dict[int, list[Annotation]] = defaultdict(list)
    for annotation in old.article.annotations.select_for_update().alive():
        by_version[annotation.version_id].append(annotation)
    versions = Version.objects.in_bulk(by_version)
    for pk, standing in by_version.items():
        before = [(annotation.position, annotation.exact) for annotation in standing]
        follow(standing, versions[pk], new)
        old.article.annotations.bulk_update(standing, PLACE, batch_size=500)
        fared.update(fate(annotation, *was) for annotation, was in zip(standing, before, strict=True))
    if fared:
        Entry.objects.outdate([old.article_id])
    return fared


def fate(annotation: Annotation, position: TextPositionSelector | None, exact: str) -> str:
    """Return in words for people how a highlight fared that stood at this position, with these words."""
    if annotation.position is None:
        return "become orphans" if position else "stay orphans"
    if position is None:
        return "are found again"
    if annotation.exact != exact:
        return "change words"
    return "stay" if annotation.position == position else "move"


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
