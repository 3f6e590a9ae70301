"""The picture of a project's claims by what has become of them."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import claims_of
from annotations.claims_over_time import ClaimsOverTime
from annotations.models import Annotation, Claim
from annotations.models.relation import relate
from reader.models import Project, User
from tests.answers import page_of
from tests.builders import a_highlight, an_article


@pytest.fixture
def client(owner: User, client_of) -> Client:
    return client_of(owner)


@pytest.fixture
def claims(project: Project, owner: User) -> list[Annotation]:
    """Three claims of March and one of May, of which one is disputed, and one without a day."""
    dated = an_article(project, ["One two three four."], published="2024-03-12T08:00:00+02:00", title="Dated")
    made = [a_highlight(dated, word, "Claim", by=owner) for word in ("One", "two", "three", "four")]
    Claim.objects.filter(annotation=made[3]).update(date_from=date(2024, 5, 2))
    undated = a_highlight(an_article(project, ["Five."], title="Undated"), "Five", "Claim", by=owner)
    relate(made[1], made[0], "disputes", by=owner)
    return [*made, undated]


def test_claims_are_counted_by_their_own_day_or_that_of_publication(project, claims):
    over_time = ClaimsOverTime(claims_of(project, {}))
    counted = {
        column.period.label: [(part.state, part.number) for part in parts] for column, parts in over_time.columns
    }
    assert {label: parts for label, parts in counted.items() if parts} == {
        "11 Mar": [("undisputed", 2), ("disputed", 1)],
        "29 Apr": [("undisputed", 1)],
    }
    assert over_time.undated == 1
    assert over_time.states == [("undisputed", "Undisputed", 3), ("disputed", "Disputed", 1)]


def test_each_part_leads_to_as_many_claims_as_it_says(client, project, claims):
    page = page_of(client.get(reverse("claims", args=[project.pk])))
    parts = page.xpath("//*[local-name()='svg']/*[local-name()='a']")
    assert [part.get("aria-label") for part in parts] == [
        "11 Mar: 2 undisputed",
        "11 Mar: 1 disputed",
        "29 Apr: 1 undisputed",
    ]
    for part in parts:
        found = page_of(client.get(part.get("href"))).xpath("//table[@class='claims-table']/tbody/tr")
        assert len(found) == int(part.get("aria-label").split()[2])


def test_it_follows_the_filter_and_says_the_same_as_a_table(client, project, claims):
    page = page_of(client.get(reverse("claims", args=[project.pk]) + "?state=disputed"))
    assert [part.get("aria-label") for part in page.xpath("//*[local-name()='svg']/*[local-name()='a']")] == [
        "12 Mar: 1 disputed"
    ]
    (row,) = page.xpath("//figcaption//tbody/tr")
    assert [cell.text for cell in row] == ["12 Mar 2024", "1"]


def test_without_claims_there_is_no_picture(client, project):
    assert not page_of(client.get(reverse("claims", args=[project.pk]))).xpath("//figure")


def test_a_day_that_is_a_slip_of_the_pen_is_none(project, claims):
    Claim.objects.filter(annotation=claims[3]).update(date_from=date(1, 1, 1))
    assert sum(column.total for column, _ in ClaimsOverTime(claims_of(project, {})).columns) == 4


def test_it_takes_one_query_however_many_claims_there_are(project, claims):
    with CaptureQueriesContext(connection) as captured:
        over_time = ClaimsOverTime(claims_of(project, {}))
        assert over_time.columns
        assert over_time.rows
        assert over_time.undated
    assert len(captured) == 1


def test_another_projects_claims_are_not_in_it(client_of, stranger, project, claims):
    elsewhere = Project.objects.get(name="Elsewhere")
    page = lxml.html.fromstring(client_of(stranger).get(reverse("claims", args=[elsewhere.pk])).content)
    assert not page.xpath("//figure")
