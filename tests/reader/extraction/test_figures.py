"""Pictures with their captions stay or go by where they stand."""

from __future__ import annotations

import pytest

from reader.extraction.blocks import leaves, parse
from reader.extraction.figures import of_figures
from reader.extraction.furniture import Furniture
from reader.extraction.model import Kind

LINES = [f"The keeper of light number {number} writes down the weather each day." for number in range(4)]


def figure(caption: str) -> str:
    return f'<figure><img src="/light.jpg" alt=""><figcaption>{caption}</figcaption></figure>'


def captions(between: str, after: str = "") -> list[str]:
    """Return the captions that stay with four kept paragraphs, by what stands amid them and behind them."""
    text = [f"<p>{line}</p>" for line in LINES]
    source = f"<body><div>{''.join(text[:2])}{between}{''.join(text[2:])}{after}</div></body>"
    found = leaves(parse(source), "https://isle.example/")
    kept = {index for index, leaf in enumerate(found) if leaf.block.text in LINES}
    added = of_figures(found, kept, Furniture(), None)
    assert all(found[index].block.kind in (Kind.CAPTION, Kind.IMAGE) for index in added)
    return [found[index].block.text for index in sorted(added) if found[index].block.text]


@pytest.mark.parametrize(
    "caption",
    [
        "The light of Skarn in the winter of the great ice",
        '<a href="https://isle.example/photos">Photos: Harbour museum</a>',
        "The light at dusk | © 2019 Harbour museum",
    ],
)
@pytest.mark.parametrize("box", ["", "related-image", "ad-light"])
def test_a_figure_amid_the_text_stays_whatever_it_links_to_and_its_box_is_called(caption, box):
    assert len(captions(f'<div class="{box}">{figure(caption)}</div>')) == 1


def test_what_stands_on_a_button_or_opens_each_picture_is_no_caption():
    zoom = figure("<button>View the picture in full size</button>")
    opens = figure('<a href="/1">Open in a new tab</a>')
    assert captions(zoom + opens + opens + figure("The boat")) == ["The boat"]


def test_cards_of_other_stories_among_cut_lines_go():
    card = "<h3>More from the isle</h3>" + figure('<a href="/mill">How the old mill became a concert hall</a>')
    assert captions(card + "<p>Yesterday</p>") == []


def test_figures_right_behind_the_text_stay_and_boxes_of_cards_there_go():
    assert captions("", figure("The harbour") + figure("The quay")) == ["The harbour", "The quay"]
    assert captions("", f'<div class="related">{figure("The old mill")}</div>') == []
    assert captions("", "<h3>More</h3>" + figure("The old mill")) == []
