"""Marks change how a text looks and nothing else."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser
from itertools import pairwise

import lxml.html
from hypothesis import given

from annotations.core.marks import Mark, mark_html, segments
from reader.extraction.model import Block, Kind, canonical_text
from reader.extraction.rendering import leaf, place, render
from tests.strategies import highlighted


class Page(HTMLParser):
    """What a browser finds in a rendered article: each block's text, and which marks each code point bears."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, str] = {}  # by data-start
        self.covered: dict[int, set[int]] = defaultdict(set)  # offsets by mark
        self.described: list[str] = []
        self.start: int | None = None
        self.active: set[str] = set()  # the highlights that cover the segment we are in, as a browser adds them up
        self.ending: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if "data-start" in values:
            self.start = int(values["data-start"] or "")
            self.texts[self.start] = ""
        if tag == "mark":
            assert "mark" not in [name for name, _ in self.open], "segments never nest"
            assert ("tabindex" in values) == ("aria-label" in values) == ("data-begins" in values)
            begins = (values.get("data-begins") or "").split()
            self.described += begins
            self.active |= {*begins, *(values.get("data-goes-on") or "").split()}
            self.ending = (values.get("data-ends") or "").split()
        if tag != "br":
            self.open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        name, values = self.open.pop()
        assert name == tag
        if tag == "mark":
            self.active -= {*self.ending}
        if "data-start" in values:
            self.start = None
            self.active = set()  # a block says itself what goes on in it from before

    def handle_data(self, data: str) -> None:
        if self.start is None:
            return
        offset = self.start + len(self.texts[self.start])
        self.texts[self.start] += data
        for tag, _ in self.open:
            if tag == "mark":
                for identifier in self.active:
                    self.covered[int(identifier)].update(range(offset, offset + len(data)))


def looks(classes: str) -> list[str]:
    return [name for name in classes.split() if name.startswith("tint-") or name == "overlap"]


def marked(html: str) -> list[tuple[str, str, str, str]]:
    """Return every segment's text, what begins and what ends there, and how it looks: a tint, an overlap."""
    return [
        (
            mark.text_content(),
            mark.get("data-begins", ""),
            mark.get("data-ends", ""),
            " ".join(looks(mark.get("class"))),
        )
        for mark in lxml.html.fragment_fromstring(html, create_parent=True).iter("mark")
    ]


def page(blocks: tuple[Block, ...], marks: list[Mark]) -> Page:
    kept = (placed for placed in place(blocks) if placed.block.kept)
    return Page(render(kept, lambda placed: leaf(placed, mark_html(placed.block.html, placed.start, marks))))


@given(highlighted())
def test_text_of_every_block_is_its_slice_of_the_canonical_text(article):
    blocks, ranges = article
    shown = page(blocks, [Mark(number, *found) for number, found in enumerate(ranges)])
    text = canonical_text(blocks)
    assert {start: text[start : start + len(found)] for start, found in shown.texts.items()} == shown.texts
    assert "\n".join(shown.texts.values()) == text


@given(highlighted())
def test_every_range_is_covered_exactly_by_the_segments_that_name_it(article):
    blocks, ranges = article
    shown = page(blocks, [Mark(number, *found) for number, found in enumerate(ranges)])
    in_blocks = {offset for start, text in shown.texts.items() for offset in range(start, start + len(text))}
    for number, (start, end) in enumerate(ranges):
        assert shown.covered[number] == in_blocks.intersection(range(start, end))


@given(highlighted())
def test_the_keyboard_stops_once_at_every_highlight_that_begins_in_a_block(article):
    blocks, ranges = article
    shown = page(blocks, [Mark(number, *found) for number, found in enumerate(ranges)])
    in_blocks = {offset for start, text in shown.texts.items() for offset in range(start, start + len(text))}
    beginning = [str(number) for number, (start, _) in enumerate(ranges) if start in in_blocks]
    assert sorted(shown.described) == sorted(beginning)


@given(highlighted())
def test_segments_are_disjoint_in_order_and_cover_what_the_marks_cover(article):
    blocks, ranges = article
    marks = [Mark(number, *found) for number, found in enumerate(ranges)]
    end = len(canonical_text(blocks))
    found = segments(marks, 0, end)
    assert all(segment.start < segment.end for segment in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    covered = {offset for segment in found for offset in range(segment.start, segment.end)}
    assert covered == {offset for mark in marks for offset in range(mark.start, mark.end)}


def test_an_overlap_wears_the_tint_of_the_shortest_highlight():
    long, short = Mark(1, 0, 11, "blue"), Mark(2, 6, 11, "rose")
    assert marked(mark_html("Hello <em>world</em>", 0, [long, short])) == [
        ("Hello ", "1", "", "tint-blue"),
        ("world", "2", "1 2", "tint-rose overlap"),
    ]


def test_what_a_highlight_says_is_read_where_it_begins():
    html = mark_html("Hello", 0, [Mark(1, 0, 5, "rose", 'Disputed, "so-called", with a note')])
    (mark,) = lxml.html.fragment_fromstring(html, create_parent=True).iter("mark")
    assert mark.get("aria-label") == 'Disputed, "so-called", with a note: Hello'


def test_no_word_beyond_a_highlight_is_read_for_it():
    html = mark_html("Hello world", 0, [Mark(1, 0, 5), Mark(2, 3, 8)])
    names = [mark.get("aria-label") for mark in lxml.html.fragment_fromstring(html, create_parent=True).iter("mark")]
    assert names == ["Highlight: Hello", "Highlight: lo wo", None]


def test_the_length_of_a_marked_block_grows_with_its_highlights_not_with_how_deep_they_lie():
    text = "word " * 400
    beside = [Mark(1000 + i, 5 * i, 5 * i + 4) for i in range(200)]
    nested = [Mark(1000 + i, 2 * i, 2000 - 2 * i) for i in range(200)]
    assert len(mark_html(text, 0, nested)) < 3 * len(mark_html(text, 0, beside))


def test_a_segment_ends_and_begins_again_at_a_tag():
    html = mark_html('a<a href="?x > y">b</a>c', 0, [Mark(7, 0, 3)])
    assert marked(html) == [("a", "7", "", ""), ("b", "", "", ""), ("c", "", "7", "")]
    assert '<a href="?x > y"><mark' in html


def test_a_block_that_no_mark_touches_stays_as_it_is_stored():
    html = "caf&eacute; &nbsp;<em>au lait</em>"
    assert mark_html(html, 100, [Mark(1, 0, 100), Mark(2, 115, 120)]) == html


def test_characters_outside_the_basic_plane_count_once():
    block = Block(Kind.PARAGRAPH, "👩‍👩‍👧 𝒜b", "👩‍👩‍👧 𝒜b")
    assert page((block,), [Mark(1, 6, 7)]).covered[1] == {6}
    assert block.text[6] == "𝒜"
