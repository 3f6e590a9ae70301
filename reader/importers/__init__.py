"""The ways in, one small file each, behind the registry here. Pure but for `web_page`'s reading of addresses.

A way in gives a `Source`: bytes we hold already, or an address they are to be fetched from. What a file is, its
content says (`kinds`), not its name. `DOCUMENTS` are the kinds that come to one article: `reading.read` takes them
apart in a process of its own, from the original, which is kept as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.addresses import normalise
from reader.extraction import is_html
from reader.extraction.translation import gettext_noop

from .kinds import content_type_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PIECE = 2**20  # bytes
PASTED = gettext_noop("Pasted text")  # kept in English, and shown in the language of the page


@dataclass(frozen=True, slots=True)
class Source:
    """What is to become an article. `content` is None until an address has been fetched."""

    url: str = ""
    content: bytes | None = None
    content_type: str = ""
    filename: str = ""
    as_seen: bool = False  # as a person's browser showed it, not as a server sends it

    @property
    def key(self) -> str:
        """What makes a second import the same: the bytes, or the address they come from."""
        if self.content is None:
            return f"url:{sha256(self.url.encode()).hexdigest()}"
        # A form sends the line ends of a paste as CRLF: the same page uploaded has its own.
        found, start = sha256(), 0
        while start < len(self.content):  # a piece at a time: a hundred megabytes are not held twice
            end = start + PIECE
            end += self.content[end - 1 : end + 1] == b"\r\n"  # which is not parted
            found.update(self.content[start:end].replace(b"\r\n", b"\n"))
            start = end
        return f"sha256:{found.hexdigest()}"

    @property
    def label(self) -> str:
        """What to call the article until it has been read."""
        return self.url or self.filename or PASTED


def web_page(url: str) -> Source:
    """A page to be fetched. Raises FetchError where the address is none that we open."""
    return Source(url=normalise(url))


def pasted(text: str, url: str = "") -> Source:
    """Text or HTML from the clipboard, with the address it was copied from where the person knows it."""
    content_type = "text/html" if is_html(text) else "text/plain"
    # A lone surrogate cannot be written as UTF-8; everything else of the paste is kept as it came.
    content = text.encode("utf-8", "surrogatepass")
    return Source(normalise(url) if url else "", content, f"{content_type}; charset=utf-8")


def uploaded(file: UploadedFile[bytes], url: str = "") -> Source:
    """A file from the person's machine. What is in it is told by its content; all else when it is read."""
    return from_file(file.read(), file.name or "", url)


def from_file(content: bytes, name: str, url: str = "") -> Source:
    """A file's bytes, under its name without the folders."""
    name = name.replace("\\", "/").rpartition("/")[2][:255]
    return Source(normalise(url) if url else "", content, content_type_of(content, name), name)
