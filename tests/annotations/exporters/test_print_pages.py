"""The page of print goes along, of what came as a PDF; it is read once a version, and not once a row."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.exporters import EXPORTERS, Selection
from annotations.importing import read
from annotations.models import Annotation
from tests.annotations.exporters.web_annotation_rules import broken
from tests.builders import a_highlight, an_article, paragraph


@pytest.fixture
def printed(project, coder):
    """An article on three pages of print, of which a block is cut and one has no number of its own."""
    blocks = [("One two.", 1), ("Gone.", 2), ("Three four.", 2), ("Five six.", 0), ("Seven eight.", 3)]
    cut = {"Gone.": "Running head"}
    article = an_article(project, [replace(paragraph(text, cut=cut.get(text, "")), page=page) for text, page in blocks])
    article.snapshots.update(content_type="application/pdf")
    for words in ("two", "four", "six", "four.\nFive", "eight"):
        a_highlight(article, words, "Claim", by=coder)
    a_highlight(an_article(project, ["Nine ten."]), "Nine", by=coder)
    return article


PAGES = {"two": 1, "four": 2, "six": 2, "four.\nFive": 2, "eight": 3, "Nine": None}


def out(project, name: str) -> bytes:
    return b"".join(EXPORTERS[name].write(Selection(project, Annotation.objects.filter(article__project=project))))


def test_tables_and_json_have_the_page(project, printed):
    table = csv.DictReader(io.StringIO(out(project, "csv").decode(), newline=""))
    assert {row["quote"]: int(row["page"]) if row["page"] else None for row in table} == PAGES
    lines = [json.loads(line) for line in out(project, "json-lines").splitlines()]
    assert {line["quote"]: line["page"] for line in lines} == PAGES
    sheet = ZipFile(io.BytesIO(out(project, "xlsx"))).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count('<c r="L6"><v>3</v></c>') == 1


def test_web_annotations_say_it_as_a_fragment_and_come_in_all_the_same(project, printed):
    content = out(project, "web-annotation")
    items = json.loads(content)["first"]["items"]
    assert not [problem for item in items for problem in broken(item)]
    fragments = {
        item["target"]["selector"][1]["exact"]: [
            selector["value"] for selector in item["target"]["selector"] if selector["type"] == "FragmentSelector"
        ]
        for item in items
    }
    assert fragments == {words: [f"page={page}"] if page else [] for words, page in PAGES.items()}
    assert len(read(content).rows) == 6


def test_documents_say_it_beside_the_day(project, printed):
    for name in ("markdown", "html"):
        assert [out(project, name).decode().count(f"p. {page}") for page in (1, 2, 3)] == [1, 3, 1]
    comments = ZipFile(io.BytesIO(out(project, "docx"))).read("word/comments.xml").decode()
    assert [comments.count(f"p. {page}<") for page in (1, 2, 3)] == [1, 3, 1]


@pytest.mark.parametrize("name", ["csv", "json-lines", "web-annotation"])
def test_more_rows_ask_no_more(project, printed, coder, name):
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            out(project, name)
        return len(queries)

    out(project, name)  # what is kept of versions is there
    few = asked()
    for words in ("One", "Three", "Five", "Seven"):
        a_highlight(printed, words, "Claim", by=coder)
    assert asked() == few


def test_an_orphan_is_on_no_page(project, printed):
    Annotation.objects.update(start=None, end=None, paragraph=None)
    assert {json.loads(line)["page"] for line in out(project, "json-lines").splitlines()} == {None}
    assert {row["page"] for row in csv.DictReader(io.StringIO(out(project, "csv").decode()))} == {""}
