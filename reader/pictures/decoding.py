"""A stranger's picture, looked into and written anew. `decode_isolated` has it done in a process with limits.

What comes out was written by Pillow (MIT-CMU, the imaging library that is kept up: 13.0 of 2026) from pixels alone: no
metadata, no place a photo was taken at, nothing behind its end.
"""

from __future__ import annotations

import io
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from reader.extraction import UnreadableSource, isolated
from reader.extraction.translation import gettext_noop

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
PIXELS: Final = 36_000_000  # a camera's photo; beyond it, memory
SMALLEST: Final = 8  # pixels on either side: what is smaller counts readers, and shows nothing
WIDEST, HIGHEST = 1600, 4800  # what is kept: twice the width of the text
LARGEST: Final = 4 * 2**20  # bytes of a drawing without loss; a larger one is written as a photo
CPU_SECONDS: Final = 10
WALL_SECONDS: Final = 30
MEMORY: Final = 208 * 2**20  # bytes beyond what the process holds when it is ready: about 256 MB in all

NO_PICTURE = gettext_noop("There is no picture there that can be shown. Open the page at its source to see it.")
DRAWING = gettext_noop(
    "It is a drawing (SVG), which may hold programs, so it is not shown here. Open the page at its source."
)
TOO_LARGE = gettext_noop("It has more pixels than can be read here. Open the page at its source to see it.")
A_DOT = gettext_noop("It is a dot of the kind that counts readers, and no picture.")
BROKEN = gettext_noop("It is damaged, or not complete. Try again, or open the page at its source.")
_DRAWING = re.compile(rb"<svg[\s>]|<!DOCTYPE svg", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture as it is kept. `sha256` is of the bytes it was made from, `width` and `height` are in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int
    sha256: str


def decode_isolated(content: bytes, *, content_type: str = "", inside: str = "") -> Decoded | None:
    """Return a picture, written anew; with `inside`, the one that a file holds for this address, None if it does not.

    Raises UnreadableSource with why it cannot be shown.
    """
    try:
        answer = isolated.ask_isolated(
            content, content_type=content_type, url=inside, module=__name__, seconds=WALL_SECONDS
        )
    except UnreadableSource as error:
        # What the process says of pages, in a picture's words.
        said = {isolated.TOO_LARGE: TOO_LARGE, isolated.TOO_LONG: TOO_LARGE, isolated.BROKEN: BROKEN}
        raise UnreadableSource(said.get(str(error), str(error))) from error
    return Decoded(**{**answer, "content": b64decode(answer["content"])}) if "content" in answer else None


def decode(content: bytes) -> Decoded:
    """Return a picture of at most WIDEST × HIGHEST pixels; of a moving one, the first. Raises UnreadableSource."""
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  for the child alone

    pixels = 0
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if (pixels := image.width * image.height) > PIXELS:
                raise UnreadableSource(TOO_LARGE)
            if image.width < SMALLEST or image.height < SMALLEST:
                raise UnreadableSource(A_DOT)
            is_photo = image.format in ("JPEG", "WEBP", "AVIF")
            image.draft("RGB", (WIDEST, HIGHEST))  # a large JPEG is read at a fraction of its size
            mode = "RGBA" if (clear := image.has_transparency_data) else "RGB"
            # A palette has no colours in between: it is made smaller as colours. All else is so before, in less space.
            picture: Image.Image = image.convert(mode) if image.mode in ("1", "P", "PA") else image
            picture.thumbnail((WIDEST, HIGHEST))
            ImageOps.exif_transpose(picture, in_place=True)
            picture = picture.convert(mode)
            written, kind = _written(picture, is_photo=is_photo and not clear)
    except UnidentifiedImageError as error:
        raise UnreadableSource(DRAWING if _DRAWING.search(content[:4096]) else NO_PICTURE) from error
    except Image.DecompressionBombError as error:
        raise UnreadableSource(TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        # Pillow's decoders of WebP and AVIF say a lack of memory in the same way.
        raise UnreadableSource(TOO_LARGE if pixels > PIXELS / 4 else BROKEN) from error
    return Decoded(written, kind, picture.width, picture.height, sha256(content).hexdigest())


def _written(picture: Image, *, is_photo: bool) -> tuple[bytes, str]:
    """Return the bytes and their media type: JPEG for a photo, PNG for what must stay sharp, or is not opaque."""
    picture.info = {}
    if not is_photo:
        file = io.BytesIO()
        picture.save(file, "PNG", optimize=picture.width * picture.height < 2**20)
        if file.tell() <= LARGEST:
            return file.getvalue(), "image/png"
    if picture.mode == "RGBA":
        from PIL import Image  # noqa: PLC0415

        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white
    file = io.BytesIO()
    picture.convert("RGB").save(file, "JPEG", quality=85, optimize=True, progressive=True)
    return file.getvalue(), "image/jpeg"


def answer(content: bytes | str, *, content_type: str = "", url: str = "") -> dict[str, Any]:
    """Do what `decode_isolated` asks for, in the child."""
    from .inside import inside  # noqa: PLC0415

    isolated.limit_cpu(CPU_SECONDS)
    given = content.encode() if isinstance(content, str) else content
    found = inside(given, content_type, url) if url else given
    if found is None:
        return {}
    made = decode(found)
    values = {name: getattr(made, name) for name in Decoded.__slots__}
    return {**values, "content": b64encode(made.content).decode("ascii")}


if __name__ == "__main__":
    # Before memory is counted.
    from PIL import Image as _Image

    from . import inside as _inside  # noqa: F401

    _Image.init()
    isolated.MEMORY = MEMORY
    isolated.serve(answer)
