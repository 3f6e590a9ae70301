"""The codebook's pages: what they show, and what their forms do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation, Tag, codebook_editing
from reader.models import Article, Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["Nine people died.", "Twelve people died.", "Nobody knows."])


@pytest.fixture
def path(project: Project) -> str:
    return reverse("codebook", args=[project.pk])


def named(project: Project, name: str) -> Tag:
    return project.tags.get(name=name)


def at(name: str, *args: object) -> str:
    return reverse(name, args=args)


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in Annotation.objects.get(pk=annotation.pk).tags.all()]


def message_of(response: HttpResponse) -> lxml.html.HtmlElement:
    """Return the message on the page that an answer leads to."""
    return page_of(response).get_element_by_id("messages")


def outline(page: lxml.html.HtmlElement) -> list[str]:
    """Return the names in the tree as the lists on the page nest, each with a dash for each level below the top."""
    rows = page.xpath("//ol[contains(@class, 'tag-tree')]//li")
    return ["-" * (len(row.xpath("ancestor::ol")) - 1) + row.find_class("chip")[0].text_content() for row in rows]


class TestTree:
    def test_it_is_lists_in_lists(self, client, path, project):
        source = Tag(project=project, name="Source", parent=named(project, "Claim"))
        codebook_editing.add(source, by=None)
        codebook_editing.add(Tag(project=project, name="Official", parent=source), by=None)
        assert outline(page_of(client.get(path))) == [
            "Claim", "-Source", "--Official", "Disputed", "Casualty figure",
        ]  # fmt: skip

    def test_kind_and_examples_are_shown(self, client, path, project):
        codebook_editing.revise(named(project, "Disputed"), {"examples": "“Not so,” she said."}, by=None)
        words = words_of(page_of(client.get(path)).find(".//main"))
        assert "Claim c 0 highlights kind: claim" in words
        assert "Examples “Not so,” she said." in words

    def test_an_empty_codebook_says_what_to_do(self, client, path, project):
        project.tags.all().delete()
        assert "No tags. Add one below, or import a codebook" in words_of(page_of(client.get(path)))

    def test_a_viewer_sees_all_and_can_change_nothing(self, client_of, viewer, path, project):
        codebook_editing.archive(named(project, "Disputed"), by=None)
        page = page_of(client_of(viewer).get(path))
        assert outline(page) == ["Claim", "Casualty figure"]
        assert "Archived" in words_of(page)
        assert page.xpath("//main//form | //main//button") == []

    def test_a_tag_that_holds_markup_is_text(self, client, path, project):
        codebook_editing.add(Tag(project=project, name="<b>x</b>", description="<script>1</script>"), by=None)
        page = page_of(client.get(path))
        assert "<b>x</b>" in outline(page)
        assert page.xpath("//main//script") == []


class TestChanging:
    def test_a_new_tag_under_another(self, client, path, project):
        claim = named(project, "Claim")
        data = {"name": "Source", "tint": "teal", "kind": "claim", "parent": claim.pk, "examples": "One."}
        assert client.post(path, data)["Location"] == path
        made = named(project, "Source")
        assert (made.parent, made.kind, made.examples) == (claim, "claim", "One.")

    def test_a_tag_is_not_offered_itself_nor_what_stands_under_it_nor_archived_ones(self, client, project):
        claim = named(project, "Claim")
        codebook_editing.add(Tag(project=project, name="Source", parent=claim), by=None)
        codebook_editing.archive(named(project, "Disputed"), by=None)
        options = page_of(client.get(claim.get_absolute_url())).xpath("//select[@name='parent']/option/text()")
        assert options == ["nothing: at the top", "Casualty figure"]

    def test_a_parent_of_another_project_is_422(self, client, path, project, coder):
        other = Project.objects.start("Other", by=coder)
        response = client.post(path, {"name": "Source", "tint": "teal", "parent": other.tags.first().pk})
        assert response.status_code == 422
        assert project.tags.count() == 3

    def test_names_are_one_whatever_their_capitals_in_any_script(self, client, path, project):
        client.post(path, {"name": "Ärger", "tint": "teal"})
        response = client.post(path, {"name": "ÄRGER", "tint": "teal"})
        assert response.status_code == 422
        assert "There is a tag of this name." in response.content.decode()

    @pytest.mark.parametrize("key", list("hjknurxsw"))
    def test_keys_of_the_reading_page_are_no_hotkeys(self, client, path, project, key):
        assert client.post(path, {"name": "New", "tint": "teal", "hotkey": key}).status_code == 422

    def test_a_hotkey_of_an_archived_tag_is_free(self, client, path, project):
        codebook_editing.archive(named(project, "Claim"), by=None)
        assert client.post(path, {"name": "New", "tint": "teal", "hotkey": "c"}).status_code == 302

    @pytest.mark.parametrize("way", ["up", "down"])
    def test_a_moved_tag_keeps_the_focus_on_its_button(self, client, project, way):
        tag = named(project, "Disputed")
        codebook_editing.add(Tag(project=project, name="Fourth"), by=None)
        codebook_editing.add(Tag(project=project, name="Fifth"), by=None)
        codebook_editing.move(named(project, "Fourth"), "up", by=None)
        tag = named(project, "Fourth")
        response = client.post(at("tag_place", tag.pk), {"way": way}, follow=True)
        focused = page_of(response).xpath("//*[@autofocus]")
        assert [button.get("aria-label") for button in focused] == [f"Move Fourth {way}"]

    def test_at_the_end_of_its_way_the_focus_is_on_the_other_button(self, client, project):
        response = client.post(at("tag_place", named(project, "Disputed").pk), {"way": "up"}, follow=True)
        page = page_of(response)
        assert outline(page) == ["Disputed", "Claim", "Casualty figure"]
        assert page.xpath("string(//*[@autofocus]/@aria-label)") == "Move Disputed down"
        assert page.xpath("//button[@aria-label='Move Disputed up']/@disabled")

    def test_a_wrong_way_moves_nothing(self, client, path, project):
        assert client.post(at("tag_place", named(project, "Disputed").pk), {"way": "out"})["Location"] == path
        assert outline(page_of(client.get(path))) == ["Claim", "Disputed", "Casualty figure"]


class TestArchive:
    def test_there_and_back(self, client, path, project, article):
        made = a_highlight(article, "Nine", "Claim")
        archival = at("tag_archival", named(project, "Claim").pk)
        page = page_of(client.post(archival, {"archived": "on"}, follow=True))
        assert outline(page) == ["Disputed", "Casualty figure"]
        assert "Bring back" in words_of(page)
        assert tags_of(made) == ["Claim"]
        assert outline(page_of(client.post(archival, {}, follow=True))) == ["Claim", "Disputed", "Casualty figure"]

    def test_an_archived_tag_is_not_offered_on_the_reading_page(self, client, project, article):
        a_highlight(article, "Nine", "Claim")
        codebook_editing.archive(named(project, "Claim"), by=None)
        page = page_of(client.get(article.get_absolute_url()))
        offered = page.get_element_by_id("toolbar").xpath(".//button/@data-tag")
        assert offered == [str(named(project, name).pk) for name in ("Disputed", "Casualty figure")] + [""]
        assert page.xpath("//mark[contains(@class, 'tint-blue')]")


class TestMerge:
    def test_one_takes_in_the_other(self, client, project, article):
        made = a_highlight(article, "Nine", "Claim")
        merge = at("tag_merge", named(project, "Claim").pk)
        assert "1 highlight will have the other tag" in words_of(page_of(client.get(merge)))
        response = client.post(merge, {"into": named(project, "Disputed").pk}, follow=True)
        assert "Merged “Claim” into “Disputed”, on 1 highlight." in words_of(message_of(response))
        assert tags_of(made) == ["Disputed"]

    def test_only_into_another_of_the_project_that_is_offered(self, client, project, coder):
        other = Project.objects.start("Other", by=coder)
        codebook_editing.archive(named(project, "Disputed"), by=None)
        claim = named(project, "Claim")
        for into in (claim, named(project, "Disputed"), other.tags.first(), ""):
            data = {"into": into.pk if into else ""}
            assert client.post(at("tag_merge", claim.pk), data).status_code == 422
        assert project.tags.count() == 3

    def test_the_only_tag_has_nothing_to_be_merged_into(self, client, project):
        claim = named(project, "Claim")
        project.tags.exclude(pk=claim.pk).delete()
        assert "There is no other tag" in words_of(page_of(client.get(at("tag_merge", claim.pk))))


class TestSplit:
    @pytest.fixture
    def highlights(self, project, article) -> dict[str, Annotation]:
        other = an_article(project, ["Seven were hurt."], title="Another")
        return {
            "nine": a_highlight(article, "Nine", "Claim"),
            "twelve": a_highlight(article, "Twelve", "Claim", "Disputed", note="says the UNION"),
            "nobody": a_highlight(article, "Nobody", "Disputed"),
            "seven": a_highlight(other, "Seven", "Claim"),
        }

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({}, ["nine", "seven", "twelve"]),
            ({"q": "union"}, ["twelve"]),
            ({"q": "n"}, ["nine", "seven", "twelve"]),
            ({"beside": "Disputed"}, ["twelve"]),
            ({"without": "Disputed"}, ["nine", "seven"]),
            ({"article": "Another"}, ["seven"]),
            ({"article": "Another", "q": "nine"}, []),
        ],
    )
    def test_the_page_shows_what_the_form_will_take(self, client, project, highlights, query, found):
        claim = named(project, "Claim")
        data: dict[str, Any] = {**query}
        for name in ("beside", "without"):
            if name in data:
                data[name] = named(project, data[name]).pk
        if "article" in data:
            data["article"] = project.articles.get(title=data["article"]).pk
        page = page_of(client.get(at("tag_split", claim.pk), data))
        assert f"{len(found)} of 3 highlights chosen" in words_of(page)
        response = client.post(at("tag_split", claim.pk), {**data, "name": "Part", "tint": "teal"}, follow=True)
        assert response.status_code == 200
        bearing = sorted(name for name, made in highlights.items() if "Part" in tags_of(made))
        assert bearing == found
        assert all("Claim" not in tags_of(highlights[name]) for name in found)

    def test_the_form_keeps_the_filter_that_was_looked_at(self, client, project, highlights):
        page = page_of(client.get(at("tag_split", named(project, "Claim").pk), {"q": "union"}))
        form = page.xpath("//main//form[@method='post']")[0]
        assert form.xpath("string(.//input[@name='q']/@value)") == "union"

    def test_besides_the_tag_it_has(self, client, project, highlights):
        data = {"q": "Nine", "name": "Part", "tint": "teal", "keep": "on"}
        client.post(at("tag_split", named(project, "Claim").pk), data)
        assert tags_of(highlights["nine"]) == ["Claim", "Part"]

    @pytest.mark.parametrize("data", [{"name": ""}, {"name": "disputed"}, {"name": "New", "article": "x"}])
    def test_what_is_no_split_is_422(self, client, project, highlights, data):
        assert client.post(at("tag_split", named(project, "Claim").pk), data).status_code == 422
        assert project.tags.count() == 3


class TestUndo:
    def test_every_change_offers_its_undo_and_then_its_redo(self, client, path, project, article):
        made = a_highlight(article, "Nine", "Claim")
        response = client.post(at("tag_removal", named(project, "Claim").pk), follow=True)
        button = message_of(response).find(".//button")
        form = page_of(response).get_element_by_id(button.get("form"))
        assert (words_of(button), form.get("method")) == ("Undo", "post")
        response = client.post(form.get("action"), {button.get("name"): button.get("value")}, follow=True)
        assert "Undone: removed “Claim”." in words_of(message_of(response))
        assert tags_of(made) == ["Claim"]
        redo = page_of(response).xpath("//button[starts-with(@title, 'Redo')]")[0]
        assert redo.get("title") == "Redo: removed “Claim”"
        client.post(redo.get("formaction"))
        assert tags_of(made) == []

    def test_it_undoes_what_the_message_was_about(self, client, project):
        for name in ("Claim", "Disputed"):
            client.post(at("tag_archival", named(project, name).pk), {"archived": "on"})
        first = project.operations.order_by("pk")[0]
        client.post(at("codebook_turn", project.pk, "undo"), {"operation": first.pk})
        assert [tag.name for tag in project.tags.offered()] == ["Claim", "Casualty figure"]

    def test_it_leaves_what_was_done_to_highlights(self, client, project, article, coder):
        client.post(at("tag_archival", named(project, "Claim").pk), {"archived": "on"})
        made = a_highlight(article, "Nine", by=coder)
        client.post(at("codebook_turn", project.pk, "undo"))
        assert Annotation.objects.alive().filter(pk=made.pk).exists()
        assert named(project, "Claim").archived is False

    @pytest.mark.parametrize("way", ["undo", "redo"])
    def test_where_there_is_nothing_it_says_so(self, client, project, way):
        response = client.post(at("codebook_turn", project.pk, way), follow=True)
        assert "nothing of yours to " + {"undo": "undo", "redo": "do again"}[way] in words_of(message_of(response))

    def test_somebody_elses_operation_is_not_undone(self, client, project, owner):
        theirs = codebook_editing.archive(named(project, "Claim"), by=owner)
        client.post(at("codebook_turn", project.pk, "undo"), {"operation": theirs.pk})
        assert named(project, "Claim").archived

    def test_what_was_overtaken_is_said_and_leaves_the_way(self, client, project, owner):
        claim = named(project, "Claim")
        client.post(claim.get_absolute_url(), {"name": "Assertion", "tint": "blue", "hotkey": "c"})
        codebook_editing.revise(claim, {"name": "Statement"}, by=owner)
        response = client.post(at("codebook_turn", project.pk, "undo"), follow=True)
        assert "changed since" in words_of(message_of(response))
        assert not page_of(response).xpath("//button[starts-with(@title, 'Undo')]")

    def test_the_projects_own_undo_takes_it_back_too(self, client, project, article):
        made = a_highlight(article, "Nine", "Claim")
        client.post(at("tag_merge", named(project, "Claim").pk), {"into": named(project, "Disputed").pk})
        client.post(at("project_turn", project.pk, "undo"), {"next": "codebook"})
        assert tags_of(made) == ["Claim"]

    def test_the_history_of_a_highlight_tells_it(self, client, project, article):
        made = a_highlight(article, "Nine", "Claim")
        client.post(at("tag_merge", named(project, "Claim").pk), {"into": named(project, "Disputed").pk})
        words = words_of(page_of(client.get(at("annotation_history", made.pk))))
        assert "coder changed the codebook" in words
        assert "+ Disputed" in words
