"""A word processor's document in which each highlight is a comment on its own words."""

from __future__ import annotations

import io
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from annotations.exporters.docx import pale, write, write_folder
from annotations.exporters.format import Selection
from annotations.models import Annotation
from reader.extraction.model import Block, Container, Kind
from tests.builders import a_highlight, an_article

HOSTILE = "كلمة 🙂 <w:p/> &amp; \x01\x0b end"


def exported(project):
    return docx.Document(io.BytesIO(b"".join(write(Selection(project, Annotation.objects.alive())))))


def commented(document, comment) -> str:
    """Return the words that a comment is on, as a word processor reads its range: from its start mark to its end."""
    words, inside = [], False
    for element in document.element.body.iter():
        if element.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd")):
            if int(element.get(qn("w:id"))) == comment.comment_id:
                inside = element.tag == qn("w:commentRangeStart")
        elif inside and element.tag == qn("w:t"):
            words.append(element.text or "")
    return "".join(words)


def test_each_highlight_is_a_comment_on_its_words_also_where_they_overlap(project, coder):
    article = an_article(project, ["One two three four.", "Five six."])
    a_highlight(article, "two three", "Claim", "Disputed", note="Who says so?\nNobody.", by=coder)
    a_highlight(article, "three four", by=coder)
    a_highlight(article, "four.\nFive", "Claim")
    document = exported(project)
    found = list(document.comments)
    assert [commented(document, each) for each in found] == ["two three", "three four", "four.Five"]
    assert [each.text for each in found] == ["Claim, Disputed\nWho says so?\nNobody.", "Highlight", "Claim"]
    assert [each.author for each in found] == ["coder", "coder", ""]
    assert [paragraph.text for paragraph in document.paragraphs][-2:] == article.current.text.split("\n")


def test_a_comment_is_of_when_the_highlight_was_made(project):
    made = a_highlight(an_article(project), "two")
    (comment,) = exported(project).comments
    assert comment.timestamp == made.created_at.replace(microsecond=0)


def test_headings_lists_and_quotations_keep_what_they_are(project):
    bullet, number = Container("ul", 1), Container("ol", 4)
    blocks = [
        Block(Kind.HEADING, "Part", "Part", level=2),
        Block(Kind.PARAGRAPH, "Words.", "Words."),
        Block(Kind.LIST_ITEM, "Point", "Point", path=(bullet, Container("li", 2))),
        Block(Kind.LIST_ITEM, "First", "First", path=(number, Container("li", 5))),
        Block(Kind.QUOTATION, "So he said.", "So he said.", path=(Container("blockquote", 3),)),
        Block(Kind.IMAGE, '<img src="https://example.org/x.png" alt="The &quot;quay&quot;">', ""),
    ]
    a_highlight(an_article(project, blocks, title="Fire"), "Words.")
    found = [(paragraph.style.name, paragraph.text) for paragraph in exported(project).paragraphs]
    assert found == [
        ("Heading 1", "Fire"), ("Heading 2", "Part"), ("Normal", "Words."), ("List Bullet", "Point"),
        ("List Number", "First"), ("Quote", "So he said."), ("Caption", '[Picture: The "quay"]'),
    ]  # fmt: skip


def test_an_orphan_stands_at_the_end_with_its_comment(project, coder):
    article = an_article(project, ["One two three.", "Four."])
    a_highlight(article, "two", "Claim", note="why")
    article.cut_block(0, by=coder)
    document = exported(project)
    (comment,) = document.comments
    assert (commented(document, comment), comment.text) == ("two", "Claim\nwhy")
    assert document.paragraphs[-1].text == "two"


def test_what_xml_cannot_hold_is_left_out_and_all_else_is_text(project):
    article = an_article(project, [HOSTILE], title=HOSTILE)
    a_highlight(article, HOSTILE, note=HOSTILE)
    document = exported(project)
    (comment,) = document.comments
    kept = HOSTILE.replace("\x01", "").replace("\x0b", "")
    assert document.paragraphs[-1].text == kept
    assert "<w:p/>" in comment.text


def test_nothing_is_an_empty_document(project):
    assert list(exported(project).comments) == []


def test_a_folder_has_a_document_for_each_article(project):
    for title in ("Fire", "Fire"):
        a_highlight(an_article(project, title=title), "two", note="why")
    content = b"".join(write_folder(Selection(project, Annotation.objects.alive())))
    with ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["fire.docx", "fire-2.docx"]
        for name in archive.namelist():
            (comment,) = docx.Document(io.BytesIO(archive.read(name))).comments
            assert comment.text == "why"


@pytest.mark.parametrize("colour", ["#ce9300", "#67a3e1", "#a49e94"])
def test_black_words_on_a_tags_colour_are_readable(colour):
    channels = [int(pale(colour)[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (((each + 0.055) / 1.055) ** 2.4 for each in channels)  # WCAG 2.2, relative luminance
    assert (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05 >= 7
