"""Any bytes at any door: an article, a list of items, or an error that says what to do. Nothing else comes out."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

from hypothesis import example, given, settings
from hypothesis import strategies as st

import tests.strategies  # noqa: F401  the profile: a busy machine fails no test
from reader.extraction import Extraction, UnreadableSource
from reader.importers import from_file
from reader.importers.items import Item
from reader.importers.lists import list_of
from reader.importers.reading import read
from tests.builders import PAGE

from . import exported, made
from .made import PARAGRAPHS, Print, column

T = TypeVar("T")

SAMPLES = [
    PAGE,
    made.pdf([[Print(60, 740, "Fire", 20), *column(PARAGRAPHS, x=60, top=700, characters=60)]], info={"Title": "Fire"}),
    made.epub({"a.xhtml": f"<h1>One</h1><p>{PARAGRAPHS[0]}</p>"}),
    made.docx(made.paragraph("Fire", style="Heading1") + made.table(["a", "b"], ["c", "d"]), title="Fire"),
    made.mhtml(PAGE),
    made.warc(("response", "https://a.example/", made.answer(PAGE))),
    gzip.compress(made.warc(("response", "https://a.example/", made.answer(PAGE)))),
    made.zipped({"a.html": PAGE, "b/c.txt": PARAGRAPHS[0]}),
    b"From: a@b.example\nTo: c@d.example\nSubject: x\nDate: now\nContent-Type: text/html\n\n" + PAGE,
    f"# Fire\n\n**{PARAGRAPHS[0]}**\n\n[a](https://a.example)\n".encode(),
    *(exported.omnivore(), exported.readeck(), exported.taguette()),
    *(
        getattr(exported, name).encode()
        for name in (
            *("POCKET", "INSTAPAPER", "READWISE", "ZOTERO", "ZOTERO_RDF", "BOOKMARKS"),
            *("HYPOTHESIS", "WALLABAG", "DOCCANO", "READECK_NOTES", "TAGUETTE_CSV"),
        )
    ),
]
PIECES = [
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "\u202e".encode(),
    b"<" * 50,
    b"[" * 500,
    b'"',
    b"\r\n\r\n",
    b"-1",
    b"%PDF-",
    b"PK\x03\x04",
]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file of some kind, with a few bytes cut, repeated, put in or changed."""
    content = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        end = min(len(content), at + draw(st.integers(0, 60)))
        piece = draw(
            st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(bytes(content[at:end]) * 2) | st.just(b"")
        )
        content[at:end] = piece
    return bytes(content)


@settings(max_examples=120)
@given(damaged() | st.binary(max_size=300))
@example(b"")
@example(b"[" * 100_000)
@example(b"<" * 100_000)
@example(b"**a" * 30_000)
@example(b"a:" * 30_000 + b"\n\n")
@example(b'{"uri": ' * 10_000)
@example(b"https://a.example/\n" * 3_000)
@example(b"<dl>" * 20_000 + b"<!DOCTYPE NETSCAPE-Bookmark-file-1>")
def test_whatever_comes_in_something_clear_comes_out(content):
    source = from_file(content, "file")
    found = outcome(lambda: read(content, content_type=source.content_type))
    assert isinstance(found, Extraction | str)
    text = found if isinstance(found, str) else found.text
    assert text.encode("utf-8") is not None  # no surrogate is left in it
    if kind := list_of(content, source.content_type):
        items = outcome(lambda: list(islice(kind.read(content), 200)))
        if not isinstance(items, str):
            assert all(isinstance(item, Item) for item in items)
            assert all(item.problem or item.source.url or item.source.content is not None for item in items)


def outcome(work: Callable[[], T]) -> T | str:
    """Return what comes of it, or what an error for people says; every other error fails the test."""
    try:
        return work()
    except UnreadableSource as error:
        return str(error) or "nothing was said"
