"""The ways in. Each gives a `Source`: bytes we hold already, or an address they are to be fetched from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.extraction import is_html
from reader.fetch import normalise
from reader.models.snapshot import digest

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True, slots=True)
class Source:
    """What is to become an article. `content` is None until an address has been fetched."""

    url: str = ""
    content: bytes | None = None
    content_type: str = ""
    filename: str = ""

    @property
    def key(self) -> str:
        """What makes a second import the same: the bytes, or the address they come from."""
        if self.content is None:
            return f"url:{digest(self.url.encode())}"
        # A form sends the line ends of a paste as CRLF: the same page uploaded has its own.
        lines = self.content.replace(b"\r\n", b"\n")
        return f"sha256:{digest(lines)}"

    @property
    def label(self) -> str:
        """What to call the article until it has been read."""
        return self.url or self.filename or "Pasted text"


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
    """A saved page or a text file. Its kind is told by its content when it is read."""
    return Source(normalise(url) if url else "", file.read(), "", (file.name or "")[:255])
