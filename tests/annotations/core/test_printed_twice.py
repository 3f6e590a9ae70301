"""Statements of articles that print one text: which are one."""

from __future__ import annotations

import pytest

from annotations.core.printed_twice import Statement, counted_once

WHOLE = "The ministry said that fourteen people were killed when the bridge over the canal gave way at noon."
ONE_TEXT = {frozenset((1, 2)), frozenset((2, 3))}


@pytest.mark.parametrize(
    ("passage", "other", "are_one"),
    [
        (WHOLE, WHOLE.upper(), True),
        (WHOLE, "fourteen people were killed", True),
        (WHOLE, WHOLE.replace("The ministry", "Yesterday the ministry"), True),
        ("They killed 14 people in the market of the old town on Monday", "They killed 17 people in the market of the"
         " old town on Monday", False),
        (WHOLE, "people", False),
        (WHOLE, "The union said that nobody had warned the workers on the bridge.", False),
    ],
)  # fmt: skip
def test_passages_of_copies_are_one_statement_by_their_words(passage, other, are_one):
    found = counted_once([Statement(10, 1, passage), Statement(20, 2, other)], ONE_TEXT)
    assert found == ({10: [20]} if are_one else {})


def test_passages_of_articles_that_are_no_copies_are_two():
    assert counted_once([Statement(10, 1, WHOLE), Statement(20, 3, WHOLE)], ONE_TEXT) == {}


def test_two_that_name_different_sources_are_two():
    assert counted_once([Statement(10, 1, WHOLE, "The ministry"), Statement(20, 2, WHOLE, "The union")], ONE_TEXT) == {}
    assert counted_once([Statement(10, 1, WHOLE, "The ministry"), Statement(20, 2, WHOLE, "Ministry")], ONE_TEXT)


def test_what_one_article_says_twice_stays_two_and_copies_of_copies_are_one():
    said = [Statement(10, 1, WHOLE), Statement(11, 1, WHOLE), Statement(20, 2, WHOLE), Statement(30, 3, WHOLE)]
    assert counted_once(said, ONE_TEXT) == {10: [20, 30]}
