from __future__ import annotations

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from reader.extraction import UnreadableSource, extract
from reader.extraction.blocks import leaves, parse
from reader.extraction.model import Block, canonical_text
from reader.extraction.rendering import CONTAINERS, place, render

from .shared import json_lines

LEAVES = {"p", "pre", "div", "h2", "h3", "h4", "h5", "h6"}
INLINE = {"a", "em", "strong", "code", "br", "img", "span", "bdi", "b", "i"}
OPEN = [
    "<ul>",
    "<ol reversed>",
    "<li>",
    "<table>",
    "<thead>",
    "<tr>",
    "<th scope=row>",
    "<td>",
    "<blockquote>",
    "<figure>",
]
OPEN += [
    "<figcaption>",
    "<caption>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<pre>\n",
    "<h1>",
    "<h3>",
    "<div>",
    "<p>",
    "<a href=/x>",
    "<b>",
]
CLOSE = [f"</{tag[1:-1].split()[0].rstrip()}>" for tag in OPEN]
TEXT = ["one", " two\nlines ", "<br>", "<img src=/i.png>", "&lt;b&gt;", "🙂 é", "مرحبا", "&nbsp;"]


@st.composite
def articles(draw: st.DrawFn) -> list[Block]:
    """Blocks as the reader of pages makes them, of markup nested at random, some of them cut."""
    source = "".join(draw(st.lists(st.sampled_from(OPEN + CLOSE + TEXT * 3), min_size=1, max_size=40)))
    found = [leaf.finished() for leaf in leaves(parse(source), "https://news.example/")]
    return [block.cut("cut") if draw(st.integers(0, 4)) == 0 else block for block in found]


def as_html5(page: str) -> str:
    """Return the page as an HTML5 parser (nh3's) builds it: misplaced elements are where it puts them."""
    tags = CONTAINERS | LEAVES | INLINE | {"section"}
    return nh3.clean(page, tags=tags, generic_attribute_prefixes={"data-"}, attributes={"*": {"id"}}, link_rel=None)


def assert_slices(page: str, blocks: list[Block]) -> None:
    text = canonical_text(blocks)
    root = lxml_html.fragment_fromstring(page, create_parent="section")
    found = {element.get("id"): element for element in root.iter() if element.get("data-start")}
    placed = [item for item in place(blocks) if item.block.kept]
    assert set(found) == {f"block-{item.number}" for item in placed}
    for item in placed:
        element = found[f"block-{item.number}"]
        assert element.get("data-start") == str(item.start)
        assert element.text_content() == item.block.text == text[item.start : item.end]


@given(articles())
@settings(max_examples=120, deadline=None)
def test_the_text_of_each_element_is_its_slice(blocks):
    page = render(item for item in place(blocks) if item.block.kept)
    assert_slices(page, blocks)
    assert_slices(as_html5(page), blocks)


@given(articles())
@settings(max_examples=60, deadline=None)
def test_an_html5_parser_leaves_every_block_where_it_was_put(blocks):
    page = render(item for item in place(blocks) if item.block.kept)
    root = lxml_html.fragment_fromstring(as_html5(page), create_parent="section")
    for item in place(blocks):
        if item.block.kept:
            (element,) = root.xpath(f"//*[@id='block-{item.number}']")
            above = [e.tag for e in element.iterancestors() if e.tag in CONTAINERS and e.tag != "tbody"][::-1]
            assert above == [container.tag for container in item.block.path if container.tag != "tbody"]


@given(articles())
@settings(max_examples=60, deadline=None)
def test_blocks_survive_json(blocks):
    assert [Block.from_json(block.as_json()) for block in blocks] == blocks


def test_blocks_of_one_list_share_it():
    blocks = [leaf.finished() for leaf in leaves(parse("<ul><li>a<li>b</ul><ul><li>c</ul><p>d"))]
    page = "".join(render(place(blocks)).split("\n"))
    assert page.count("<ul>") == 2
    assert page.index("</ul>") > page.index(">b<")


@pytest.mark.parametrize("name", ["news", "web", "scrapinghub", "structure"])
def test_the_text_of_each_element_is_its_slice_on_pages_as_they_are(name):
    for document in json_lines(f"data/extraction/{name}.jsonl.gz")[::48]:
        try:
            blocks = list(extract(document["html"], content_type="text/html", url=document["url"] or "").blocks)
        except UnreadableSource:
            continue
        assert_slices(render(item for item in place(blocks) if item.block.kept), blocks)
