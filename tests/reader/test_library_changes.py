"""States and labels: put on many articles at once from the list, seen in it, and taken back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from reader.models import Article, Label, Project, ReadingState
from tests.builders import an_article


@pytest.fixture
def articles(project: Project) -> list[Article]:
    return [an_article(project, title=f"Report {name}", site_name=f"Site {name}") for name in "ABC"]


@pytest.fixture
def client(owner, client_of) -> Client:
    return client_of(owner)


def do(client: Client, project: Project, query: str = "", **data: object) -> str:
    """Send the form below the list, and return what the next page says to it."""
    response = client.post(f"{reverse('article_changes', args=[project.pk])}{query}", data, follow=True)
    assert response.redirect_chain == [(f"{project.get_absolute_url()}{query}", 302)]
    return " ".join(html.fromstring(response.content).get_element_by_id("messages").text_content().split())


def undo(client: Client, project: Project) -> str:
    response = client.post(reverse("article_changes_undo", args=[project.pk]), follow=True)
    return " ".join(html.fromstring(response.content).get_element_by_id("messages").text_content().split())


def listed(client: Client, project: Project, **query: str) -> str:
    page = html.fromstring(client.get(project.get_absolute_url(), query).content)
    return "".join(link.text_content()[-1] for link in page.xpath("//*[contains(@class, 'article-entry')]//h2/a"))


class TestStates:
    def test_a_state_is_seen_filtered_and_counted(self, client, project, articles):
        assert do(client, project, action="done", key=[articles[0].pk, articles[1].pk]) == "2 articles: done."
        do(client, project, action="reading", key=[articles[1].pk])
        assert [listed(client, project, state=state) for state in ("new", "reading", "done")] == ["C", "B", "A"]
        page = html.fromstring(client.get(project.get_absolute_url()).content)
        found = [" ".join(facet.text_content().split()) for facet in page.xpath("//section[h3='State']//a")]
        assert found == ["New 1", "Reading 1", "Done 1"]
        assert [mark.text for mark in page.xpath("//*[contains(@class, 'done')]//p/strong")] == ["Done"]

    def test_what_is_archived_is_out_of_sight_until_it_is_looked_for(self, client, project, articles):
        do(client, project, action="archived", key=[articles[0].pk])
        assert listed(client, project) == "CB"
        assert [listed(client, project, state="archived"), listed(client, project, state="any")] == ["A", "CBA"]
        assert listed(client, project, q="report") == "CBA"

    def test_all_archived_is_no_first_run(self, client, project, articles):
        do(client, project, action="archived", everything="on")
        page = html.fromstring(client.get(project.get_absolute_url()).content)
        assert page.xpath("//*[@class='empty']//a/@href") == ["?state=archived"]
        assert page.xpath("//button[contains(., 'Undo the last change')]")

    def test_a_state_is_of_one_person(self, client, project, articles, viewer, client_of):
        do(client_of(viewer), project, action="archived", key=[articles[0].pk])
        assert (listed(client_of(viewer), project), listed(client, project)) == ("CB", "CBA")

    def test_each_article_goes_back_to_the_state_it_was_in(self, client, project, articles):
        do(client, project, action="reading", key=[articles[0].pk])
        assert do(client, project, action="done", everything="on") == "3 articles: done."
        assert undo(client, project) == "Undone: 3 articles: done."
        assert [listed(client, project, state=state) for state in ("new", "reading", "done")] == ["CB", "A", ""]
        assert undo(client, project) == "There is nothing to undo any more."

    def test_an_undo_leaves_alone_what_is_gone(self, client, project, articles):
        do(client, project, action="done", everything="on")
        articles[0].remove()
        undo(client, project)
        assert not ReadingState.objects.exists()

    def test_the_database_knows_the_states(self, owner, articles):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReadingState.objects.create(user=owner, article=articles[0], state="burnt")


class TestLabels:
    def test_a_label_is_made_seen_filtered_and_taken_off(self, client, project, articles):
        key = [articles[0].pk, articles[1].pk]
        assert do(client, project, action="label", label=" To  check ", key=key) == "“To check” is on 2 articles more."
        assert do(client, project, action="label", label="TO CHECK", key=key) == "This changes none of them."
        assert [label.name for label in project.labels.all()] == ["To check"]
        assert listed(client, project, label="To check") == "BA"
        page = html.fromstring(client.get(project.get_absolute_url()).content)
        assert [chip.text for chip in page.xpath("//*[contains(@class, 'chip label')]")] == ["To check"] * 2
        assert do(client, project, action="unlabel", label="to check", key=key[:1]) == "“To check” is off 1 article."
        assert listed(client, project, label="To check") == "B"

    def test_labelling_is_undone(self, client, project, articles):
        do(client, project, action="label", label="Urgent", key=[articles[0].pk])
        do(client, project, action="label", label="Urgent", everything="on")
        assert undo(client, project) == "Undone: “Urgent” is on 2 articles more."
        assert listed(client, project, label="Urgent") == "A"
        do(client, project, action="unlabel", label="Urgent", everything="on")
        undo(client, project)
        assert listed(client, project, label="Urgent") == "A"

    def test_all_are_those_that_the_list_shows_and_the_person_could_know_of(self, client, project, articles):
        newest = articles[1].pk
        do(client, project, "?site=Site+B", action="label", label="One", everything="on", newest=newest)
        do(client, project, action="label", label="Two", everything="on", newest=newest)
        assert (listed(client, project, label="One"), listed(client, project, label="Two")) == ("B", "BA")

    def test_one_projects_labels_are_not_anothers(self, client, project, articles, owner):
        other = Project.objects.start("Other", by=owner)
        foreign = an_article(other)
        do(client, project, action="label", label="Urgent", key=[foreign.pk, articles[0].pk])
        assert [article.pk for article in Label.objects.get().articles.all()] == [articles[0].pk]
        assert undo(client, other) == "There is nothing to undo any more."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"action": "done"}, "Choose some articles first."),
        ({"action": "label", "key": ["1"]}, "Name the label first."),
        ({"action": "burn", "key": ["1"]}, "Select a valid choice."),
        ({"action": "done", "key": ["x"]}, "These are no articles."),
        ({"action": "done", "key": [str(2**70)]}, "These are no articles."),
    ],
)
def test_what_is_no_change_is_said_and_changes_nothing(client, project, articles, data, told):
    assert do(client, project, **data).startswith(told)
    assert not ReadingState.objects.exists()
    assert not Label.objects.exists()


def test_a_viewer_keeps_account_and_labels_nothing(project, articles, viewer, client_of):
    client = client_of(viewer)
    assert do(client, project, action="done", key=[articles[0].pk]) == "1 article: done."
    path = reverse("article_changes", args=[project.pk])
    assert client.post(path, {"action": "label", "label": "Mine", "everything": "on"}).status_code == 404
    page = html.fromstring(client.get(project.get_absolute_url()).content)
    assert page.xpath("//button[@name='action']/@value") == ["reading", "done", "archived", "new"]
