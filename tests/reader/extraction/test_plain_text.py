from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.extraction import Extraction, Kind, UnreadableSource, extract
from reader.extraction.boilerplate import reason_for
from reader.extraction.line_model import Odds
from reader.extraction.paragraphs import paragraphs
from reader.extraction.phrases import TABLES
from reader.extraction.plain_text import article_lines, read_lines

from .shared import shared

STORY = [
    "The fire that broke out at the old quay on Monday was put out before dawn, the harbour master said.",
    "Two sheds burnt down and a third was damaged, but nobody was hurt, according to the fire brigade.",
    "Fishermen had moved their boats to the other side of the basin when they saw the smoke in the evening.",
    "The cause is not yet known; an inquiry will begin on Wednesday, when the sheds have cooled down.",
]


def kept(found: Extraction) -> list[str]:
    return [block.text for block in found.blocks if block.kept]


def reasons(found: Extraction) -> dict[str, str]:
    return {block.text: block.reason for block in found.blocks if not block.kept}


def test_the_reference_article():
    """Title, standfirst, byline, date and exactly the 14 paragraphs; everything else is cut with its reason."""
    source = shared("seed/homs-2013.txt").read_text("utf-8")
    found = extract(source.encode())
    lines = [" ".join(line.split()) for line in source.splitlines() if line.strip()]
    assert [block.text for block in found.blocks] == lines
    assert found.title == lines[2]
    assert found.standfirst == lines[3]
    assert (found.byline, found.published) == ("Dominic Evans", "2013-07-30T08:55:00-04:00")
    assert (found.language, found.direction) == ("en", "ltr")
    assert kept(found) == lines[12:26]
    assert [block.reason for block in found.blocks if not block.kept] == [
        *["Prompt of the site"] * 2,
        *["The title, shown above", "The standfirst, shown above", "The byline, shown above", "The date, shown above"],
        "Comments",
        *["Donation appeal"] * 5,
        *["Comments"] * 3,
        *["Registration form"] * 2,
    ]


def test_prose_is_kept_whole():
    found = extract("\n\n".join(STORY))
    assert kept(found) == STORY
    assert found.title == ""


def chosen(texts: list[str], odds: list[float]) -> set[int]:
    return article_lines(read_lines(texts), [Odds(value, value, value) for value in odds])


def test_prose_loses_the_labels_that_a_page_has_left_at_its_ends():
    assert chosen(["Harbour", *STORY, "Harbour, Fire"], [-2, 3, 3, 3, 3, -2]) == {1, 2, 3, 4}
    assert chosen(["Harbour", *STORY, "Harbour, Fire"], [-0.2, 3, 3, -9, 3, 1]) == {0, 1, 2, 3, 4, 5}
    assert chosen(["Dear Ben", *STORY[:2], "Yours, Ada"], [-2, 3, 3, -2]) == {0, 1, 2, 3}  # a letter, perhaps


def test_paragraphs_that_somebody_has_parted_are_kept_whole():
    page = ["Harbour", *STORY, "Harbour, Fire"]
    assert kept(extract("\n\n".join(page)))[-1] == "Harbour, Fire"


def test_a_page_without_an_article_has_what_no_rule_fits():
    assert chosen(["Menu", "Fire at the old quay", "Share this article"], [-3, -3, -3]) == {1}


def test_a_first_short_line_is_the_title_of_prose():
    found = extract("Fire at the old quay\n\n" + "\n\n".join(STORY))
    assert found.title == "Fire at the old quay"
    assert kept(found) == STORY


def test_a_poem_is_no_page_dump():
    verses = ["The sheds are dark", "The boats are gone", "A lamp is left", "And it burns on"]
    assert kept(extract("\n".join(verses))) == verses


def test_a_dump_loses_its_furniture_and_every_line_is_told():
    lines = [
        *(
            "Skip to main content",
            "News",
            "Sport",
            "The Gazette",
            "Fire at the old quay",
            "By Ada Lorne",
            "5 March 2024",
        ),
        *STORY[:2],
        *("Advertisement", "Read more: A storm at the old quay"),
        *STORY[2:],
        *(
            "Share this article",
            "3 Comments",
            "Ben says",
            "This is an outrage and it must stop now, or so I think.",
            "Privacy Policy",
        ),
    ]
    found = extract("\n".join(lines))
    assert [block.text for block in found.blocks] == lines
    assert kept(found) == STORY
    assert (found.title, found.byline, found.published) == ("Fire at the old quay", "Ada Lorne", "2024-03-05")
    assert all(block.reason for block in found.blocks if not block.kept)
    assert reasons(found)["Advertisement"] == "Advertisement"
    assert reasons(found)["Read more: A storm at the old quay"] == "Related stories"


