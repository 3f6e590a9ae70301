"""The form that imports: what becomes of an address, a file and a paste, and what is said of those that are none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reader.models import Article, User
from tests.answers import page_of, words_of
from tests.builders import EMPTY, PAGE
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
        # As long as if all of it were escaped, which would take seconds to read.
        body = b"text=" + b"%D0%B6" * 2**19 + b"x" * (11 * 2**20) + b"&beside=" + b"x" * (22 * 2**20)
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
