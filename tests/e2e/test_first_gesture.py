"""What a person does before the scripts that make highlights are there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from annotations.models import Annotation
from tests.builders import a_highlight, an_article
from tests.e2e.desk import card, first_of, ready, saves_highlight, toolbar

pytestmark = pytest.mark.browser

LATER = re.compile(r"/js/text-selection[^/]*\.js$")


def test_keys_and_clicks_meanwhile_are_not_lost(signed_in_page, live_server, owner, project):
    article = an_article(project, ["Twelve people died. A union counts seventeen.", "The inquiry opens."], by=owner)
    known = a_highlight(article, "The inquiry", by=owner)
    page = signed_in_page(owner)
    waiting: list[Route] = []
    page.route(LATER, lambda route: waiting.append(route))  # noqa: PLW0108  a built-in method is no handler

    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    ready(page)
    for key in "jjc":
        page.keyboard.press(key)
    held = first_of(waiting, page)
    expect(toolbar(page)).to_be_hidden()
    with page.expect_response(saves_highlight):
        held.continue_()
    made = Annotation.objects.exclude(pk=known.pk).get()
    assert (made.exact, made.tags.get().name) == ("A union counts seventeen.", "Claim")

    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    ready(page)
    page.locator(f"#open-{known.pk}").click()
    first_of(waiting, page).continue_()
    expect(card(page).get_by_role("blockquote")).to_have_text("The inquiry")
    expect(page).to_have_url(f"{live_server.url}{article.get_absolute_url()}")


def test_without_a_connection_nothing_waits_to_be_done_later(signed_in_page, live_server, owner, project):
    article = an_article(project, ["Twelve people died. A union counts seventeen."], by=owner)
    known = a_highlight(article, "Twelve people", by=owner)
    page = signed_in_page(owner)
    page.route(LATER, lambda route: route.abort())

    page.goto(f"{live_server.url}{article.get_absolute_url()}")
    ready(page)
    page.keyboard.press("j")
    expect(page.locator("#messages")).to_contain_text("No connection")
    page.locator(f"#open-{known.pk}").click()
    expect(page).to_have_url(f"{live_server.url}{known.get_absolute_url()}")
    page.errors.clear()  # type: ignore[attr-defined]  # of the connection that is not there
