"""Telling a count of all so far from what is said of one incident."""

from __future__ import annotations

import pytest

from annotations.core.quantities.scope import cumulative


@pytest.mark.parametrize(
    "sentence",
    [
        "The death toll rose to 30.",
        "So far 30 people have been killed.",
        "At least 30 people have died since the siege began.",
        "At least 30 people have died since 2011.",
        "At least 30 people have died since March.",
        "In all, 30 people were killed in the three attacks.",
    ],
)
def test_all_so_far(sentence):
    assert cumulative(sentence, sentence.index("30"), sentence.index("30") + 2)


@pytest.mark.parametrize(
    "sentence",
    [
        "A shell killed 30 people in the market.",
        "30 people were killed since they had not left in time.",
        "30 people were killed, since there was no warning.",
        "30 people were killed, since nobody had warned them.",
        "The overalls of 30 workers burned.",
    ],
)
def test_nothing_said(sentence):
    assert not cumulative(sentence, sentence.index("30"), sentence.index("30") + 2)


def test_the_words_are_told():
    assert cumulative("The death toll rose to 30.", 22, 24) == "toll"
    assert cumulative("So far 30 people have been killed.", 7, 9) == "So far"


def test_another_sentence_says_nothing_of_it():
    text = "A shell killed 30 people. The toll of the war is not known."
    assert not cumulative(text, 0, 24)
    assert cumulative(text, 26, 40)
