"""When and where a sentence says that something happened."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.core.circumstances import when, where

WEDNESDAY = date(2024, 3, 13)


def day_of(sentence: str, published: date | None = WEDNESDAY) -> tuple[date, str] | None:
    found = when(sentence, 0, len(sentence), published)
    return found and (found.day, found.words)


@pytest.mark.parametrize(
    ("sentence", "day", "words"),
    [
        ("Six died on 12 March 2024.", date(2024, 3, 12), "12 March 2024"),
        ("Six died on March 12, 2024.", date(2024, 3, 12), "March 12, 2024"),
        ("Six died on March 12.", date(2024, 3, 12), "March 12"),
        ("Six died on the 12th of March.", date(2024, 3, 12), "12th of March"),
        ("Six died on 20 December.", date(2023, 12, 20), "20 December"),
        ("Six died on Tuesday night.", date(2024, 3, 12), "Tuesday"),
        ("Six died on Wednesday.", date(2024, 3, 13), "Wednesday"),
        ("Six died on Thursday.", date(2024, 3, 7), "Thursday"),
        ("Six died yesterday.", date(2024, 3, 12), "yesterday"),
        ("Six died this morning.", date(2024, 3, 13), "this morning"),
        ("Six died on Tuesday, 12 March.", date(2024, 3, 12), "Tuesday"),
    ],
)
def test_the_day(sentence, day, words):
    found = day_of(sentence)
    assert found
    assert found[0] == day
    assert words in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Six died.",
        "Six died on Monday and two on Tuesday.",
        "The inquiry opens next Tuesday.",
        "Six died on 31 June.",
        "Six may die.",
        "Six marched 12 miles.",
    ],
)
def test_no_day(sentence):
    assert day_of(sentence) is None


def test_without_a_day_of_publication_only_a_whole_date_is_one():
    assert day_of("Six died on Tuesday.", None) is None
    assert day_of("Six died on 12 March.", None) is None
    assert day_of("Six died on 12 March 2024.", None) == (date(2024, 3, 12), "12 March 2024")


def test_a_leap_day_without_its_year_is_no_error():
    assert day_of("Six died on 29 February.", date(2023, 3, 1)) is None


@pytest.mark.parametrize(
    ("sentence", "name", "is_near"),
    [
        ("A shell killed six in Port Averin.", "Port Averin", False),
        ("A shell killed six near the town of Sarrow.", "Sarrow", True),
        ("Six died outside Deir el Balah on Tuesday.", "Deir el Balah", True),
        ("Six were shot at the Old Quay.", "Old Quay", False),
    ],
)
def test_the_place(sentence, name, is_near):
    found = where(sentence, 0, len(sentence))
    assert found
    assert (found.name, found.is_near) == (name, is_near)
    assert found.words in sentence


@pytest.mark.parametrize(
    "sentence",
    ["Six died in March.", "Six died in hospital.", "Six died in Averin and two in Sarrow.", "In all, six died.", ""],
)
def test_no_place(sentence):
    assert where(sentence, 0, len(sentence)) is None


def test_only_the_sentences_of_the_passage_are_asked():
    text = "Six died in Averin on Monday. It rained in Sarrow on Tuesday.\nNobody came to Port Averin."
    place, day = where(text, 0, 8), when(text, 0, 8, WEDNESDAY)
    assert place
    assert day
    assert (place.name, day.words) == ("Averin", "Monday")
