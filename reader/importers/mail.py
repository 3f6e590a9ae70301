"""A message (RFC 5322), such as a newsletter: its HTML, or else its text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from reader.extraction.model import UnreadableSource
from reader.extraction.text import collapse
from reader.extraction.translation import gettext_noop

from .documents import Page

NO_TEXT = gettext_noop("This message holds no text: open it in your mail program, copy its text, and import that.")


def read(content: bytes) -> Page:
    """Return the message's page, under its subject, by its sender. Raises UnreadableSource."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  what this policy makes
    body = _body(message)
    if body is None:
        raise UnreadableSource(NO_TEXT)
    charset = body.get_content_charset() or ""
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise UnreadableSource(NO_TEXT)
    name, address = parseaddr(_header(message, "from"))
    return Page(
        payload,
        f"{body.get_content_type()}; charset={charset}" if charset else body.get_content_type(),
        title=collapse(_header(message, "subject")),
        byline=collapse(name or address),
        published=_date(_header(message, "date")),
    )


def _body(message: EmailMessage) -> EmailMessage | None:
    """Return the longest part that is HTML, or else text: a forwarded message's own may be but a line."""
    for kind in ("text/html", "text/plain"):
        parts = [part for part in message.walk() if part.get_content_type() == kind and not part.is_attachment()]
        if parts:
            return max(parts, key=lambda part: len(str(part.get_payload())))
    return None


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message[name] or "")
    except (ValueError, IndexError, AttributeError, TypeError):  # the standard parser trips over some broken headers
        return ""


def _date(value: str) -> str:
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
