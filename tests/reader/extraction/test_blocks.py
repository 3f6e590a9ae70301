from __future__ import annotations

import pytest

from reader.extraction.blocks import leaves, localised, parse
from reader.extraction.model import Block, Kind


def read(source: str) -> list[Block]:
    return [leaf.finished() for leaf in leaves(parse(source), "https://news.example/a/")]


def texts(source: str) -> list[str]:
    return [block.text for block in read(source)]


def tags(block: Block) -> list[str]:
    return [container.tag for container in block.path]


def test_each_leaf_has_its_kind():
    found = read(
        "<h2>Head</h2><p>Prose</p><ul><li>Item</li></ul><blockquote><p>Quote</p></blockquote>"
        "<figure><img src=i.png><figcaption>Caption</figcaption></figure>"
        "<table><tr><th>Cell</th></tr></table><pre>Code</pre>"
    )
    assert [(block.kind, block.text) for block in found] == [
        (Kind.HEADING, "Head"),
        (Kind.PARAGRAPH, "Prose"),
        (Kind.LIST_ITEM, "Item"),
        (Kind.QUOTATION, "Quote"),
        (Kind.IMAGE, ""),
        (Kind.CAPTION, "Caption"),
        (Kind.TABLE_CELL, "Cell"),
        (Kind.PREFORMATTED, "Code"),
    ]


def test_the_title_is_the_only_first_level():
    assert [block.level for block in read("<h1>a</h1><h2>b</h2><h6>c</h6><p>d</p>")] == [2, 2, 6, 0]


def test_nested_lists_are_told_apart():
    one, two, three, other = read("<ul><li>one<ol start=3><li>two</ol>three</ul><ul><li>other</ul>")
    assert tags(one) == ["ul", "li"]
    assert tags(two) == ["ul", "li", "ol", "li"]
    assert two.path[:2] == one.path == three.path
    assert dict(two.path[2].attributes) == {"start": "3"}
    assert other.path[0] != one.path[0]


def test_a_table_keeps_its_head_its_spans_and_its_empty_cells():
    found = read(
        "<table><caption>Losses</caption><thead><tr><th scope=col>Day<th colspan=2>Dead</thead>"
        "<tbody><tr><td>1<td><td>2</tbody></table>"
    )
    assert [(block.text, tags(block)) for block in found] == [
        ("Losses", ["table", "caption"]),
        ("Day", ["table", "thead", "tr", "th"]),
        ("Dead", ["table", "thead", "tr", "th"]),
        ("1", ["table", "tbody", "tr", "td"]),
        ("", ["table", "tbody", "tr", "td"]),
        ("2", ["table", "tbody", "tr", "td"]),
    ]
    assert dict(found[1].path[3].attributes) == {"scope": "col"}
    assert dict(found[2].path[3].attributes) == {"colspan": "2"}


@pytest.mark.parametrize(
    "source",
    [
        "<figure><img src=/i.png></figure><figcaption>Caption</figcaption>",
        "<div><img src=/i.png><p class='wp-caption-text'>Caption</p></div>",
        "<div><a href=/large><img src=/i.png></a><div class=imageCaption><p>Caption</p></div></div>",
    ],
)
def test_a_caption_outside_of_a_figure_joins_its_picture(source):
    picture, caption, after = read(f"{source}<p>After</p>")
    assert [picture.kind, caption.kind, after.kind] == [Kind.IMAGE, Kind.CAPTION, Kind.PARAGRAPH]
    assert tags(picture) == ["figure"]
    assert tags(caption) == ["figure", "figcaption"]
    assert caption.path[0] == picture.path[0]
    assert after.path == ()


def test_what_is_named_a_caption_without_a_picture_is_a_paragraph():
    assert [block.kind for block in read("<p>One</p><p class=caption>Two</p>")] == [Kind.PARAGRAPH] * 2


def test_a_table_that_lays_out_the_page_is_no_table():
    found = read("<table><tr><td><p>Menu</p></td><td><table><tr><td>Story</td></tr></table></td></tr></table>")
    assert [(block.kind, block.path) for block in found] == [(Kind.PARAGRAPH, ())] * 2


def test_hostile_attribute_values_do_not_come_through():
    (cell,) = read("<table><tr><th colspan='2 onclick=x' rowspan=99999 scope='\"><script>'>a</th></tr></table>")
    assert cell.path[-1].attributes == ()


def test_text_beside_blocks_is_not_lost():
    assert texts("<div>one<p>two</p>three<div>four</div>five</div>six") == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_a_link_round_several_blocks_is_in_each():
    first, second = read("<a href=/x><p>one</p><p>two</p></a>")
    for block in (first, second):
        assert block.html.startswith('<a href="https://news.example/x"')


def test_two_line_breaks_part_paragraphs():
    assert texts("one<br>still one<br> <br>two") == ["one\nstill one", "two"]


def test_preformatted_text_keeps_lines_and_indent():
    (block,) = read("<pre>\n\nif x:\n    <b>y</b>()\n\n</pre>")
    assert block.text == "if x:\n    y()"
    assert block.html == "if x:\n    <b>y</b>()"


def test_what_the_page_hides_is_told():
    found = leaves(
        parse("<p>a</p><div hidden><p>b</p></div><p style='display: none'>c</p><p><span aria-hidden=true>d</span></p>")
    )
    assert [leaf.hidden for leaf in found] == [False, True, True, False]


def test_a_form_round_the_article_is_kept():
    assert texts("<form><p>Story</p><input value=x><textarea>y</textarea></form>") == ["Story"]


def test_an_image_in_a_sentence_does_not_break_it():
    assert [block.kind for block in read("<p>one <img src=/a.png> two</p>")] == [Kind.PARAGRAPH, Kind.IMAGE]


def test_a_late_image_is_found():
    (block,) = read("<img src='data:image/gif;base64,R0' data-src=/real.jpg alt=Quay>")
    assert block.html == '<img src="https://news.example/real.jpg" alt="Quay">'


@pytest.mark.parametrize("tag", ["div", "b", "span", "ul><li", "blockquote", "table><tr><td", "a href=/x"])
def test_ten_thousand_levels_are_read(tag):
    found = texts(f"<{tag}>" * 10_000 + "deep</p><p>after</p>")
    assert "".join(found) == "deepafter"


def test_language_and_direction_are_said_where_they_differ():
    page = (
        "<html lang=en><body><p>one</p><p lang=ar>اثنان</p><div lang=en dir=rtl><p>three</p></div><p lang=EN>four</p>"
    )
    assert [(block.language, block.direction) for block in localised(read(page), "en", "ltr")] == [
        ("", ""),
        ("ar", "rtl"),
        ("", "rtl"),
        ("", ""),
    ]
