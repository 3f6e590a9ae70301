"""What changed between two readings of a passage."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotations.core.differences import LONGEST, word_difference

passages = st.lists(st.sampled_from(["nine", "ten", "people", "died", ",", " ", "🕊", "مات"])).map(" ".join)


@given(passages, passages)
def test_the_pieces_join_to_both_texts(former, present):
    pieces = word_difference(former, present)
    assert "".join(text for kind, text in pieces if kind != "new") == former
    assert "".join(text for kind, text in pieces if kind != "gone") == present


def test_only_the_words_that_changed_are_told():
    assert word_difference("Nine people died.", "Eleven people died.") == [
        ("gone", "Nine"),
        ("new", "Eleven"),
        ("same", " people died."),
    ]


def test_very_long_passages_are_told_as_replaced():
    former, present = "a " * LONGEST, "b " * LONGEST
    assert word_difference(former, present) == [("gone", former), ("new", present)]
