"""Which pictures of a page are its article's, what stands below them, and what the page names as their addresses."""

from __future__ import annotations

import pytest

from reader.extraction import Kind
from reader.extraction.blocks import leaves, parse
from reader.extraction.pictures import largest

from .test_cleaning import CARDS, STORY, page, prose, read


def pictures(story: str) -> list[str]:
    """Return the HTML of the pictures kept of a page with this story."""
    return [block.html for block in read(page(story)).blocks if block.kept and block.kind is Kind.IMAGE]


def among(picture: str) -> str:
    return prose(STORY[:4]) + picture + prose(STORY[4:])


@pytest.mark.parametrize(
    "picture",
    [
        '<img src="/quay.jpg" alt="The quay">',
        '<p><img src="/quay.jpg" alt="The quay" width="800" height="533"></p>',
        '<p>The quay in winter, with the fishing boat before it. <img src="/quay.jpg" alt="The quay"></p>',
        '<div class="media"><div><a href="/quay-large.jpg"><img src="/quay.jpg" alt="The quay"></a></div></div>',
        '<p><picture><source srcset="/quay.webp"><source srcset="/quay.avif"><img src="/quay.jpg"></picture></p>',
        '<p><img src="/dot.gif" data-src="/quay.jpg" class="lazy"></p>',
        '<p><img data-srcset="/small.jpg 300w, /quay.jpg 1200w, /middle.jpg 600w"></p>',
        '<p><picture><source data-srcset="/small.jpg 1x, /quay.jpg 2x"><img src="data:image/gif;base64,R0"></picture>',
    ],
)
def test_a_picture_between_paragraphs_is_kept_without_a_figure_around_it(picture):
    (kept,) = pictures(among(picture))
    assert 'src="https://post.example/quay.jpg"' in kept


@pytest.mark.parametrize(
    "picture",
    [
        '<p><img src="/mail-icon.svg" alt="Send"></p>',
        '<p><a href="/share"><img src="/f.png" alt="Facebook"></a></p>',
        '<p><img src="/face.jpg" alt="Ada Lorne" width="96" height="96"></p>',
        f"<div>{CARDS}</div>",
    ],
)
def test_icons_faces_and_pictures_of_other_stories_are_not(picture):
    assert pictures(among(picture)) == []


@pytest.mark.parametrize(
    ("sources", "address"),
    [
        ("/a.jpg", "/a.jpg"),
        ("/a.jpg 1x,/b.jpg 2x", "/b.jpg"),
        ("/w_300,h_200/a.jpg 300w, /w_900,h_600/a.jpg 900w", "/w_900,h_600/a.jpg"),
        ("/a.jpg, /b.jpg 1.5x", "/b.jpg"),
        ("/a.jpg 1.2.3x, /b.jpg wide", "/a.jpg"),  # what is no size says nothing
        (", ,", ""),
        ("", ""),
    ],
)
def test_of_a_set_of_sources_the_largest_is_taken(sources, address):
    assert largest(sources) == address


def test_what_the_parser_takes_for_the_contents_of_an_empty_element_stays():
    found = leaves(parse("<p>Before it.<embed src='/film.swf'> After the film, <wbr>the harbour.</p><p>Last.</p>"))
    assert [leaf.block.text for leaf in found] == ["Before it. After the film, the harbour.", "Last."]


@pytest.mark.parametrize(
    "below",
    [
        '<div class="picture"><img src="/quay.jpg" alt=""><span>The quay at Skarn (Image: ADA LORNE)</span></div>',
        '<div><p><img src="/quay.jpg" alt=""></p>The quay at Skarn (Image: ADA LORNE)</div>',
        '<p><img src="/quay.jpg" alt=""></p><p>The quay at Skarn (Image: ADA LORNE)</p>',
        '<div class="photo-box"><img src="/quay.jpg" alt=""> The quay at Skarn (Image: ADA LORNE)</div>',
    ],
)
def test_a_line_right_below_a_picture_that_says_whose_it_is_is_its_caption(below):
    blocks = [block for block in read(page(among(below))).blocks if block.kept]
    at = next(index for index, block in enumerate(blocks) if block.kind is Kind.CAPTION)
    assert blocks[at].text == "The quay at Skarn (Image: ADA LORNE)"
    assert blocks[at - 1].kind is Kind.IMAGE
    assert blocks[at - 1].path[-1] == blocks[at].path[-2]  # one figure


def test_a_paragraph_below_a_picture_is_none():
    story = prose(STORY[:4]) + '<p><img src="/quay.jpg" alt=""></p>' + prose(STORY[4:])
    assert not [block for block in read(page(story)).blocks if block.kind is Kind.CAPTION]
