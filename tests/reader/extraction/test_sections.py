"""What belongs to an article by its own order, though each piece alone is unlikely to."""

from __future__ import annotations

from reader.extraction.blocks import Leaf, leaves, parse
from reader.extraction.furniture import Furniture
from reader.extraction.main_content import select
from reader.extraction.metadata import read_metadata
from reader.extraction.sections import begun_lists, headed_lists, headings, references, siblings

PARAGRAPHS = [
    f"The keeper of light number {number} has written down the weather every day since 1950. " * 2
    for number in range(9)
]


def page(body: str) -> tuple[list[Leaf], dict[str, int]]:
    """Return the page's leaves, and the number of each by the beginning of its text."""
    found = leaves(parse(f"<body><div id=story>{body}</div></body>"), "https://isle.example/")
    return found, {leaf.block.text[:12]: index for index, leaf in enumerate(found)}


def prose(number: int = 9) -> str:
    return "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:number])


def test_a_paragraph_marked_up_like_the_others_is_one_of_them():
    found, _ = page(prose() + '<p class="fine">Paper, 1950.</p><p>Share</p>')
    unlikely = [0.1] * len(found)
    kept = set(range(5))
    assert siblings(found, unlikely, kept, kept, furniture=Furniture(), inside=None) == {5, 6, 7, 8}


def test_what_is_most_unlikely_or_alone_of_its_kind_is_none_of_them():
    found, _ = page(prose() + '<div class="card"><p>Another story of the isle.</p></div>')
    judged = [0.01] * 9 + [0.3]
    kept = set(range(5))
    assert siblings(found, judged, kept, kept, furniture=Furniture(), inside=None) == set()


def test_an_article_s_references_are_kept_with_their_headings():
    found, place = page(
        prose() + "<h2>See also</h2><ul><li><a href=/tides>Tides of the isle</a></ul>"
        "<h2>References [edit]</h2><ol><li><a href=/log>The log of the light</a>, 1950<li>Almanac, p. 3</ol>"
        "<table><tr><td><ul><li><a href=/isles>All the isles</a></ul></table>"
    )
    wanted = {place[start] for start in ("See also", "Tides of the", "References [", "The log of t", "Almanac, p. ")}
    assert references(found, set(range(9)), None) == wanted


def test_a_heading_may_name_two_kinds_of_references_and_links_alone_are_the_site_s():
    body = f"{prose()}<h2>%s</h2><ul><li><a href=/log>The log of the light</a></ul>"
    for name, stays in (("Sources & links", True), ("References and further reading", True), ("Links", False)):
        found, place = page(body % name)
        wanted = {place[name[:12]], place["The log of t"]} if stays else set()
        assert references(found, set(range(9)), None) == wanted


def test_without_references_see_also_heads_other_stories():
    found, _ = page(prose() + "<h2>See also</h2><ul><li><a href=/tides>Tides of the isle</a></ul>")
    assert references(found, set(range(9)), None) == set()


def test_a_list_of_links_under_a_heading_that_is_kept_is_kept():
    found, place = page(
        prose(4) + "<h2>Boats</h2><ul><li><a href=/a>Tern</a><li><a href=/b>Auk</a></ul><h2>Crew</h2>" + prose(4)
    )
    kept = {index for index, leaf in enumerate(found) if not leaf.linked}
    likely = [0.9 if index in kept else 0.1 for index in range(len(found))]
    assert headed_lists(found, likely, kept, Furniture(), None) == {place["Tern"], place["Auk"]}
    unlikely = [p if p > 0.5 else 0.01 for p in likely]
    assert headed_lists(found, unlikely, kept, Furniture(), None) == set()


def test_a_doubtful_paragraph_of_a_long_article_is_kept_among_its_own():
    source = f"<html><title>Light</title><div id=story>{prose()}</div>"
    root = parse(source)
    found = leaves(root)
    blocks = select(found, [0.9] * 6 + [0.1] + [0.9] * 2, read_metadata(root, ""))
    assert [block.kept for block in blocks] == [True] * 9


def texts_kept(source: str, judged: list[float]) -> list[str]:
    root = parse(source)
    blocks = select(leaves(root), judged, read_metadata(root, ""))
    return [block.text for block in blocks if block.kept]


def test_a_paragraph_that_is_hidden_among_others_is_cut_and_a_box_that_may_open_is_not():
    hidden, shut = "A draft that nobody was to see. " * 3, "The answer that opens on a click. " * 3
    source = f'<div>{prose(4)}<p style="display: none">{hidden}</p><div hidden><p>{shut}</p></div>{prose(2)}</div>'
    found = texts_kept(source, [0.9] * 8)
    assert hidden.strip() not in found
    assert shut.strip() in found


def test_a_page_of_a_few_words_has_no_furniture_but_what_says_so():
    assert texts_kept("<p>abc</p><p>def</p>ghi<p>Share on Facebook</p>", [0.02, 0.01, 0.3, 0.2]) == [
        "abc",
        "def",
        "ghi",
    ]


def test_a_heading_named_like_a_box_of_the_site_s_stays_above_the_text_of_its_section():
    found, place = page(
        prose(2) + '<h2>TikTok</h2><p>The keeper films the light, and a thousand people look at it each evening.</p>'
        '<h2 id="popular-harbours">Popular harbours</h2>' + prose(1)
        + '<div class="newsletter"><h3>The morning post</h3><p>Every day in your inbox.</p></div>' + prose(2)
    )  # fmt: skip
    cut = {place[start] for start in ("TikTok", "Popular harb", "The morning ", "Every day in")}
    kept = set(range(len(found))) - cut
    wanted = {place["TikTok"], place["Popular harb"]}
    assert headings(found, [0.4] * len(found), kept, Furniture(), None) == wanted
    assert headings(found, [0.05] * len(found), kept, Furniture(), None) == set()


def test_a_list_of_which_a_part_is_kept_is_kept_whole_where_text_frames_it():
    found, place = page(
        prose(2) + "<ul><li>Rope, and a lamp<li><a href=/oil>Oil</a></ul>" + prose(2)
        + "<div><ul><li>The light in winter<li><a href=/summer>In summer</a></ul></div>" + prose(2)
    )  # fmt: skip
    kept = {index for index, leaf in enumerate(found) if not leaf.linked}
    assert begun_lists(found, kept, Furniture(), None) == {place["Oil"]}
