"""Casualty figures: read at once, corrected by hand, kept with constraints and history."""

from __future__ import annotations

import csv
import io
import json

import lxml.html
import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation, Figure, Operation
from annotations.models.figure import add_figure
from annotations.models.history import Overtaken
from annotations.models.querysets import NoSuchPassage
from reader.models import Article, Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article

HTMX = {"HX-Request": "true"}
TOLL = "killing at least 30 people and wounding dozens"


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, [f"A bomb went off, {TOLL}.", "About 80,000 people used to live there."])


@pytest.fixture
def client(owner: User, client_of) -> Client:
    return client_of(owner)


def numbers(annotation: Annotation) -> list[tuple[object, ...]]:
    return [(each.raw, each.low, each.best, each.high, each.effect) for each in annotation.figures.all()]


class TestReading:
    def test_the_tag_reads_every_number_of_the_passage(self, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        assert numbers(made) == [
            ("at least 30", 30, None, None, "killed"),
            ("dozens", None, 12, None, "injured"),
        ]

    def test_the_tag_given_later_reads_them_too(self, article, owner):
        made = a_highlight(article, TOLL, by=owner)
        assert not made.figures.exists()
        made.retag(article.project.tags.get(kind="casualty figure"), present=True, by=owner)
        assert made.figures.count() == 2

    def test_another_tag_reads_nothing(self, article, owner):
        assert not a_highlight(article, TOLL, "Claim", by=owner).figures.exists()

    def test_a_population_is_read_as_one_and_has_no_victims(self, article, owner):
        made = a_highlight(article, "About 80,000 people used to live there", "Casualty figure", by=owner)
        (figure,) = made.figures.all()
        assert (figure.best, figure.approximate, figure.effect, figure.victims) == (80_000, True, "population", "")

    def test_what_was_corrected_stays_when_the_tag_goes_and_comes(self, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        tag = article.project.tags.get(kind="casualty figure")
        made.figures.first().change({"best": 31}, by=owner)
        made.retag(tag, present=False, by=owner)
        assert not Figure.objects.shown().exists()
        made.retag(tag, present=True, by=owner)
        assert Figure.objects.shown().first().best == 31
        assert made.figures.count() == 2


class TestConstraints:
    @pytest.mark.parametrize(
        "values",
        [
            {"low": 5, "best": 4},
            {"best": 5, "high": 4},
            {"low": 5, "high": 4},
            {"effect": "population", "victims": "civilians"},
            {"date_from": "2024-03-13", "date_to": "2024-03-12"},
            {"date_to": "2024-03-12"},
        ],
    )
    def test_the_database_refuses_nonsense(self, article, owner, values):
        made = a_highlight(article, TOLL, by=owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            Figure.objects.create(annotation=made, **values)

    @pytest.mark.parametrize(
        "values", [{"low": 5}, {"high": 5}, {"low": 1, "high": 5}, {"low": 5, "best": 5, "high": 5}]
    )
    def test_what_is_not_said_contradicts_nothing(self, article, owner, values):
        made = a_highlight(article, TOLL, by=owner)
        assert Figure.objects.create(annotation=made, **values).pk


class TestHistory:
    def test_a_change_an_addition_and_a_removal_are_undone_and_done_again(self, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        first, second = made.figures.all()
        first.change({"best": 33, "source_name": "Ministry"}, by=owner)
        second.remove(by=owner)
        add_figure(made, by=owner)
        after = numbers(made)
        for _ in range(3):
            Operation.objects.last_done(owner, article.project).undo(owner)
        assert numbers(made) == [
            ("at least 30", 30, None, None, "killed"),
            ("dozens", None, 12, None, "injured"),
        ]
        for _ in range(3):
            Operation.objects.last_undone(owner, article.project).redo(owner)
        assert numbers(made) == after
        assert made.figures.first().source_name == "Ministry"

    def test_a_change_that_somebody_made_since_is_not_taken_back(self, article, owner, coder):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        made.figures.first().change({"best": 33}, by=owner)
        made.figures.first().change({"best": 34}, by=coder)
        with pytest.raises(Overtaken):
            Operation.objects.last_done(owner, article.project).undo(owner)
        assert made.figures.first().best == 34

    def test_saying_the_same_again_is_nothing(self, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        assert made.figures.first().change({"low": 30}, by=owner) is None


class TestForm:
    def values(self, figure: Figure, **changed: object) -> dict[str, object]:
        said = {name: value for name, value in figure.values.items() if value not in (None, False)}
        return {**said, **changed}

    def post(self, client: Client, figure: Figure, **changed: object) -> HttpResponse:
        return client.post(reverse("figure", args=[figure.pk]), self.values(figure, **changed), headers=HTMX)

    @pytest.fixture
    def figure(self, article: Article, owner: User) -> Figure:
        return a_highlight(article, TOLL, "Casualty figure", by=owner).figures.first()

    def test_the_card_shows_what_was_read_and_from_which_words(self, client, figure):
        page = page_of(client.get(figure.annotation.get_absolute_url()))
        (form, _) = page.xpath("//form[@class='evidence figure']")
        assert words_of(form.xpath(".//q")[0]) == "at least 30"
        assert form.xpath(".//input[@name='low']/@value") == ["30"]
        assert form.xpath(".//select[@name='effect']/option[@selected]/@value") == ["killed"]

    def test_the_card_says_which_words_gave_what(self, client, figure):
        page = page_of(client.get(figure.annotation.get_absolute_url()))
        (form, _) = page.xpath("//form[@class='evidence figure']")
        assert "from “killing”" in words_of(form)
        assert "read as: floor" in words_of(form)

    def test_who_says_so_and_that_it_counts_all_so_far_is_read_from_the_sentence(self, project, owner):
        text = "The hospital said that the toll had risen to 14 dead."
        made = a_highlight(an_article(project, [text], by=owner), "14 dead", "Casualty figure", by=owner)
        figure = made.figures.get()
        assert (figure.source_name, figure.source_type, figure.scope) == ("hospital", "medical", "cumulative")
        assert (figure.source_words, figure.scope_words) == ("The hospital said", "toll")

    def test_when_and_where_is_read_from_the_sentence_with_its_words(self, client, project, owner):
        text = "A shell killed six farmers near the town of Sarrow on Tuesday. It rained in Averin on Monday."
        article = an_article(project, [text], by=owner, published="2024-03-13T08:00:00Z")
        made = a_highlight(article, "killed six farmers", "Casualty figure", by=owner)
        figure = made.figures.get()
        assert (str(figure.date_from), figure.date_precision, figure.date_words) == ("2024-03-12", "day", "Tuesday")
        assert (figure.place, figure.place_precision) == ("Sarrow", "vicinity")
        page = words_of(page_of(client.get(made.get_absolute_url())).xpath("//form[@class='evidence figure']")[0])
        assert "from “Tuesday”" in page
        assert "from “near the town of Sarrow”" in page

    def test_it_is_saved(self, client, figure):
        response = self.post(client, figure, best="35", place="Port Averin", date_from="2024-03-12")
        assert response.status_code == 200
        figure.refresh_from_db()
        assert (figure.best, figure.place, str(figure.date_from)) == (35, "Port Averin", "2024-03-12")

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"best": "5"}, "best"),
            ({"best": "-5"}, "best"),
            ({"best": "many"}, "best"),
            ({"effect": "population", "victims": "civilians"}, "victims"),
            ({"date_to": "2024-03-12"}, "date_to"),
            ({"high": 10**30}, "high"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field_and_not_saved(self, client, figure, changed, field):
        before = figure.values
        response = self.post(client, figure, **changed)
        assert response.status_code == 422
        page = response.content.decode()
        assert f'id="figure-{figure.pk}-{field}-error" hx-swap-oob="true"></span>' not in page
        assert "Not saved" in page
        assert Figure.objects.get(pk=figure.pk).values == before

    def test_of_two_people_each_keeps_what_they_changed(self, client, figure, coder):
        seen = json.dumps(figure.values)
        figure.change({"best": 33}, by=coder)
        assert self.post(client, figure, place="Port Averin", best="", seen=seen).status_code == 200
        figure.refresh_from_db()
        assert (figure.best, figure.place) == (33, "Port Averin")

    def test_what_somebody_else_changed_meanwhile_is_told_and_not_replaced_unasked(self, client, figure, coder):
        seen = json.dumps(figure.values)
        figure.change({"best": 33}, by=coder)
        response = self.post(client, figure, best="35", seen=seen)
        assert response.status_code == 409
        answer = lxml.html.fragment_fromstring(response.content.decode(), create_parent=True)
        assert "Best: 33" in words_of(answer)
        assert Figure.objects.get(pk=figure.pk).best == 33
        (again,) = answer.xpath(".//input[@name='seen']/@value")
        assert self.post(client, figure, best="35", seen=again).status_code == 200
        assert Figure.objects.get(pk=figure.pk).best == 35

    def test_a_figure_of_a_highlight_that_is_gone_is_not_changed(self, client, figure, owner):
        figure.annotation.delete_softly(by=owner)
        assert self.post(client, figure, best="35").status_code == 404
        with pytest.raises(NoSuchPassage):
            figure.change({"best": 35}, by=owner)
        with pytest.raises(NoSuchPassage):
            add_figure(figure.annotation, by=owner)

    def test_without_script_the_form_comes_back_with_what_was_typed(self, client, figure):
        path = reverse("figure", args=[figure.pk])
        response = client.post(path, self.values(figure, best="5", place="Port Averin"))
        assert response.status_code == 422
        assert "Port Averin" in response.content.decode()

    def test_one_is_added_and_removed(self, client, figure):
        made = figure.annotation
        client.post(reverse("figure_addition", args=[made.pk]), headers=HTMX)
        assert made.figures.count() == 3
        client.post(reverse("figure_removal", args=[figure.pk]), headers=HTMX)
        assert made.figures.count() == 2

    def test_a_viewer_reads_the_numbers_and_has_no_form(self, figure, viewer, client_of):
        page = page_of(client_of(viewer).get(figure.annotation.get_absolute_url()))
        assert page.xpath("//form[@class='evidence figure']") == []
        assert "30 / – / – killed" in words_of(page.xpath("//section[@class='figures']")[0])


class TestExport:
    def test_a_row_a_figure_joins_with_its_annotation(self, client, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        a_highlight(article, "A bomb", "Claim", by=owner)
        response = client.get(reverse("figures_csv", args=[article.project_id, "exact-data"]))
        rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode(), newline="")))
        shown = [(row["annotation_id"], row["raw"], row["low"], row["best"], row["effect"]) for row in rows]
        assert shown == [
            (str(made.pk), "at least 30", "30", "", "killed"),
            (str(made.pk), "dozens", "", "12", "injured"),
        ]
        assert {row["approximate"] for row in rows} <= {"0", "1"}
        assert "figures" in response["Content-Disposition"]

    def test_figures_of_deleted_highlights_and_lost_tags_stay_at_home(self, client, article, owner):
        made = a_highlight(article, TOLL, "Casualty figure", by=owner)
        gone = a_highlight(article, "About 80,000 people", "Casualty figure", by=owner)
        gone.delete_softly(by=owner)
        made.retag(article.project.tags.get(kind="casualty figure"), present=False, by=owner)
        response = client.get(reverse("figures_csv", args=[article.project_id, "exact-data"]))
        assert len(b"".join(response.streaming_content).decode().splitlines()) == 1

    def test_the_command_writes_them_too(self, article, owner, tmp_path):
        a_highlight(article, TOLL, "Casualty figure", by=owner)
        call_command("export_annotations", "--format", "figures", "--output", str(tmp_path / "figures.csv"))
        assert len((tmp_path / "figures.csv").read_text("utf-8").splitlines()) == 3
