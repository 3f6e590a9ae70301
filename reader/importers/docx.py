"""A word processor's document (DOCX, ECMA-376), by mammoth: its headings, lists, tables, quotations and footnotes."""

from __future__ import annotations

import io
import re
from typing import Any

from reader.extraction.model import UnreadableSource
from reader.extraction.pictures import address_of_bytes

from .documents import Document
from .packages import BROKEN, MEMBER, Package, text_of

STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1:fresh",
        "p[style-name='Subtitle'] => p:fresh",
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote", "Block Text")),
        *(f"p[style-name='{name}'] => pre:separator('\\n')" for name in ("HTML Preformatted", "Plain Text Code")),
    ]
)

_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')  # from a note to its mark: our notes are no links


def read(content: bytes) -> Document:
    """Return the text of the document, with what its properties say of it. Raises UnreadableSource."""
    import mammoth  # noqa: PLC0415

    package = Package(content)
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(content), style_map=STYLES, convert_image=mammoth.images.img_element(_named)
        )
    except Exception as error:  # a library for documents of good faith: it fails in as many ways as a bad one is bad
        raise UnreadableSource(BROKEN.format("document")) from error
    properties = package.xml("docProps/core.xml", required=False)
    return Document(
        _BACK.sub("", made.value),
        title=text_of(properties, "title"),
        byline=text_of(properties, "creator"),
        language=text_of(properties, "language"),
    )


def _named(image: Any) -> dict[str, str]:
    """Return the attributes of a picture: where `reader.pictures` finds it in the file again."""
    with image.open() as file:
        return {"src": address_of_bytes(file.read(MEMBER))}
