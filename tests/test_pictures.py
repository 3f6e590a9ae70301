"""What counts as a change between two pictures of a page, and what is left out of account."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from tests.e2e.pictures import changed_tiles, difference, kept, save

PAPER, LINE, INK, BOX = (251, 250, 246), (226, 224, 220), (36, 32, 28), (40, 80, 130)


def page(
    *, at: tuple[int, int] = (64, 96), line: tuple[int, int, int] = LINE, box: tuple[int, int, int] = BOX
) -> bytes:
    """Return a drawn screenshot, 320 by 240 px: a line across, letters' strokes, and a box."""
    picture = Image.new("RGB", (320, 240), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.line((0, 41, 319, 41), line)
    for x in range(16, 300, 7):
        draw.line((x, 60, x + 3, 70), INK, 1)
    draw.rectangle((*at, at[0] + 60, at[1] + 30), box)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def test_a_picture_is_half_the_size_and_the_same_as_itself(tmp_path):
    now = kept(page())
    assert now.size == (160, 120)
    assert changed_tiles(now, now) == []
    save(now, tmp_path / "page.png")
    assert changed_tiles(Image.open(tmp_path / "page.png").convert("RGB"), now) == []


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (page(line=PAPER), {1}),
        (page(box=(40, 80, 150)), {2, 3, 4}),
        (page(at=(64, 100)), {2, 3, 4}),
        (page(at=(68, 96)), {2, 3, 4}),
    ],
    ids=["a lost line", "another colour", "a box 4 px lower", "a box 4 px aside"],
)
def test_what_changes_a_page_is_seen_where_it_is(other, rows):
    found = changed_tiles(kept(page()), kept(other))
    assert found
    assert {row for _, row in found} <= rows


def test_another_antialiasing_is_no_change():
    plain = Image.open(BytesIO(page())).convert("RGB")
    softer = plain.transform(plain.size, Image.Transform.AFFINE, (1, 0, 0.4, 0, 1, 0.4), Image.Resampling.BILINEAR)
    file = BytesIO()
    softer.save(file, "PNG")
    assert changed_tiles(kept(page()), kept(file.getvalue())) == []


def test_a_page_that_became_longer_differs_below_its_old_end():
    now = kept(page())
    longer = Image.new("RGB", (160, 160), PAPER)
    longer.paste(now)
    assert {row for _, row in changed_tiles(now, longer)} == {7, 8, 9}  # 120 px end in the middle of a tile
    assert changed_tiles(longer, now) == changed_tiles(now, longer)


def test_the_difference_shows_both_with_what_changed_framed():
    before, after = kept(page()), kept(page(at=(64, 110)))
    sheet = difference(before, after)
    assert sheet.size == (160 + 16 + 160, 120)
    assert sheet.crop((0, 0, 160, 120)).tobytes() == before.tobytes()
    assert (200, 0, 0) in {colour for _, colour in sheet.getcolors(1 << 16)}
