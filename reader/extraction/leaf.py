"""A leaf of a page, and what the elements of pages are: text or none, within a line or not, shown or hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .model import Block
from .sanitize import Markup, htmls

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Never text: what is executed, embedded or filled in.
DROPPED = frozenset(
    "script style noscript template iframe frame frameset noframes object applet svg math canvas audio video"
    " input select textarea datalist meter progress map area meta link title base rp".split()
)
# Empty in HTML, but libxml2 puts what follows them in them: the picture behind its sources.
VOID = frozenset("source track embed param wbr keygen".split())
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p"
    " plaintext pre search section slot summary table tbody td tfoot th thead tr ul xmp".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


# '… (Image: Reuters)', '… Foto: Ada Lorne/dpa'
_CREDITED = re.compile(
    r"(?:\((?:{0})s?\s*:[^()]{{1,80}}\)|\b(?:{0})s?\s*:\s*[^.:]{{2,60}})\s*$".format(
        "image|photo|photograph|picture|pic|credit|crédit|foto|fotografie|bild|imagen|imagem|фото|الصورة"
    ),
    re.IGNORECASE,
)
_PICTURES = re.compile(r"caption|photo|picture|image", re.IGNORECASE)
LONGEST_CAPTION = 300  # characters


class Leaf(NamedTuple):
    """A block and where it was found: its nearest block-level element, how much of its text is links, if it shows.

    The block's HTML is its text alone as long as there is `markup`, which has to pass the walls first.
    """

    block: Block
    element: HtmlElement
    linked: int = 0  # code points of the text that stand in links
    hidden: bool = False
    markup: Markup | None = None

    def finished(self) -> Block:
        """Return the block with its inline elements."""
        return self.block.written(self.markup.html()) if self.markup else self.block


def finished(leaves: Sequence[Leaf]) -> list[Block]:
    """Return the leaves' blocks with their inline elements, as `Leaf.finished` does, in less time."""
    blocks = [leaf.block for leaf in leaves]
    marked = [(index, leaf.markup) for index, leaf in enumerate(leaves) if leaf.markup]
    for (index, _), html in zip(marked, htmls([markup for _, markup in marked]), strict=True):
        blocks[index] = blocks[index].written(html)
    return blocks


def is_caption(text: str, element: HtmlElement) -> bool:
    """Return True if a text right below a picture says what is in it: by whose it is, or by its element's class."""
    if len(text) > LONGEST_CAPTION:
        return False
    return bool(_CREDITED.search(text) or _PICTURES.search(element.get("class") or ""))


def is_inline(tag: str) -> bool:
    """Return True for elements within a line: what HTML does not know is one, but components hold blocks."""
    return tag not in BLOCK and "-" not in tag


def is_not_shown(attributes: Mapping[str, str]) -> bool:
    """Return True for an element that says itself that it is not to be seen."""
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style[:2000]))


def is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("aria-hidden") == "true" or is_not_shown(attributes)
