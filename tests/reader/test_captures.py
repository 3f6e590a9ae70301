"""Pages as a person sees them: what the window's form and the browser extension send, and what comes of it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation
from reader.bookmarklet import bookmarklet, extension_archive
from reader.importers import pasted
from reader.importers.seen import LARGEST
from reader.models import Article, Import, Token
from tests.answers import page_of
from tests.builders import PAGE, a_highlight

URL = "https://news.example/fire?utm_source=mail#top"
SELECTED = {"exact": "at least twelve people died", "before": "on Tuesday night and ", "after": ", the harbour"}


@pytest.fixture
def send(project, owner, django_capture_on_commit_callbacks) -> Callable[..., Any]:
    """Send a page as the extension does, with a token, and let the job worker read it."""
    _, secret = Token.objects.issue(owner, "Browser", ["read", "import"])

    def sent(content: bytes = PAGE, *, token: str = secret, **fields: str) -> Any:
        data = {"page": SimpleUploadedFile("page.html", content), "url": URL, "title": "Fire", **fields}
        headers = {"Authorization": f"Bearer {token}"}
        with django_capture_on_commit_callbacks(execute=True):
            return Client(enforce_csrf_checks=True).post(f"/api/projects/{project.pk}/pages/", data, headers=headers)

    return sent


def test_a_page_becomes_an_article_with_what_was_selected_as_its_first_highlight(send):
    answer = send(**SELECTED)
    article = Article.objects.get()
    assert answer.status_code == 201
    assert answer.json()["article"] == f"http://testserver{article.get_absolute_url()}"
    assert article.is_ready
    assert article.url == "https://news.example/fire"
    snapshot = article.snapshots.get()
    assert snapshot.as_seen
    assert snapshot.content == PAGE
    highlight = Annotation.objects.get()
    assert highlight.exact == "at least twelve people died"
    assert highlight.position


def test_the_same_page_again_is_the_article_that_is_here_and_its_selection_a_highlight_more(send):
    send(**SELECTED)
    again = send(exact="named three more men")
    assert (again.status_code, again.json()["is_new"]) == (200, False)
    assert Article.objects.count() == 1
    assert sorted(Annotation.objects.values_list("exact", flat=True)) == [SELECTED["exact"], "named three more men"]
    assert Import.objects.first().rows.get().state == "existing"


def test_selected_words_that_are_not_in_the_article_are_an_orphan_and_told(send):
    send(exact="Sign in to read on and on and on")
    assert Annotation.objects.get().position is None
    assert Import.objects.get().rows.get().reason == "Highlights: 1 without a place (orphans)."


def test_a_page_without_a_web_address_comes_without_one(send):
    assert send(url="file:///home/me/page.html").status_code == 201
    assert Article.objects.get().url == ""


def test_the_address_is_here_already_with_another_text(send, project, owner, django_capture_on_commit_callbacks):
    teaser = "\n\n".join(["A warehouse burned on Tuesday night. Subscribe to read on."] * 3)
    with django_capture_on_commit_callbacks(execute=True):
        Import.objects.start_one(pasted(teaser, "https://news.example/fire"), project=project, by=owner)
    send()
    assert "The address is here already, with another text" in Import.objects.first().rows.get().reason


def test_a_page_as_seen_becomes_a_new_version_of_the_article_of_its_address_where_a_person_says_so(
    send, project, owner, client_of, django_capture_on_commit_callbacks
):
    teaser = "A warehouse burned on Tuesday night, and men died there. Subscribe to read on."
    with django_capture_on_commit_callbacks(execute=True):
        there, _ = Import.objects.start_one(pasted(teaser, "https://news.example/fire"), project=project, by=owner)
    there.refresh_from_db()
    kept = a_highlight(there, "Tuesday night", by=owner)
    send()
    seen, client = Article.objects.latest("pk"), client_of(owner)
    page = page_of(client.get(reverse("likeness", args=[there.pk, seen.pk])))
    [form] = page.xpath("//form[contains(@action, '/likeness/')]")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(form.get("action"))
    there.refresh_from_db(), kept.refresh_from_db()
    assert [version.text for version in there.versions.all()] == [teaser, seen.current.text]
    assert (there.current.text, there.current.snapshot.as_seen) == (seen.current.text, True)
    assert Article.objects.filter(pk=seen.pk, snapshots__sha256=there.current.snapshot.sha256).exists()
    assert (kept.exact, there.current.text[kept.start : kept.end]) == ("Tuesday night", "Tuesday night")


@pytest.mark.parametrize("scopes", [["read"], ["annotate"]])
def test_a_token_for_something_else_brings_nothing_in(send, owner, scopes):
    _, secret = Token.objects.issue(owner, "Other", scopes)
    assert send(token=secret).status_code == 403
    assert not Article.objects.exists()


def test_what_is_too_large_or_missing_is_refused_in_words(send):
    large = send(b"<p>" + b"x" * LARGEST)
    assert large.status_code == 422
    assert "20 MB" in large.json()["detail"]
    assert send(b"").status_code == 422
    assert not Article.objects.exists()


def test_a_form_of_another_site_only_shows_what_it_sent(client, project):
    data = {"html": "<script>alert(1)</script></textarea><p>x", "url": URL}
    response = client.post(reverse("capture"), data, headers={"Origin": "https://news.example"})
    assert b"&lt;script&gt;alert(1)" in response.content
    assert b"<script>alert" not in response.content
    assert b'data-origin="https://news.example"' in response.content
    assert response["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert "csrftoken" not in response.cookies
    assert not Import.objects.exists()


def test_other_pages_keep_their_window_to_themselves(client, db):
    assert client.get(reverse("login"))["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_project_imported_into_last_is_proposed(send, client_of, owner, project):
    from reader.models import Project  # noqa: PLC0415

    Project.objects.start("Newer", by=owner)
    send()
    page = client_of(owner).get(reverse("capture_form")).content.decode()
    assert f'<option value="{reverse("captures", args=[project.pk])}" selected>' in page


def test_the_bookmark_is_one_script_for_this_site_alone():
    script = unquote(bookmarklet("https://attest.example.org").removeprefix("javascript:"))
    assert '"https://attest.example.org"' in script
    assert not {"PAGE", "SITE"} & set(script.replace("(", " ").replace(";", " ").split())
    assert "\n" not in bookmarklet("https://attest.example.org")
    assert "//" not in script.replace("https://", "")


def test_the_extension_asks_for_no_more_than_it_needs():
    with zipfile.ZipFile(io.BytesIO(extension_archive())) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("attest-extension/manifest.json"))
    assert manifest["manifest_version"] == 3
    assert manifest["permissions"] == ["activeTab", "scripting", "storage"]
    assert "host_permissions" not in manifest
    named = [manifest["action"]["default_popup"], manifest["options_ui"]["page"], *manifest["icons"].values()]
    assert {f"attest-extension/{name}" for name in [*named, "page.js", "worker.js", "site.js"]} <= names
