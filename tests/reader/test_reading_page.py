"""The reading page and the project's list: what they say of an article, and what is offered on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from reader.extraction.model import Block, Container, Kind
from reader.models import Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, paragraph


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


class TestProject:
    def test_articles_are_listed_newest_first_with_what_they_are(self, client, project):
        an_article(project, ["One two."], title="First", site_name="Courier", published="2024-03-12")
        second = an_article(project, title="الثاني", language="ar", direction="rtl")
        a_highlight(second, "two")
        page = page_of(client.get(project.get_absolute_url()))
        links = page.xpath("//*[contains(@class, 'article-entry')]//h2/a")
        assert [(link.text, link.get("lang"), link.get("dir")) for link in links] == [
            ("الثاني", "ar", "rtl"),
            ("First", "en", "ltr"),
        ]
        entries = [words_of(entry) for entry in page.xpath("//*[contains(@class, 'article-entry')]")]
        assert "1 highlight" in entries[0]
        assert all(word in entries[1] for word in ("Courier", "12 March 2024", "English", "1 min"))
        assert "highlight" not in entries[1]  # there is none to speak of
        assert page.xpath("//*[contains(@class, 'article-entry')]//time/@datetime") == ["2024-03-12"]

    def test_home_is_the_one_project_or_the_list(self, client, project, coder):
        assert client.get("/")["Location"] == project.get_absolute_url()
        Project.objects.start("Another", by=coder)
        assert client.get("/")["Location"] == reverse("projects")
        assert "Another" in words_of(page_of(client.get("/projects/")))

    def test_a_project_is_started_with_a_name(self, client, coder):
        response = client.post("/projects/", {"name": "Quay"})
        started = Project.objects.get(name="Quay")
        assert (response["Location"], started.role_of(coder)) == (started.get_absolute_url(), "owner")
        assert client.post("/projects/", {"name": "  "}).status_code == 422

    def test_the_sample_has_a_button_for_its_owner_alone(self, project, owner, client, client_of):
        Project.objects.filter(pk=project.pk).update(is_sample=True)
        button = "Remove the sample"
        pages = [words_of(page_of(each.get(project.get_absolute_url()))) for each in (client_of(owner), client)]
        assert [button in page for page in pages] == [True, False]

    def test_a_project_is_removed_after_a_question(self, project, owner, client_of):
        an_article(project)
        path = reverse("project_removal", args=[project.pk])
        client = client_of(owner)
        assert project.name in words_of(page_of(client.get(path)))
        assert client.post(path)["Location"] == "/"
        assert not Project.objects.filter(pk=project.pk).exists()


class TestReadingPage:
    def test_it_says_what_the_article_is(self, client, project):
        article = an_article(
            project, ["كلمة " * 239], title="حريق في الميناء", standfirst="الخلاصة", byline="ليلى",
            published="2024-03-14T08:00:00Z", language="ar", direction="rtl", site_name="المرفأ", url="https://example.org/harik",
        )  # fmt: skip
        page = page_of(client.get(article.get_absolute_url()))
        (element,) = page.xpath("//article")
        assert (element.get("lang"), element.get("dir")) == ("ar", "rtl")
        head = words_of(page.xpath("//header[@class='article-head']")[0])
        for part in ("حريق في الميناء", "الخلاصة", "ليلى", "المرفأ", "2 min", "239 words"):
            assert part in head
        assert page.xpath("//header//time/@datetime") == ["2024-03-14T08:00:00Z"]
        (source,) = [link for link in page.xpath("//a") if link.get("href") == "https://example.org/harik"]
        assert set(source.get("rel").split()) == {"noopener", "noreferrer", "nofollow"}
        assert page.findtext(".//title").startswith("حريق في الميناء")

    def test_an_unknown_language_is_said_to_be_unknown(self, client, project):
        page = page_of(client.get(an_article(project, language="").get_absolute_url()))
        assert page.xpath("//article/@lang") == ["und"]

    def test_blocks_stand_in_their_elements_and_say_their_offsets(self, client, project):
        items = [
            Block(Kind.LIST_ITEM, text, text, path=(Container("ul", 1), Container("li", at)))
            for at, text in enumerate("ab")
        ]
        blocks = [
            Block(Kind.HEADING, "Head", "Head", level=3),
            *items,
            paragraph("قال 🙂", cut="x"),
            paragraph("End 🙂."),
        ]
        article = an_article(project, [*blocks, Block(Kind.QUOTATION, "x", "x", language="fr", direction="ltr")])
        page = page_of(client.get(article.get_absolute_url()))
        shown = [
            (block.getparent().tag, block.tag, int(block.get("data-start")), block.text_content())
            for block in page.xpath("//text-selection//*[@data-start]")
        ]
        assert shown == [
            ("text-selection", "h3", 0, "Head"),
            ("li", "div", 5, "a"),
            ("li", "div", 7, "b"),
            ("text-selection", "p", 9, "End 🙂."),
            ("text-selection", "p", 16, "x"),
        ]
        assert page.xpath("//*[@data-start='16']/@lang") == ["fr"]

    def test_highlights_are_marked_without_any_script(self, client, project):
        article = an_article(project, [paragraph("One two three.", "One <em>two</em> three."), "Four."])
        made = a_highlight(article, "two three.\nFour", "Claim", note="why")
        page = page_of(client.get(article.get_absolute_url()))
        marks = page.xpath("//mark")
        key = str(made.pk)
        assert [
            (mark.text, mark.get("data-begins"), mark.get("data-goes-on"), mark.get("data-ends")) for mark in marks
        ] == [
            ("two", key, None, None),
            (" three.", None, None, None),
            ("Four", None, key, key),
        ]
        tint = project.tags.get(name="Claim").tint
        assert all({"mark", f"tint-{tint}"} <= set(mark.get("class").split()) for mark in marks)
        assert marks[0].get("aria-label") == "Claim, with a note: two"
        assert page.xpath(f"//li[@id='entry-{made.pk}']/a/@href") == [made.get_absolute_url()]

    def test_what_was_cut_is_shown_on_demand_in_place_with_its_reason(self, client, project):
        blocks = ["One.", paragraph("Subscribe <now>.", cut="An appeal: “subscribe”"), "Two."]
        article = an_article(project, blocks)
        plain = page_of(client.get(article.get_absolute_url()))
        assert "Subscribe" not in words_of(plain)
        (link,) = [link for link in plain.xpath("//a") if "Show what was cut" in (link.text or "")]
        page = page_of(client.get(article.get_absolute_url() + link.get("href")))
        order = [words_of(each) for each in page.xpath("//text-selection/*")]
        assert order == [
            "One.",
            "Cut this",
            "Cut: An appeal: “subscribe”",
            "Subscribe <now>.Restore",
            "Two.",
            "Cut this",
        ]
        (cut,) = page.xpath("//*[@class='cut']")
        assert cut.xpath(".//*[@data-start]") == [], "a cut block is no part of the canonical text"

    def test_an_image_stands_by_its_description_and_host_until_it_is_asked_for(self, client, project):
        images = [
            '<img src="https://a.example/x.jpg" alt="The &quot;quay&quot;">',
            '<img src="https://[bad/x.jpg" alt="">',
        ]
        article = an_article(project, ["One.", *(Block(Kind.IMAGE, html, "") for html in images)])
        page = page_of(client.get(article.get_absolute_url()))
        assert [words_of(each) for each in page.xpath("//*[@class='image-stand-in']")] == [
            'The "quay" Image at a.example, not loaded',
            "Image without a description Image at an unknown address, not loaded",
        ]
        assert page.xpath("//text-selection//img") == []

    def test_every_id_on_the_page_is_one(self, client, project):
        image = Block(Kind.IMAGE, '<img src="https://example.org/a.jpg" alt="Quay">', "")
        article = an_article(project, ["One two.", image, image.cut("An advertisement"), paragraph("x", cut="y")])
        a_highlight(article, "One")
        a_highlight(article, "One two", "Claim")
        for query in ("", "?cut"):
            ids = page_of(client.get(article.get_absolute_url() + query)).xpath("//@id")
            assert sorted(ids) == sorted(set(ids)), query

    def test_a_viewer_reads_and_is_offered_no_change(self, project, viewer, client_of):
        article = an_article(project, ["One two.", paragraph("Two.", cut="An appeal")])
        made = a_highlight(article, "One", "Claim")
        client = client_of(viewer)
        states = reverse("article_changes", args=[project.pk])  # what they have read is their own
        own = {reverse("logout"), reverse("language"), reverse("preferences"), article.get_absolute_url(), states}
        for path in (article.get_absolute_url() + "?cut", made.get_absolute_url(), project.get_absolute_url()):
            page = page_of(client.get(path))
            assert set(page.xpath("//form[@method = 'post']/@action")) <= own
            assert page.xpath("//*[@data-editable]") == []
