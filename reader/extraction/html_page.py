"""An HTML page as an article."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from .blocks import leaves, localised, parse
from .features import told
from .language import direction_of_language, direction_of_text, language_of_text
from .main_content import select
from .metadata import read_metadata
from .model import Extraction, UnreadableSource
from .phrases.reasons import STANDFIRST_ABOVE
from .scoring import probabilities
from .structured import article_body
from .subheads import with_subheads
from .text import fold
from .translation import gettext_noop

NOTHING_READABLE = gettext_noop(
    "This page holds no text we can read: it may need JavaScript to show its text. Open it in a browser, save it"
    " there as HTML or copy its text, and import that."
)


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage a hundred times less often: a page is a hundred thousand objects, of which few are in cycles.

    Looking for it took a third of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_collecting_seldom()
def read_html(source: str, url: str = "") -> Extraction:
    """Return the article of the page. Raises UnreadableSource if the page has no text at all."""
    root = parse(source)
    found = leaves(root, url)
    if not any(leaf.block.text for leaf in found):
        raise UnreadableSource(NOTHING_READABLE)
    metadata = read_metadata(root, url)
    blocks = with_subheads(select(found, probabilities(found, told(metadata), article_body(root)), metadata))
    text = "\n".join(block.text for block in blocks if block.kept)[:20_000]
    standfirst = metadata.standfirst
    if fold(standfirst)[:60] in fold(text) and not any(block.reason == STANDFIRST_ABOVE for block in blocks):
        standfirst = ""  # it is the article's own beginning
    language = metadata.language or language_of_text(text)
    direction = metadata.direction or direction_of_language(language) or "ltr"
    if direction == "ltr" and direction_of_text(text) == "rtl":
        direction = "rtl"  # a page may forget to say it; its letters cannot
    return Extraction(
        title=metadata.title,
        standfirst=standfirst,
        byline=metadata.byline,
        published=metadata.published,
        language=language,
        direction=direction,
        site_name=metadata.site_name,
        url=metadata.url,
        blocks=tuple(localised(blocks, language, direction)),
    )
