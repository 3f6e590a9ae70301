"""The reader's pages: importing, reading, restoring, and the people of a project."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reader.extraction.model import Block, Container, Kind
from reader.importers import Source
from reader.models import Article, CleaningRule, Project, User
from tests.answers import page_of, words_of
from tests.builders import EMPTY, PAGE, a_highlight, an_article, paragraph
from tests.servers import Server, answer, redirect


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


class TestImport:
    @pytest.fixture
    def send(self, client, project, django_capture_on_commit_callbacks):
        """Send the form, let the worker read, and return the answer."""

        def send(**data):
            with django_capture_on_commit_callbacks(execute=True):
                return client.post(reverse("imports", args=[project.pk]), data)

        return send

    def test_a_pasted_text_becomes_an_article(self, send, client, coder):
        response = send(text=lxml.html.fromstring(PAGE).xpath("//article")[0].text_content())
        article = Article.objects.get()
        assert response["Location"] == article.get_absolute_url()
        assert article.created_by == coder
        assert "at least twelve people died" in words_of(page_of(client.get(article.get_absolute_url())))

    def test_pasted_html_becomes_an_article(self, send):
        send(text=PAGE.decode())
        article = Article.objects.get()
        assert (article.title, article.status) == ("Fire at the quay", "ready")
        assert article.snapshots.get().content == PAGE

    def test_an_uploaded_file_is_kept_byte_for_byte(self, send):
        content = PAGE.replace(b"\n", b"\r\n")
        send(file=SimpleUploadedFile("fire.html", content, "text/html"), url="https://example.org/fire")
        article = Article.objects.get()
        assert (article.title, article.url, article.status) == ("Fire at the quay", "https://example.org/fire", "ready")
        assert article.snapshots.get().content == content

    def test_an_address_is_fetched_along_its_redirects(self, send, settings):
        with Server({"/old": redirect("/new"), "/new": answer(PAGE)}) as server:
            settings.FETCH_ALLOW = {server.address}
            send(url=server.url("/old"))
        article = Article.objects.get()
        assert (article.title, article.status) == ("Fire at the quay", "ready")
        assert article.snapshots.get().url == server.url("/new")

    def test_the_same_again_says_so_and_offers_the_article(self, send, client):
        first, second = send(text=PAGE.decode()), send(file=SimpleUploadedFile("again.html", PAGE))
        assert first["Location"] == second["Location"]
        assert "imported already" in words_of(page_of(client.get(second["Location"])))
        assert Article.objects.count() == 1

    def test_while_it_is_read_the_page_waits_and_then_reloads(self, client, project):
        client.post(reverse("imports", args=[project.pk]), {"text": PAGE.decode()})  # the worker has not come yet
        article = Article.objects.get()
        waiting = page_of(client.get(article.get_absolute_url()))
        progress = reverse("progress", args=[article.pk])
        assert waiting.xpath("//@hx-get") == [progress]
        assert client.get(progress, headers={"HX-Request": "true"}).status_code == 200
        article.read()
        assert client.get(progress, headers={"HX-Request": "true"})["HX-Refresh"] == "true"

    def test_a_page_that_cannot_be_read_is_an_entry_with_reason_and_retry(self, send, client, project):
        response = send(text=EMPTY.decode())
        article = Article.objects.get()
        page = page_of(client.get(response["Location"]))
        assert article.problem in words_of(page)
        assert reverse("retries", args=[article.pk]) in page.xpath("//form/@action")
        assert reverse("original", args=[article.pk]) in page.xpath("//a/@href")
        assert "Could not be read" in words_of(page_of(client.get(project.get_absolute_url())))

    def test_a_retry_fetches_again_what_did_not_answer(
        self, send, client, settings, django_capture_on_commit_callbacks
    ):
        pages = {}
        with Server(pages) as server:
            settings.FETCH_ALLOW = {server.address}
            send(url=server.url("/late"))
            article = Article.objects.get()
            assert article.status == "unreadable"
            pages["/late"] = answer(PAGE)
            with django_capture_on_commit_callbacks(execute=True):
                response = client.post(reverse("retries", args=[article.pk]))
        assert response["Location"] == article.get_absolute_url()
        article.refresh_from_db()
        assert (article.status, article.title, article.problem) == ("ready", "Fire at the quay", "")

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            ({}, "Give an address, choose a file or paste a text"),
            ({"text": "", "url": " "}, "Give an address, choose a file or paste a text"),
            ({"text": "words", "file": b"words"}, "not both"),
            ({"file": b""}, "empty"),
            ({"url": "ftp://example.org/file"}, "not a web address"),
            ({"url": "javascript:alert(1)"}, "not a web address"),
            ({"url": "https://user:secret@example.org/"}, "user name or password"),
            ({"url": "no address", "text": "words"}, "not a web address"),
            ({"text": "a\0b"}, "Null characters"),
            ({"file": b"x" * (32 * 2**20 + 1)}, "the limit is 32 MB"),
            ({"text": "x" * (11 * 2**20)}, "The text has 11.0 MB; the limit is 10 MB"),
            ({"text": "ж" * (6 * 2**20)}, "The text has 12.0 MB; the limit is 10 MB"),
        ],
        ids=count(),
    )
    def test_what_is_no_source_is_answered_with_the_reason(self, client, project, data, reason):
        data = {"csrfmiddlewaretoken": "any", **data}
        if "file" in data:
            data["file"] = SimpleUploadedFile("page.html", data["file"])
        response = client.post(reverse("imports", args=[project.pk]), data)
        assert response.status_code == 422
        assert reason in response.content.decode()
        assert not Article.objects.exists()

    def test_a_paste_that_is_too_large_is_told_so_however_the_form_is_encoded(self, client, project):
        body = b"text=" + b"%D0%B6" * (6 * 2**20)
        path = reverse("imports", args=[project.pk])
        response = client.post(path, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 422
        assert "The text has 12.0 MB; the limit is 10 MB" in response.content.decode()

    def test_what_was_typed_is_still_there_after_an_error(self, client, project):
        response = client.post(reverse("imports", args=[project.pk]), {"text": "my words", "url": "no address"})
        assert "my words</textarea>" in response.content.decode()

    @pytest.mark.parametrize(
        "content", [b"", b" \n", b"\x00\x01\x02" * 99, b"%PDF-1.7 \x00", b"\xff\xfe", b"<html></html>"]
    )
    def test_no_bytes_are_a_server_error(self, send, client, content):
        response = send(file=SimpleUploadedFile("page.html", content + b" "))
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
        assert Article.objects.get().snapshots.get().content == content + b" "


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
        assert all(word in entries[1] for word in ("Courier", "2 words", "0 highlights"))
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

    def test_a_restored_block_comes_with_an_undo(self, client, project):
        article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
        response = client.post(reverse("restorations", args=[article.pk]), {"block": 1})
        page = page_of(client.get(response["Location"]))
        assert words_of(page.xpath("//*[@id='block-1']")[0]) == "Two."
        (undo,) = page.find_class("notice")
        assert undo.get("action") == reverse("cuts", args=[article.pk])
        assert (undo.xpath(".//button/@name"), undo.xpath(".//button/@value")) == (["block"], ["1"])
        response = client.post(undo.get("action"), {"block": 1})
        page = page_of(client.get(response["Location"]))
        assert [words_of(head) for head in page.find_class("cut-head")] == ["Cut: An appeal"]
        assert article.versions.count() == 3

    def test_a_restored_block_can_be_cut_again_later(self, client, project):
        article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
        client.post(reverse("restorations", args=[article.pk]), {"block": 1})
        page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
        (again,) = [button for button in page.xpath("//button[@form='cutting']") if words_of(button) == "Cut again"]
        assert again.get("value") == "1"
        assert page.get_element_by_id("cutting").get("action") == reverse("cuts", args=[article.pk])
        assert not page_of(client.get(article.get_absolute_url())).xpath("//button[@form='cutting']")

    def test_neighbours_that_were_cut_for_one_reason_are_a_group(self, client, project):
        cut = [paragraph(f"Story {i}.", cut="Related stories") for i in range(3)]
        article = an_article(project, ["One.", *cut, paragraph("Sign up.", cut="Newsletter"), "Two.", cut[0]])
        page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
        heads = [words_of(head) for head in page.find_class("cut-head")]
        assert heads == ["Cut: Related stories 3 blocks Restore all 3", "Cut: Newsletter", "Cut: Related stories"]
        (group,) = [button for button in page.xpath("//button") if words_of(button) == "Restore all 3"]
        response = client.post(reverse("restorations", args=[article.pk]), {"block": group.get("value")})
        article.refresh_from_db()
        assert [block.kept for block in article.current.blocks] == [True, True, True, True, False, True, False]
        assert article.versions.count() == 2
        (undo,) = page_of(client.get(response["Location"])).find_class("notice")
        client.post(undo.get("action"), {"block": undo.xpath(".//button/@value")[0]})
        article.refresh_from_db()
        assert [block.kept for block in article.current.blocks] == [True, False, False, False, False, True, False]

    def test_everything_is_restored_at_once(self, client, project):
        article = an_article(project, [paragraph("A.", cut="Header"), "One.", paragraph("B.", cut="Footer")])
        page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
        (button,) = [button for button in page.xpath("//button") if words_of(button) == "Restore everything"]
        client.post(reverse("restorations", args=[article.pk]), {"block": button.get("value")})
        article.refresh_from_db()
        assert article.current.text == "A.\nOne.\nB."

    def test_a_block_that_stayed_is_cut(self, client, project):
        article = an_article(project, ["One.", "Read our other story."])
        client.post(reverse("cuts", args=[article.pk]), {"block": 1})
        article.refresh_from_db()
        assert (article.current.text, article.current.blocks[1].reason) == ("One.", "Cut by hand")

    def test_a_kind_is_kept_for_good_on_a_site_and_only_there(self, client, project, owner):
        blocks = ["One.", paragraph("Correction: two.", cut="Footer")]
        article = an_article(project, blocks, url="https://ledger.example/1", by=owner)
        page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
        (button,) = page.xpath("//button[@name='always']")
        assert words_of(button) == "Always keep on ledger.example"
        response = client.post(reverse("restorations", args=[article.pk]), {"always": button.get("value")}, follow=True)
        assert "stays from now on" in response.content.decode()
        article.refresh_from_db()
        assert article.current.blocks[1].kept
        rules = CleaningRule.objects
        later = [paragraph("Again.", cut="Footer"), paragraph("Ad.", cut="Advertisement")]
        kept = rules.applied(later, project=project, host="ledger.example")
        assert [block.kept for block in kept] == [True, False]
        assert [block.kept for block in rules.applied(later, project=project, host="other.example")] == [False, False]
        listed = page_of(client.get(reverse("cleaning_rules", args=[project.pk])))
        assert "On ledger.example, keep: Footer" in words_of(listed.xpath("//main")[0])
        client.post(listed.xpath("//main//form/@action")[0])
        assert not rules.exists()

    def test_no_kind_of_a_page_without_an_address_is_kept_for_good(self, client, project):
        article = an_article(project, ["One.", paragraph("Two.", cut="Footer")])
        page = page_of(client.get(f"{article.get_absolute_url()}?cut"))
        assert page.xpath("//button[@name='always']") == []

    @pytest.mark.parametrize("block", ["2", "-1", "", "x", 10**30])
    def test_a_block_that_is_not_there_is_404(self, client, project, block):
        article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
        for name in ("restorations", "cuts"):
            assert client.post(reverse(name, args=[article.pk]), {"block": block}).status_code == 404

    def test_an_article_without_text_has_no_blocks_to_restore(self, client, project):
        article, _ = Article.objects.take_in(Source("", EMPTY, "text/html"), project=project, by=None)
        assert client.post(reverse("restorations", args=[article.pk]), {"block": 0}).status_code == 404

    def test_a_page_of_which_all_was_cut_says_what_to_do(self, client, project):
        article = an_article(project, [paragraph("Only this.", cut="An appeal")])
        assert "Nothing of this page was kept" in words_of(page_of(client.get(article.get_absolute_url())))

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
