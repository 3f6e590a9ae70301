"""Selectors: a position, and the words that stand there with their context."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.selectors import CONTEXT, TextPositionSelector, TextQuoteSelector, quote, trim
from tests.strategies import ranges, texts


@st.composite
def text_and_range(draw: st.DrawFn) -> tuple[str, TextPositionSelector]:
    text = draw(st.lists(texts, min_size=1, max_size=8).map(" \n".join).filter(bool))
    return text, TextPositionSelector(*draw(ranges(text)))


@given(text_and_range())
def test_prefix_quote_and_suffix_are_a_stretch_of_the_text(given_):
    text, position = given_
    found = quote(text, position)
    around = found.prefix + found.exact + found.suffix
    left = position.start - len(found.prefix)
    assert text[left : left + len(around)] == around
    assert found.exact == text[position.start : position.end]
    assert len(found.prefix) == min(CONTEXT, position.start)
    assert len(found.suffix) == min(CONTEXT, len(text) - position.end)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6), (6, 7)])
def test_a_range_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="no range of a text of 5 characters"):
        quote("words", TextPositionSelector(start, end))


@given(text_and_range())
def test_trimming_takes_white_space_from_the_edges_and_nothing_else(given_):
    text, position = given_
    trimmed = trim(text, position)
    assert text[trimmed.start : trimmed.end] == text[position.start : position.end].strip()
    assert position.start <= trimmed.start <= trimmed.end <= position.end


@pytest.mark.parametrize(("start", "end"), [(3, 900), (900, 901), (5, 6)])
def test_trimming_a_range_beyond_the_text_leaves_what_lies_in_it(start, end):
    trimmed = trim("words", TextPositionSelector(start, end))
    assert "words"[trimmed.start : trimmed.end] == "words"[start:end]
    assert trimmed.end <= max(trimmed.start, 5)


def test_a_range_of_white_space_comes_back_empty():
    trimmed = trim("one \n two", TextPositionSelector(3, 6))
    assert trimmed.start == trimmed.end


def test_quote_of_a_short_text_has_the_context_there_is():
    assert quote("one two", TextPositionSelector(4, 7)) == TextQuoteSelector("two", "one ", "")
