"""Counting rules of a project: other numbers for the same words, and nothing lost that a person said."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.core.quantities import Range
from annotations.models import Figure, Operation
from annotations.models.counting import change_rules, profile_of
from tests.builders import a_highlight, an_article

WORDS = "Dozens of people were wounded and at least 30 people were killed, and dozens of soldiers were injured."


@pytest.fixture
def client(owner, client_of):
    return client_of(owner)


@pytest.fixture
def made(project, owner):
    return a_highlight(an_article(project, [WORDS], by=owner), WORDS, "Casualty figure", by=owner)


def numbers() -> list[tuple[object, ...]]:
    return list(Figure.objects.order_by("pk").values_list("raw", "low", "best", "high", "rule"))


ACLED = [
    ("Dozens", None, 12, None, "ACLED: dozens"),
    ("at least 30", 30, None, None, "floor"),
    ("dozens", None, 12, None, "ACLED: dozens"),
]
MUC = [
    ("Dozens", 24, None, None, "MUC: dozens"),
    ("at least 30", 30, None, None, "floor"),
    ("dozens", 24, None, None, "MUC: dozens"),
]


def test_a_project_that_chose_nothing_counts_as_acled_does(project, made):
    assert profile_of(project).name == "ACLED"
    assert numbers() == ACLED


def test_another_profile_reads_the_figures_anew_and_back_again(project, made, owner):
    assert change_rules(project, "MUC", {}, by=owner) == 2
    assert numbers() == MUC
    assert change_rules(project, "ACLED", {}, by=owner) == 2
    assert numbers() == ACLED


def test_what_is_tagged_from_then_on_is_read_by_it(project, owner):
    change_rules(project, "MUC", {"dozens": Range(low=30)}, by=owner)
    a_highlight(an_article(project, [WORDS], by=owner), "Dozens of people were wounded", "Casualty figure", by=owner)
    assert numbers() == [("Dozens", 30, None, None, "MUC, own: dozens")]


def test_what_a_person_said_stays(project, made, owner, coder):
    made.figures.first().change({"best": 15, "place": "the quay"}, by=coder)
    made.figures.last().change({"place": "the gate"}, by=coder)
    assert change_rules(project, "MUC", {}, by=owner) == 1
    assert made.figures.first().best == 15
    assert (made.figures.last().low, made.figures.last().place) == (24, "the gate")


def test_it_is_undone_with_the_rule_that_gave_the_numbers(project, made, owner):
    change_rules(project, "MUC", {}, by=owner)
    Operation.objects.last_done(owner, project).undo(owner)
    assert numbers() == ACLED
    Operation.objects.last_undone(owner, project).redo(owner)
    assert numbers() == MUC


def test_other_projects_are_left_alone(project, made, owner):
    other = type(project).objects.start("Other", by=owner)
    assert change_rules(other, "MUC", {}, by=owner) == 0
    assert numbers() == ACLED


def test_the_work_grows_with_the_figures_and_not_the_queries(project, made, owner):
    counts = []
    for number in (0, 6):
        for _ in range(number):
            a_highlight(an_article(project, [WORDS], by=owner), WORDS, "Casualty figure", by=owner)
        with CaptureQueriesContext(connection) as captured:
            change_rules(project, "MUC" if not number else "ACLED", {"dozens": Range(low=number + 1)}, by=owner)
        counts.append(len(captured))
    assert counts[1] - counts[0] <= 1


class TestPage:
    def test_it_is_saved_from_its_page(self, client, project, made):
        path = reverse("counting", args=[project.pk])
        response = client.post(path, {"base": "ACLED", "dozens-low": "20", "several-dozen-best": "40"}, follow=True)
        assert "2 figures read otherwise now" in response.content.decode()
        assert profile_of(project).words["dozens"] == Range(low=20)
        page = client.get(path).content.decode()
        assert 'name="dozens-low" value="20"' in page

    @pytest.mark.parametrize(
        "data",
        [
            {"base": "ACLED", "dozens-low": "20", "dozens-high": "10"},
            {"base": "OTHER"},
            {"base": "MUC", "few-low": "-1"},
        ],
    )
    def test_numbers_that_cannot_be_are_told_and_nothing_is_saved(self, client, project, made, data):
        path = reverse("counting", args=[project.pk])
        for data in (
            {"base": "ACLED", "dozens-low": "20", "dozens-high": "10"},
            {"base": "OTHER"},
            {"base": "MUC", "few-low": "-1"},
        ):
            response = client.post(path, data)
            assert response.status_code == 422
            assert 'role="alert"' in response.content.decode()
        assert numbers() == ACLED
