"""The CSV holds everything, once, and comes back as it went in."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from annotations.exporters import EXPORTERS, Selection
from annotations.exporters.csv_long import chunks, escape_formula, unescape_formula
from annotations.models import Annotation, Tag
from reader.models import Project
from tests.builders import a_highlight, an_article, paragraph
from tests.strategies import PIECES

COLUMNS = (
    "annotation_id", "article_id", "article_title", "article_url", "site_name", "byline", "published_at",
    "version_sha256", "start", "end", "paragraph", "page", "prefix", "quote", "suffix", "tag", "tag_id", "note",
    "author", "status", "created_at", "updated_at",
)  # fmt: skip
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", "'=1", "''=1", "'quoted'", "'", "")
cells = st.one_of(st.sampled_from(FORMULAS), st.text(max_size=8), st.lists(st.sampled_from(PIECES)).map("".join))
tables = st.lists(st.lists(cells, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=4)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def text_of(rows, **options) -> str:
    return b"".join(chunks(COLUMNS, rows, **options)).decode()


def written(name: str = "csv") -> str:
    """The file of the one project there is, as the format of this name writes it."""
    selection = Selection(Project.objects.get(), Annotation.objects.alive())
    return b"".join(EXPORTERS[name].write(selection)).decode()


def exported() -> list[dict[str, str]]:
    header, *table = read(written())
    assert tuple(header) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in table]


class TestFormat:
    @given(tables)
    def test_exact_data_comes_back_as_it_is(self, table):
        assert read(text_of(table)) == [list(COLUMNS), *table]

    @given(tables)
    def test_a_spreadsheets_cells_come_back_without_their_apostrophes(self, table):
        text = text_of(table, spreadsheet=True)
        assert text.startswith("\ufeff")
        header, *found = read(text.removeprefix("\ufeff"))
        assert header == list(COLUMNS)
        assert [[unescape_formula(cell) for cell in row] for row in found] == table

    @given(cells)
    def test_no_cell_of_a_spreadsheet_runs(self, cell):
        shown = escape_formula(cell)
        assert not str(shown).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
        assert unescape_formula(str(shown)) == cell

    def test_numbers_stay_numbers(self):
        assert escape_formula(-1) == -1

    def test_every_record_ends_with_crlf_and_quotes_are_doubled(self):
        row = ['say "so"', "a,b", "two\nlines", *[""] * (len(COLUMNS) - 3)]
        assert (
            text_of([row]).split("\r\n", 1)[1] == '"say ""so""","a,b","two\nlines"' + "," * (len(COLUMNS) - 3) + "\r\n"
        )

    def test_the_header_comes_before_any_row_is_made(self):
        def rows():
            raise AssertionError("a row was asked for")
            yield

        assert next(chunks(["a", "b"], rows())) == b"a,b\r\n"

    def test_a_file_is_one_whether_it_comes_in_one_chunk_or_many(self):
        table = [[str(number)] * len(COLUMNS) for number in range(1001)]
        assert read(text_of(table)) == [list(COLUMNS), *table]


class TestRows:
    def test_one_row_a_highlight_and_tag(self, project, coder):
        article = an_article(
            project, ["One two three."], title="Fire", url="https://example.org/a", site_name="Courier",
            byline="A. Writer", published="2024-03-12",
        )  # fmt: skip
        made = a_highlight(article, "two", "Claim", "Disputed", note="why", by=coder)
        claim, disputed, _ = project.tags.all()
        row = {
            "annotation_id": str(made.pk), "article_id": str(article.pk), "article_title": "Fire",
            "article_url": "https://example.org/a", "site_name": "Courier", "byline": "A. Writer",
            "published_at": "2024-03-12", "version_sha256": article.current.sha256, "start": "4", "end": "7",
            "paragraph": "1", "page": "", "prefix": "One ", "quote": "two", "suffix": " three.", "tag": "Claim",
            "tag_id": str(claim.pk), "note": "why", "author": "coder", "status": "anchored",
            "created_at": made.created_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "updated_at": made.updated_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }  # fmt: skip
        assert exported() == [row, row | {"tag": "Disputed", "tag_id": str(disputed.pk)}]

    def test_a_highlight_without_a_tag_has_a_row(self, project):
        a_highlight(an_article(project), "two")
        assert [(row["quote"], row["tag"], row["tag_id"]) for row in exported()] == [("two", "", "")]

    def test_an_orphan_has_a_row_with_its_words_and_no_place(self, project, coder):
        article = an_article(project, ["One two three.", "Four."])
        a_highlight(article, "two", "Claim")
        article.cut_block(0, by=coder)
        (row,) = exported()
        assert [row[name] for name in ("status", "quote", "start", "end", "paragraph")] == ["orphan", "two", "", "", ""]

    def test_what_is_deleted_has_none(self, project):
        a_highlight(an_article(project), "two").delete_softly()
        assert exported() == []

    def test_a_highlight_of_somebody_who_left_has_no_author(self, project, coder):
        a_highlight(an_article(project), "two", by=coder)
        coder.delete()
        assert [row["author"] for row in exported()] == [""]

    def test_words_of_all_scripts_and_lines_come_through(self, project):
        words = "قالَ 🙂 “12, dead”;\nsecond line"
        article = an_article(project, words.split("\n"))
        a_highlight(article, words, note='=HYPERLINK("x")\r\n\nlast')
        (row,) = exported()
        assert (row["quote"], row["note"]) == (words, '=HYPERLINK("x")\r\n\nlast')

    def test_a_page_of_rows_ends_nowhere_in_particular(self, project, monkeypatch):
        monkeypatch.setattr("annotations.exporters.paging.BATCH", 2)
        article = an_article(project, ["1 2 3 4 5"])
        made = [a_highlight(article, digit, "Claim") for digit in "54321"]
        assert [row["annotation_id"] for row in exported()] == [str(each.pk) for each in made]


