"""Lines of print in the order in which they are read, and as paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.importers.pdf import unjoined
from reader.importers.pdf_layout import Line, in_order, without_running_heads
from reader.importers.pdf_paragraphs import paragraphs, written

WORDS = "words of a line that is as long as a line of prose"


def lines(*texts: str, left: float = 60, top: float = 100, width: float = 220, size: float = 10) -> list[Line]:
    return [Line(text, left, left + width, top + 12 * n, top + 12 * n + size, size) for n, text in enumerate(texts)]


def texts(found: list[Line]) -> list[str]:
    return [line.text.split()[0] for line in found]


def test_a_headline_over_two_columns_comes_before_both():
    head = Line("HEAD over both of the columns", 60, 535, 80, 95, 15)
    left, right = lines(*(f"L{n} {WORDS}" for n in range(4))), lines(*(f"R{n} {WORDS}" for n in range(4)), left=315)
    assert texts(in_order([*right, head, *left])) == ["HEAD", "L0", "L1", "L2", "L3", "R0", "R1", "R2", "R3"]


def test_three_columns():
    columns = [
        lines(*(f"{name}{n} {WORDS}" for n in range(4)), left=x, width=150)
        for name, x in [("A", 40), ("B", 210), ("C", 380)]
    ]
    found = in_order([line for row in zip(*columns, strict=True) for line in row])
    assert texts(found) == [f"{name}{n}" for name in "ABC" for n in range(4)]


def test_what_is_written_from_right_to_left_begins_with_the_right_column():
    text = "كلمات سطر من النثر طويلة كما يكون السطر"
    left, right = lines(*[f"ي{n} {text}" for n in range(4)]), lines(*[f"ا{n} {text}" for n in range(4)], left=315)
    assert [word[0] for word in texts(in_order([*left, *right]))] == ["ا"] * 4 + ["ي"] * 4


def test_a_short_text_beside_a_number_is_no_column():
    found = in_order([*lines("One", "Two", "Three", width=60), *lines("1", "2", "3", left=200, width=10)])
    assert texts(found) == ["One", "1", "Two", "2", "Three", "3"]


def test_lines_that_stand_on_several_pages_at_one_height_are_the_pages_own():
    pages = [
        [Line(f"Page {n} of 9", 60, 120, 20, 30, 8), *lines(f"Sentence {n} of the text", top=300)] for n in range(3)
    ]
    assert [texts(page) for page in without_running_heads(pages)] == [["Sentence"]] * 3


def test_a_year_at_the_top_of_one_page_stays():
    pages = [lines("1848", top=20), lines("The text goes on", top=300), lines("and on", top=300)]
    assert [texts(page) for page in without_running_heads(pages)] == [["1848"], ["The"], ["and"]]


@pytest.mark.parametrize(
    ("given", "html"),
    [
        (["It was a short-", "circuit. A shortcircuit, no."], "It was a shortcircuit. A shortcircuit, no."),
        (["It was a well-", "known fact, well-known and true"], "It was a well-known fact, well-known and true"),
        (["the Anglo-", "French treaty and what came"], "the Anglo-French treaty and what came"),
        (["from 1914 –", "and no hyphen at all here"], "from 1914 – and no hyphen at all here"),
    ],
)
def test_words_at_the_end_of_a_line(given, html):
    assert written(paragraphs([in_order(lines(*given))])) == f"<p>{html}</p>"


def test_a_line_that_begins_farther_in_begins_a_paragraph():
    first, second, third = in_order(lines("The first line of all ends here.", "The second goes on", "to the end."))
    indented = replace(second, left=second.left + 12)
    assert written(paragraphs([[first, indented, third]])) == (
        "<p>The first line of all ends here.</p>\n<p>The second goes on to the end.</p>"
    )


def test_printed_forms_of_letters_are_written_as_the_letters():
    assert unjoined("ﬁnal ofﬁce ﷺ ﻼ(cid:13) end . . . . . . . 7") == "final office ﷺ لا end … 7"
