"""What changed between two texts: words, with their places among what stayed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.differences import MOST, passages, words

TEXTS = st.text(alphabet="ab \né家的م.", max_size=40)


def shown(old, new):
    """Write what was removed in brackets and what was added in braces."""
    marks = {"same": "{}", "removed": "[{}]", "added": "({})"}
    return "".join(marks[part.sort].format(part.text) for part in words(old, new))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_parts(old, new):
    parts = list(words(old, new))
    assert "".join(part.text for part in parts if part.sort != "added") == old
    assert "".join(part.text for part in parts if part.sort != "removed") == new


def test_words_are_compared_and_not_letters():
    assert shown("The fire killed 12 people.", "The fire killed 15 people.") == "The fire killed [12](15) people."
    assert shown("from 1,200 homes", "from 1,250 homes") == "from [1,200](1,250) homes"


def test_neighbouring_changes_are_one():
    assert shown("He said two men left at noon.", "He said three women left at noon.") == (
        "He said [two men](three women) left at noon."
    )


def test_marks_on_letters_are_part_of_the_word_and_scripts_without_spaces_are_compared_by_letter():
    assert shown("قُتِلَ رجلان هنا", "جُرِحَ رجلان هنا") == "[قُتِلَ](جُرِحَ) رجلان هنا"
    assert shown("港口火灾造成十二人死亡", "港口火灾造成十五人死亡") == "港口火灾造成十[二](五)人死亡"


def test_texts_with_little_in_common_are_shown_one_after_the_other():
    assert shown("The mayor spoke to the press.", "Rain is expected on Friday morning.") == (
        "[The mayor spoke to the press.](Rain is expected on Friday morning.)"
    )


def test_unchanged_blocks_are_left_out_but_for_those_beside_a_change():
    old = [f"Sentence {n} of the report." for n in range(12)]
    new = [*old[:6], "Sentence six, quite another, of the report.", *old[7:], "An end."]
    found = passages(old, new)
    assert [each.left_out or ("changed" if each.is_changed else "same") for each in found] == [
        5, "same", "changed", "same", 3, "same", "changed",
    ]  # fmt: skip


def test_blocks_that_were_all_edited_are_compared_one_by_one():
    found = passages(["a b c", "d e f"], ["a b x", "d e y"])
    assert [[part.text for part in each.parts] for each in found] == [["a b ", "c", "x"], ["d e ", "f", "y"]]


def test_texts_too_long_to_compare_are_shown_as_a_whole():
    many = int(MOST**0.5) + 1
    parts = list(words("a " * many, "b " * many))
    assert [part.sort for part in parts] == ["removed", "added"]