class TestDownload:
    @pytest.fixture
    def article(self, project):
        Tag.objects.create(project=project, name="Claimant", position=9)
        article = an_article(project, ["One two three.", paragraph("Cut.", cut="appeal")], title="=Fire “quay”")
        a_highlight(article, "One", "Claim", note="-12 dead")
        a_highlight(article, "two", "Claimant")
        a_highlight(article, "three")
        return article

    def get(self, client, project, use="exact-data", **query) -> list[dict[str, str]]:
        response = client.get(reverse("csv", args=[project.pk, use]), query)
        assert response.streaming
        text = b"".join(response.streaming_content).decode("utf-8-sig" if use == "spreadsheets" else "utf-8")
        header, *table = read(text)
        assert tuple(header) == COLUMNS
        return [dict(zip(COLUMNS, row, strict=True)) for row in table]

    def test_it_is_a_named_file_of_utf8(self, article, project, client_of, viewer):
        response = client_of(viewer).get(reverse("csv", args=[project.pk, "spreadsheets"]))
        assert response["Content-Type"].startswith("text/csv; charset=utf-8")
        assert response["Content-Disposition"] == 'attachment; filename="harbour-annotations-spreadsheets.csv"'
        first = next(iter(response.streaming_content))
        assert first == ("\ufeff" + ",".join(COLUMNS) + "\r\n").encode()

    def test_for_spreadsheets_escapes_and_exact_data_does_not(self, article, project, client_of, viewer):
        client = client_of(viewer)
        exact, escaped = (self.get(client, project, use)[0] for use in ("exact-data", "spreadsheets"))
        assert (exact["article_title"], exact["note"]) == ("=Fire “quay”", "-12 dead")
        assert (escaped["article_title"], escaped["note"]) == ("'=Fire “quay”", "'-12 dead")
        assert {name: unescape_formula(cell) for name, cell in escaped.items()} == exact

    def test_exact_data_has_no_byte_order_mark(self, article, project, client_of, viewer):
        response = client_of(viewer).get(reverse("csv", args=[project.pk, "exact-data"]))
        assert b"".join(response.streaming_content).startswith(b"annotation_id,")

    def test_a_tag_never_exports_its_prefix_twin(self, article, project, client_of, viewer):
        client = client_of(viewer)
        for name, words in (("Claim", ["One"]), ("Claimant", ["two"])):
            found = self.get(client, project, tag=project.tags.get(name=name).pk)
            assert [row["quote"] for row in found] == words

    def test_it_holds_what_the_filter_shows(self, article, project, client_of, viewer):
        other = an_article(project, ["Elsewhere 12%_ died."])
        a_highlight(other, "12%_", note="Quay")
        client = client_of(viewer)
        found = {
            "article": self.get(client, project, article=other.pk),
            "untagged": self.get(client, project, untagged="on"),
            "quote": self.get(client, project, q="TWO"),
            "note": self.get(client, project, q="quay"),
            "literally": self.get(client, project, q="%_"),
            "nothing": self.get(client, project, q="nowhere"),
        }
        assert {name: [row["quote"] for row in table] for name, table in found.items()} == {
            "article": ["12%_"], "untagged": ["three", "12%_"], "quote": ["two"], "note": ["12%_"],
            "literally": ["12%_"], "nothing": [],
        }  # fmt: skip

    def test_the_page_and_the_csv_show_the_same(self, article, project, client_of, viewer):
        client, query = client_of(viewer), {"tag": project.tags.get(name="Claim").pk}
        page = client.get(reverse("project_annotations", args=[project.pk]), query)
        assert [str(each.pk) for each in page.context["annotations"]] == [
            row["annotation_id"] for row in self.get(client, project, **query)
        ]
        assert f'annotations-exact-data.csv?tag={query["tag"]}"' in page.content.decode()
