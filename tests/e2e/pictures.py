"""Pictures of pages, small enough to keep, and what has changed between two of them.

A picture is kept at half size in 64 colours. Letters' edges differ from one build of a browser to the next: a pixel is
changed when it is beyond all that the other picture shows at its place and around it, either way round, and the further
the more contrast there is around. So a line that is lost, a box that moved, a surface of another colour and words that
changed are seen, and another antialiasing of the same letters is not.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

FOLDER = Path(__file__).parent / "looks"
COLOURS = 64
SLACK = 9  # levels of 256: more than keeping in 64 colours costs a surface or a line
TILE = 16  # px of a kept picture: 32 of a page
SHARE = 0.25  # of the contrast around a pixel, which another antialiasing may add
MOST_CHANGED = 6  # pixels of a tile that may: a line through it is 16


def kept(png: bytes) -> Image.Image:
    """Return a screenshot (PNG) as it is kept: half its size, RGB, in few colours."""
    half = Image.open(BytesIO(png)).convert("RGB").reduce(2)
    return half.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")


def save(picture: Image.Image, path: Path) -> None:
    """Write a kept picture as PNG by its palette."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)


def changed_tiles(before: Image.Image, after: Image.Image) -> list[tuple[int, int]]:
    """Return the places (column, row) of the tiles, 16 px a side, in which two pictures differ, from top to bottom.

    Of pictures of two sizes, the tiles that only one of them has differ too.
    """
    size = (max(before.width, after.width), max(before.height, after.height))
    shared = (min(before.width, after.width), min(before.height, after.height))
    before, after = (_on_canvas(picture, size) for picture in (before, after))
    changed = ImageChops.lighter(_beyond(before, after), _beyond(after, before))
    if size != shared:
        alone = Image.new("L", size, 255)
        alone.paste(0, (0, 0, *shared))
        changed = ImageChops.lighter(changed, alone)
    # What is left over at the edges makes tiles as well: grown by black.
    columns, rows = -(-size[0] // TILE), -(-size[1] // TILE)
    shares = _on_canvas(changed, (columns * TILE, rows * TILE)).reduce(TILE)  # 255 where all of a tile has changed
    most = 255 * MOST_CHANGED / TILE**2
    return [(at % columns, at // columns) for at, share in enumerate(shares.tobytes()) if share > most]


def difference(before: Image.Image, after: Image.Image) -> Image.Image:
    """Return the new picture, pale, with the tiles that differ as they are, framed in red, beside the old one."""
    pale = Image.blend(after, Image.new("RGB", after.size, "white"), 0.7)
    for column, row in changed_tiles(before, after):
        box = (column * TILE, row * TILE, (column + 1) * TILE, (row + 1) * TILE)
        pale.paste((200, 0, 0), tuple(edge + by for edge, by in zip(box, (-1, -1, 1, 1), strict=True)))
        pale.paste(after.crop(box), box)
    sheet = Image.new("RGB", (before.width + TILE + pale.width, max(before.height, pale.height)), "black")
    sheet.paste(before, (0, 0))
    sheet.paste(pale, (before.width + TILE, 0))
    return sheet


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new(picture.mode, size)
    canvas.paste(picture, (0, 0))
    return canvas


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where `one` is lighter or darker, in any channel, than all around that place in `other`."""
    lightest, darkest = other.filter(ImageFilter.MaxFilter(3)), other.filter(ImageFilter.MinFilter(3))
    over = ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))
    over = ImageChops.subtract(over, ImageChops.subtract(lightest, darkest).point(lambda level: round(SHARE * level)))
    channels = [channel.point(lambda level: 255 if level > SLACK else 0) for channel in over.split()]
    return ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
