"""What a file that is one article comes to: a page of HTML, and whether all of it is the article. Pure: no Django."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reader.extraction.blocks import Leaf, leaves, localised, parse
from reader.extraction.language import direction_of_language, direction_of_text, language_of_text
from reader.extraction.model import Block, Extraction, Kind, PageBreak, UnreadableSource
from reader.extraction.phrases.reasons import TITLE_ABOVE
from reader.extraction.text import collapse, fold
from reader.extraction.translation import gettext_noop

NO_TEXT = gettext_noop("There is no text in this file: open it, copy its text, and import that.")


@dataclass(frozen=True, slots=True)
class Page:
    """A web page that was inside the file, to be cleaned as any other: bytes or text, and the address it had."""

    content: bytes | str
    content_type: str = "text/html"
    url: str = ""
    title: str = ""
    byline: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is all article: HTML of which nothing is to be cut. Metadata as in `Extraction`."""

    html: str
    title: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    is_paged: bool = False  # its elements say in `data-page` on which page of print they begin


def whole(document: Document) -> Extraction:
    """Return the document with all its blocks kept, but for a first heading that is its title.

    Raises UnreadableSource where it has no text.
    """
    found = leaves(parse(document.html), document.url)
    blocks = [_on_its_page(leaf) if document.is_paged else leaf.finished() for leaf in found]
    if not any(block.text for block in blocks):
        raise UnreadableSource(NO_TEXT)
    title = collapse(document.title) or _first_heading(blocks)
    blocks = _without_title(blocks, title)
    text = "\n".join(block.text for block in blocks if block.kept)[:20_000]
    language = document.language or language_of_text(text)
    direction = direction_of_text(text) or direction_of_language(language) or "ltr"
    return Extraction(
        title=title,
        byline=collapse(document.byline),
        published=document.published,
        language=language,
        direction=direction,
        url=document.url,
        blocks=tuple(localised(blocks, language, direction)),
    )


def _on_its_page(leaf: Leaf) -> Block:
    """Return the block with the page of print on which it begins, and those that begin in it, as its element says."""
    block, element = leaf.finished(), leaf.element
    breaks = (each.split(" ", 2) for each in element.get("data-breaks", "").split("|") if each)
    return replace(
        block,
        page=int(element.get("data-page") or 0),
        page_label=element.get("data-label", ""),
        breaks=tuple(
            PageBreak(int(at), int(page), label) for at, page, label in breaks if 0 < int(at) < len(block.text)
        ),
    )


def _first_heading(blocks: list[Block]) -> str:
    """Return the heading that the text begins with, if it does."""
    first = next((block for block in blocks if block.text), None)
    return first.text if first and first.kind is Kind.HEADING else ""


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Return the blocks without a heading at the beginning that repeats the title, unless it is all there is."""
    with_text = [index for index, block in enumerate(blocks) if block.text]
    for index in with_text[:3]:
        if len(with_text) > 1 and blocks[index].kind is Kind.HEADING and fold(blocks[index].text) == fold(title) != "":
            return [*blocks[:index], replace(blocks[index], kept=False, reason=TITLE_ABOVE), *blocks[index + 1 :]]
    return blocks
