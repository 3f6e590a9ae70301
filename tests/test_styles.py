"""Style sheets are understood by all engines, Safari's included."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHEETS = [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "annotations" / "exporters").glob("*.css")]
LINES = {"underline", "overline", "line-through", "none"}


def test_text_decoration_is_a_line_alone():
    """WebKit drops a `text-decoration` with a style, thickness or colour: those have properties of their own."""
    found = [
        f"{sheet.name}: {value}"
        for sheet in SHEETS
        for value in re.findall(r"(?<![-\w])text-decoration:([^;}]*)", sheet.read_text("utf-8"))
        if not (value.strip() == "var(--tint-edges)" or set(value.split()) <= LINES)
    ]
    assert SHEETS
    assert found == []
