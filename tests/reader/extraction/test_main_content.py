from __future__ import annotations

import pytest

from reader.extraction import Extraction, Kind, UnreadableSource, extract
from reader.extraction.alignment import aligned
from reader.extraction.text import fold

STORY = [
    "The fire that broke out at the old quay on Monday was put out before dawn, the harbour master said.",
    "Two sheds burnt down and a third was damaged, but nobody was hurt, according to the fire brigade.",
    "Fishermen had moved their boats to the other side of the basin when they saw the smoke in the evening.",
    "The cause is not yet known; an inquiry will begin on Wednesday, when the sheds have cooled down.",
    "The town council will meet on Friday to talk about what is to become of the site, its speaker said.",
]
TEASERS = "".join(f'<li><a href="/{n}">Another story about something else, number {n}</a></li>' for n in range(6))


def page(story: str, *, head: str = "", after: str = "") -> str:
    return f"""<html lang="en"><head><title>Fire at the old quay | The Gazette</title>{head}</head><body>
    <header><a href="/">The Gazette</a></header>
    <nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article><h1>Fire at the old quay</h1><p class="byline">By Ada Lorne</p>
    <time datetime="2024-03-05">5 March 2024</time>{story}</article></main>
    <div class="cookie-banner"><p>We use cookies to improve your experience.</p></div>
    <section class="related"><h2>Related stories</h2><ul>{TEASERS}</ul></section>
    <section id="comments"><h2>Comments</h2>
    <p>A reader says that this is an outrage and that it must stop now.</p></section>
    {after}<footer><p>© 2024 The Gazette. All rights reserved.</p></footer></body></html>"""


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def kept(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.kept and block.text]


def reasons(found: Extraction) -> dict[str, str]:
    return {block.text: block.reason for block in found.blocks if not block.kept}


def test_the_article_is_kept_and_the_rest_is_cut_with_its_reason():
    found = extract(page(paragraphs(STORY)), url="https://gazette.example/quay")
    assert kept(found) == STORY
    assert (found.title, found.byline, found.published) == ("Fire at the old quay", "Ada Lorne", "2024-03-05")
    cut = reasons(found)
    assert cut["Fire at the old quay"] == "The title, shown above"
    assert cut["By Ada Lorne"] == "The byline, shown above"
    assert cut["5 March 2024"] == "The date, shown above"
    assert cut["News"] == "Navigation"
    assert cut["We use cookies to improve your experience."] == "Cookie notice"
    assert cut["Related stories"] == "Related stories"
    assert cut["Another story about something else, number 3"] == "Related stories"
    assert cut["A reader says that this is an outrage and that it must stop now."] == "Comments"
    assert cut["© 2024 The Gazette. All rights reserved."] == "Footer"


def test_no_text_of_the_page_is_lost():
    source = page(paragraphs(STORY), after="<div>Loose words<p>and a paragraph</p>and a tail</div>")
    everything = [block.text for block in extract(source).blocks]
    assert [text for text in ("Loose words", "and a paragraph", "and a tail") if text not in everything] == []


def test_what_stands_within_the_article_is_completed():
    story = (
        paragraphs(STORY[:2])
        + "<h2>The sheds</h2><ul><li>The net loft</li><li>The ice house</li></ul>"
        + '<figure><img src="/quay.jpg" alt=""><figcaption>The quay on Tuesday morning.</figcaption></figure>'
        + "<table><tr><th>Shed</th><th>State</th></tr><tr><td>Net loft</td><td></td></tr></table>"
        + "<blockquote><p>We saw the smoke at once.</p></blockquote>"
        + paragraphs(STORY[2:])
    )
    found = extract(page(story), url="https://gazette.example/quay")
    whole = kept(found)
    inner = ["The sheds", "The net loft", "The ice house", "The quay on Tuesday morning.", "Shed", "Net loft"]
    assert [text for text in [*inner, "We saw the smoke at once."] if text not in whole] == []
    assert [block.html for block in found.blocks if block.kind is Kind.IMAGE and block.kept] == [
        '<img src="https://gazette.example/quay.jpg" alt="">'
    ]
    assert [block.text for block in found.blocks if block.kind is Kind.TABLE_CELL and block.kept] == [
        "Shed",
        "State",
        "Net loft",
        "",
    ]


@pytest.mark.parametrize(
    ("caption", "is_kept"),
    [("The net loft an hour after it caught fire. Photo: Ines Marlow", True), ("Watch live", False)],
)
def test_the_caption_of_a_first_picture_that_a_script_shows_is_kept(caption: str, is_kept: bool) -> None:
    lead = f'<figure><div class="lazy" data-src="/fire.jpg"></div><figcaption>{caption}</figcaption></figure>'
    found = extract(page(paragraphs(STORY)).replace("<h1>", f"{lead}<h1>"))
    assert (caption in kept(found)) is is_kept


