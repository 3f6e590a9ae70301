"""What every answer says to the browser: which sources it may load, and that nothing inline runs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation
from reader.extraction.model import Block, Kind
from tests.builders import a_highlight, an_article, paragraph

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
HANDLER = re.compile(r"on[a-z]+|hx-on.*")

POLICY = {
    "default-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    **{
        name: ["'self'"]
        for name in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action", "manifest-src")
    },
}


def policy_of(response) -> dict[str, list[str]]:
    directives = [each.split() for each in response["Content-Security-Policy"].split(";") if each.strip()]
    return {name: sources for name, *sources in directives}


class Inline(HTMLParser):
    """What of a page a strict policy would not run: inline scripts, styles, handlers, and addresses that are code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "style" or (tag == "script" and not values.get("src")):
            self.found.append(f"<{tag}>")
        for name, value in values.items():
            if name == "style" or HANDLER.fullmatch(name):
                self.found.append(f"<{tag} {name}>")
            if re.match(r"\s*(javascript|data|vbscript):|js:", value or "", re.IGNORECASE):
                self.found.append(f"<{tag} {name}={value!r}>")

    handle_startendtag = handle_starttag


@pytest.fixture
def article(project):
    image = Block(Kind.IMAGE, '<img src="https://pictures.example/quay.jpg" alt="The quay">', "")
    return an_article(project, ["One two three.", image, paragraph("An appeal.", cut="appeal")], title="<b>Fire</b>")


@pytest.fixture
def annotation(article) -> Annotation:
    return a_highlight(article, "two", "Claim", note="<script>alert(1)</script>")


@pytest.fixture
def paths(project, article, annotation) -> list[str]:
    """Every kind of page, with something in it."""
    tag = project.tags.first().pk
    return [
        "/projects/",
        *[reverse(name, args=[project.pk]) for name in ("project", "imports", "people", "project_removal", "codebook")],
        *[reverse(name, args=[tag]) for name in ("tag", "tag_removal")],
        reverse("article", args=[article.pk]),
        *[reverse(name, args=[project.pk]) for name in ("bin",)],
        f"{reverse('article', args=[article.pk])}?cut",
        reverse("project_annotations", args=[project.pk]),
        reverse("annotation", args=[annotation.pk]),
        *[reverse(name) for name in ("password_change", "password_change_done", "password_reset", "login")],
        "/nowhere/",
    ]


@pytest.fixture
def client(owner, client_of) -> Client:
    return client_of(owner)


def test_every_page_has_the_strict_policy_and_nothing_inline(client, paths):
    for path in paths:
        response = client.get(path)
        assert policy_of(response) == POLICY, path
        assert Inline(response.content.decode()).found == [], path


def test_every_page_has_the_usual_headers(client, paths):
    for path in paths:
        response = client.get(path)
        assert {
            name: response[name]
            for name in (
                "X-Content-Type-Options",
                "X-Frame-Options",
                "Referrer-Policy",
                "Cross-Origin-Opener-Policy",
            )
        } == {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }, path


def test_fragments_and_refusals_have_them_too(client, article, annotation):
    htmx = {"HX-Request": "true"}
    answers = [
        client.get(reverse("annotation", args=[annotation.pk]), headers=htmx),
        client.get(reverse("article_annotations", args=[article.pk]), headers=htmx),
        client.post(reverse("deletion", args=[annotation.pk]), headers=htmx),
        client.post(reverse("article_annotations", args=[article.pk]), headers=htmx),
        Client().get(reverse("annotation", args=[annotation.pk]), headers=htmx),
        Client(enforce_csrf_checks=True).post("/login/"),
        client.get(reverse("deletion", args=[annotation.pk])),
    ]
    assert [response.status_code for response in answers] == [200, 200, 200, 422, 401, 403, 405]
    for response in answers:
        assert policy_of(response) == POLICY
        assert response["X-Content-Type-Options"] == "nosniff"
        assert Inline(response.content.decode()).found == []


def test_no_picture_is_shown_from_another_site_whatever_is_asked(client, article):
    path = article.get_absolute_url()
    for query in ("", "?cut", "?images", "?cut&images"):
        response = client.get(path + query)
        assert policy_of(response)["img-src"] == ["'self'"]
        assert 'src="https://pictures.example' not in response.content.decode()


def test_the_original_is_a_download_that_can_do_nothing(client, article):
    response = client.get(reverse("original", args=[article.pk]))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == article.snapshots.get().content


