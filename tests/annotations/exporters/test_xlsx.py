"""The workbook says what the tables say, in typed cells, and runs nothing: read back with openpyxl."""

from __future__ import annotations

import io
from datetime import date, datetime
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from annotations.exporters import xlsx
from annotations.exporters.xlsx import LONGEST, escaped, letter, shortened
from annotations.models import Annotation
from tests.annotations.exporters.selections import HOSTILE, highlights_with, table, written
from tests.builders import a_highlight, an_article


def workbook(project, **options):
    return load_workbook(io.BytesIO(written("xlsx", project, **options)))


def cells(sheet, column: str) -> list:
    """The cells of a column by its header, without the header."""
    place = [cell.value for cell in sheet[1]].index(column)
    return [row[place] for row in sheet.iter_rows(min_row=2)]


class TestWorkbook:
    def test_a_row_of_the_sheet_is_a_row_of_the_csv(self, project, coder):
        article = an_article(project, ["One two three."], title="Fire", published="2024-03-12")
        a_highlight(article, "two", "Claim", "Disputed", note="why", by=coder)
        a_highlight(article, "three")
        sheet = workbook(project)["Annotations"]
        header, *rows = sheet.iter_rows(values_only=True)
        shown = [
            [
                "" if cell is None else f"{cell:%Y-%m-%dT%H:%M:%SZ}" if isinstance(cell, datetime) else str(cell)
                for cell in row
            ]
            for row in rows
        ]
        assert [dict(zip(header, row, strict=True)) for row in shown] == table("csv", project)

    def test_numbers_are_numbers_and_moments_are_moments(self, project, coder):
        made = a_highlight(an_article(project), "two", "Claim", by=coder)
        sheet = workbook(project)["Annotations"]
        kinds = {name: type(cells(sheet, name)[0].value) for name in ("annotation_id", "start", "quote", "created_at")}
        assert kinds == {"annotation_id": int, "start": int, "quote": str, "created_at": datetime}
        assert cells(sheet, "created_at")[0].value == made.created_at.replace(tzinfo=None, microsecond=0)

    def test_a_day_is_a_day_and_one_before_1900_a_text(self, project, coder):
        article = an_article(project, ["In the fire 12 people were killed, and 3 people were killed later."])
        made = a_highlight(article, article.current.text, "Casualty figure", by=coder)
        first, second = made.figures.order_by("pk")
        for figure, day in ((first, date(2024, 3, 11)), (second, date(1871, 3, 18))):
            type(figure).objects.filter(pk=figure.pk).update(date_from=day)
        days = [cell.value for cell in cells(workbook(project)["Casualty figures"], "date_from")]
        assert days == [datetime(2024, 3, 11), "1871-03-18"]

    def test_the_header_stays_in_sight_and_filters(self, project):
        a_highlight(an_article(project), "two", "Claim")
        sheet = workbook(project)["Annotations"]
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:V2")

    def test_a_highlight_leads_to_its_page_here_and_nothing_leads_elsewhere(self, project, settings):
        settings.ADDRESS = "https://attest.example.org"
        made = a_highlight(an_article(project, url="https://elsewhere.example/"), "two", note="https://evil.example/")
        sheet = workbook(project)["Annotations"]
        links = {cell.coordinate: cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
        assert links == {"A2": f"https://attest.example.org{made.get_absolute_url()}"}

    def test_a_table_without_rows_has_no_sheet(self, project):
        assert workbook(project).sheetnames == ["Annotations", "Codebook", "Columns"]

    def test_the_last_sheet_says_what_every_column_is(self, project):
        book = workbook(project)
        told = {row[1] for row in book["Columns"].iter_rows(min_row=2, values_only=True) if row[0] == "annotations"}
        assert told == {cell.value for cell in book["Annotations"][1]}

    def test_rows_that_do_not_fit_go_on_in_another_sheet(self, project, monkeypatch):
        monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
        article = an_article(project, ["1 2 3 4 5"])
        for digit in "12345":
            a_highlight(article, digit)
        book = workbook(project)
        titles = ["Annotations", "Annotations 2", "Annotations 3"]
        assert book.sheetnames[:3] == titles
        assert [cell.value for title in titles for cell in cells(book[title], "quote")] == list("12345")

    def test_beyond_as_many_links_as_excel_has_there_are_none(self, project, monkeypatch):
        monkeypatch.setattr(xlsx, "MOST_LINKS", 2)
        article = an_article(project, ["1 2 3"])
        for digit in "123":
            a_highlight(article, digit)
        assert [bool(cell.hyperlink) for cell in cells(workbook(project)["Annotations"], "annotation_id")] == [
            True, True, False,
        ]  # fmt: skip


class TestHostileText:
    @pytest.fixture
    def notes(self, project) -> list[str]:
        article = an_article(project, ["One two three."], title=HOSTILE[0])
        return [made.note for made in highlights_with(HOSTILE, article, "two")]

    def test_every_text_is_a_string_cell_and_none_a_formula(self, project, notes):
        book = workbook(project)
        found = {
            cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        assert found <= {"s", "inlineStr", "n", "d"}
        assert {cell.data_type for cell in cells(book["Annotations"], "note")} == {"s"}

    def test_no_file_of_the_workbook_has_a_formula(self, project, notes):
        with ZipFile(io.BytesIO(written("xlsx", project))) as archive:
            trees = [etree.fromstring(archive.read(name)) for name in archive.namelist()]
        assert {element.tag for tree in trees for element in tree.iter("{*}f")} == set()

    def test_what_looks_like_a_formula_stays_a_text_when_it_is_edited(self, project, notes):
        found = {cell.value: cell.quotePrefix for cell in cells(workbook(project)["Annotations"], "note")}
        assert [text for text in HOSTILE if text[0] in "=+-@" and not found[text]] == []

    def test_texts_come_back(self, project, notes):
        found = [cell.value for cell in cells(workbook(project)["Annotations"], "note")]
        assert [unescape(text) for text in found] == notes

    @given(st.text(st.characters(exclude_categories=["Cs"])))
    def test_any_text_is_well_formed_xml_and_comes_back(self, text):
        read = etree.fromstring(f"<t>{escaped(text)}</t>").text or ""
        assert unescape(read) == text.replace("\r\n", "\n").replace("\r", "\n")

    @given(st.text(st.sampled_from("a🙂"), min_size=0, max_size=40).map(lambda text: text * 1000))
    def test_no_cell_holds_more_than_excel_takes(self, text):
        found = shortened(text)
        assert len(found.encode("utf-16-le")) // 2 <= LONGEST
        assert found == text or (found.endswith("the CSV has it all)") and text.startswith(found.split(" […]")[0]))


def test_columns_are_counted_as_spreadsheets_do():
    assert [letter(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_number_that_a_spreadsheet_would_round_is_a_text(project, coder):
    article = an_article(project, ["In the fire 12 people were killed."])
    made = a_highlight(article, article.current.text, "Casualty figure", by=coder)
    made.figures.update(low=None, best=9_007_199_254_740_993, high=None)
    assert cells(workbook(project)["Casualty figures"], "best")[0].value == "9007199254740993"


def test_deleted_highlights_are_in_no_sheet(project):
    a_highlight(an_article(project), "two").delete_softly()
    assert Annotation.objects.count() == 1
    assert cells(workbook(project)["Annotations"], "quote") == []
