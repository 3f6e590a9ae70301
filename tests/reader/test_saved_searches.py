"""Searches kept by a name: of one person, in one project."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reader.models import Project, SavedSearch
from tests.builders import an_article


@pytest.fixture
def client(owner, client_of, project) -> Client:
    an_article(project, title="Fire")
    return client_of(owner)


def keep(client: Client, project: Project, query: str, name: str = "Mine") -> str:
    response = client.post(f"{reverse('saved_searches', args=[project.pk])}{query}", {"name": name}, follow=True)
    return " ".join(html.fromstring(response.content).get_element_by_id("messages").text_content().split())


def kept(client: Client, project: Project) -> list[tuple[str, str]]:
    page = html.fromstring(client.get(project.get_absolute_url()).content)
    return [(link.text_content(), link.get("href")) for link in page.xpath("//section[h3='Saved searches']//a")]


def test_a_search_is_kept_as_its_address_and_removed(client, project):
    assert keep(client, project, "?q=fire+-forest&site=&sort=title") == "Kept as “Mine”."
    path = f"{project.get_absolute_url()}?q=fire+-forest&sort=title"
    assert kept(client, project) == [("Mine", path)]
    assert client.get(path).status_code == 200
    client.post(reverse("saved_search_removal", args=[SavedSearch.objects.get().pk]))
    assert kept(client, project) == []


def test_under_the_same_name_the_later_one_is_kept(client, project):
    keep(client, project, "?q=fire")
    keep(client, project, "?q=flood")
    assert [search.query for search in SavedSearch.objects.all()] == ["q=flood"]


@pytest.mark.parametrize(
    ("query", "name"), [("", "Mine"), ("?sort=title", "Mine"), ("?q=(", "Mine"), ("?q=fire", "  ")]
)
def test_what_is_no_search_or_has_no_name_is_not_kept(client, project, query, name):
    assert "Kept" not in keep(client, project, query, name)
    assert not SavedSearch.objects.exists()


def test_they_are_of_one_person_and_one_project(client, project, owner, viewer, client_of):
    keep(client, project, "?q=fire")
    other = Project.objects.start("Other", by=owner)
    an_article(other)
    theirs = client_of(viewer)
    assert (kept(theirs, project), kept(client, other)) == ([], [])
    assert theirs.post(reverse("saved_search_removal", args=[SavedSearch.objects.get().pk])).status_code == 404
    assert keep(theirs, project, "?q=mine") == "Kept as “Mine”."


def test_who_has_left_the_project_cannot_remove_theirs(project, client_of, viewer):
    theirs = client_of(viewer)
    keep(theirs, project, "?q=fire")
    project.memberships.get(user=viewer).end()
    assert theirs.post(reverse("saved_search_removal", args=[SavedSearch.objects.get().pk])).status_code == 404
