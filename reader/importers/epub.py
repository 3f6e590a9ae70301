"""An e-book (EPUB 2 and 3, W3C): the documents of its spine, in order, as one text."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from reader.extraction.model import UnreadableSource
from reader.extraction.pictures import INSIDE
from reader.extraction.translation import gettext_noop

from .documents import Document
from .packages import BROKEN, Package, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LOCKED = gettext_noop(
    "This e-book is locked against copying (DRM): it can be read only in the program it was bought for."
)
LARGEST = 20 * 2**20  # bytes of the chapters together
LONG = gettext_noop("This e-book is longer than one article can be (20 MB of text): import its chapters one by one.")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")  # fonts only: the text can be read


def read(content: bytes) -> Document:
    """Return the text of the book, with what its package says of it. Raises UnreadableSource."""
    package = Package(content, "e-book")
    _refuse_locked(package)
    container = package.xml("META-INF/container.xml")
    path = (
        next((str(e.get("full-path", "")) for e in container.iter("{*}rootfile")), "") if container is not None else ""
    )
    book = package.xml(path)
    if book is None:
        raise UnreadableSource(BROKEN.format("e-book"))
    chapters, size = [], 0
    for name in _spine(book, posixpath.dirname(path)):
        if name in package:
            chapter = package.bytes(name)
            size += len(chapter)
            if size > LARGEST:
                raise UnreadableSource(LONG)
            chapters.append(_body(chapter, posixpath.dirname(name)))
    if not chapters:
        raise UnreadableSource(BROKEN.format("e-book"))
    return Document(
        "".join(chapters),
        title=text_of(book, "title"),
        byline=", ".join("".join(map(str, e.itertext())).strip() for e in book.iter("{*}creator")),
        published=text_of(book, "date")[:10],
        language=text_of(book, "language"),
    )


def _refuse_locked(package: Package) -> None:
    rights = package.xml("META-INF/encryption.xml", required=False)
    if rights is None:
        return
    ways = [str(e.get("Algorithm", "")) for e in rights.iter("{*}EncryptionMethod")]
    if "META-INF/rights.xml" in package or any(way not in _FONTS for way in ways):
        raise UnreadableSource(LOCKED)


def _spine(book: _Element, folder: str) -> list[str]:
    """Return the paths of the documents in reading order; what is beside it (`linear="no"`) comes at the end."""
    manifest = {e.get("id"): e for e in book.iter("{*}item")}
    order = sorted(book.iter("{*}itemref"), key=lambda e: e.get("linear") == "no")
    found = []
    for reference in order:
        item = manifest.get(reference.get("idref"))
        if item is not None and "nav" not in str(item.get("properties", "")).split():
            found.append(posixpath.normpath(posixpath.join(folder, unquote(str(item.get("href", ""))))))
    return found


def _body(chapter: bytes, folder: str) -> str:
    """Return the inside of the chapter's body, its pictures named by where they are in the book."""
    from lxml import html  # noqa: PLC0415

    from reader.extraction.blocks import parse  # noqa: PLC0415
    from reader.extraction.decode import decode  # noqa: PLC0415

    body = parse(decode(chapter)).find("body")
    if body is None:
        return ""
    body.tag = "div"
    for image in body.iter("img"):
        source = str(image.get("src", ""))
        if source and ":" not in source:
            path = posixpath.normpath(posixpath.join("/", folder, unquote(source)))
            image.set("src", INSIDE + quote(path.lstrip("/")))
    return str(html.tostring(body, encoding="unicode"))
