"""The reading page's article: kept blocks, and on demand the cut ones and the images."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from reader.extraction.model import Block, Kind
from reader.extraction.rendering import Placed, leaf, place, render, tongue
from reader.models import Version
from reader.models.version import CUT_BY_HAND

ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')  # of an image we wrote ourselves


@dataclass(frozen=True, slots=True)
class Reading:
    """How one person sees an article now."""

    show_cut: bool = False
    show_images: bool = False
    can_edit: bool = False
    host: str = ""  # of the article's site, for which a kind of block can be kept for good

    def page(self, version: Version, inner: Callable[[Placed], str]) -> SafeString:
        """Return the article as HTML; `inner` gives the HTML inside a kept block, with its marks."""
        shown = [placed for placed in place(version.blocks) if placed.block.kept or self.show_cut]
        groups = {group[0].number: group for group in cut_groups(shown)}
        return mark_safe(render(shown, lambda placed: self.block(placed, inner, groups)))  # noqa: S308  sanitised when stored

    def block(self, placed: Placed, inner: Callable[[Placed], str], groups: Mapping[int, Sequence[Placed]]) -> str:
        if not placed.block.kept:
            head = self.group_head(groups[placed.number]) if placed.number in groups else ""
            return head + self.cut_block(placed)
        if placed.block.kind is Kind.IMAGE and not self.show_images:
            return self.image_stand_in(placed.block, f' id="block-{placed.number}"')
        return leaf(placed, inner(placed)) + self.way_out(placed)

    def way_out(self, placed: Placed) -> str:
        """Return, where the cut blocks are shown, the way to cut this one too, or again."""
        if not (self.show_cut and self.can_edit):
            return ""
        if not placed.block.reason:
            return format_html(
                '<p class="cut-reason stays"><button class="link" form="cutting" name="block" value="{}" '
                'aria-label="Cut this: {}">Cut this</button></p>',
                placed.number,
                Truncator(placed.block.text).chars(60) or "an image",
            )
        return format_html(
            '<p class="cut-reason restored"><span id="restored-{}">Restored; was cut: {}</span>'
            ' <button form="cutting" name="block" value="{}" aria-describedby="restored-{}">Cut again</button></p>',
            placed.number,
            placed.block.reason,
            placed.number,
            placed.number,
        )

    def group_head(self, group: Sequence[Placed]) -> str:
        """Return what stands above neighbours that were cut for one reason: it, and what to do with them all."""
        first, count = group[0], len(group)
        numbers = " ".join(str(placed.number) for placed in group)
        many = format_html(" <small>{} blocks</small>", count) if count > 1 else ""
        actions = ""
        if self.can_edit and count > 1:
            actions += format_html(
                '<button form="restoration" name="block" value="{}" aria-describedby="cut-{}">Restore all {}</button> ',
                numbers,
                first.number,
                count,
            )
        if self.can_edit and self.host and first.block.reason not in (CUT_BY_HAND, ""):
            actions += format_html(
                '<button class="link" form="restoration" name="always" value="{}" '
                'aria-describedby="cut-{}">Always keep on {}</button>',
                numbers,
                first.number,
                self.host,
            )
        return format_html(
            '<div class="cut-head"><p class="cut-reason"><span id="cut-{}">Cut: {}{}</span> {}</p></div>',
            first.number,
            first.block.reason,
            many,
            mark_safe(actions),  # noqa: S308  escaped above
        )

    def cut_block(self, placed: Placed) -> str:
        """Return a cut block, greyed, outside the canonical text."""
        block = placed.block
        html = self.image_stand_in(block) if block.kind is Kind.IMAGE else block.html
        button: str = ""
        if self.can_edit:
            button = format_html(
                '<p class="cut-reason"><button form="restoration" name="block" value="{}" '
                'aria-label="Restore: {}">Restore</button></p>',
                placed.number,
                Truncator(block.text).chars(60) or "an image",
            )
        return format_html(
            '<div class="cut" id="block-{}"{}><div class="cut-text">{}</div>{}</div>',
            placed.number,
            mark_safe(tongue(block)),  # noqa: S308  escaped there
            mark_safe(html),  # noqa: S308  sanitised when stored
            button,
        )

    def image_stand_in(self, block: Block, attributes: str = "") -> str:
        """Return what stands for an image that is not loaded: reading tells no third party."""
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(block.html)}
        return format_html(
            '<div class="image-stand-in"{}><span>{}</span> <small>Image at {}, not loaded</small></div>',
            mark_safe(attributes),  # noqa: S308  our own
            values.get("alt") or "Image without a description",
            host_of(values.get("src", "")) or "an unknown address",
        )


def cut_groups(shown: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Yield the runs of neighbours that were cut for the same reason."""
    for (kept, _), run in groupby(shown, key=lambda placed: (placed.block.kept, placed.block.reason)):
        if not kept:
            yield list(run)


def host_of(url: str) -> str:
    """Return the host of an address, or nothing where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a page may write anything
        return ""
