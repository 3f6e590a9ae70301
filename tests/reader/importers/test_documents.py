"""Files that are one article: what comes of each kind, and what is said of one that cannot be read."""

from __future__ import annotations

import gzip

import lxml.html
import pytest

from reader.extraction import Extraction, UnreadableSource
from reader.extraction.model import Block, Kind
from reader.extraction.rendering import Placed, leaf
from reader.importers import docx, epub, mail, mhtml, packages, pdf, warc
from reader.importers.kinds import Kind as FileKind
from reader.importers.kinds import content_type_of, kind_of
from reader.importers.reading import read, read_isolated
from tests.builders import PAGE

from . import made
from .made import PARAGRAPHS, Print, column, wrapped

MESSAGE = (
    b"From: Mara Quay <mara@news.example>\r\nTo: you@example.org\r\nSubject: =?utf-8?q?Fire_=E2=80=93_news?=\r\n"
    b"Date: Tue, 3 Mar 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    + PAGE
)
MARKDOWN = f"""---
title: Fire at the quay
author: "Mara Quay"
date: 2026-03-02
---

# Fire at the quay

{PARAGRAPHS[0]}

## What is known

- Twelve **dead**
- Three missing

> It burned all night.

| Source | Dead |
|--------|------|
| Office | 12   |
""".encode()
HEAD = (Print(60, 800, "Harbour Review", 8), Print(480, 800, "March 2026", 8))


def kept(found: Extraction) -> list[tuple[Kind, str]]:
    return [(block.kind, block.text) for block in found.blocks if block.kept]


def a_page(number: int, *prints: Print) -> list[Print]:
    return [*HEAD, *prints, Print(290, 30, str(number), 9)]


class TestKinds:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (PAGE, FileKind.HTML),
            (b"Just a few words.\nAnd a second line - with a dash.\n- and an entry", FileKind.TEXT),
            (MARKDOWN, FileKind.MARKDOWN),
            (made.pdf([[Print(60, 700, "Words")]]), FileKind.PDF),
            (b"\n%PDF-1.7 behind a line", FileKind.PDF),
            (made.epub({"a.xhtml": "<p>Words</p>"}), FileKind.EPUB),
            (made.docx(made.paragraph("Words")), FileKind.DOCX),
            (made.zipped({"a.txt": "Words"}), FileKind.ZIP),
            (made.mhtml(PAGE), FileKind.MHTML),
            (MESSAGE, FileKind.MAIL),
            (made.warc(("response", "https://news.example/", made.answer(PAGE))), FileKind.WARC),
            (gzip.compress(made.warc(("response", "https://news.example/", b""))), FileKind.WARC),
            (gzip.compress(PAGE), FileKind.OTHER),
            (b"\x89PNG\r\n", FileKind.OTHER),
            (b"SQLite format 3\0", FileKind.SQLITE),
            (b"", FileKind.TEXT),
        ],
    )
    def test_a_file_is_what_its_content_says(self, content, kind):
        assert kind_of(content) is kind

    def test_a_name_only_decides_what_the_content_leaves_open(self):
        assert content_type_of(b"One *plain* line.", "notes.md") == "text/markdown"
        assert content_type_of(PAGE, "notes.md") == ""
        assert content_type_of(made.pdf([[Print(60, 700, "Words")]]), "page.html") == "application/pdf"


