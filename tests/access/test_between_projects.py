"""Whoever is in two projects still cannot reach the one through the other."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from reader.models import Project
from tests.access.table import PASSAGE
from tests.access.world import World
from tests.builders import a_highlight, an_article


class TestBetweenProjects:
    @pytest.fixture
    def other(self, world: World) -> World:
        owner = world.people["owner"]
        project = Project.objects.start("Other", by=owner)
        article = an_article(project, ["Secret words here."], title="Secret title")
        return World(world.people, project, article, a_highlight(article, "Secret", "Claim", note="Secret note"))

    @pytest.fixture
    def client(self, world: World) -> Client:
        return world.client("owner")

    def test_a_tag_of_one_is_not_put_on_an_annotation_of_the_other(self, world, other, client):
        path = reverse("tagging", args=[world.annotation.pk, other.project.tags.all()[1].pk])
        assert client.post(path, {"present": "on"}).status_code == 404
        assert [tag.project for tag in world.annotation.tags.all()] == [world.project]

    def test_a_tag_of_one_is_not_given_to_a_new_highlight_of_the_other(self, world, other, client):
        data, there = {**PASSAGE, "tags": [other.project.tags.first().pk]}, world.article.annotations.count()
        client.post(world.path("article_annotations"), data)
        assert world.article.annotations.count() == there + 1
        assert not world.article.annotations.filter(tags__project=other.project.pk).exists()

    @pytest.mark.parametrize("field", ["article", "tag"])
    def test_a_filter_of_one_shows_nothing_of_the_other(self, world, other, client, field):
        pk = other.article.pk if field == "article" else other.project.tags.first().pk
        page = client.get(world.path("project_annotations"), {field: pk})
        assert page.status_code == 422
        assert b"Secret" not in page.content
        assert client.get(world.path("csv"), {field: pk}).status_code == 404

    def test_the_csv_of_one_holds_nothing_of_the_other(self, world, other, client):
        text = b"".join(client.get(world.path("csv")).streaming_content)
        assert b"two" in text
        assert b"Secret" not in text

    def test_a_membership_of_one_is_not_changed_through_the_other(self, world, other, client):
        membership = world.project.memberships.get(user=world.people["viewer"])
        path = reverse("membership", args=[other.project.pk, membership.pk])
        assert client.post(path, {"role": "owner"}).status_code == 404
        assert world.project.role_of(world.people["viewer"]) == "viewer"

    def test_a_role_in_one_is_no_role_in_the_other(self, world, other):
        other.project.add(world.people["viewer"], "owner")
        client = world.client("viewer")
        assert client.post(world.path("cuts"), {"block": 0}).status_code == 404
        assert client.get(world.path("people")).status_code == 404
        assert client.post(other.path("cuts"), {"block": 0}).status_code == 302

    def test_a_filter_and_its_lists_offer_only_what_is_in_the_project(self, world, other, client):
        page = client.get(world.path("project_annotations")).content.decode()
        assert "Harbour fire" in page
        assert "Secret" not in page
