"""A page saved with its parts in one file (MHTML, RFC 2557): the page is the part that the start is, or the first."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

from .documents import Page
from .saved_page import address

BROKEN = gettext_noop(
    "This file was saved as a page in one file (MHTML), but the page in it is missing or broken off: save it again, or"
    " save it as HTML."
)


def read(content: bytes) -> Page:
    """Return the page of the file. Raises UnreadableSource."""
    message = message_from_bytes(content)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start") or "")
    page = next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)
    payload = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(payload, bytes) or not payload.strip():
        raise UnreadableSource(BROKEN)
    charset = page.get_content_charset()
    return Page(payload, f"text/html; charset={charset}" if charset else "text/html", url=_url(message, page))


def _url(message: Message, page: Message) -> str:
    names = (message.get("Snapshot-Content-Location"), page.get("Content-Location"), message.get("Content-Location"))
    return next((found for name in names if name and (found := address(str(name).strip()))), "")
