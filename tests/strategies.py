"""What hypothesis draws: blocks of inline HTML in many scripts, articles of them, and ranges in their text."""

from __future__ import annotations

from html import escape

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from reader.extraction.model import Block, Kind, canonical_text

# A busy machine fails no test.
settings.register_profile("attest", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("attest")

# Letters, what HTML escapes, and what is longer in UTF-16 or in bytes than in code points.
PIECES = (
    *("a", "b", "ab", " ", "&", "<", ">", '"', "'", "&amp;", "&lt;b&gt;", "=", "1"),
    *("é", "e\u0301", "\u00a0", "\u200d", "中", "ﷺ", "مَرْحَبًا", "ش\u0651"),
    *("🙂", "👩‍👩‍👧", "🇸🇾", "𝒜", "\U0010fffd"),
)
ATTRIBUTES = ("a > b", "1 < 2", "it's", 'say "so"', "a&b", "?x=1&amp;y=2", "</mark>", "<mark>", "", "مرحبا")

texts = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A text and one way to write it in HTML: any character may stand as itself or as a reference."""
    text = draw(texts)
    ways = (escape, lambda char: f"&#{ord(char)};", lambda char: f"&#x{ord(char):x};")
    html = "".join(draw(st.sampled_from(ways))(char) for char in text)
    return html, text


def _element(inner: tuple[str, str], tag: str, value: str) -> tuple[str, str]:
    html, text = inner
    double, single = f'"{escape(value)}"', "'" + value.replace("&", "&amp;").replace("'", "&#39;") + "'"
    quoted = double if len(value) % 2 else single
    attributes = f" href={quoted} title={quoted}" if tag == "a" else ""
    return f"<{tag}{attributes}>{html}</{tag}>", text


def _joined(parts: list[tuple[str, str]]) -> tuple[str, str]:
    return "".join(html for html, _ in parts), "".join(text for _, text in parts)


def _nested(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    tags = st.sampled_from(["em", "strong", "a", "sup", "code"])
    element = st.builds(_element, inner, tags, st.sampled_from(ATTRIBUTES))
    return st.lists(st.one_of(element, written(), st.just(("<br>\n", "\n"))), max_size=4).map(_joined)


inline = st.recursive(written(), _nested, max_leaves=8)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    html, text = draw(inline)
    kind = draw(st.sampled_from([Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.QUOTATION, Kind.TABLE_CELL]))
    block = Block(kind, html, text)
    return block if draw(st.integers(0, 3)) else block.cut("not the article's")


articles = st.lists(blocks(), min_size=1, max_size=6).map(tuple)


@st.composite
def ranges(draw: st.DrawFn, text: str) -> tuple[int, int]:
    """A range of at least one code point of the text, which must not be empty."""
    start = draw(st.integers(0, len(text) - 1))
    return start, draw(st.integers(start + 1, len(text)))


@st.composite
def highlighted(draw: st.DrawFn) -> tuple[tuple[Block, ...], list[tuple[int, int]]]:
    """An article that has text, and ranges in it that overlap as they like."""
    article = draw(articles.filter(canonical_text))
    return article, draw(st.lists(ranges(canonical_text(article)), max_size=6))
