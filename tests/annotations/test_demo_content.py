"""The sample's articles and the passages marked in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import html

from annotations.demo import ARTICLES
from annotations.demo.highlights import HIGHLIGHTS, PROJECT_NAME, SOURCES, SampleSource
from reader.extraction import Extraction, Kind, extract

LEAF = "self::p or self::h2 or self::li or self::figcaption or self::caption or self::th or self::td"
FURNITURE = "ancestor::aside or ancestor::*[@role='complementary']"
BODY = "//figure[contains(@class, 'lead')] | //div[contains(@class, 'body')]"


def body(source: SampleSource) -> list[str]:
    """Return the texts of the article's own paragraphs, cells and captions, as a reader would pick them."""
    page = (ARTICLES / source.file).read_text("utf-8")
    if source.file.endswith(".txt"):
        lines = [line for line in page.splitlines() if line]
        story = lines[lines.index("Contribute today") + 1 : lines.index("More about")]
        return [line for line in story if not line.startswith("Read more:")]
    leaves = html.fromstring(page.encode()).xpath(f"({BODY})//*[{LEAF}][not({FURNITURE})]")
    return [" ".join(leaf.text_content().split()) for leaf in leaves]


def read(source: SampleSource) -> Extraction:
    return extract((ARTICLES / source.file).read_bytes(), content_type=source.content_type, url=source.url)


each_source = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.file)


def test_every_article_is_listed_once_and_has_highlights() -> None:
    files = [source.file for source in SOURCES]

    assert sorted(files) == sorted(path.name for path in ARTICLES.iterdir())
    assert list(HIGHLIGHTS) == files
    assert PROJECT_NAME.startswith("Sample: ")


def test_every_address_is_on_a_reserved_domain() -> None:
    hosts = [source.url.split("/")[2] for source in SOURCES]

    assert [host.rpartition(".")[2] for host in hosts] == ["example"] * len(SOURCES)


@each_source
def test_every_quote_stands_once_in_the_body(source: SampleSource) -> None:
    text = "\n".join(body(source))

    assert {highlight.quote: text.count(highlight.quote) for highlight in HIGHLIGHTS[source.file]} == {
        highlight.quote: 1 for highlight in HIGHLIGHTS[source.file]
    }


@each_source
def test_the_article_is_a_report_of_450_to_700_words(source: SampleSource) -> None:
    assert 450 <= len(" ".join(body(source)).split()) <= 700


@each_source
def test_extraction_keeps_the_body_and_nothing_else(source: SampleSource) -> None:
    assert [block.text for block in read(source).blocks if block.kept and block.kind != Kind.IMAGE] == body(source)


@pytest.mark.parametrize(
    ("source", "title", "byline", "day", "language", "direction"),
    [
        (SOURCES[0], "Harbour fire leaves", "Nell Harrowgate, Tomas Verrin", "2024-03-13", "en", "ltr"),
        (SOURCES[1], "Ministry accuses Sarrow Front", "Julian Osterley", "2024-03-12", "en", "ltr"),
        (SOURCES[2], "لجنة الإغاثة في أفيرين", "ريم المرساوي", "2024-03-14", "ar", "rtl"),
    ],
    ids=[source.file for source in SOURCES],
)
def test_extraction_reads_the_head(
    source: SampleSource, title: str, byline: str, day: str, language: str, direction: str
) -> None:
    article = read(source)

    assert article.title.startswith(title)
    assert article.standfirst
    assert (article.byline, article.published[:10]) == (byline, day)
    assert (article.language, article.direction) == (language, direction)


def test_the_highlights_show_what_a_highlight_can_be() -> None:
    highlights = [highlight for marked in HIGHLIGHTS.values() for highlight in marked]
    counts = {len(highlight.tags) for highlight in highlights}
    tags = {tag for highlight in highlights for tag in highlight.tags}

    assert counts == {0, 1, 2}
    assert tags == {"Claim", "Disputed", "Casualty figure", "Responsibility"}
    assert any("\n" in highlight.quote for highlight in highlights), "none spans two paragraphs"
    assert any(overlapping(source) for source in SOURCES), "no two overlap"


def overlapping(source: SampleSource) -> bool:
    text = "\n".join(body(source))
    starts = sorted((text.index(highlight.quote), len(highlight.quote)) for highlight in HIGHLIGHTS[source.file])
    return any(start + length > following for (start, length), (following, _) in pairwise(starts))


def test_marks_stand_in_a_list_item_and_in_a_table_cell() -> None:
    blocks = [block for block in read(SOURCES[0]).blocks if block.kept]
    marked = {
        block.kind for block in blocks for highlight in HIGHLIGHTS[SOURCES[0].file] if highlight.quote in block.text
    }

    assert {Kind.LIST_ITEM, Kind.TABLE_CELL} <= marked
