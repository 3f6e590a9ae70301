"""A web archive (WARC, ISO 28500:2017): the first page of HTML that a server answered with 200.

An archive of many pages is one article a page: `archives` takes them one by one.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import BinaryIO

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

from . import Source
from .documents import Page
from .items import Item
from .saved_page import address

BROKEN = gettext_noop(
    "This web archive (WARC) is damaged or broken off: save the page again, or unpack it and import the page."
)
NO_PAGE = gettext_noop("This web archive (WARC) holds no page of HTML or text.")
LARGEST = 64 * 2**20  # bytes of the archive's text, unpacked
_LINE = 65_536
_STATUS = re.compile(rb"HTTP/\S+ (\d{3})")


def read(content: bytes) -> Page:
    """Return the first page of the archive. Raises UnreadableSource."""
    page = next(pages(content), None)
    if page is None:
        raise UnreadableSource(NO_PAGE)
    return page


def items(content: bytes) -> Iterator[Item]:
    """Yield the pages of the archive, each an article to be; their bytes are kept as the server sent them."""
    for page in pages(content):
        body = page.content if isinstance(page.content, bytes) else page.content.encode()
        yield Item(Source(page.url, body, page.content_type[:200]))


def pages(content: bytes) -> Iterator[Page]:
    """Yield the pages of the archive, in its order. Raises UnreadableSource where it is damaged, or too large."""
    packed = content.startswith(b"\x1f\x8b")
    raw = io.BytesIO(content)
    stream: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if packed else raw
    left = LARGEST
    try:
        while (headers := _headers(stream)) is not None:
            length = int(headers.get("content-length", "-1"))
            if not 0 <= length <= left:
                raise UnreadableSource(BROKEN)
            left -= length
            body = stream.read(length)
            if len(body) < length:
                raise UnreadableSource(BROKEN)
            url = address(headers.get("warc-target-uri", "").strip("<>"))
            if headers.get("warc-type") == "response" and (page := _answer(body, url)):
                yield page
            elif headers.get("warc-type") == "resource" and _is_page(headers.get("content-type", "")):
                yield Page(body, headers["content-type"], url=url)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise UnreadableSource(BROKEN) from error


def _headers(stream: BinaryIO | gzip.GzipFile) -> dict[str, str] | None:
    """Return the headers of the next record by their names in lower case, or None at the end."""
    line = stream.readline(_LINE)
    while line in (b"\r\n", b"\n"):
        line = stream.readline(_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError(line[:20])
    lines = []
    while (line := stream.readline(_LINE)) not in (b"\r\n", b"\n", b""):
        lines.append(line)
    parsed = BytesHeaderParser().parsebytes(b"".join(lines))
    return {name.lower(): str(value).strip() for name, value in parsed.items()}


def _answer(body: bytes, url: str) -> Page | None:
    """Return the page in an HTTP answer, or None."""
    head, _, content = body.partition(b"\r\n\r\n")
    status, _, lines = head.partition(b"\r\n")
    code = _STATUS.match(status)
    headers = BytesHeaderParser().parsebytes(lines + b"\r\n\r\n")
    content_type = str(headers.get("content-type", ""))
    if not code or code[1] != b"200" or not _is_page(content_type):
        return None
    if "chunked" in str(headers.get("transfer-encoding", "")).lower():
        content = _unchunked(content)
    encoding = str(headers.get("content-encoding", "")).lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        content = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content, LARGEST)
    elif encoding not in ("", "identity"):
        return None
    return Page(content, content_type, url=url)


def _is_page(content_type: str) -> bool:
    return content_type.partition(";")[0].strip().lower() in ("text/html", "application/xhtml+xml", "text/plain")


def _unchunked(content: bytes) -> bytes:
    """Undo the chunked transfer coding (RFC 9112, 7.1), which some archivers leave in although they should not."""
    parts, at = [], 0
    while found := re.compile(rb"([0-9A-Fa-f]{1,8})[^\n]*\n").match(content, at):
        size = int(found[1], 16)
        if not size:
            break
        parts.append(content[found.end() : found.end() + size])
        at = found.end() + size + 2
    return b"".join(parts) or content
