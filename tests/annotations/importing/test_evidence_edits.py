"""Figures, claims and relations, edited in a spreadsheet, come back: shown, checked by the forms, undone at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from annotations.importing import UnreadableAnnotations, read
from annotations.importing.bringing import bring, look
from annotations.importing.evidence_edits import plan_evidence
from annotations.models import Claim, Figure, Operation, Relation
from annotations.models.history import Change
from annotations.models.relation import relate
from tests.annotations.figures import a_figure
from tests.annotations.importing.test_edits import table_of, written
from tests.builders import a_highlight, an_article


@pytest.fixture
def figures(project, coder):
    said = {"low": 10, "best": 12, "high": 14, "source_name": "=cmd", "date_from": "2024-03-11", "place": "the quay 🙂"}
    return [
        a_figure(project, "12 people died at the quay.", by=coder, **said),
        a_figure(project, "About 5 people died in the store.", by=coder, best=5, approximate=True),
    ]


def plan(content, project):
    return plan_evidence(read(content), project)


def told_of(edits) -> list[tuple]:
    return [(edit.row.pk, edit.values) for edit in edits]


@pytest.mark.parametrize(
    ("name", "options", "day"),
    [
        ("figures", {}, "2024-03-11"),
        ("figures-spreadsheets", {"delimiter": ";"}, "11.03.2024"),
        ("figures-spreadsheets", {"delimiter": "\t", "encoding": "utf-16"}, "3/11/2024"),
        ("figures-spreadsheets", {"encoding": "cp1252"}, "11/03/24"),
    ],
)
def test_what_a_spreadsheet_makes_of_the_table_is_no_change(project, figures, name, options, day):
    rows = [
        {**row, "best": f"{row['best']}.0", "approximate": {"0": "FALSE", "1": "WAHR"}[row["approximate"]]}
        for row in table_of(project, name)
    ]
    rows[0]["date_from"] = day
    found = plan(written(rows, columns=sorted(rows[0]), **options), project)
    assert (told_of(found.edits), found.problems, found.same) == ([], [], 2)


def test_every_field_that_was_edited_is_told_done_and_undone(project, figures, coder):
    rows = table_of(project, "figures-spreadsheets")
    rows[0] |= {
        "low": "", "best": "1,300", "high": "1400", "approximate": "yes", "effect": "Injured", "victims": "civilians",
        "scope": "cumulative", "source_name": "'-the port", "source_type": "official", "date_from": "31.12.2023",
        "date_precision": "day", "place": "Marr", "place_precision": "exact",
    }  # fmt: skip
    rows = [{name: cell for name, cell in row.items() if name != "raw"} for row in rows]
    before = list(Figure.objects.order_by("pk").values())
    assert [line for line in look(read(written(rows)), project, coder).lines if "changed" in line] == [
        "1 figure would be changed."
    ]
    told, operation = bring(read(written(rows)), project, coder)
    now = Figure.objects.get(pk=figures[0].pk)
    assert now.values == {
        "low": None, "best": 1300, "high": 1400, "approximate": True, "effect": "injured", "victims": "civilians",
        "scope": "cumulative", "source_name": "-the port", "source_type": "official", "date_from": "2023-12-31",
        "date_to": None, "date_precision": "day", "place": "Marr", "place_precision": "exact",
    }  # fmt: skip
    assert (told.done, operation.action) == ("Changed 1 figure.", "figure")
    assert look(read(written(rows)), project, coder).is_empty
    Operation.objects.get(pk=operation.pk).undo(by=coder)
    assert list(Figure.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"low": "13"}, "Row 2: best: Best is less than low (13)."),
        ({"best": "many"}, "Row 2: best: "),
        ({"effect": "sunk"}, "Row 2: effect: "),
        ({"approximate": "perhaps"}, "Row 2: approximate: “perhaps” is neither 1 nor 0."),
        ({"date_from": "3/4/2024"}, "Row 2: date_from: is this 2024-04-03 or 2024-03-04?"),
        ({"date_from": "", "date_to": "2024-03-12"}, "Row 2: date_to: Give the first day"),
        ({"effect": "population", "victims": "civilians"}, "Row 2: victims: A population is nobody's casualty"),
        ({"place": "x" * 201}, "Row 2: place: "),
    ],
)
def test_what_the_form_does_not_take_is_told_and_the_row_stays_as_it_is(project, figures, coder, cells, said):
    rows = table_of(project, "figures")
    rows[0] |= cells
    rows[1] |= {"best": "6"}
    found = plan(written(rows), project)
    assert [problem[: len(said)] for problem in found.problems] == [said]
    assert told_of(found.edits) == [(figures[1].pk, {"best": (5, 6)})]
    assert found.problems[0] in look(read(written(rows)), project, coder).left_out


def test_only_fields_that_both_have_changed_are_conflicts(project, figures, owner, coder):
    rows = table_of(project, "figures")
    Change.objects.update(before={}, after={})  # what was done before the table was written tells nothing
    rows[0] |= {"best": "13", "place": "the yard", "updated_at": "2020-01-01T00:00:00Z"}
    figures[0].refresh_from_db()
    figures[0].change({"best": 11, "effect": "injured"}, by=owner)
    found = plan(written(rows), project)
    assert told_of(found.conflicts) == [(figures[0].pk, {"best": (11, 13)})]
    assert told_of(found.edits) == [(figures[0].pk, {"place": ("the quay 🙂", "the yard")})]
    bring(read(written(rows)), project, coder)
    now = Figure.objects.get(pk=figures[0].pk)
    assert (now.best, now.effect, now.place) == (11, "injured", "the yard")


def test_a_claim_is_edited_by_its_form_and_its_new_words_are_found(project, coder):
    article = an_article(project, ["The office said that twelve died.", "The union said so too."])
    annotation = a_highlight(article, "twelve died", "Claim", by=coder)
    (row,) = table_of(project, "claims")
    row |= {
        "source_text": "The union",
        "factuality": "ct-",
        "review_url": "example.org/check",
        "date_from": "2024-03-11",
    }
    bring(read(written([row])), project, coder)
    claim = Claim.objects.get(annotation=annotation)
    assert claim.place_of(claim.source_text, claim.source_at) == article.current.text.index("The union")
    said = (claim.source_text, claim.factuality, claim.review_url, claim.date_from)
    assert said == ("The union", "CT-", "https://example.org/check", date(2024, 3, 11))
    (row,) = table_of(project, "claims")
    assert plan(written([row | {"cue_text": "shouted"}]), project).problems == [
        "Row 2: cue_text: These words are not in the article near the highlight."
    ]


def test_relations_are_edited_but_never_made_twice(project, coder):
    article = an_article(project, ["One two three.", "Four five six."])
    one, two = a_highlight(article, "two", by=coder), a_highlight(article, "five", by=coder)
    relate(one, two, "disputes", scope="number", by=coder)
    relate(one, two, "confirms", by=coder)
    rows = table_of(project, "relations")
    twice = plan(written([rows[0], rows[1] | {"kind": "disputes", "scope": "number"}]), project)
    assert twice.problems == ["Row 3: This relation is there already."]
    both = [row | {"kind": "concedes", "scope": "whole"} for row in rows]
    with pytest.raises(UnreadableAnnotations, match="Two rows of the file would say the same"):
        bring(read(written(both)), project, coder)
    _, operation = bring(read(written([rows[0] | {"who": "the clerk", "kind": "Concedes"}])), project, coder)
    assert list(Relation.objects.order_by("pk").values_list("kind", "who")) == [
        ("concedes", "the clerk"),
        ("confirms", ""),
    ]
    Operation.objects.get(pk=operation.pk).undo(by=coder)
    assert list(Relation.objects.order_by("pk").values_list("kind", "who")) == [("disputes", ""), ("confirms", "")]


def test_rows_of_other_projects_and_rows_twice_are_told(project, figures, stranger):
    theirs = a_figure(stranger.projects.get(), "3 people died.", best=3)
    rows = table_of(project, "figures")
    other = rows[0] | {"figure_id": str(theirs.pk), "best": "4"}
    assert plan(written([other]), project).unknown == 1
    with pytest.raises(UnreadableAnnotations, match="Row 3 is of the same figure_id as row 2"):
        read(written([rows[0], rows[0]]))


def test_the_page_shows_what_would_change_and_the_history_has_it(project, figures, client_of, coder):
    rows = [
        row | {"best": "12", "effect": "missing", "place": "<b>"} for row in table_of(project, "figures-spreadsheets")
    ]
    rows[1]["low"] = "99"
    client, address = client_of(coder), reverse("annotations_import", args=[project.pk])
    file = SimpleUploadedFile("figures.csv", written(rows))
    page = html.document_fromstring(client.post(address, {"file": file}).content)
    assert [each.text_content() for each in page.iter("ins")] == ["Missing", "<b>"]
    assert "Row 3: best: Best is less than low (99)." in page.text_content()
    form = next(form for form in page.forms if "seen" in form.fields)
    assert "Changed 1 figure." in client.post(address, dict(form.fields), follow=True).content.decode()
    assert Figure.objects.get(pk=figures[0].pk).effect == "missing"
    assert Operation.objects.latest("pk").changes.get().after["figures"][str(figures[0].pk)]["place"] == "<b>"
