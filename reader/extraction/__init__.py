"""From the bytes of a page or a text to its article: `extract`. Pure: no Django.

    decode ──► parse, blocks ──► scoring (features, context) ──► main_content (completion, furniture) ──► Extraction
               metadata
    or, for a plain text: paragraphs ──► plain_text (boilerplate, headlines)

Importing this package is cheap: what parses is imported when there is something to parse. Bytes from outside go
through `isolated.extract_isolated`, which runs `extract` in a process of its own.
"""

from __future__ import annotations

from .model import Block, Extraction, Kind, UnreadableSource, canonical_text
from .source import is_html, readable

__all__ = ["Block", "Extraction", "Kind", "UnreadableSource", "canonical_text", "extract", "is_html"]


def extract(content: bytes | str, *, content_type: str = "", url: str = "") -> Extraction:
    """Return the article in a page or a plain text.

    `content_type` is the HTTP header's value, with its charset, where there was one; `url` the address the page came
    from, for its relative links. Raises UnreadableSource with what to do about it: empty, binary, or without text.
    """
    text = readable(content, content_type)
    if is_html(text, content_type):
        from .html_page import read_html  # noqa: PLC0415

        return read_html(text, url)
    from .plain_text import read_text  # noqa: PLC0415

    return read_text(text)