HEADLINE = "Sheds at the old quay burn down before the herring season"
STANDFIRST = "Boats were moved in time, and the net loft is safe for now"


@pytest.mark.parametrize("above", [[], ["Skip to content", "News"]])
@pytest.mark.parametrize(
    "below", [["By Ada Lorne", "5 March 2024"], ["5 March 2024", "Ada Lorne"], ["By Ada Lorne"], []]
)
def test_of_two_title_like_lines_the_upper_is_the_title(above, below):
    found = extract("\n\n".join([*above, HEADLINE, STANDFIRST, *below, *STORY, "Subscribe to continue reading"]))
    assert (found.title, found.standfirst) == (HEADLINE, STANDFIRST)
    assert found.byline == ("Ada Lorne" if len(below) else "")
    assert found.published == ("2024-03-05" if len(below) == 2 else "")
    assert kept(found) == STORY


def test_a_standfirst_may_stand_below_the_byline():
    found = extract("\n".join([HEADLINE, "By Ada Lorne", "5 March 2024", STANDFIRST, *STORY, "3 Comments"]))
    assert (found.title, found.standfirst) == (HEADLINE, STANDFIRST)
    assert (found.byline, found.published) == ("Ada Lorne", "2024-03-05")


def test_a_line_much_shorter_than_the_one_above_is_no_standfirst():
    teaser = "Ten walks along the coast that every visitor to the islands should take this spring"
    found = extract("\n".join(["Menu", teaser, "Fire at the quay", "By Ada Lorne", *STORY, "3 Comments"]))
    assert (found.title, found.standfirst) == ("Fire at the quay", "")


def test_the_last_of_many_title_like_lines_is_the_title():
    teasers = ["Storm closes the coast road for two days", "School wins the regatta for a third time"]
    found = extract("\n".join(["Menu", *teasers, HEADLINE, "By Ada Lorne", *STORY, "3 Comments"]))
    assert (found.title, found.standfirst) == (HEADLINE, "")


@pytest.mark.parametrize("last", ["Subscribe to continue reading", ""])
def test_a_last_sentence_below_a_link_is_the_article_s(last):
    ending = "The brigade has asked for a second pump."
    found = extract("\n\n".join([*STORY, "Read more: A storm at the old quay", "Advertisement", ending, last]))
    assert kept(found) == [*STORY, ending]


@pytest.mark.parametrize(
    "line",
    [
        "We bring you the news of the coast.",  # the outlet's own word
        "Storm closes the coast road",  # a headline
        "What did you think of it?",
    ],
)
def test_what_else_stands_below_a_link_is_not(line):
    found = extract("\n\n".join([*STORY, "Read more: A storm at the old quay", line, "Subscribe to continue reading"]))
    assert kept(found) == STORY


def test_nor_is_the_first_of_several_teasers():
    teasers = ["The coast road is closed for a day.", "The school has won the regatta."]
    found = extract("\n\n".join([*STORY, "Read more: A storm at the old quay", *teasers, "Privacy Policy"]))
    assert kept(found) == STORY


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("lines", "byline", "published"),
    [
        (["By Jo Doe"], "Jo Doe", ""),
        (["Von Jo Doe"], "Jo Doe", ""),
        (["By Jo Doe", "5 March 2024"], "Jo Doe", "2024-03-05"),
        (["5 March 2024", "By Jo Doe"], "Jo Doe", "2024-03-05"),
        (["By Jo Doe, 5 March 2024"], "Jo Doe", "2024-03-05"),
        (["Jo Doe", "5 March 2024"], "Jo Doe", "2024-03-05"),
        (["5 March 2024"], "", "2024-03-05"),
    ],
)
def test_prose_may_be_signed_and_dated(gap, lines, byline, published):
    found = extract(gap.join(["Fire at the old quay", *lines, *STORY]))
    assert (found.title, found.byline, found.published) == ("Fire at the old quay", byline, published)
    assert kept(found) == STORY
    assert reasons(found).keys() == {"Fire at the old quay", *lines}


@pytest.mark.parametrize(
    "line", ["By the old quay", "Jo Doe", "By the time the fire was out on 5 March 2024 it was day"]
)
def test_prose_keeps_what_is_no_signature(line):
    found = extract("\n\n".join(["Fire at the old quay", line, *STORY]))
    assert kept(found) == [line, *STORY]
    assert (found.byline, found.published) == ("", "")


def test_a_poem_keeps_its_verse_of_a_name():
    verses = ["By Night the Quay", "The boats are gone", "A lamp is left", "And it burns on"]
    assert kept(extract("\n\n".join(["The Fire", "\n".join(verses)]))) == verses


