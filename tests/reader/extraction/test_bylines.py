from __future__ import annotations

import pytest

from reader.extraction.names import names, names_in
from tests.reader.extraction.heads import NEWS, PROSE, metadata


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Ada Lorne", "Ada Lorne"),
        ("Von Ada Lorne und Ben Oak", "Ada Lorne und Ben Oak"),
        ("Ada Lorne, Ben Oak & Cy Elm", "Ada Lorne, Ben Oak & Cy Elm"),
        ("Ada Lorne | Ben Oak; Cy Elm", "Ada Lorne, Ben Oak, Cy Elm"),
        ("By the Centre for Quays and Harbours", "the Centre for Quays and Harbours"),
        ("بقلم ليلى حداد وعمر صالح", "ليلى حداد وعمر صالح"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("https://gazette.example/ada", ""),
        ("Ada Lorne, ada@gazette.example", "Ada Lorne"),
        ("Ada Lorne, Ada Lorne", "Ada Lorne"),
        ("", ""),
    ],
)
def test_a_byline_is_worded_as_the_page_words_it(text, expected):
    assert names(text) == expected


def test_the_names_of_a_byline_are_one_each():
    assert names_in("By Ada Lorne, Ben Oak and Cy Elm") == ["Ada Lorne", "Ben Oak", "Cy Elm"]


@pytest.mark.parametrize(
    ("shown", "byline"),
    [
        ("<p>By Ada Lorne and Ben Oak</p>", "Ada Lorne and Ben Oak"),
        ("<p><span>By</span><a href=/x>Ada Lorne</a></p>", "Ada Lorne"),
        ("<p>Written by</p><p>Ada Lorne</p>", "Ada Lorne"),
        ("<p>Von Ada Lorne</p>", "Ada Lorne"),
        ("<p>5 March 2024 · Ada Lorne</p>", "Ada Lorne"),
        ("<p>Ada Lorne</p><p>5 March 2024</p>", "Ada Lorne"),
        ("<p>Ada Lorne, MD | Senior Editor</p><p>x</p>", ""),  # nothing says that she wrote it
        ("<p>By the Harbour Team</p>", "the Harbour Team"),
        ("<p><a href=/authors/ada>Ada Lorne</a></p>", "Ada Lorne"),
        ("<p>Reviewed by Ada Lorne</p>", ""),
        ("<p>Photo: Ada Lorne</p>", ""),
        ("<p>By noon it was out.</p>", ""),
        ("<p class=category>Harbour News</p><p>5 March 2024</p>", ""),
        ("<p>By Ada Lorne ⋅ Senior Editor ⋅ Updated March 5, 2024</p>", "Ada Lorne"),
        ("<p>5 March 2024Ada Lorne</p>", "Ada Lorne"),
        ("<p>March 5, 2024 • Ada Lorne in Harbour News</p>", "Ada Lorne"),
        ("<p>This story was written by Ada Lorne, MD, a physician.</p>", "Ada Lorne, MD"),
        ("<p>By Iona MacDonald</p>", "Iona MacDonald"),
        ("<p>Ada Lorne, Ben Oak</p>", "Ada Lorne, Ben Oak"),  # nothing but names right below the title
        ("<p>HARBOUR NEWS</p>", ""),
        ("<p class=author>October</p>", ""),  # the rest of the date stands elsewhere
        ("<p class=author>Facebook Instagram Yelp</p>", ""),
        ("<p class=author>Harbour NewsOld QuayFishing Boats</p>", ""),  # three labels without spaces between them
    ],
)
def test_bylines_are_read_where_they_are_shown(shown, byline):
    assert metadata("", f"<h1>Fire at the old quay</h1>{shown}{PROSE}").byline == byline


def test_a_shown_byline_outweighs_an_administrator_s_name():
    found = metadata(
        '<meta name="author" content="Web Desk">', f"<h1>Fire at the old quay</h1><p>By Ada Lorne</p>{PROSE}"
    )
    assert found.byline == "Ada Lorne"


def test_a_newsroom_s_own_record_of_its_authors_holds():
    found = metadata(
        NEWS % '"author": [{"name": "Ada Lorne"}, {"name": "Ben Oak"}]',
        f"<h1>Fire at the old quay</h1><p>By Gazette Desk</p>{PROSE}",
    )
    assert found.byline == "Ada Lorne, Ben Oak"


def test_an_author_may_be_named_by_reference():
    found = metadata(
        """<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Fire",
        "author": {"@id": "#ada"}}, {"@type": "Person", "@id": "#ada", "name": "Ada Lorne"}]}</script>"""
    )
    assert found.byline == "Ada Lorne"


def test_the_author_of_a_comment_is_not_the_article_s():
    comment = '<div class="comment"><span class="author">Ben Oak</span></div>'
    assert metadata("", f"<h1>Fire at the old quay</h1>{PROSE}{PROSE}{comment}").byline == ""


def test_a_role_that_is_no_reviewer_s_may_stand_above_a_name():
    head = "<p>Video production</p><p class=author>Ada Lorne</p>"
    assert metadata("", f"<h1>Fire at the old quay</h1>{head}{PROSE}").byline == "Ada Lorne"


@pytest.mark.parametrize(
    "signature",
    [
        "<h3>Written by Ada Lorne</h3>",
        "<h2>Article by</h2><div>Ada Lorne</div>",
        "<p><span>by</span> <b>Ada Lorne</b></p>",
        "<p>By: Ada Lorne</p>",
    ],
)
def test_a_signature_below_the_article_is_found(signature):
    assert metadata("", f"<h1>Fire at the old quay</h1>{PROSE}{PROSE}{PROSE}{signature}").byline == "Ada Lorne"


def test_the_signature_of_another_story_is_not_the_article_s():
    other = "<div class=related-stories><p>Storm at sea</p><p>Written by Ben Oak</p></div>"
    assert metadata("", f"<h1>Fire at the old quay</h1>{PROSE}{PROSE}{PROSE}{other}").byline == ""


def test_authors_declared_for_libraries_are_in_the_order_of_names():
    head = '<meta name="citation_author" content="Lorne, Ada"><meta name="citation_author" content="Oak, Ben">'
    assert metadata(head).byline == "Ada Lorne, Ben Oak"
