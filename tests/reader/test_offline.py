"""What browsers ask for to install the site and to read without a connection."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from django.test import Client, override_settings
from PIL import Image

from reader import offline
from reader.models import Project, User
from tests.builders import an_article
from tests.settings import HASHED

pytestmark = pytest.mark.django_db


def test_the_manifest_says_what_an_installed_site_is(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert [manifest[name] for name in ("name", "start_url", "scope", "display")] == ["Attest", "/", "/", "standalone"]
    page = client.get("/login/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page


def test_its_icons_are_there_in_the_sizes_it_says(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    pictures = [icon for icon in icons if icon["type"] == "image/png"]
    assert {(icon["sizes"], icon["purpose"]) for icon in pictures} >= {("192x192", "any"), ("512x512", "maskable")}
    for icon in pictures:
        with Image.open(str(finders.find(icon["src"].removeprefix("/static/")))) as picture:
            assert "{}x{}".format(*picture.size) == icon["sizes"]


def test_a_maskable_icon_fills_its_square_and_another_has_corners() -> None:
    corners = {}
    for name in ("icon-512.png", "icon-mask.png"):
        with Image.open(str(finders.find(name))) as picture:
            corners[name] = picture.convert("RGBA").getpixel((0, 0))[3]
    assert corners == {"icon-512.png": 0, "icon-mask.png": 255}


def test_the_manifest_is_in_the_language_asked_for(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest", headers={"Accept-Language": "ar"}).json()
    assert (manifest["lang"], manifest["dir"]) == ("ar", "rtl")


def test_the_worker_is_for_the_whole_site_and_asked_for_anew_each_time(client: Client) -> None:
    response = client.get("/service-worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert "connect-src 'self'" in response["Content-Security-Policy"]


def test_a_page_says_whose_it_is(
    client: Client, owner: User, project: Project, client_of: Callable[..., Client]
) -> None:
    article = an_article(project)
    theirs = client_of(owner)
    assert theirs.get(article.get_absolute_url())["Attest-Person"] == str(owner.pk)
    assert theirs.get("/articles/999999/")["Attest-Person"] == str(owner.pk), (
        "so that a copy of what is gone is dropped"
    )
    assert client.get("/login/")["Attest-Person"] == ""
    assert not theirs.get(f"{article.get_absolute_url()}original/").has_header("Attest-Person")


def test_a_page_of_who_was_signed_in_before_changes_nothing_in_the_name_of_who_is_now(
    owner: User, coder: User, project: Project, client_of: Callable[..., Client]
) -> None:
    place = an_article(project).get_absolute_url() + "place/"
    now = client_of(coder)
    values = {"version": 1, "block": 0, "offset": 0, "progress": 60}
    sent = {"HX-Request": "true", "Attest-Person": str(owner.pk)}
    assert now.post(place, values, headers=sent).status_code == 401
    assert now.post(place, values, headers=sent | {"Attest-Person": str(coder.pk)}).status_code == 204


@pytest.fixture
def collected(static_root):
    """The static files as a real site serves them."""
    with override_settings(STORAGES=HASHED, STATIC_ROOT=static_root):
        yield static_root


def test_the_worker_keeps_every_file_that_pages_load_under_its_name(collected) -> None:
    addresses = json.loads(re.match(r"const FILES = (.*);\n", offline.files_of_pages())[1])
    assert all((collected / each.removeprefix("/static/")).is_file() for each in addresses)
    scripts = {f"/static/js/{path.name}" for path in collected.glob("js/*.*.js")}
    assert {each for each in addresses if each.startswith("/static/js/")} == scripts
    sheets = [each.split("/")[-1].split(".")[0] for each in addresses if each.endswith(".css")]
    assert sheets == ["attest", "later", "pages", "reading"]


def test_the_worker_differs_when_a_file_does(tmp_path, settings) -> None:
    before = offline.files_of_pages()
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "page.js").write_text("one")
    one = offline.files_of_pages()
    (tmp_path / "page.js").write_text("two")
    assert len({before, one, offline.files_of_pages()}) == 3
