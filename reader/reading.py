"""The reading page's article: kept blocks with the pictures that are here, and on demand the cut ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from reader.extraction.model import Kind
from reader.extraction.rendering import Placed, leaf, place, render, tongue
from reader.models import Version
from reader.models.rule import CUT_BY_RULE, LONGEST_LINE
from reader.models.version import CUT_BY_HAND
from reader.pictures.shown import Shelf
from reader.sentences import translated

FEWEST_HEADINGS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """How one person sees an article now."""

    show_cut: bool = False
    can_edit: bool = False
    host: str = ""  # of the article's site, for which a kind of block can be kept for good
    shelf: Shelf = field(default_factory=partial(Shelf, {}))

    def page(self, version: Version, inner: Callable[[Placed], str]) -> SafeString:
        """Return the article as HTML; `inner` gives the HTML inside a kept block, with its marks."""
        shown = [placed for placed in place(version.blocks) if placed.block.kept or self.show_cut]
        groups = {group[0].number: group for group in cut_groups(shown)}
        pages = page_marks(shown)
        return mark_safe(  # noqa: S308  sanitised when stored
            render(shown, lambda placed: pages.get(placed.number, "") + self.block(placed, inner, groups))
        )

    def block(self, placed: Placed, inner: Callable[[Placed], str], groups: Mapping[int, Sequence[Placed]]) -> str:
        if not placed.block.kept:
            head = self.group_head(groups[placed.number]) if placed.number in groups else ""
            return head + self.cut_block(placed)
        if placed.block.kind is Kind.IMAGE:
            return self.shelf.block(placed, can_edit=self.can_edit) + self.way_out(placed)
        return leaf(placed, inner(placed)) + self.way_out(placed)

    def way_out(self, placed: Placed) -> str:
        """Return, where the cut blocks are shown, the way to cut this one too, or again."""
        if not (self.show_cut and self.can_edit):
            return ""
        if not placed.block.reason:
            return format_html(
                '<p class="cut-reason stays"><button class="link" form="cutting" name="block" value="{}" '
                'aria-label="{}">{}</button> <label><input type="checkbox" form="cutting" '
                'name="chosen" value="{}" aria-label="{}"></label></p>',
                placed.number,
                gettext("Cut this: {text}").format(text=_beginning(placed)),
                gettext("Cut this"),
                placed.number,
                _("Choose, to cut several at once"),
            )
        return format_html(
            '<p class="cut-reason restored"><span id="restored-{}">{}</span>'
            ' <button form="cutting" name="block" value="{}" aria-describedby="restored-{}">{}</button></p>',
            placed.number,
            gettext("Restored; was cut: {reason}").format(reason=translated(placed.block.reason)),
            placed.number,
            placed.number,
            gettext("Cut again"),
        )

    def group_head(self, group: Sequence[Placed]) -> str:
        """Return what stands above neighbours that were cut for one reason: it, and what to do with them all."""
        first, count = group[0], len(group)
        numbers = " ".join(str(placed.number) for placed in group)
        many = (
            format_html(" <small>{}</small>", ngettext("{number} block", "{number} blocks", count).format(number=count))
            if count > 1
            else ""
        )
        actions = ""
        if self.can_edit and count > 1:
            actions += format_html(
                '<button form="restoration" name="block" value="{}" aria-describedby="cut-{}">{}</button> ',
                numbers,
                first.number,
                ngettext("Restore it", "Restore all {number}", count).format(number=count),
            )
        if self.can_edit and self.host and first.block.reason == CUT_BY_HAND and any(map(is_line, group)):
            actions += format_html(
                '<button class="link" form="cutting" name="always" value="{}" aria-describedby="cut-{}">{}</button>',
                numbers,
                first.number,
                _("Always cut on %(host)s") % {"host": self.host},
            )
        elif self.can_edit and self.host and first.block.reason not in (CUT_BY_HAND, CUT_BY_RULE, ""):
            actions += format_html(
                '<button class="link" form="restoration" name="always" value="{}" '
                'aria-describedby="cut-{}">{}</button>',
                numbers,
                first.number,
                gettext("Always keep on {host}").format(host=self.host),
            )
        return format_html(
            '<div class="cut-head"><p class="cut-reason"><span id="cut-{}">{}{}</span> {}</p></div>',
            first.number,
            gettext("Cut: {reason}").format(reason=translated(first.block.reason)),
            many,
            mark_safe(actions),  # noqa: S308  escaped above
        )

    def cut_block(self, placed: Placed) -> str:
        """Return a cut block, greyed, outside the canonical text."""
        block = placed.block
        html = block.html
        if block.kind is Kind.IMAGE:
            html = self.shelf.image(block) or self.shelf.stand_in(block)
        button: str = ""
        if self.can_edit:
            button = format_html(
                '<p class="cut-reason"><button form="restoration" name="block" value="{}" '
                'aria-label="{}">{}</button></p>',
                placed.number,
                gettext("Restore: {text}").format(text=_beginning(placed)),
                gettext("Restore"),
            )
        return format_html(
            '<div class="cut" id="block-{}"{}><div class="cut-text">{}</div>{}</div>',
            placed.number,
            mark_safe(tongue(block)),  # noqa: S308  escaped there
            mark_safe(html),  # noqa: S308  sanitised when stored
            button,
        )


def contents(version: Version) -> list[Placed]:
    """Return the headings of a piece, for a table of its contents; none where they are too few to be looked through."""
    headings = [placed for placed in version.kept if placed.block.kind is Kind.HEADING]
    return headings if len(headings) >= FEWEST_HEADINGS else []


def _beginning(placed: Placed) -> str:
    """Return the words by which a block's buttons are told apart."""
    return Truncator(placed.block.text).chars(60) or gettext("an image")


def is_line(placed: Placed) -> bool:
    """Return True for a block short enough to come back in the same words on other pages of its site."""
    return 0 < len(placed.block.text) <= LONGEST_LINE


def page_marks(shown: Iterable[Placed]) -> dict[int, str]:
    """Return what stands in the margin of the blocks with which a page of print begins, by the block's number.

    It is outside of the blocks, so that the text of each stays its slice of the canonical text.
    """
    marks: dict[int, str] = {}
    before = 0
    for placed in shown:
        page = placed.block.page
        label = placed.block.page_label or page
        if page > before:
            marks[placed.number] = format_html(
                '<a class="page-mark" id="page-{}" href="#page-{}" aria-label="{}">{}</a>',
                page,
                page,
                _("Page %(number)s") % {"number": label},
                label,
            )
        before = max([before, page, *(each.page for each in placed.block.breaks)])
    return marks


def cut_groups(shown: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Yield the runs of neighbours that were cut for the same reason."""
    for (kept, _reason), run in groupby(shown, key=lambda placed: (placed.block.kept, placed.block.reason)):
        if not kept:
            yield list(run)
