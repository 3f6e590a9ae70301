"""What other tools export: told by its content, and read with its highlights, tags and notes."""

from __future__ import annotations

import gzip
import json
import sqlite3

import pytest

from reader.extraction import UnreadableSource
from reader.importers import taguette
from reader.importers.items import Highlight, Item, known_from
from reader.importers.lists import list_of
from reader.importers.reading import read
from tests.builders import PAGE

from . import exported, made
from .exported import OTHER, QUOTE, TITLE, URL


def items(content: bytes | str) -> list[Item]:
    content = content.encode() if isinstance(content, str) else content
    found = list_of(content)
    assert found
    return list(found.read(content))


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (exported.POCKET, "Pocket export"),
        ("\ufeff" + exported.POCKET, "Pocket export"),
        (exported.POCKET_WITH_CURSOR, "Pocket export"),
        (exported.POCKET_HIGHLIGHTS, "Pocket highlights"),
        (exported.POCKET_HTML, "Bookmarks"),
        (exported.INSTAPAPER_HTML, "Bookmarks"),
        (exported.INSTAPAPER, "Instapaper export"),
        (exported.READWISE, "Readwise export"),
        (exported.READWISE_LIBRARY, "Readwise library"),
        (exported.ZOTERO, "Zotero export"),
        (exported.ZOTERO_RDF, "Zotero export"),
        (exported.BOOKMARKS, "Bookmarks"),
        (exported.HYPOTHESIS, "Hypothesis export"),
        (exported.WALLABAG, "wallabag export"),
        (exported.DOCCANO, "doccano export"),
        (exported.READECK_NOTES, "Readeck list"),
        (exported.TAGUETTE_CSV, "Taguette highlights"),
        (exported.omnivore(), "Omnivore export"),
        (exported.readeck(), "Readeck export"),
        (exported.taguette(), "Taguette project"),
        (made.zipped({"a.txt": "words"}), "ZIP archive"),
        (gzip.compress(made.warc(("response", URL, made.answer(PAGE)))), "Web archive"),
        ("https://a.example/\nhttps://b.example/ \n", "List of addresses"),
        ("  https://a.example/one\n", "List of addresses"),
        ("# links\n" + "https://a.example/a-page-of-this-name\n" * 5000, "List of addresses"),
    ],
)
def test_a_list_is_told_by_its_content(content, label):
    found = list_of(content.encode() if isinstance(content, str) else content)
    assert found
    assert found.label == label


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        b"",
        b"Title, url and time added: three words.\nAnd a second line.",
        b"{ not JSON",
        b'{"text": "one"}',
        b"See https://a.example/ for more.\nhttps://b.example/",
        made.pdf([[made.Print(60, 700, "Words")]]),
        made.epub({"a.xhtml": "<p>Words</p>"}),
    ],
)
def test_what_is_one_article_is_no_list(content):
    assert list_of(content) is None


class TestLinks:
    def test_pocket(self):
        first, second = items(exported.POCKET)
        assert (first.source.url, first.title, first.tags) == (URL, TITLE, ("fire", "harbour"))
        assert "not a web address" in second.problem

    def test_pockets_other_layouts(self):
        (item,) = items(exported.POCKET_WITH_CURSOR)
        assert (item.source.url, item.tags) == (URL, ("fire",))
        (item,) = items(exported.POCKET_HIGHLIGHTS)
        assert [(each.exact, each.made) for each in item.highlights] == [
            (quote, "2023-11-14T22:13:20+00:00") for quote in (QUOTE, OTHER)
        ]
        first, second = items(exported.POCKET_HTML)
        assert (first.source.url, first.title, first.tags) == (URL, TITLE, ("fire", "harbour"))
        assert second.source.url == "https://news.example/inquiry"

    def test_readwises_library(self):
        first, second = items(exported.READWISE_LIBRARY)
        assert (first.source.url, first.title, first.tags) == (URL, TITLE, ("fire", "the quay's"))
        assert second.tags == ()

    def test_instapaper_as_a_list_of_links(self):
        (item,) = items(exported.INSTAPAPER_HTML)
        assert (item.source.url, item.title) == (URL, TITLE)

    def test_instapaper(self):
        (item,) = items(exported.INSTAPAPER)
        assert (item.source.url, item.tags) == (URL, ("fire", "Harbour"))
        assert [(each.exact, each.made) for each in item.highlights] == [(QUOTE, "2023-11-14T22:13:20+00:00")]

    def test_zotero_looks_a_doi_up_and_leaves_attachments_out(self):
        first, second = items(exported.ZOTERO)
        assert (first.source.url, first.tags, first.note) == (URL, ("fire", "harbour"), "Look again.")
        assert second.source.url == "https://doi.org/10.1000/182"

    def test_zotero_rdf(self):
        (item,) = items(exported.ZOTERO_RDF)
        assert (item.source.url, item.title, item.tags, item.note) == (URL, TITLE, ("fire",), "Look again.")

    def test_bookmarks_with_their_folders_as_tags(self):
        first, second = items(exported.BOOKMARKS)
        assert (first.source.url, first.title, first.tags) == (URL, f"{TITLE} & more", ("fire", "quay", "Harbour"))
        assert first.note == "Look again."
        assert (second.source.url, second.tags) == ("https://news.example/inquiry", ())

    def test_hypothesis_by_page_with_replies_in_the_note(self):
        (item,) = items(exported.HYPOTHESIS)
        quoted, note = item.highlights
        assert (item.source.url, item.title) == (URL, TITLE)
        assert (quoted.exact, quoted.prefix, quoted.suffix) == (QUOTE, "night and ", ", the")
        assert (quoted.note, quoted.tags, quoted.by) == ("The office says so\n\nkim: I doubt it", ("fire",), "mara")
        assert (note.exact, note.note) == ("", "A page note")

    def test_readecks_list_of_annotations(self):
        (item,) = items(exported.READECK_NOTES)
        assert (item.source.url, item.highlights[0].exact, item.highlights[0].note) == (
            URL,
            QUOTE,
            "The office says so",
        )


