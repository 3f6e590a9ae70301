from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extraction.text import collapse, fold, harmless, lines

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates and noncharacters too


@pytest.mark.parametrize(
    "character",
    ["\x00", "\x01", "\x1f", "\x7f", "\x9b", "\u202e", "\u2066", "\u200e", "\u061c", "\u200b", "\ufeff", "\xad"],
)
def test_invisible_and_deceiving_characters_are_removed(character):
    assert harmless(f"a{character}b") == "ab"


@pytest.mark.parametrize("code_point", [0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x1FFFF, 0xFDD0])
def test_what_cannot_be_stored_is_replaced(code_point):
    assert harmless(f"a{chr(code_point)}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "می‌خواهم", "e\u0301", "🇸🇾", "\ue000"])
def test_joiners_marks_and_private_characters_stay(text):
    assert harmless(text) == text


def test_whitespace_of_any_kind_is_one_space():
    assert collapse(" a\u00a0\u2003b\t\r\n c\u3000d\u2028e ") == "a b c d e"


def test_lines_keep_their_breaks_and_their_indent():
    assert lines("a\r\nb\rc\u2028d\n    e\u00a0f\tg") == "a\nb\nc\nd\n    e f\tg"


def test_fold_keeps_what_two_renderings_share():
    assert fold("“It’s—over”, he said.") == fold("It's - over he SAID")


@given(any_text)
def test_harmless_text_can_be_stored_and_stays_as_it_is(text):
    clean = harmless(text)
    clean.encode("utf-8")
    assert "\0" not in clean
    assert harmless(clean) == clean
    assert not {"\u202a", "\u202e", "\u2066", "\u2069"} & set(clean)
    assert all(unicodedata.category(c) != "Cc" or c.isspace() for c in clean)


@given(any_text)
def test_collapsed_text_is_one_line_without_spaces_to_spare(text):
    clean = collapse(text)
    assert clean == " ".join(clean.split(" "))
    assert "  " not in clean
    assert clean == clean.strip()
    assert not {"\n", "\t", "\u00a0"} & set(clean)
