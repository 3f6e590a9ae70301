"""Reading who says what in a passage, what kind of source it is and how sure of it."""

from __future__ import annotations

import pytest

from annotations.core.claims import factuality, kind_of_source, reading_of

TEXT = (
    "The store burned all night.\n"
    "“Nobody was inside,” said Colonel Ivo Marr, a spokesman for the coastguard. The union denied that, and said it "
    "had named three men.\n"
    "Nobody else spoke."
)


def read(words: str, language: str = "en"):
    start = TEXT.index(words)
    return reading_of(TEXT, start, start + len(words), language)


def test_the_parts_stand_at_their_places_from_the_passages_start():
    found = read("“Nobody was inside,” said Colonel Ivo Marr")
    start = TEXT.index("“Nobody")
    assert (found.source.text, found.cue.text, found.content.text) == (
        "Colonel Ivo Marr",
        "said",
        "“Nobody was inside,”",
    )
    for part in (found.source, found.cue, found.content):
        assert TEXT[start + part.at : start + part.at + len(part.text)] == part.text


def test_parts_beside_the_passage_are_found_before_and_behind_it():
    found = read("Nobody was inside")
    assert found.cue.at > 0
    assert found.content.at == -1
    assert found.source_type == "official"


def test_of_two_in_a_paragraph_it_is_the_one_that_shares_most():
    assert read("The union denied that").source.text == "The union"
    assert read("The union denied that").source_name == "union"


@pytest.mark.parametrize("words", ["The store burned all night", "Nobody else spoke"])
def test_where_nothing_is_attributed_nothing_is_read(words):
    assert read(words) is None


def test_other_languages_are_not_read():
    assert read("“Nobody was inside,” said", "fr") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the interior ministry", "official"),
        ("Colonel Ivo Marr", "official"),
        ("a hospital official", "medical"),
        ("two doctors at the clinic", "medical"),
        ("a spokesman for the rebels", "armed group"),
        ("Residents of the old town", "witness"),
        ("an eyewitness", "witness"),
        ("the Harbour Observatory", "monitor"),
        ("local activists", "NGO"),
        ("a reporter at the scene", "news report"),
        ("an official who declined to be named", "anonymous"),
        ("Mira Tolland", ""),
        ("", ""),
    ],
)
def test_the_kind_of_a_source(name, kind):
    assert kind_of_source(name) == kind


@pytest.mark.parametrize(
    ("cue", "content", "value"),
    [
        ("said", "the store was empty", "CT+"),
        ("denied", "that the store was full", "CT-"),
        ("said", "the store may have been empty", "PS+"),
        ("believe", "the store was empty", "PR+"),
        ("said", "the store was probably empty", "PR+"),
        ("asked", "whether the store was empty", "Uu"),
        ("dismissed", "what might have been a rumour", "PS-"),
    ],
)
def test_how_sure_the_source_is(cue, content, value):
    assert factuality(cue, content) == value