class TestWithTexts:
    @pytest.mark.parametrize("content", [exported.omnivore(), exported.WALLABAG, exported.readeck()])
    def test_an_article_with_its_text_comes_in_as_it_is(self, content):
        item = items(content)[0]
        assert item.source.content
        found = read(item.source.content, content_type=item.source.content_type, url=item.source.url)
        assert (found.title, found.byline, item.source.url, item.tags) == (TITLE, "Mara Quay", URL, ("harbour",))
        assert found.text == "\n".join(made.PARAGRAPHS)
        assert (item.highlights[0].exact, item.highlights[0].note) == (QUOTE, "The office says so")

    @pytest.mark.parametrize("content", [exported.omnivore(), exported.WALLABAG])
    def test_one_without_its_text_is_to_be_fetched(self, content):
        source = items(content)[1].source
        assert (source.url, source.content) == ("https://news.example/inquiry", None)

    def test_omnivores_labels_and_notes_belong_to_their_highlights(self):
        first, second = items(exported.omnivore())[0].highlights
        assert first.tags == ("fire", "casualty figure")
        assert (second.exact, second.note, second.tags) == (OTHER, "", ())

    def test_readwise_keeps_what_has_no_address_as_an_article_of_its_highlights(self):
        (item,) = items(exported.READWISE)
        assert (item.title, item.tags) == (TITLE, ("harbour",))
        assert [(each.exact, each.tags, each.note) for each in item.highlights] == [
            (QUOTE, ("fire",), "The office says so"), (OTHER, (), ""), ("", (), "Read it whole"),
        ]  # fmt: skip
        assert item.source.content
        assert QUOTE in read(item.source.content).text

    def test_doccano_with_what_stands_around_each_passage(self):
        first, second = items(exported.DOCCANO)
        (highlight,) = first.highlights
        assert (highlight.exact, highlight.tags) == (QUOTE, ("CASUALTIES",))
        assert exported.TEXT.count(highlight.prefix + QUOTE + highlight.suffix) == 1
        assert (second.tags, second.highlights) == (("calm",), ())

    @pytest.mark.parametrize("content", [exported.taguette(), exported.TAGUETTE_CSV])
    def test_taguette(self, content):
        (item,) = items(content)
        assert item.title == TITLE
        assert [(each.exact, each.tags) for each in item.highlights] == [(QUOTE, ("fire", "people.dead")), (OTHER, ())]
        assert item.source.content
        assert QUOTE in read(item.source.content).text

    def test_a_web_archive_of_several_pages_is_an_article_each(self):
        pages = [("response", f"{URL}{n}", made.answer(PAGE)) for n in range(3)]
        assert [item.source.url for item in items(made.warc(*pages))] == [f"{URL}{n}" for n in range(3)]


class TestBroken:
    @pytest.mark.parametrize(
        "content",
        [
            exported.WALLABAG[:-40],
            '[{"is_archived": ' + "[" * 100_000,
            exported.DOCCANO + '\n{"text": ',
        ],
    )
    def test_an_export_that_breaks_off_says_so(self, content):
        with pytest.raises(UnreadableSource, match="damaged or not complete"):
            items(content)

    def test_a_database_that_is_none_of_taguettes_says_so(self):
        other = sqlite3.connect(":memory:")
        other.execute("CREATE TABLE documents (id)")
        for content in (other.serialize(), exported.taguette()[:3000], b"SQLite format 3\0" + b"x" * 2000):
            with pytest.raises(UnreadableSource) as raised:
                items(content)
            assert str(raised.value) == taguette.BROKEN

    def test_nothing_in_a_database_runs(self):
        trap = sqlite3.connect(":memory:")
        trap.deserialize(exported.taguette())
        trap.execute("DROP TABLE documents")
        trap.execute(
            "CREATE VIEW documents AS SELECT 1 AS id, 'x' AS name, '' AS description, hex(zeroblob(9)) AS contents"
        )
        with pytest.raises(UnreadableSource):
            items(trap.serialize())


def test_what_is_stored_of_an_item_comes_back_as_it_was():
    highlight = Highlight("a\0b", "p", "s", note="n\ud800", tags=("x", "y"), made="2026-03-02", by="m", key="k")
    item = Item(items(exported.POCKET)[0].source, "T", ("a",), "N", (highlight,))
    assert known_from(json.loads(json.dumps(item.as_json()))) == [
        Highlight("ab", "p", "s", note="n\ufffd", tags=("x", "y"), made="2026-03-02", by="m", key="k"),
        Highlight("", note="N", key="whole article"),
    ]