def test_an_appeal_is_cut_whole():
    appeal = [
        "Support our journalism",
        "From the harbour to the hills, we are on the ground when the story is developing.",
        "Your donation pays for it.",
    ]
    found = extract("\n\n".join([*STORY[:2], *appeal, *STORY[2:]]))
    assert kept(found) == STORY
    assert {reasons(found)[line] for line in appeal} == {"Donation appeal"}


def test_a_quotation_that_asks_for_support_is_no_appeal():
    story = [
        *STORY,
        "“Your donation helps us rebuild the net loft,” the chairwoman of the fishermen's club told the crowd.",
    ]
    assert kept(extract("\n\n".join(story))) == story


def test_wrapped_lines_are_joined():
    text = (
        "The fire that broke out at the old quay on Monday was put out\n"
        "before dawn, the harbour master said. Two sheds burnt down and\n"
        "a third was damaged, but nobody was hurt, according to the\n"
        "fire brigade.\n\nFishermen had moved their boats to the other side of the basin\n"
        "when they saw the smoke rising in the late even-\ning, and they stayed there.\n"
    )
    assert [paragraph.text for paragraph in paragraphs(text)] == [
        "The fire that broke out at the old quay on Monday was put out before dawn, the harbour master said."
        " Two sheds burnt down and a third was damaged, but nobody was hurt, according to the fire brigade.",
        "Fishermen had moved their boats to the other side of the basin when they saw the smoke rising in the late"
        " evening, and they stayed there.",
    ]


def test_one_line_paragraphs_are_not_joined():
    assert [paragraph.text for paragraph in paragraphs("\n".join(STORY))] == STORY


def test_list_items_are_a_list():
    found = extract(
        "\n".join([*STORY, "- The net loft", "- The ice house", "That is all there is to say about it so far."])
    )
    one, two = (block for block in found.blocks if block.kind is Kind.LIST_ITEM)
    assert (one.text, two.text) == ("The net loft", "The ice house")
    assert one.path[0] == two.path[0]
    assert one.path[1] != two.path[1]


def test_markup_in_plain_text_is_text():
    (block,) = extract("1 < 2 & <script>alert(1)</script>", content_type="text/plain").blocks
    assert block.html == "1 &lt; 2 &amp; &lt;script&gt;alert(1)&lt;/script&gt;"


def test_right_to_left_text():
    found = extract("اندلع حريق في الميناء القديم مساء الاثنين، وقال رئيس الميناء إنه أخمد قبل الفجر.\n\nشارك المقال")
    assert (found.language, found.direction) == ("ar", "rtl")
    assert reasons(found) == {"شارك المقال": "Share buttons"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Share on Facebook", "Share buttons"),
        ("12 Comments", "Comments"),
        ("Alle akzeptieren", "Cookie notice"),
        ("Lesen Sie auch: Sturm am Hafen", "Related stories"),
        ("La suite après la publicité", "Advertisement"),
        ("Todos los derechos reservados", "Footer"),
        ("Iscriviti alla newsletter", "Newsletter sign-up"),
        ("Continua após a publicidade", "Advertisement"),
        ("جميع الحقوق محفوظة", "Footer"),
        ("Читайте также: пожар", "Related stories"),
        ("© 2024", "Footer"),
        ("Home > News > Local", "Navigation"),
        ("The comments of the harbour master were not well received in the town.", ""),
        ("Photo: Ada Lorne", "Picture credit"),
        ("Photo after photo showed the smoke", ""),
    ],
)
def test_line_rules(line, reason):
    assert reason_for(line) == reason


def test_every_language_has_the_rules_that_every_page_needs():
    needed = {
        "Navigation",
        "Share buttons",
        "Comments",
        "Cookie notice",
        "Newsletter sign-up",
        "Related stories",
        "Footer",
    }
    assert {language: needed - table.keys() for language, table in TABLES.items()} == {
        language: set() for language in TABLES
    }


@given(
    st.lists(
        st.sampled_from(
            [*STORY, "Share", "Comments", "News", "- item", "A label", "", "Donate", "By Ada Lorne", "5 March 2024"]
        )
    )
)
def test_every_line_is_in_a_block(lines):
    try:
        found = extract("\n".join(lines), content_type="text/plain")
    except UnreadableSource:
        assert not any(lines)
        return
    assert [block.text.removeprefix("- ") for block in found.blocks] == [
        line.removeprefix("- ") for line in lines if line
    ]
    assert [bool(block.reason) for block in found.blocks] == [not block.kept for block in found.blocks]
    assert not any(lines) or found.blocks


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text):
    try:
        found = extract(text, content_type="text/plain")
    except UnreadableSource:
        return
    assert found.blocks
