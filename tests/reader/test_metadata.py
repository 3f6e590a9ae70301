"""Metadata corrected by hand: it holds over everything that reads the page again, and is shown wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reader.importers import Source
from reader.models import Article, Correction, Entry, Project, User
from tests.answers import page_of, words_of
from tests.builders import PAGE, an_article, paragraph


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    article, _ = Article.objects.take_in(
        Source("https://ledger.example/fire", PAGE, "text/html"), project=project, by=None
    )
    article.read()
    return article


def send(client: Client, article: Article, seen: dict[str, str] | None = None, **data: str):
    """Send the form as a page shows it that was opened when the article said `seen`, by default what it says now."""
    article = Article.objects.get(pk=article.pk)
    fields = ("title", "standfirst", "byline", "published", "site_name", "language", "direction")
    shown = {name: getattr(article, name) for name in fields} | (seen or {})
    path = reverse("metadata", args=[article.pk])
    return client.post(path, {f"seen-{name}": value for name, value in shown.items()} | shown | data)


def test_a_correction_is_what_everything_says_from_then_on(client, project, article):
    response = send(
        client, article, title="  Blaze at\n the quay ", byline="Ada Quill", published="2013-07", language="en-GB"
    )
    page = page_of(client.get(response["Location"]))
    assert words_of(page.xpath("//h1")[0]) == "Blaze at the quay"
    assert words_of(page.find_class("byline")[0]) == "Ada Quill 2013-07"
    entry = Entry.objects.get(article=article)
    assert (entry.title_key, entry.author, entry.published) == ("blaze at the quay", "Ada Quill", "2013-07")
    found = page_of(client.get(project.get_absolute_url(), {"q": "blaze author:quill"}))
    titles = found.xpath("//li[contains(@class, 'article-entry')]//h2")
    assert [words_of(title) for title in titles] == ["Blaze at the quay"]
    assert Correction.objects.count() == 4


def test_it_stays_when_the_page_is_read_again_and_goes_back_to_what_is_read_then(client, article, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    Article.objects.filter(pk=article.pk).update(title="Fire at", byline="")
    send(client, article, title="Blaze")
    call_command("reextract", "--article", str(article.pk), "--again")
    article.refresh_from_db()
    assert article.title == "Blaze"
    form = page_of(client.get(reverse("metadata", args=[article.pk])))
    assert "As read from the page: Fire at the quay" in words_of(form.find_class("of-title")[0])

    send(client, article, as_read="title", byline="Ada Quill")
    article.refresh_from_db()
    assert (article.title, article.byline) == ("Fire at the quay", "Ada Quill")
    assert {*Correction.objects.in_force(article)} == {"byline"}


def test_it_stays_when_blocks_are_restored_or_cut(client, project, owner):
    article = an_article(project, ["One.", paragraph("Two.", cut="Footer")])
    send(client, article, title="By hand")
    article.restore_block(1, by=owner)
    article.cut_block(0, by=owner)
    article.refresh_from_db()
    assert article.title == "By hand"


def test_one_made_while_the_article_waits_to_be_read_holds(project, owner):
    article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=owner)
    Article.objects.get(pk=article.pk).correct({"title": "By hand"}, by=owner)
    article.read()
    article.refresh_from_db()
    assert (article.title, article.language, article.status) == ("By hand", "en", "ready")


def test_undo_brings_back_what_held_before(client, article):
    send(client, article, title="Second")
    response = send(client, article, title="Third", published="2013-07-30")
    (undo,) = page_of(client.get(response["Location"])).xpath("//button[@name='correction']")
    client.post(reverse("metadata_undo", args=[article.pk]), {"correction": undo.get("value")})
    article.refresh_from_db()
    assert (article.title, article.published) == ("Second", "")
    assert {*Correction.objects.in_force(article)} == {"title"}
    assert list(article.corrections.values_list("name", "was", "value")) == [
        ("title", "Fire at the quay", "Second"),
        ("title", "Second", "Third"),
        ("published", "", "2013-07-30"),
        ("title", "Third", "Second"),
        ("published", "2013-07-30", ""),
    ]
    # What was corrected since is not undone.
    client.post(reverse("metadata_undo", args=[article.pk]), {"correction": undo.get("value")})
    article.refresh_from_db()
    assert article.title == "Second"


@pytest.mark.parametrize("date", ["30.07.2013", "2013-02-30", "2013-13", "July 2013", "2013-07-30T25:00", "20130730"])
def test_a_date_that_there_is_not_is_refused_and_what_was_typed_is_kept(client, article, date):
    response = send(client, article, published=date, title="Kept in the form")
    page = lxml.html.document_fromstring(response.content.decode())
    assert response.status_code == 422
    assert "such as 2013-07-30" in words_of(page.find_class("errorlist")[0])
    assert page.get_element_by_id("id_published").get("value") == date
    assert words_of(page.get_element_by_id("id_title")) == "Kept in the form"
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    "date", ["", "2013", "2013-07", "2024-02-29", "2013-07-30T08:55:00-04:00", "2013-07-30T08:55Z"]
)
def test_a_date_as_exact_as_it_is_known_is_taken(client, article, date):
    Article.objects.filter(pk=article.pk).update(published="2001-01-01")
    assert send(client, article, published=date).status_code == 302
    article.refresh_from_db()
    assert article.published == date


@pytest.mark.parametrize(
    ("field", "value"), [("title", " \u200b "), ("language", "English, I think"), ("direction", "up")]
)
def test_what_cannot_be_is_refused(client, article, field, value):
    assert send(client, article, **{field: value}).status_code == 422
    assert not Correction.objects.exists()


def test_a_save_that_comes_too_late_shows_both_and_lets_choose(client, client_of, owner, article):
    opened = {"title": "Fire at the quay", "byline": ""}
    send(client_of(owner), article, title="Theirs")
    response = send(client, article, opened, title="Mine", byline="Ada Quill")
    page = lxml.html.document_fromstring(response.content.decode())
    assert response.status_code == 409
    assert words_of(page.xpath("//blockquote")[0]) == "Theirs"
    assert words_of(page.get_element_by_id("id_title")) == "Mine"
    article.refresh_from_db()
    assert (article.title, article.byline) == ("Theirs", "")

    seen = {name: page.xpath(f"//input[@name='seen-{name}']")[0].get("value") for name in opened}
    send(client, article, seen, title="Mine", byline="Ada Quill", theirs="title")
    article.refresh_from_db()
    assert (article.title, article.byline) == ("Theirs", "Ada Quill")
    assert send(client, article, title="Mine").status_code == 302


def test_two_people_who_correct_different_fields_are_no_conflict(client, client_of, owner, article):
    opened = {"title": "Fire at the quay", "byline": ""}
    send(client_of(owner), article, title="Theirs")
    assert send(client, article, opened, byline="Ada Quill").status_code == 302
    article.refresh_from_db()
    assert (article.title, article.byline) == ("Theirs", "Ada Quill")


def test_correcting_costs_readers_no_query(client, article):
    path = article.get_absolute_url()

    def queries() -> int:
        client.get(path)  # paints
        with CaptureQueriesContext(connection) as done:
            client.get(path)
        return len(done)

    before = queries()
    send(client, article, title="Blaze")
    assert queries() == before


def test_the_form_says_where_in_the_page_a_value_is_read(client, article):
    def said_of_the_title() -> str:
        form = page_of(client.get(reverse("metadata", args=[article.pk])))
        return words_of(form.find_class("of-title")[0])

    assert said_of_the_title().endswith("Read from: heading")
    send(client, article, title="Blaze")
    assert "As read from the page: Fire at the quay (heading)." in said_of_the_title()


def test_undoing_what_is_of_another_article_is_404(client, project, article):
    send(client, article, title="Blaze")
    path = reverse("metadata_undo", args=[an_article(project).pk])
    for key in (Correction.objects.get().pk, 10**15, "x"):
        assert client.post(path, {"correction": key}).status_code == 404
