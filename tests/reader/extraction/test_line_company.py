"""What lines like it, its run and its copies tell of a line."""

from __future__ import annotations

from math import log1p

import pytest

from reader.extraction.line_company import ALONE, NAMES, company
from reader.extraction.plain_text import read_lines

PROSE = "Fishermen had moved their boats to the other side of the basin when they saw the smoke in the evening."


def told(texts: list[str], place: int, *names: str) -> list[float]:
    """Return what is told of the line there, where the stretch of prose is all of the text."""
    row = dict(zip(NAMES, company(read_lines(texts), range(len(texts)))[place], strict=True))
    return [row[name] for name in names]


def test_a_heading_has_its_like_before_prose():
    texts = ["The sheds", PROSE, "The boats", PROSE, "The basin", PROSE]
    assert told(texts, 2, "kin", "kin before prose", "kin in stretch") == [log1p(2), 1.0, 1.0]
    assert told(texts, 1, "kin after prose") == [0.0]


def test_a_line_of_its_own_shape_has_no_kin():
    assert told(["The sheds", PROSE], 0, "kin", "kin before prose") == [0.0, ALONE]


def test_of_a_line_that_stands_twice_one_stands_before_prose():
    texts = ["The sheds", "The boats", "The sheds", PROSE]
    assert told(texts, 0, "copies above", "copy before prose", "before prose") == [0.0, 1.0, 0.0]
    assert told(texts, 2, "copies above", "copy before prose", "before prose") == [1.0, 0.0, 1.0]
    assert told(texts, 1, "copies above", "copy before prose") == [ALONE, ALONE]


def test_a_run_goes_from_prose_to_prose():
    texts = [PROSE, "The sheds", "The boats", PROSE, "The basin"]
    assert told(texts, 2, "run length", "place in run") == [log1p(2), 0.5]
    assert told(texts, 4, "run length", "place in run") == [log1p(1), 0.0]
    assert told(texts, 3, "run length") == [0.0]


def test_a_heading_shares_words_with_the_prose_below():
    texts = [PROSE.replace("boats", "nets"), "Boats and dinghies", PROSE]
    assert told(texts, 1, "shared with prose below", "shared with prose above") == [0.5, 0.0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ALL CAPITALS", "all capitals"),
        ("3. The boats", "numbered"),
        ("Boats from $300", "money"),
        ("All the boats →", "arrow"),
        ("• Boats", "symbol first"),
        ("[a boat]", "bracketed"),
    ],
)
def test_how_a_line_looks(text, name):
    assert told([text, PROSE], 0, name) == [1.0]
    assert told(["The boats", PROSE], 0, name) == [0.0]


def test_no_lines_have_no_company():
    assert company([], range(0)) == []
