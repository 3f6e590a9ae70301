"""What a file is, told by its content. Pure: no Django.

The beginnings of files ('magic numbers') are those of the formats' own specifications; a ZIP is looked into for the
members that make it an e-book or an office document.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from email.parser import BytesHeaderParser
from enum import StrEnum

from reader.extraction.decode import decode
from reader.extraction.source import is_html


class Kind(StrEnum):
    """A kind of file, with its media type."""

    HTML = "text/html"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PDF = "application/pdf"
    EPUB = "application/epub+zip"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    MHTML = "multipart/related"
    MAIL = "message/rfc822"
    WARC = "application/warc"
    ZIP = "application/zip"
    SQLITE = "application/vnd.sqlite3"
    OTHER = ""


SAMPLE = 65_536  # bytes that a kind is told by
MARKS = (
    (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP),  # an empty one
    (b"SQLite format 3\0", Kind.SQLITE),
    (b"WARC/", Kind.WARC),
)
NO_TEXT = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")
_HEADER = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n", re.ASCII)
# What says Markdown (CommonMark 0.31): headings, fences, links, emphasis; a dash before a line is any text's.
_MARKDOWN = re.compile(
    r"^ {0,3}#{1,6}[ \t]+\S|^ {0,3}(?:```|~~~)|\[[^\[\]\n]{1,200}\]\((?:https?:|/|#|<)|\*\*[^*\s]"
    r"|^ {0,3}> \S|^.+\n(?:=+|-{3,})[ \t]*$",
    re.MULTILINE,
)


def kind_of(content: bytes, content_type: str = "") -> Kind:
    """Return the kind of the bytes. `content_type`, where known, decides only what the content leaves open."""
    head = content[:SAMPLE]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for mark, kind in MARKS:
        if content.startswith(mark):
            return _kind_of_zip(content) if kind is Kind.ZIP else kind
    if content.startswith(b"\x1f\x8b") and _begins_packed(content, b"WARC/"):
        return Kind.WARC
    if content.startswith(NO_TEXT):
        return Kind.OTHER
    return _kind_of_mail(head) or _kind_of_text(head, content_type)


def content_type_of(content: bytes, name: str) -> str:
    """Return the media type to keep with a file; "" for a page or a text, whose charset is told when it is read."""
    hint = "text/markdown" if name.lower().endswith((".md", ".markdown")) else ""
    kind = kind_of(content, hint)
    return "" if kind in (Kind.HTML, Kind.TEXT) else str(kind)


def _kind_of_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return Kind.ZIP  # whoever opens it says what is wrong with it
    if "META-INF/container.xml" in names:
        return Kind.EPUB
    return Kind.DOCX if "word/document.xml" in names else Kind.ZIP


def _begins_packed(content: bytes, mark: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content[:SAMPLE], len(mark)) == mark
    except zlib.error:
        return False


def _kind_of_mail(head: bytes) -> Kind | None:
    """Return the kind of a message (RFC 5322) or a page saved as one (RFC 2557)."""
    head = head.lstrip(b"\r\n")
    # An mbox's first line, which some programs write before a single message.
    head = re.sub(rb"\AFrom [^\n]*\n", b"", head)
    if not (found := _HEADER.match(head)):
        return None
    headers = BytesHeaderParser().parsebytes(found[0])
    names = {name.lower() for name in headers}
    if headers.get_content_type() == "multipart/related" and (
        "snapshot-content-location" in names or "to" not in names
    ):
        return Kind.MHTML
    is_mail = "from" in names and names & {"date", "subject", "received", "message-id", "to"}
    return Kind.MAIL if is_mail and len(names) > 2 else None


def _kind_of_text(head: bytes, content_type: str) -> Kind:
    text = decode(head, content_type)
    if is_html(text, "" if "markdown" in content_type else content_type):
        return Kind.HTML
    signs = {line.group()[:3].strip() for line in _MARKDOWN.finditer(text)}
    if "markdown" in content_type or (len(signs) > 1 and not content_type.startswith("text/plain")):
        return Kind.MARKDOWN
    return Kind.TEXT
