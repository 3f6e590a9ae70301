"""The table of tags that occur together: its numbers, and the highlights that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models.codebook_editing import merge
from reader.models import Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article

WAYS = ("highlight", "overlap", "sentence")


@pytest.fixture
def client(viewer: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(viewer)


@pytest.fixture
def article(project: Project, owner: User):
    article = an_article(project, ["Twelve died in the fire. A union counts seventeen, it says.", "Gone, all of it."])
    a_highlight(article, "Twelve died", "Claim", "Casualty figure")
    a_highlight(article, "died in the", "Disputed")
    a_highlight(article, "seventeen", "Casualty figure")
    a_highlight(article, "A union", "Disputed")
    a_highlight(article, "it says", "Disputed", note="x")
    a_highlight(article, "Gone", "Claim", "Disputed")
    a_highlight(article, "union counts")
    article.cut_block(1, by=owner)
    return article


def table(client: Client, project: Project, way: str, **query: object) -> list[str]:
    page = page_of(client.get(reverse("cooccurrence", args=[project.pk, way]), query))
    return [" ".join(words_of(cell) for cell in row) for row in page.xpath("//tbody/tr")]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("highlight", ["Claim 2 – 1 1", "Disputed 4 1 – 0", "Casualty figure 2 1 0 –"]),
        ("overlap", ["Claim 2 – 1 1", "Disputed 4 1 – 1", "Casualty figure 2 1 1 –"]),
        ("sentence", ["Claim 2 – 1 1", "Disputed 4 1 – 3", "Casualty figure 2 1 2 –"]),
    ],
)
def test_its_numbers(client, project, article, way, expected):
    assert table(client, project, way) == expected


@pytest.mark.parametrize("way", WAYS)
def test_each_number_leads_to_as_many_highlights(client, project, article, way):
    page = page_of(client.get(reverse("cooccurrence", args=[project.pk, way]), {"note": "without"}))
    links = page.xpath("//tbody//td/a")
    assert links
    for link in links:
        assert len(client.get(link.get("href")).context["annotations"]) == int(words_of(link))
        assert "note=without" in link.get("href")


def test_it_counts_what_the_filter_shows(client, project, article):
    assert table(client, project, "sentence", note="with") == ["Disputed 1 –"]


def test_nothing_tagged_says_so(client, project):
    page = client.get(reverse("cooccurrence", args=[project.pk, "overlap"])).content.decode()
    assert "No highlight bears a tag here." in page


def test_a_filter_that_is_none_is_422(client, project):
    assert client.get(reverse("cooccurrence", args=[project.pk, "overlap"]), {"state": "lost"}).status_code == 422


def test_another_projects_tags_are_not_counted(client, project, article, stranger):
    other = stranger.projects.get()
    a_highlight(an_article(other, ["Twelve died."]), "Twelve", "Claim", "Disputed")
    assert table(client, project, "highlight")[0] == "Claim 2 – 1 1"


@pytest.mark.parametrize("way", WAYS)
def test_what_is_kept_is_counted_anew_where_something_changes(client, project, article, owner, way):
    """By a new highlight, a deleted one, the codebook, another text: as the table of a filter that keeps all has it."""
    elsewhere = an_article(project, ["Nobody knows, it says. Gone."])

    def as_narrowed() -> list[str]:
        return table(client, project, way, made_from="2000-01-01")

    tables = [table(client, project, way)]
    _, disputed, figure = project.tags.all()
    assert tables[-1] == as_narrowed()
    a_highlight(elsewhere, "Nobody", "Claim", "Disputed")
    tables += [table(client, project, way)]
    assert tables[-1] == as_narrowed()
    article.annotations.get(exact="Twelve died").retag(disputed, present=True, by=owner)
    tables += [table(client, project, way)]
    assert tables[-1] == as_narrowed()
    article.annotations.get(exact="Twelve died").delete_softly(by=owner)
    tables += [table(client, project, way)]
    assert tables[-1] == as_narrowed()
    merge(figure, disputed, by=owner)
    tables += [table(client, project, way)]
    assert tables[-1] == as_narrowed()
    article.restore_block(1, by=owner)
    assert table(client, project, way) == as_narrowed()
    assert all(one != other for one, other in pairwise(tables))


@pytest.mark.parametrize("way", WAYS)
def test_it_asks_no_more_of_more_articles(client, project, article, way):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            table(client, project, way)
        return len(asked)

    table(client, project, way)  # counted
    few = queries()
    for number in range(5):
        a_highlight(an_article(project, [f"Number {number} is one. Gone."]), "Gone", "Claim", "Disputed")
    counting, after = queries(), queries()
    assert after == few
    assert counting <= few + 8
