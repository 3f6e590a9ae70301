"""The reading page's article: kept blocks, and on demand the cut ones and the images."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reader.extraction.model import Block, Kind
from reader.extraction.rendering import Placed, leaf, place, render, tongue
from reader.models import Version

ATTRIBUTE = re.compile(r'\s(src|alt)="([^"]*)"')  # of an image we wrote ourselves


@dataclass(frozen=True, slots=True)
class Reading:
    """How one person sees an article now."""

    show_cut: bool = False
    show_images: bool = False
    can_edit: bool = False

    def page(self, version: Version, inner: Callable[[Placed], str]) -> SafeString:
        """Return the article as HTML; `inner` gives the HTML inside a kept block, with its marks."""
        shown = (placed for placed in place(version.blocks) if placed.block.kept or self.show_cut)
        return mark_safe(render(shown, lambda placed: self.block(placed, inner)))  # noqa: S308  sanitised when stored

    def block(self, placed: Placed, inner: Callable[[Placed], str]) -> str:
        if not placed.block.kept:
            return self.cut_block(placed)
        if placed.block.kind is Kind.IMAGE and not self.show_images:
            return self.image_stand_in(placed.block, f' id="block-{placed.number}"')
        return leaf(placed, inner(placed)) + (self.cut_again(placed) if placed.block.reason else "")

    def cut_again(self, placed: Placed) -> str:
        """Return, where the cut blocks are shown, the way back for a block that was restored."""
        if not (self.show_cut and self.can_edit):
            return ""
        return format_html(
            '<p class="cut-reason restored"><span id="restored-{}">Restored; was cut: {}</span>'
            ' <button form="cutting" name="block" value="{}" aria-describedby="restored-{}">Cut again</button></p>',
            placed.number,
            placed.block.reason,
            placed.number,
            placed.number,
        )

    def cut_block(self, placed: Placed) -> str:
        """Return a cut block with its reason, greyed, outside the canonical text."""
        block = placed.block
        html = self.image_stand_in(block) if block.kind is Kind.IMAGE else block.html
        button: str = ""
        if self.can_edit:
            button = format_html(
                '<button form="restoration" name="block" value="{}" aria-describedby="cut-{}">Restore</button>',
                placed.number,
                placed.number,
            )
        return format_html(
            '<div class="cut" id="block-{}"{}><p class="cut-reason"><span id="cut-{}">Cut: {}</span> {}</p>'
            '<div class="cut-text">{}</div></div>',
            placed.number,
            mark_safe(tongue(block)),  # noqa: S308  escaped there
            placed.number,
            block.reason,
            button,
            mark_safe(html),  # noqa: S308  sanitised when stored
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


def host_of(url: str) -> str:
    """Return the host of an address, or nothing where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a page may write anything
        return ""