def test_the_csv_is_a_download(client, project, annotation):
    response = client.get(reverse("csv", args=[project.pk, "exact-data"]))
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert policy_of(response) == POLICY


def test_a_page_is_sent_compressed_and_a_stream_as_it_is_made(client, project, annotation):
    paths = [project.get_absolute_url(), reverse("csv", args=[project.pk, "exact-data"])]
    page, stream = (client.get(path, headers={"Accept-Encoding": "gzip"}) for path in paths)
    assert page["Content-Encoding"] == "gzip"
    assert (stream.streaming, stream.has_header("Content-Encoding")) == (True, False)
    assert next(iter(stream.streaming_content)).startswith(b"annotation_id,")


def test_there_is_a_csv_for_each_use_and_no_other(client, project):
    path = reverse("csv", args=[project.pk, "exact-data"])
    answers = [
        client.get(path.replace("exact-data", use)).status_code for use in ("exact-data", "spreadsheets", "both")
    ]
    assert answers == [200, 200, 404]


def test_what_people_and_pages_write_is_text(client, article, annotation):
    for path in (article.get_absolute_url(), annotation.get_absolute_url(), article.project.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "<b>Fire" not in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_no_template_has_anything_inline(path):
    html = re.sub(r"{%.*?%}|{{.*?}}", "x", path.read_text("utf-8"))
    assert Inline(html).found == []


class TestHtmx:
    def config(self, client) -> dict:
        page = client.get("/projects/").content.decode()
        return json.loads(re.search(r"<meta name=\"htmx-config\" content='(.*?)'>", page)[1])

    def test_it_evaluates_runs_and_styles_nothing(self, client):
        config = self.config(client)
        assert [config[name] for name in ("allowEval", "allowScriptTags", "includeIndicatorStyles")] == [False] * 3
        assert config["historyCacheSize"] == 0, "no article is left in the browser's storage"

    @pytest.mark.parametrize(
        ("status", "swaps"),
        [(200, True), (204, False), (409, True), (422, True), (401, False), (403, False), (404, False), (500, False)],
    )
    def test_what_it_swaps(self, client, status, swaps):
        handling = self.config(client)["responseHandling"]
        # As htmx does: the first pattern that fits (htmx 2, resolveResponseHandling).
        assert next(each["swap"] for each in handling if re.search(each["code"], str(status))) is swaps

    def test_imported_html_commands_nothing(self, client, article):
        page = client.get(article.get_absolute_url()).content.decode()
        body = re.search(r"<text-selection[^>]*>", page)[0]
        assert "hx-disable" in body

    def test_scripts_come_from_our_own_origin(self, client):
        page = client.get("/projects/").content.decode()
        assert re.findall(r"<(?:script|link)[^>]*(?:src|href)=\"(?:https?:)?//", page) == []


class TestCookies:
    def test_scripts_cannot_read_the_session_and_other_sites_do_not_send_it(self, owner):
        owner.set_password("a password of these tests")
        owner.save()
        response = Client().post("/login/", {"username": "owner", "password": "a password of these tests"})
        session, form_token = response.cookies["attest_session"], response.cookies["attest_csrf"]
        assert (session["httponly"], session["samesite"], form_token["samesite"]) == (True, "Lax", "Lax")

    @pytest.mark.parametrize(
        ("address", "https"), [("https://attest.example.org", True), ("http://127.0.0.1:8000", False)]
    )
    def test_cookies_are_secure_where_the_site_is(self, address, https, tmp_path):
        found = settings_at(address, tmp_path)
        assert found == {
            "SESSION_COOKIE_SECURE": https,
            "CSRF_COOKIE_SECURE": https,
            "SECURE_SSL_REDIRECT": https,
            "SECURE_HSTS_SECONDS": 31_536_000 if https else 0,
            "DEBUG": False,
        }

    def test_a_site_that_others_reach_needs_https(self, tmp_path):
        with pytest.raises(subprocess.CalledProcessError) as stopped:
            settings_at("http://attest.example.org", tmp_path)
        assert "needs https://" in stopped.value.stderr


def settings_at(address: str, data: Path) -> dict[str, object]:
    """Return the settings of a site at this address, as a process of its own reads them."""
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG"]
    code = f"import json, reader.settings as s; print(json.dumps({{name: getattr(s, name) for name in {names}}}))"
    env = {"PATH": os.environ["PATH"], "ATTEST_URL": address, "ATTEST_DATA": str(data)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found
