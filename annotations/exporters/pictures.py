"""Pictures inside of a file that holds everything: our own copies, as `data:` addresses (RFC 2397), up to a limit."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from html import escape

from reader.extraction.rendering import Placed
from reader.models import Article, Picture
from reader.pictures.shown import Shelf, described

MOST = 10 * 2**20  # bytes of pictures in a file: what can be sent by mail, and be made in little memory
KINDS = ("image/jpeg", "image/png")  # as we keep them; they can do nothing


@dataclass
class Album:
    """The pictures of one file: what it may still hold, and how many it has left out for it."""

    left: int = field(default_factory=lambda: MOST)

    def of(self, article: Article) -> Page:
        """Return the pictures of an article."""
        return Page(self, Shelf.of(article))


@dataclass(frozen=True)
class Page:
    album: Album
    shelf: Shelf

    def html(self, placed: Placed) -> str:
        """Return an image's block with its picture inside, or the words that stand for it."""
        picture = self.shelf.picture_of(placed.block)
        content = self._content(picture) if picture else b""
        if not content or picture is None:
            reason = "too large for this file" if picture and picture.is_stored else ""
            return f"<em>{escape(picture_in_words(placed, reason))}</em>"
        size = f'width="{picture.width}" height="{picture.height}"'
        data = b64encode(content).decode()
        return f'<img src="data:{picture.content_type};base64,{data}" alt="{escape(described(placed.block))}" {size}>'

    def _content(self, picture: Picture) -> bytes:
        if not picture.is_stored or picture.content_type not in KINDS:
            return b""
        if picture.size > self.album.left:
            return b""
        try:
            content = picture.content
        except OSError:  # lost from the storage
            return b""
        self.album.left -= len(content)
        return content


def picture_in_words(placed: Placed, reason: str = "") -> str:
    """Return what stands for a picture: the words that its page describes it with, and why it is not here."""
    words = described(placed.block)
    return f"[{'; '.join(filter(None, (f'Picture: {words}' if words else 'Picture', reason)))}]"
