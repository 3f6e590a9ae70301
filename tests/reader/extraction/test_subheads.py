from __future__ import annotations

import pytest

from reader.extraction.html_page import read_html
from reader.extraction.model import Kind

PROSE = (
    "<p>The fire that broke out at the old quay on Monday was put out before dawn, and nobody was hurt, as the harbour"
    " master said. It had begun in a shed, he said, and the wind carried it to the next.</p>"
)


def headings(inside: str) -> list[tuple[str, int]]:
    found = read_html(f"<article><h1>Fire at the quay</h1>{PROSE * 3}{inside}{PROSE * 3}</article>")
    return [(block.text, block.level) for block in found.blocks if block.kept and block.kind is Kind.HEADING]


@pytest.mark.parametrize("subhead", ["<p><strong>What was lost</strong></p>", "<p><em><b>What was lost</b></em></p>"])
def test_a_short_paragraph_in_bold_between_prose_is_a_heading(subhead):
    assert headings(subhead) == [("What was lost", 2)]


def test_it_is_a_level_below_the_last_marked_heading():
    marked = f"<h2>The night</h2>{PROSE}"
    assert headings(f"{marked}<p><b>What was lost</b></p>{PROSE}<p><b>What is left</b></p>") == [
        ("The night", 2),
        ("What was lost", 3),
        ("What is left", 3),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p><strong>Nobody was hurt.</strong></p>",  # a sentence
        "<p><strong>Nobody</strong> was hurt</p>",
        "<p><strong>What was</strong> and was not <strong>lost</strong></p>",
        "<p><strong>Lost:</strong></p>",
        "<p><strong>4.6</strong></p>",
        '<p><strong><a href="https://gazette.example/2">What was lost</a></strong></p>',
        "<p><strong>Ada Lorne</strong></p><p><strong>Ben Oak</strong></p><p><strong>Cy Elm</strong></p>",  # a list
        "<p><strong>" + "word " * 20 + "</strong></p>",
    ],
)
def test_other_text_in_bold_stays_a_paragraph(paragraph):
    assert headings(paragraph) == []


def test_offsets_stay_as_they_are():
    page = f"<article><h1>Fire</h1>{PROSE * 3}<p><strong>What was lost</strong></p>{PROSE * 3}</article>"
    assert read_html(page).text == read_html(page.replace("strong", "i")).text
