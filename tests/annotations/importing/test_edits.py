"""Our CSV, edited in a spreadsheet, comes back: changes are shown, conflicts told, and one undo takes all away."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html

from annotations.exporters import EXPORTERS, Selection
from annotations.importing import UnreadableAnnotations, read
from annotations.importing.bringing import bring, look
from annotations.importing.edits import plan_edits
from annotations.models import Annotation, Operation
from tests.builders import a_highlight, an_article

ARABIC = "قالَ المتحدث 🙂"


@pytest.fixture
def article(project):
    return an_article(project, ["One two three.", "Four five six.", f"Seven {ARABIC} eight."])


@pytest.fixture
def made(article, coder):
    """Highlights: with two tags and a note, with none of both, and with one that a spreadsheet would run."""
    return [
        a_highlight(article, "two", "Claim", "Disputed", note=f"{ARABIC}\n“why” — so", by=coder),
        a_highlight(article, "five", by=coder),
        a_highlight(article, "eight", "Disputed", note="=1+1", by=coder),
    ]


def table_of(project, name="csv-spreadsheets") -> list[dict[str, str]]:
    selection = Selection(project, Annotation.objects.filter(article__project=project).alive())
    content = b"".join(EXPORTERS[name].write(selection)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def written(rows, *, delimiter=",", encoding="utf-8-sig", columns=None, **options) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns or list(rows[0]), delimiter=delimiter, extrasaction="ignore", **options)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode(encoding, "replace")


def plan(content, project):
    return plan_edits(read(content), project)


def told_of(made) -> list[tuple]:
    return [(edit.annotation.exact, edit.tags, edit.note) for edit in made.edits]


class TestUnchanged:
    @pytest.mark.parametrize("name", ["csv", "csv-spreadsheets"])
    @pytest.mark.parametrize(
        "options",
        [
            {}, {"delimiter": ";"}, {"delimiter": "\t", "encoding": "utf-16"}, {"encoding": "utf-8"},
            {"encoding": "cp1252"}, {"quoting": csv.QUOTE_ALL, "lineterminator": "\n"},
        ],
    )  # fmt: skip
    def test_what_a_spreadsheet_makes_of_the_file_is_no_change(self, project, made, name, options):
        found = plan(written(table_of(project, name), **options), project)
        assert (told_of(found), found.same, found.conflicts) == ([], 3, [])

    def test_columns_that_are_missing_or_in_another_order_change_nothing(self, project, made):
        rows = table_of(project)
        for columns in (
            ["annotation_id"],
            ["note", "annotation_id"],
            sorted(rows[0]),
            ["quote", "annotation_id", "tag"],
        ):
            found = plan(written(rows, columns=columns), project)
            assert (told_of(found), found.same) == ([], 3)

    def test_rows_that_are_gone_altogether_change_nothing(self, project, made):
        found = plan(written([row for row in table_of(project) if row["quote"] == "five"]), project)
        assert (told_of(found), found.same) == ([], 1)

    def test_numbers_with_decimals_are_keys_too(self, project, made):
        rows = [row | {"annotation_id": f"{row['annotation_id']}.0"} for row in table_of(project)]
        assert plan(written(rows), project).same == 3


class TestChanges:
    def test_tags_given_and_taken_and_notes_are_told_one_by_one(self, project, made):
        rows = table_of(project)
        rows = [row for row in rows if (row["quote"], row["tag"]) != ("two", "Claim")]
        five = next(row for row in rows if row["quote"] == "five")
        five |= {"tag": " casualty  FIGURE ", "note": "new\r\nlines"}
        rows.append(five | {"tag": "Cause"})
        found = plan(written(rows), project)
        assert told_of(found) == [
            ("two", (["Claim", "Disputed"], ["Disputed"]), None),
            ("five", ([], ["Casualty figure", "Cause"]), ("", "new\nlines")),
        ]
        assert (found.same, found.tags) == (1, ["Cause"])

    def test_what_was_written_in_comes_back_without_the_apostrophe_of_a_formula(self, project, made, coder):
        rows = table_of(project)
        for row in rows:
            row["note"] = {"five": "'-12 dead", "eight": "plain"}.get(row["quote"], row["note"])
        bring(read(written(rows)), project, coder)
        assert [Annotation.objects.get(exact=words).note for words in ("five", "eight")] == ["-12 dead", "plain"]

    def test_a_note_that_was_changed_in_one_of_its_rows_counts(self, project, made):
        rows = table_of(project)
        rows[1]["note"] = "better"
        assert [edit.note[1] for edit in plan(written(rows), project).edits] == ["better"]

    def test_a_note_that_was_changed_to_two_things_is_told(self, project, made):
        rows = table_of(project)
        rows[0]["note"], rows[1]["note"] = "this", "that"
        with pytest.raises(UnreadableAnnotations, match="Row 2: the highlight's rows have different notes"):
            plan(written(rows), project)

    def test_all_of_it_is_done_and_undone_in_one_go(self, project, made, coder):
        rows = [row | {"tag": "Cause", "note": "all"} for row in table_of(project)]
        before = [(each.note, each.tag_keys()) for each in Annotation.objects.order_by("pk")]
        told, operation = bring(read(written(rows)), project, coder)
        assert told.done == "Changed 3 highlights."
        there = Annotation.objects.order_by("pk")
        assert [(each.note, [tag.name for tag in each.tags.all()]) for each in there] == [("all", ["Cause"])] * 3
        assert look(read(written(rows, columns=["annotation_id", "tag", "note"])), project, coder).is_empty
        Operation.objects.get(pk=operation.pk).undo(by=coder)
        assert [(each.note, each.tag_keys()) for each in Annotation.objects.order_by("pk")] == before

    def test_a_tag_for_figures_has_the_numbers_read(self, project, coder):
        article = an_article(project, ["At least 12 people died."])
        a_highlight(article, "12 people died", by=coder)
        rows = [row | {"tag": "Casualty figure"} for row in table_of(project)]
        bring(read(written(rows)), project, coder)
        assert Annotation.objects.get().figures.get().best == 12

    def test_an_encoding_that_cannot_hold_a_script_does_not_take_it_away(self, project, made):
        rows = table_of(project)
        five = next(row for row in rows if row["quote"] == "five")
        five["note"] = "déjà vu — “so”"
        found = plan(written(rows, encoding="cp1252"), project)
        assert told_of(found) == [("five", None, ("", "déjà vu — “so”"))]


class TestConflicts:
    def test_what_was_changed_here_since_stays_and_is_told(self, project, made, owner, coder):
        rows = [row | {"note": "mine"} for row in table_of(project)]
        Annotation.objects.filter(exact="two").update(note="theirs", updated_at=timezone.now() + timedelta(minutes=1))
        found = plan(written(rows), project)
        assert [(edit.annotation.exact, edit.note) for edit in found.conflicts] == [("two", ("theirs", "mine"))]
        bring(read(written(rows)), project, coder)
        assert [each.note for each in Annotation.objects.order_by("pk")] == ["theirs", "mine", "mine"]

    def test_rows_without_a_moment_say_that_nobody_can_tell(self, project, made, coder):
        rows = [row | {"note": "mine", "updated_at": "12.3.26 10:00"} for row in table_of(project)]
        assert plan(written(rows), project).undated == 3
        assert any("updated_at" in line for line in look(read(written(rows)), project, coder).lines)

    def test_deleted_highlights_and_those_of_other_projects_are_counted(self, project, made, stranger):
        other = stranger.projects.get()
        theirs = a_highlight(an_article(other, ["Theirs."]), "Theirs.")
        rows = [row | {"note": "mine"} for row in table_of(project)]
        rows.append(rows[0] | {"annotation_id": str(theirs.pk)})
        made[1].delete_softly()
        found = plan(written(rows), project)
        assert (len(found.edits), found.unknown) == (2, 2)


class TestHarm:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("annotation_id,note\nx,y\n", "Row 2: “x” is no annotation_id"),
            ("annotation_id,note\n,y\n", "Row 2: “” is no annotation_id"),
            ("annotation_id,note,note\n1,y,z\n", "two columns “note”"),
            ('annotation_id,note\n1,"y\n', "no CSV"),
            ("annotation_id,tag\n1," + "x" * 101 + "\n", "Row 2 has a tag of 101 characters"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read_is_told_with_its_place(self, content, said):
        with pytest.raises(UnreadableAnnotations) as error:
            read(content.encode())
        assert said in str(error.value)

    def test_a_short_row_an_empty_row_and_nul_are_no_more_than_that(self, project, made):
        pk = made[1].pk
        found = plan(f"annotation_id,note,tag\n{pk},a\0b\n,,\n\n".encode(), project)
        assert told_of(found) == [("five", None, ("", "ab"))]


def test_the_page_shows_what_is_here_and_what_the_file_says_where_both_changed(project, made, client_of, coder):
    rows = [row | {"note": "mine"} for row in table_of(project)]
    later = timezone.now() + timedelta(minutes=1)
    Annotation.objects.filter(exact="two").update(note="theirs", updated_at=later)
    response = client_of(coder).post(
        reverse("annotations_import", args=[project.pk]), {"file": SimpleUploadedFile("a.csv", written(rows))}
    )
    said = html.document_fromstring(response.content).text_content()
    assert "1 highlight was changed here after the file was written" in said
    assert "here: theirs · in the file: mine" in said


def test_the_page_shows_every_change_before_it_is_made(project, made, client_of, coder):
    rows = [row | {"note": f"<b>{row['quote']}</b>"} for row in table_of(project)]
    client, address = client_of(coder), reverse("annotations_import", args=[project.pk])
    page = html.document_fromstring(client.post(address, {"file": SimpleUploadedFile("a.csv", written(rows))}).content)
    assert "3 highlights would be changed." in page.text_content()
    assert [each.text_content() for each in page.iter("ins")] == ["<b>two</b>", "<b>five</b>", "<b>eight</b>"]
    form = next(form for form in page.forms if "seen" in form.fields)
    response = client.post(address, dict(form.fields), follow=True)
    assert "Changed 3 highlights." in response.content.decode()
    assert Annotation.objects.get(exact="five").note == "<b>five</b>"


class TestQuotes:
    @pytest.fixture
    def long(self, project):
        return an_article(
            project,
            ["The fire killed twelve men.", "The fire was out at dawn.", "Twelve men, said the port, and more."],
        )

    def edited(self, project, quote: str, **cells: str) -> bytes:
        return written([row | {"quote": quote, **cells} for row in table_of(project)])

    @pytest.mark.parametrize(
        ("words", "new", "found"),
        [
            ("killed", "fire killed twelve", "The |fire killed twelve| men."),
            ("dawn", "The fire", "|The fire| was out"),  # in its own paragraph, not in the other one
            ("dawn", "the  port", "said |the port|, and"),  # elsewhere, where it stands once
            ("killed", "men.\r\nThe fire was", "twelve |men.\nThe fire was| out"),
        ],
    )
    def test_new_words_are_found_near_the_old_ones(self, project, long, coder, words, new, found):
        highlight = a_highlight(long, words, note="kept", by=coder)
        before = highlight.range
        told, operation = bring(read(self.edited(project, new)), project, coder)
        highlight.refresh_from_db()
        left, inside, right = found.split("|")
        start = long.current.text.index(left + inside + right) + len(left)
        assert (highlight.start, highlight.end, highlight.exact) == (start, start + len(inside), inside)
        assert (told.done, operation.action, highlight.note) == ("Changed 1 highlight.", "moved", "kept")
        Operation.objects.get(pk=operation.pk).undo(by=coder)
        highlight.refresh_from_db()
        assert highlight.range == before

    @pytest.mark.parametrize(
        ("new", "why"),
        [("the river", "is not in the article"), ("men", "stands in the article more than once"), ("", "is not in")],
    )
    def test_words_without_one_place_are_told_and_left_out_and_the_rest_is_done(self, project, long, coder, new, why):
        a_highlight(long, "dawn", by=coder)
        content = self.edited(project, new, note="new")
        assert any(f"Row 2: the quote “{new}” {why}" in line for line in look(read(content), project, coder).left_out)
        bring(read(content), project, coder)
        assert list(Annotation.objects.values_list("exact", "note")) == [("dawn", "new")]

    def test_an_orphan_gets_the_place_of_its_new_words(self, project, long, coder):
        highlight = a_highlight(long, "dawn", by=coder)
        Annotation.objects.update(start=None, end=None, paragraph=None, exact="dusk")
        bring(read(self.edited(project, "dawn")), project, coder)
        highlight.refresh_from_db()
        assert (highlight.exact, highlight.paragraph, highlight.former_exact) == ("dawn", 2, "")

    def test_only_what_both_have_changed_is_a_conflict(self, project, long, owner, coder):
        highlight = a_highlight(long, "dawn", note="first", by=coder)
        old = {"updated_at": "2020-01-01T00:00:00Z"}
        Operation.objects.update(made_at="2019-01-01T00:00:00Z")
        rows = table_of(project)
        highlight.revise_note("theirs", based_on=1, by=owner)
        (found,) = plan(written([rows[0] | old | {"quote": "at dawn", "note": "mine"}]), project).conflicts
        assert (found.fields, found.note) == (["note"], ("theirs", "mine"))
        made = plan(written([rows[0] | old | {"quote": "at dawn"}]), project)
        assert (made.conflicts, told_of(made), made.edits[0].quote) == ([], [("dawn", None, None)], ("dawn", "at dawn"))