def test_lines_of_the_site_within_the_article_are_cut():
    inserts = ["Advertisement", "Sign up to our newsletter and get the news to your inbox"]
    story = paragraphs([STORY[0], STORY[1], *inserts, *STORY[2:]])
    found = extract(page(story))
    assert kept(found) == STORY
    assert {text: reasons(found)[text] for text in inserts} == {
        inserts[0]: "Advertisement",
        inserts[1]: "Newsletter sign-up",
    }


def test_the_standfirst_is_shown_above():
    standfirst = "Two sheds are gone, and the town asks what will become of its harbour"
    found = extract(page(f'<p class="standfirst">{standfirst}</p>' + paragraphs(STORY)))
    assert found.standfirst == standfirst
    assert kept(found) == STORY
    assert reasons(found)[standfirst] == "The standfirst, shown above"


def test_a_description_that_begins_the_article_is_no_standfirst():
    found = extract(page(paragraphs(STORY), head=f'<meta name="description" content="{STORY[0]}">'))
    assert found.standfirst == ""
    assert kept(found)[0] == STORY[0]


@pytest.mark.parametrize(
    "source", ["<p>Fire.</p>", "<h1>Fire</h1>", "<title>Fire</title><h1>Fire</h1>", "<div><b>Fire</b></div>"]
)
def test_a_page_with_text_never_comes_out_empty(source):
    assert fold(extract(source, content_type="text/html").text) == "fire"


def test_a_page_the_judge_cannot_read_is_read_by_its_prose():
    story = "<div>" * 1000 + paragraphs(STORY)
    found = extract(f"<html><body><nav><a href=/x>News</a></nav>{story}", content_type="text/html")
    assert kept(found) == STORY


def test_right_to_left_pages():
    text = "قال رئيس الميناء إن الحريق الذي اندلع مساء الاثنين أخمد قبل الفجر ولم يصب أحد بأذى. " * 3
    found = extract(f"<html lang=ar><body><article><h1>حريق في الميناء القديم</h1><p>{text}</p><p>{text}</p></article>")
    assert (found.language, found.direction) == ("ar", "rtl")
    assert [block.direction for block in found.blocks] == [""] * len(found.blocks)


@pytest.mark.parametrize(
    "content",
    [b"", b" \n", b"\0" * 50, bytes(range(256)) * 40, b"%PDF-1.4 x", b"\x89PNG\r\n", b"<script>x()</script>", b"</p>"],
)
def test_what_holds_no_text_says_what_to_do(content):
    with pytest.raises(UnreadableSource) as raised:
        extract(content, content_type="text/html")
    assert "mport" in str(raised.value)


@pytest.mark.parametrize(
    ("content", "content_type", "text"),
    [
        ("<!DOCTYPE html><p>One</p>", "text/plain", "One"),
        ("<p>One</p><p>Two</p>", "", "One\nTwo"),
        ("a < b and b > c", "", "a < b and b > c"),
        ("Use <b> for bold", "text/plain", "Use <b> for bold"),
        ("No tag at all", "text/html", "No tag at all"),
    ],
)
def test_html_and_plain_text_are_told_apart(content, content_type, text):
    assert extract(content, content_type=content_type).text == text


def test_alignment_finds_short_leaves_only_where_a_piece_begins():
    long = ["a" * 30 + "first", "b" * 30 + "second"]
    leaves = ["share", long[0], "heading", "share", long[1], "share"]
    assert aligned(leaves, [long[0], "heading", long[1] + "share"]) == {1, 2, 4}


def test_alignment_finds_the_cells_of_a_row_that_is_one_piece():
    leaves = ["boat", "mail", "day", "tuesday", "share"]
    assert aligned(leaves, ["boatmailday", "tuesdayshare"]) == {0, 3}
    assert aligned(leaves, ["boatmailday", "tuesdayshare"], cells={0, 1, 2, 3}) == {0, 1, 2, 3}


def test_alignment_keeps_the_order_of_the_page():
    one, two = "x" * 40 + "one", "y" * 40 + "two"
    assert aligned([two, one, two], [one, two]) == {1, 2}


def test_alignment_accepts_a_leaf_from_which_a_little_was_dropped():
    leaf = "thequickbrownfoxjumpsoverthelazydogandrunsawayintothewood"
    assert aligned([leaf], [leaf[:45]]) == {0}
    assert aligned([leaf], ["somethingelsealtogetherthatisnotthere"]) == set()
