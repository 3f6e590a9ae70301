"""Offsets count code points here and UTF-16 units in JavaScript: one fixture pins both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.core.anchoring import anchor
from annotations.core.marks import Mark, mark_html
from annotations.core.selectors import TextPositionSelector, quote

CASES = json.loads((Path(__file__).parents[2] / "fixtures" / "offsets.json").read_text("utf-8"))
RANGES = [
    pytest.param(case["text"], found, id=f"{case['name']}, {found['start']} to {found['end']}")
    for case in CASES
    for found in case["ranges"]
]


def test_the_fixture_holds_what_code_points_and_utf16_count_differently():
    text = "".join(case["text"] for case in CASES)
    assert len(text.encode("utf-16-le")) // 2 > len(text)
    assert {"\u200d", "🇸", "َ", "\u0301", "𠮷"} <= set(text)


@pytest.mark.parametrize(("text", "found"), RANGES)
def test_a_slice_in_code_points_is_the_slice_in_utf16(text, found):
    units = text.encode("utf-16-le")
    assert text[found["start"] : found["end"]] == found["exact"]
    assert units[2 * found["utf16_start"] : 2 * found["utf16_end"]].decode("utf-16-le") == found["exact"]


@pytest.mark.parametrize(("text", "found"), RANGES)
def test_quote_anchor_and_mark_count_code_points(text, found):
    position = TextPositionSelector(found["start"], found["end"])
    selector = quote(text, position)
    assert selector.exact == found["exact"]
    assert anchor(selector, text) == position
    marked = mark_html(text, 0, [Mark(1, position.start, position.end)])
    assert marked.partition('data-begins="1"')[2].partition(">")[2].partition("</mark>")[0] == found["exact"]
