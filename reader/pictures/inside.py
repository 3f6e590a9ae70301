"""Pictures that a kept file holds: in data: URLs, beside the page of an MHTML or a mail, in an EPUB or a DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from urllib.parse import unquote, urljoin, urlsplit

from reader.extraction.model import UnreadableSource
from reader.extraction.pictures import INSIDE, SHORTEST, address_of_bytes, address_of_id, bytes_of_data
from reader.importers.kinds import Kind, kind_of
from reader.importers.packages import Package

_DATA = re.compile(rb"data:image/[a-z]{3,5};base64,[A-Za-z0-9+/=%%\s]{%d,}" % (SHORTEST - 40), re.IGNORECASE)


def inside(content: bytes, content_type: str, url: str) -> bytes | None:
    """Return the picture that the file has for this address, or None. Raises UnreadableSource as packages do."""
    match kind_of(content, content_type):
        case Kind.EPUB if url.startswith(INSIDE):
            package, name = Package(content, "e-book"), unquote(urlsplit(url).path).lstrip("/")
            return package.bytes(name) if name in package else None
        case Kind.DOCX:
            return _of_hash(_media(Package(content, "document")), url)
        case Kind.MHTML | Kind.MAIL:
            return next((found for places, found in _parts(content) if url in places), None)
        case _ if url.startswith(INSIDE):
            data = (bytes_of_data(found[0].decode("ascii")) for found in _DATA.finditer(content))
            return _of_hash(data, url)
    return None


def _of_hash(pictures: Iterator[bytes], url: str) -> bytes | None:
    return next((picture for picture in pictures if address_of_bytes(picture) == url), None)


def _media(package: Package) -> Iterator[bytes]:
    for info in package.members:
        if info.filename.startswith("word/media/"):
            try:
                yield package.bytes(info)
            except UnreadableSource:  # another one than was looked for
                continue


def _parts(content: bytes) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Yield the pictures of a message, each with the addresses it has: by its place (RFC 2557), and by its id."""
    message, base = message_from_bytes(content), ""
    for part in message.walk():
        place = str(part.get("Content-Location", "")).strip()
        base = base or place
        payload = part.get_payload(decode=True)
        if part.get_content_maintype() == "image" and isinstance(payload, bytes):
            yield (_resolved(base, place), address_of_id(str(part.get("Content-ID", "")))), payload


def _resolved(base: str, place: str) -> str:
    try:
        return urljoin(base, place) if place else ""
    except ValueError:  # a stranger's brackets
        return place