class TestPdf:
    def test_columns_are_read_one_after_the_other_and_a_paragraph_goes_on_in_the_next(self):
        text = [" ".join(PARAGRAPHS), " ".join(reversed(PARAGRAPHS))]
        left, right = column([text[0]], x=60, top=690, characters=44), column([text[1]], x=315, top=690, characters=44)
        found = read(made.pdf([[Print(60, 740, "The fire at the quay", 22), *left, *right]]))
        assert found.title == "The fire at the quay"
        assert kept(found) == [(Kind.PARAGRAPH, each) for each in text]

    def test_blocks_know_the_page_they_begin_on(self):
        pages = [column([f"Page {n} begins.", PARAGRAPHS[0]], x=60, top=700, characters=80) for n in range(1, 4)]
        found = read(made.pdf(pages))
        assert {block.text: block.page for block in found.blocks if block.text.startswith("Page")} == {
            "Page 1 begins.": 1,
            "Page 2 begins.": 2,
            "Page 3 begins.": 3,
        }
        assert [Block.from_json(block.as_json()) for block in found.blocks] == list(found.blocks)
        assert read(b"<p data-page='7'>A page that says so itself.").blocks[0].page == 0

    def test_a_page_that_begins_within_a_paragraph_is_known_and_what_it_is_called_in_print(self):
        lines = wrapped(PARAGRAPHS[0] + " " + PARAGRAPHS[1], 80, hyphenate={"warehouse": "ware-house"})
        at = len(lines) // 2
        pages = [
            [Print(60, 100 - 14 * n, line) for n, line in enumerate(lines[:at])],
            [Print(60, 740 - 14 * n, line) for n, line in enumerate(lines[at:])],
        ]
        labels = "/PageLabels << /Nums [0 << /S /r /St 4 >> 1 << /P (A-) /S /D >>] >>"
        (block,) = [block for block in read(made.pdf(pages, catalog=labels)).blocks if block.text]
        (turn,) = block.breaks
        assert (block.page, block.page_label, turn.page, turn.label) == (1, "iv", 2, "A-1")
        assert block.text[turn.at :].startswith(lines[at][:20])
        assert Block.from_json(block.as_json()) == block
        shown = lxml.html.fromstring(leaf(Placed(0, 0, block)))
        assert shown.text_content() == block.text
        (anchor,) = shown.xpath("//*[@id='page-2']")
        assert (anchor.get("role"), anchor.get("aria-label")) == ("doc-pagebreak", "A-1")
        assert anchor.tail.startswith(lines[at][:20])

    def test_running_heads_and_page_numbers_are_gone_and_paragraphs_go_on_over_the_page(self):
        lines = made.wrapped(" ".join(PARAGRAPHS), 80)
        pages = [
            a_page(11, *[Print(60, 700 - 14 * n, line) for n, line in enumerate(lines[:2])]),
            a_page(12, *[Print(60, 740 - 14 * n, line) for n, line in enumerate(lines[2:])]),
            a_page(13, Print(60, 740, "The last page says that the fire was put out in the morning of Wednesday.")),
        ]
        assert [text for _, text in kept(read(made.pdf(pages)))] == [
            " ".join(PARAGRAPHS),
            "The last page says that the fire was put out in the morning of Wednesday.",
        ]

    def test_words_parted_at_the_end_of_a_line_are_joined_as_the_document_writes_them(self):
        lines = ["The investi-", "gation is well-", "known. A well-known harbour burned."]
        found = read(made.pdf([[Print(60, 700 - 14 * n, line) for n, line in enumerate(lines)]]))
        assert found.text == "The investigation is well-known. A well-known harbour burned."

    def test_headings_by_their_size_and_entries_of_a_list(self):
        prints = [
            Print(60, 760, "Fire at the quay", 24),
            Print(60, 720, "What is known", 15),
            *column([PARAGRAPHS[0]], x=60, top=690, characters=80),
            Print(60, 630, "• Twelve dead"),
            Print(60, 615, "• Three missing"),
        ]
        found = read(made.pdf([prints], info={"Title": "Microsoft Word - fire.doc", "Author": "Nobody"}))
        assert (found.title, found.byline) == ("Fire at the quay", "")
        assert kept(found) == [
            (Kind.HEADING, "What is known"),
            (Kind.PARAGRAPH, PARAGRAPHS[0]),
            (Kind.LIST_ITEM, "Twelve dead"),
            (Kind.LIST_ITEM, "Three missing"),
        ]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (made.pdf([[]]), pdf.SCANNED),
            (b"%PDF-1.7\nand nothing more", pdf.BROKEN),
            (made.pdf([[Print(60, 700, "Words")]])[:400], pdf.BROKEN),
            (
                made.pdf(
                    [[Print(60, 700, "Words")]],
                    extra=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >>"
                    f" /ID [<{'22' * 16}> <{'22' * 16}>]",
                ),
                pdf.ENCRYPTED,
            ),
        ],
        ids=["scan", "nothing", "broken off", "locked"],
    )
    def test_what_cannot_be_read_says_why(self, content, message):
        with pytest.raises(UnreadableSource) as raised:
            read(content)
        assert str(raised.value) == message


class TestEpub:
    def test_the_chapters_stand_in_the_order_of_the_spine(self):
        chapters = {
            "b.xhtml": f"<h1>First</h1><p>{PARAGRAPHS[0]}</p>",
            "a.xhtml": "<blockquote><p>Quoted.</p></blockquote>",
        }
        found = read(made.epub(chapters))
        assert (found.title, found.byline, found.published, found.language) == (
            "Fire at the quay", "Mara Quay", "2026-03-04", "en",
        )  # fmt: skip
        assert kept(found) == [
            (Kind.HEADING, "First"), (Kind.PARAGRAPH, PARAGRAPHS[0]), (Kind.QUOTATION, "Quoted."),
        ]  # fmt: skip

    def test_a_locked_book_says_so(self):
        locked = '<encryption xmlns="x"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></encryption>'
        with pytest.raises(UnreadableSource, match="DRM") as raised:
            read(made.epub({"a.xhtml": "<p>Words</p>"}, extra={"META-INF/encryption.xml": locked}))
        assert str(raised.value) == epub.LOCKED

    def test_a_bomb_is_refused_before_it_is_unpacked(self):
        with pytest.raises(UnreadableSource) as raised:
            read(made.epub({"a.xhtml": " " * 30_000_000}))
        assert str(raised.value) == packages.BOMB

    def test_entities_that_name_files_stay_unresolved(self, tmp_path):
        (tmp_path / "secret").write_text("the secret")
        package = f'<!DOCTYPE p [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><package><title>&s;</title></package>'
        with pytest.raises(UnreadableSource):
            read(made.epub({"a.xhtml": "<p>Words</p>"}, extra={"OEBPS/book.opf": package}))
        assert "secret" not in packages.text_of(packages.parse_xml(package.encode()), "title")


