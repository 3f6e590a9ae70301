"""The browser counts as the server does: code points in the canonical text."""

from __future__ import annotations

import json
import random
from html import escape
from pathlib import Path

import pytest

from annotations.core.selectors import TextPositionSelector, trim
from annotations.demo import load_demo
from reader.extraction.model import Block, Kind
from reader.models import Article, Role
from tests.builders import a_picture, an_article, paragraph
from tests.e2e.articles import a_report
from tests.e2e.desk import open_article

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "offsets.json").read_text("utf-8"))

COUNT = """async ({ text, ranges }) => {
  const { codePoints, utf16Index } = await import("/static/js/offsets.js");
  return ranges.map(({ start, end, utf16_start, utf16_end }) => ({
    start: codePoints(text.slice(0, utf16_start)), end: codePoints(text.slice(0, utf16_end)),
    utf16_start: utf16Index(text, start), utf16_end: utf16Index(text, end),
    exact: text.slice(utf16Index(text, start), utf16Index(text, end)) }));
}"""

# What each range of the canonical text becomes when it is made a DOM range and read back.
THERE_AND_BACK = """async (ranges) => {
  const { passageOf, rangeOf } = await import("/static/js/offsets.js");
  const article = document.querySelector("text-selection");
  return ranges.map(([start, end]) => {
    const { start: from, end: to, exact } = passageOf(rangeOf(start, end, article), article);
    return [from, to, exact];
  });
}"""

SLICES = """() => [...document.querySelectorAll("text-selection [data-start]")]
  .map((block) => [Number(block.dataset.start), block.textContent])"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_code_points_and_utf16_units_agree_with_the_fixture(page, live_server, owner, case):
    page.goto(f"{live_server.url}/login/")
    assert page.evaluate(COUNT, case) == case["ranges"]


def test_the_fixtures_texts_stand_on_a_page_where_the_server_counts_them(signed_in_page, live_server, owner, project):
    texts = [case["text"] for case in CASES]
    blocks = [Block(Kind.PARAGRAPH, escape(text, quote=False).replace("\n", "<br>\n"), text) for text in texts]
    article = an_article(project, [paragraph("Before 🙂"), *blocks])
    page = signed_in_page(owner)
    open_article(page, live_server, article)
    starts = [placed.start for placed in article.current.kept[1:]]
    ranges = [
        (start + each["start"], start + each["end"], each["exact"])
        for start, case in zip(starts, CASES, strict=True)
        for each in case["ranges"]
        if each["exact"].strip()
    ]
    found = page.evaluate(THERE_AND_BACK, [[start, end] for start, end, _ in ranges])
    assert [tuple(each) for each in found] == ranges


def check(page, live_server, article: Article) -> None:
    """The DOM text of each block is its slice, and ranges anywhere come back as they went."""
    assert article.current
    text = article.current.text
    open_article(page, live_server, article)
    slices = page.evaluate(SLICES)
    assert len(slices) >= 5
    assert [said for _, said in slices] == [text[start : start + len(said)] for start, said in slices]
    # Nothing but the newlines between the blocks is outside of them.
    assert "".join(said for _, said in slices).replace("\n", "") == text.replace("\n", "")

    dice = random.Random(text)  # the same ranges in every run
    edges = [sorted(dice.sample(range(len(text) + 1), 2)) for _ in range(150)]
    trimmed = [trim(text, TextPositionSelector(start, end)) for start, end in edges]
    ranges = [(each.start, each.end) for each in trimmed if each.start < each.end]
    assert len(ranges) > 100
    assert page.evaluate(THERE_AND_BACK, ranges) == [[start, end, text[start:end]] for start, end in ranges]


def test_every_passage_of_the_sample_articles_comes_back_as_it_went(signed_in_page, live_server, owner):
    sample = load_demo()
    sample.add(owner, Role.OWNER)
    page = signed_in_page(owner)
    for article in sample.articles.all():
        check(page, live_server, article)


@pytest.mark.parametrize("query", ["", "?cut"])
def test_cut_blocks_and_pictures_do_not_count(signed_in_page, live_server, owner, project, query):
    article = a_report(project, owner)
    if query:
        a_picture(article)
    page = signed_in_page(owner)
    open_article(page, live_server, article, query)
    slices = page.evaluate(SLICES)
    text = article.current.text
    assert [said for _, said in slices] == [text[start : start + len(said)] for start, said in slices]
    check(page, live_server, article)
