"""A quote stands in its own direction, in whatever article it is: its full stop is on its own side."""

from __future__ import annotations

import io

import docx
import lxml.html
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from annotations.exporters.docx import write as write_docx
from annotations.exporters.format import Selection
from annotations.exporters.html import write as write_html
from annotations.models import Annotation
from annotations.models.relation import relate
from reader.extraction.language import tongue_of_quote
from reader.extraction.model import Block, Kind
from tests.answers import page_of
from tests.builders import a_highlight, an_article

ENGLISH = "The minister said that nobody was hurt in the fire at the quay."
ARABIC = "BBC: قال الوزير إن أحداً لم يصب في الحريق على الرصيف."


@pytest.mark.parametrize(
    ("quote", "tongue"),
    [
        (ARABIC, ("ar-SY", "rtl")),  # its first letter is a foreign name's
        (ENGLISH, ("en", "ltr")),
        ("Sarrow Monitor.", ("und", "ltr")),
        ("17–21", ("ar-SY", "rtl")),
    ],
)
def test_a_quote_takes_the_articles_direction_unless_most_of_its_letters_run_the_other_way(quote, tongue):
    assert tongue_of_quote(quote, "ar-SY", "rtl") == tongue
    assert tongue_of_quote("Sarrow.", "", "ltr") == ("und", "ltr")


@pytest.fixture
def quotes(project, coder):
    """Highlights on an English block of an Arabic article, and on an Arabic one of an English article."""
    english = Block(Kind.PARAGRAPH, ENGLISH, ENGLISH, language="en", direction="ltr")
    arabic = Block(Kind.PARAGRAPH, ARABIC, ARABIC, language="ar", direction="rtl")
    in_arabic = an_article(project, [english, ARABIC], title="تصريح", language="ar", direction="rtl")
    in_english = an_article(project, [arabic, ENGLISH], title="A statement", language="en")
    made = a_highlight(in_arabic, ENGLISH, "Claim", by=coder), a_highlight(in_english, ARABIC, "Claim", by=coder)
    relate(*made, "disputes", by=coder)
    return made


def tongues(page: lxml.html.HtmlElement) -> set[tuple[str, str, str]]:
    """Return the quotes of a page with their languages and directions."""
    elements = page.xpath("//main//q[@lang] | //main//blockquote[@lang]")
    return {(each.text_content().strip(), each.get("lang"), each.get("dir")) for each in elements}


EITHER = {(ENGLISH, "en", "ltr"), (ARABIC, "ar", "rtl")}


def test_on_every_page_with_quotes(client_of, coder, project, quotes):
    client = client_of(coder)
    for made in quotes:
        assert tongues(page_of(client.get(made.get_absolute_url()))) == EITHER
        entries = page_of(client.get(made.article.get_absolute_url())).xpath("//q[@class='entry-quote']")
        assert [each.get("dir") for each in entries] == ["ltr" if made.exact == ENGLISH else "rtl"]
    disputed = reverse("claim", args=[quotes[1].claim.pk])
    for address in (disputed, *(reverse(name, args=[project.pk]) for name in ("project_annotations", "claims"))):
        assert tongues(page_of(client.get(address))) == EITHER, address


def test_in_exports_that_are_read(project, quotes):
    selection = Selection(project, Annotation.objects.alive())
    page = lxml.html.document_fromstring(b"".join(write_html(selection)).decode())
    assert tongues(page) == EITHER
    document = docx.Document(io.BytesIO(b"".join(write_docx(selection))))
    texts = {
        paragraph.text: (paragraph._p.find(f".//{qn('w:bidi')}") is not None, paragraph.runs[0].font.rtl)
        for paragraph in document.paragraphs
        if paragraph.runs
    }
    assert texts[ENGLISH] == (False, None)
    assert texts[ARABIC] == (True, True)
    assert texts["تصريح"] == (True, True)
    assert texts["A statement"] == (False, None)


def test_a_documents_orphan_and_its_comment_run_their_own_way(project, coder):
    article = an_article(project, [ARABIC, "Other words."])
    a_highlight(article, ARABIC, note="ملاحظة قصيرة", by=coder)
    article.cut_block(0, by=coder)
    document = docx.Document(io.BytesIO(b"".join(write_docx(Selection(project, Annotation.objects.alive())))))
    (comment,) = document.comments
    told = [document.paragraphs[-1], *(each for each in comment.paragraphs if each.text)]
    assert [each.text for each in told] == [ARABIC, "ملاحظة قصيرة"]
    assert all(each._p.pPr is not None and each._p.pPr.find(qn("w:bidi")) is not None for each in told)