class TestDocx:
    def test_headings_lists_tables_quotations_and_footnotes(self):
        body = (
            made.paragraph("Fire at the quay", style="Title")
            + made.paragraph("What is known", style="Heading1")
            + made.paragraph("Twelve people died.", note=2)
            + made.paragraph("First", entry=True)
            + made.table(["Source", "Dead"], ["Office", "12"])
            + made.paragraph("It burned.", style="Quote")
        )
        found = read(made.docx(body, footnotes={2: "Statement of 3 March."}))
        assert (found.title, found.byline) == ("Fire at the quay", "Mara Quay")
        assert kept(found) == [
            (Kind.HEADING, "What is known"),
            (Kind.PARAGRAPH, "Twelve people died.[1]"),
            (Kind.LIST_ITEM, "First"),
            *[(Kind.TABLE_CELL, cell) for cell in ("Source", "Dead", "Office", "12")],
            (Kind.QUOTATION, "It burned."),
            (Kind.LIST_ITEM, "Statement of 3 March."),
        ]

    def test_a_damaged_one_says_so(self):
        with pytest.raises(UnreadableSource) as raised:
            docx.read(made.zipped({"word/document.xml": "<w:document"}))
        assert str(raised.value) == packages.BROKEN.format("document")


class TestPages:
    def test_a_page_saved_in_one_file_is_cleaned_as_the_page_it_was(self):
        found, page = read(made.mhtml(PAGE)), read(PAGE)
        assert (found.text, found.url) == (page.text, "https://news.example/fire")

    def test_broken_boundaries_are_an_error_of_this_file(self):
        with pytest.raises(UnreadableSource) as raised:
            read(made.mhtml(PAGE).replace(b"\r\n------Boundary", b"\r\n-Elsewhere"))
        assert str(raised.value) == mhtml.BROKEN

    @pytest.mark.parametrize(
        "mark",
        [
            "<!--\n Page saved with SingleFile \n url: https://news.example/fire \n saved date: Mon\n-->",
            "<!-- saved from url=(0025)https://news.example/fire -->",
        ],
    )
    def test_a_saved_page_knows_where_it_came_from(self, mark):
        assert read(PAGE.replace(b"<html", mark.encode() + b"<html", 1)).url == "https://news.example/fire"

    def test_a_newsletter_has_its_subject_sender_and_day(self):
        found = read(MESSAGE)
        assert (found.title, found.byline, found.published) == ("Fire – news", "Mara Quay", "2026-03-03")
        assert found.text == read(PAGE).text

    def test_a_message_without_text_says_so(self):
        with pytest.raises(UnreadableSource) as raised:
            read(MESSAGE.replace(b"text/html; charset=utf-8", b"image/png"))
        assert str(raised.value) == mail.NO_TEXT

    @pytest.mark.parametrize("pack", [bytes, gzip.compress])
    def test_a_web_archive_gives_its_first_page(self, pack):
        chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
        archive = made.warc(
            ("request", "https://news.example/fire", b"GET / HTTP/1.1\r\n\r\n"),
            ("response", "https://news.example/gone", made.answer(b"<p>Gone</p>", status="404 Not Found")),
            ("response", "https://news.example/fire", made.answer(chunked, headers="Transfer-Encoding: chunked\r\n")),
        )
        found = read(pack(archive))
        assert (found.text, found.url) == (read(PAGE).text, "https://news.example/fire")

    def test_a_web_archive_that_breaks_off_says_so(self):
        with pytest.raises(UnreadableSource) as raised:
            read(made.warc(("response", "https://news.example/fire", made.answer(PAGE)))[:-300])
        assert str(raised.value) == warc.BROKEN

    def test_markdown_with_its_front_matter(self):
        found = read(MARKDOWN)
        assert (found.title, found.byline, found.published) == ("Fire at the quay", "Mara Quay", "2026-03-02")
        assert kept(found) == [
            (Kind.PARAGRAPH, PARAGRAPHS[0]),
            (Kind.HEADING, "What is known"),
            (Kind.LIST_ITEM, "Twelve dead"),
            (Kind.LIST_ITEM, "Three missing"),
            (Kind.QUOTATION, "It burned all night."),
            *[(Kind.TABLE_CELL, cell) for cell in ("Source", "Dead", "Office", "12")],
        ]


def test_all_kinds_are_read_in_a_process_of_their_own():
    content = made.epub({"a.xhtml": f"<p>{PARAGRAPHS[0]}</p>"})
    assert read_isolated(content) == read(content)
    with pytest.raises(UnreadableSource) as raised:
        read_isolated(b"%PDF-1.7")
    assert str(raised.value) == pdf.BROKEN
