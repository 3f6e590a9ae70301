"""Markdown (CommonMark with tables and strikethrough), by markdown-it-py."""

from __future__ import annotations

import re

from reader.extraction.decode import decode

from .documents import Document

# A block of metadata before the text, as static site generators write it: `key: value` lines between two rules.
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.DOTALL)
_LINE = re.compile(r"^(\w+):[ \t]*[\"']?(.*?)[\"']?[ \t]*\r?$", re.MULTILINE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(content: bytes) -> Document:
    """Return the text as a document. HTML inside it is read as HTML, and passes the same walls as any."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    text = decode(content)
    front = _FRONT.match(text)
    said = {name.lower(): value for name, value in _LINE.findall(front[1])} if front else {}
    html = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(text[front.end() :] if front else text)
    )
    date = _DATE.match(said.get("date", ""))
    return Document(
        html,
        title=said.get("title", ""),
        byline=said.get("author", ""),
        published=date[0] if date else "",
        language=said.get("lang", ""),
    )
