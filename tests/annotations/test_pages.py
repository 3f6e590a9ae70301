"""The pages about highlights: the card, the side list, all of a project, the codebook."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from annotations.forms import FilterForm
from annotations.models import Tag
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["Nine people died.", "Twelve <b> died 🕊.", "Nobody knows."])


class TestCard:
    def test_it_shows_tags_note_who_and_when(self, client, article, coder):
        made = a_highlight(article, "Nine", "Claim", note="why <b>", by=coder)
        page = lxml.html.document_fromstring(client.get(made.get_absolute_url()).content.decode())
        words = " ".join(page.text_content().split())
        assert "coder" in words
        assert page.xpath("//blockquote/text()") == ["Nine"]
        assert page.xpath("//textarea[@name='note']/text()") == ["why <b>"]
        assert page.xpath("//*[@aria-pressed='true']/text()")[0].strip() == "Claim"
        assert page.xpath("//time/@datetime")[0].startswith(made.created_at.strftime("%Y-%m-%dT%H:%M"))

    def test_as_a_fragment_it_is_the_card_alone(self, client, article):
        made = a_highlight(article, "Nine")
        response = client.get(made.get_absolute_url(), headers=HTMX)
        assert "<html" not in response.content.decode()
        assert "HX-Request" in response["Vary"]

    def test_it_leads_to_the_others_on_the_passage(self, client, article):
        made, other, _ = (a_highlight(article, words) for words in ("Nine people", "people died", "Nobody"))
        page = lxml.html.fromstring(client.get(made.get_absolute_url(), headers=HTMX).content.decode())
        assert page.xpath("//*[@class='card-others']//a/@href") == [other.get_absolute_url()]

    def test_an_orphans_card_says_so(self, client, article, coder):
        made = a_highlight(article, "Nine")
        article.cut_block(0, by=coder)
        page = client.get(made.get_absolute_url()).content.decode()
        assert "orphan" in page
        assert "Nine" in page


class TestSideList:
    @pytest.fixture
    def made(self, article):
        return [a_highlight(article, *given) for given in [("Nobody", "Disputed"), ("Nine", "Claim"), ("Twelve",)]]

    def shown(self, response) -> list[str]:
        page = lxml.html.fromstring(response.content.decode())
        return [
            entry.findtext(".//q")
            for entry in page.xpath("//li[starts-with(@id, 'entry-')]")
            if "hidden" not in entry.attrib
        ]

    def test_it_is_in_reading_order(self, client, article, made):
        path = reverse("article_annotations", args=[article.pk])
        assert self.shown(client.get(path, headers=HTMX)) == ["Nine", "Twelve", "Nobody"]

    def test_its_filter_works_with_and_without_a_script(self, client, article, project, made):
        for path, headers in (
            (reverse("article_annotations", args=[article.pk]), HTMX),
            (article.get_absolute_url(), {}),
        ):
            found = {
                chosen: self.shown(client.get(path, {"tag": chosen}, headers=headers))
                for chosen in ("", project.tags.get(name="Claim").pk, "none", "nonsense")
            }
            assert list(found.values()) == [["Nine", "Twelve", "Nobody"], ["Nine"], ["Twelve"], []]

    def test_asked_for_as_a_page_it_is_the_article(self, client, article):
        response = client.get(reverse("article_annotations", args=[article.pk]), {"tag": "none"})
        assert response["Location"] == f"{article.get_absolute_url()}?tag=none"

    def test_orphans_are_listed_last(self, client, article, coder, made):
        article.cut_block(0, by=coder)
        path = reverse("article_annotations", args=[article.pk])
        response = client.get(path, headers=HTMX)
        assert self.shown(response) == ["Twelve", "Nobody", "Nine"]
        assert "Orphan" in response.content.decode()


class TestAllHighlights:
    def test_they_come_by_article_the_newest_first_in_reading_order(self, client, project, article):
        other = an_article(project, ["Second report."], title="Other")
        for each, words in ((other, "Second"), (article, "Nobody"), (article, "Nine")):
            a_highlight(each, words)
        response = client.get(reverse("project_annotations", args=[project.pk]))
        assert [annotation.exact for annotation in response.context["annotations"]] == ["Second", "Nine", "Nobody"]
        assert "3 highlights" in response.content.decode()

    def test_nothing_found_says_so(self, client, project, article):
        path = reverse("project_annotations", args=[project.pk])
        assert "No highlights yet" in client.get(path).content.decode()
        a_highlight(article, "Nine")
        assert "Nothing matches" in client.get(path, {"q": "nowhere"}).content.decode()

    def test_the_choice_of_articles_loads_their_titles_alone(self, project, article):
        (choice,) = FilterForm({}, project=project).fields["article"].queryset
        loaded = {field.attname for field in Article._meta.concrete_fields} - choice.get_deferred_fields()
        assert loaded == {"id", "title"}

    @pytest.mark.parametrize(
        ("q", "found"),
        [
            ("привет", ["Привет, 12%_ (a.b) c"]),
            ("ÉTÉ", ["L’été"]),
            ("12%_ (A.B) C", ["Привет, 12%_ (a.b) c"]),
            (".", ["Привет, 12%_ (a.b) c"]),
            ("%", ["Привет, 12%_ (a.b) c"]),
            ("\\", []),
        ],
    )
    def test_words_are_found_in_either_case_and_as_they_are_typed(self, client, project, q, found):
        article = an_article(project, ["Привет, 12%_ (a.b) c", "L’été"])
        for words in ("Привет, 12%_ (a.b) c", "L’été"):
            a_highlight(article, words)
        response = client.get(reverse("project_annotations", args=[project.pk]), {"q": q})
        assert [annotation.exact for annotation in response.context["annotations"]] == found

    def test_a_filter_that_is_none_is_422(self, client, project, article):
        path = reverse("project_annotations", args=[project.pk])
        assert client.get(path, {"tag": "claim"}).status_code == 422
        assert client.get(path, {"q": "x" * 201}).status_code == 422


class TestCodebook:
    @pytest.fixture
    def path(self, project):
        return reverse("codebook", args=[project.pk])

    def test_tags_are_shown_with_their_meaning_and_use(self, client, path, article):
        a_highlight(article, "Nine", "Claim")
        a_highlight(article, "Nobody", "Claim").delete_softly()
        words = " ".join(lxml.html.fromstring(client.get(path).content.decode()).text_content().split())
        assert "Claim c 1 highlight" in words
        assert "Disputed d 0 highlights" in words
        assert "Mark the whole statement with its source" in words

    def test_a_new_tag_stands_last(self, client, path, project):
        data = {"name": "  Chain of   command ", "tint": "teal", "hotkey": "z", "description": "Who ordered what."}
        assert client.post(path, data)["Location"] == path
        tag = project.tags.last()
        assert (tag.name, tag.tint, tag.hotkey, tag.description) == (
            "Chain of command",
            "teal",
            "z",
            "Who ordered what.",
        )

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            ({"name": "claim"}, "There is a tag of this name."),
            ({"name": " CLAIM  "}, "There is a tag of this name."),
            ({"name": "New", "hotkey": "c"}, "Another tag has this hotkey."),
            ({"name": "New", "hotkey": "j"}, "The reading page uses"),
            ({"name": "New", "hotkey": "é"}, "one letter"),
            ({"name": " "}, "required"),
            ({"name": "New", "tint": "neon"}, "valid choice"),
        ],
    )
    def test_what_is_no_tag_is_422_with_the_reason(self, client, path, project, data, reason):
        response = client.post(path, {"tint": "teal", **data})
        assert response.status_code == 422
        assert reason in response.content.decode()
        assert project.tags.count() == 3

    def test_a_hotkey_may_be_typed_in_capitals(self, client, path, project):
        client.post(path, {"name": "New", "tint": "teal", "hotkey": "Z"})
        assert project.tags.get(name="New").hotkey == "z"

    def test_a_tag_is_renamed_and_what_bears_it_bears_it_still(self, client, project, article):
        made, tag = a_highlight(article, "Nine", "Claim"), project.tags.get(name="Claim")
        data = {"name": "Assertion", "tint": "green", "hotkey": "a", "description": ""}
        assert client.post(tag.get_absolute_url(), data).status_code == 302
        assert [(each.name, each.tint, each.kind) for each in made.tags.all()] == [("Assertion", "green", "claim")]

    def test_a_tag_keeps_its_own_name_and_hotkey_when_it_is_saved_again(self, client, project):
        tag = project.tags.get(name="Claim")
        data = {"name": "Claim", "tint": tag.tint, "hotkey": "c", "description": "Another description."}
        assert client.post(tag.get_absolute_url(), data).status_code == 302

    def test_a_tag_is_not_renamed_to_another(self, client, project):
        tag = project.tags.get(name="Claim")
        response = client.post(tag.get_absolute_url(), {"name": "disputed", "tint": "teal", "hotkey": "c"})
        assert response.status_code == 422
        assert "There is a tag of this name." in response.content.decode()

    def test_a_tag_is_removed_after_a_question_that_says_what_it_takes(self, client, path, project, article):
        made, tag = a_highlight(article, "Nine", "Claim", "Disputed"), project.tags.get(name="Claim")
        removal = reverse("tag_removal", args=[tag.pk])
        assert "1 highlight will lose it" in client.get(removal).content.decode()
        assert client.post(removal)["Location"] == path
        assert [each.name for each in made.tags.all()] == ["Disputed"]
        assert not Tag.objects.filter(pk=tag.pk).exists()
