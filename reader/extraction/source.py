"""What came in: text or not, HTML or not."""

from __future__ import annotations

import re

from .decode import decode
from .model import UnreadableSource
from .translation import gettext_noop

_AS_TEXT = "Open it, copy its text, and import that."
# How files begin that are no text (their 'magic numbers'), with what a person can do about each.
_BINARY = (
    (b"%PDF", f"This is a PDF file. {_AS_TEXT}"),
    (
        b"PK\x03\x04",
        "This is a ZIP archive or an office document. Unpack it, or save it as HTML or plain text, and import that.",
    ),
    (b"\xd0\xcf\x11\xe0", "This is an office document. Save it as HTML or plain text, and import that."),
    (b"{\\rtf", "This is an RTF document. Save it as HTML or plain text, and import that."),
    (b"\x1f\x8b", "This file is compressed (gzip). Unpack it and import what is inside."),
    (b"\x89PNG", f"This is a picture. {_AS_TEXT}"),
    (b"\xff\xd8\xff", f"This is a picture. {_AS_TEXT}"),
    (b"GIF8", f"This is a picture. {_AS_TEXT}"),
    (b"RIFF", f"This is a picture, a sound or a film. {_AS_TEXT}"),
)
_EMPTY = gettext_noop(
    "There is nothing in it: the file or text is empty. Save the page again, or copy its text, and import that."
)
_NOT_TEXT = gettext_noop(
    "This is not text: it looks like a picture, a program or another binary file. Import the page as HTML or its text."
)
_SAMPLE = 65_536  # code points
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_DOCUMENT = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+|<!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body|title|meta|frameset)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|article|section|main|h[1-6]|ul|ol|li|table|tr|td|a|b|i|em|strong|br|img|blockquote|pre|html|body|title"
    r"|header|footer|nav|form|font|center|script|style|svg|iframe|base)\b[^<>]*>",
    re.IGNORECASE,
)


def readable(content: bytes | str, content_type: str = "") -> str:
    """Return the content as text. Raises UnreadableSource if it is empty or no text at all."""
    if isinstance(content, bytes):
        for beginning, advice in _BINARY:
            if content.startswith(beginning):
                raise UnreadableSource(advice)
        content = decode(content, content_type)
    sample = content[:_SAMPLE]
    if not content.strip("\0 \t\r\n\f\v\ufeff\xa0"):
        raise UnreadableSource(_EMPTY)
    if len(_CONTROL.findall(sample)) > 0.05 * len(sample) + 2:
        raise UnreadableSource(_NOT_TEXT)
    return content


def is_html(text: str, content_type: str = "") -> bool:
    """Return True for HTML. The content has the last word: a page sent or saved as plain text is a page."""
    if _DOCUMENT.match(text[:_SAMPLE]):
        return True
    tags = len(_TAG.findall(text[: 4 * _SAMPLE]))
    if "html" in content_type.lower():
        return bool(_ANY_TAG.search(text))
    if content_type.lower().startswith("text/plain"):
        return False
    return tags > 1 and tags * 400 > len(text[: 4 * _SAMPLE])
