"""What is painted of an article: its highlights read straight from the database, and its blocks with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from annotations.core.marks import Mark, mark_html
from annotations.models import Annotation, Tag
from reader.extraction.rendering import Placed, leaf
from reader.models import Version


def marks_of(version: Version, start: int = 0, end: int | None = None) -> list[Mark]:
    """Return what is highlighted in the article's current version from `start` to `end`, in order.

    Three queries whatever there is. An annotation and its tags as objects would cost ten times as much, and the
    page shows thousands.
    """
    found = Annotation.objects.filter(article=version.article_id).anchored()
    if start or end is not None:
        found = found.filter(end__gt=start)
    if end is not None:
        found = found.filter(start__lt=end)
    tags = {tag[0]: tag for tag in Tag.objects.filter(project__articles=version.article_id).values_list(*LOOKS)}
    borne: dict[int, list[int]] = defaultdict(list)
    through = Annotation.tags.through.objects.filter(annotation__in=found)
    for annotation, tag in through.values_list("annotation_id", "tag_id"):
        borne[annotation].append(tag)
    order = {tag: place for place, tag in enumerate(tags)}
    summaries: dict[tuple[tuple[int, ...], bool], tuple[str, str]] = {}

    def look(pk: int, has_note: bool) -> tuple[str, str]:
        worn = borne.get(pk, ())
        key = (tuple(worn), has_note)
        if key not in summaries:
            summaries[key] = _look([tags[tag] for tag in sorted(worn, key=lambda tag: order[tag])], has_note)
        return summaries[key]

    rows = found.order_by("start", "-end", "pk").values_list("pk", "start", "end", "note")
    return [Mark(pk, first or 0, last or 0, *look(pk, bool(note))) for pk, first, last, note in rows]


LOOKS = ("pk", "name", "tint")


def _look(tags: Iterable[tuple[int, str, str]], has_note: bool) -> tuple[str, str]:
    """Return the colour of a highlight with these tags, and what a screen reader says of it."""
    worn = list(tags)
    names = ", ".join(name for _, name, _ in worn) or "Highlight"
    return worn[0][2] if worn else "", names + (", with a note" if has_note else "")


def marker(version: Version, marks: Iterable[Mark]) -> Callable[[Placed], str]:
    """Return a function that gives a block's HTML with its marks; each mark is looked at only in blocks it touches."""
    kept = version.kept
    touched: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        first = version.paragraph_at(mark.start) - 1
        touched[kept[first].number].append(mark)
        for placed in kept[first + 1 :]:
            if placed.start >= mark.end:
                break
            touched[placed.number].append(mark)
    return lambda placed: mark_html(placed.block.html, placed.start, touched.get(placed.number, ()))


def marked_blocks(version: Version, ranges: Iterable[tuple[int, int]]) -> str:
    """Return the blocks that these ranges touch, marked anew, each to be swapped in place of the old one."""
    touched = {placed.number: placed for start, end in ranges for placed in version.kept_between(start, end)}
    blocks = [touched[number] for number in sorted(touched) if touched[number].block.text]
    if not blocks:
        return ""
    inner = marker(version, marks_of(version, blocks[0].start, blocks[-1].end))
    return "\n".join(leaf(placed, inner(placed), ' hx-swap-oob="true"') for placed in blocks)
