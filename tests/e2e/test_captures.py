"""Saving a page as it is seen: the bookmark on pages of another site, which keep what they can to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from annotations.models import Annotation
from reader.bookmarklet import bookmarklet
from reader.models import Article, Import
from tests.builders import PAGE
from tests.conftest import PASSWORD
from tests.e2e.desk import RANGE
from tests.e2e.test_axe import assert_accessible
from tests.servers import Server, answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STRICT = "default-src 'none'; script-src 'none'; form-action 'self'; require-trusted-types-for 'script'"
NEWS = PAGE.replace(b"<article>", b'<article id="article">')
SELECT = f"(words) => {{ getSelection().addRange(({RANGE})(words)); }}"
# What a hostile page does with a window of ours: it gives it a page under another site's name.
PRETEND = """(site) => {
  const there = open(`${site}/capture/`);
  const page = { url: "https://news.example/", title: "", exact: "", before: "", after: "", html: "<p>No.</p>" };
  addEventListener("message", () => there.postMessage({ attest: page }, "*"));
}"""


@pytest.fixture
def elsewhere(context: BrowserContext) -> Iterator[Server]:
    """Another site, which the browser may reach."""
    pages = {
        "/strict?utm_source=mail": answer(NEWS, content_security_policy=STRICT),
        "/apart": answer(NEWS, cross_origin_opener_policy="same-origin"),
        "/hostile": answer(b"<!doctype html><title>x</title>"),
    }
    with Server(pages) as server:
        context.route(lambda url: url.startswith(server.url("")), lambda route: route.continue_())
        yield server


def script_of(href: str | None) -> str:
    return unquote((href or "").removeprefix("javascript:"))


def press(page: Page, script: str) -> Page:
    """Press the bookmark on the page; return the window that opens."""
    with page.expect_popup() as opened:
        page.evaluate(script)
    window = opened.value
    window.errors = page.errors  # type: ignore[attr-defined]  # what fails the page's test fails it here too
    window.on("pageerror", lambda error: page.errors.append(str(error)))  # type: ignore[attr-defined]
    window.on("console", lambda line: page.errors.append(line.text) if line.type == "error" else None)  # type: ignore[attr-defined]
    return window


def test_a_strict_page_comes_in_as_it_is_seen_with_what_was_selected(
    signed_in_page, live_server, elsewhere, owner, project
):
    page = signed_in_page(owner)
    page.goto(f"{live_server.url}/ways-in/")
    assert_accessible(page)
    bookmark = page.get_by_role("link", name="Save to Attest")
    bookmark.click()
    expect(page.get_by_text("drag it there")).to_be_visible()
    script = script_of(bookmark.get_attribute("href"))

    page.goto(elsewhere.url("/strict?utm_source=mail"))
    page.evaluate("document.querySelector('h1').append(' (as a script wrote it)')")
    page.evaluate(SELECT, "at least twelve people died")
    window = press(page, script)
    expect(window.get_by_text("at least twelve people died")).to_be_visible()
    assert_accessible(window)
    assert not Import.objects.exists()  # nothing comes in but by the person's own press
    window.get_by_role("button", name="Save").click()
    expect(window.get_by_text("Highlights: 1 in their place")).to_be_visible()
    article = Article.objects.get()
    assert article.project == project
    assert article.title == "Fire at the quay (as a script wrote it)"
    assert article.url == elsewhere.url("/strict")
    assert article.snapshots.get().as_seen
    assert Annotation.objects.get().exact == "at least twelve people died"


def test_a_page_that_keeps_its_windows_apart_comes_by_a_form_and_a_login_loses_nothing(
    page, live_server, elsewhere, project
):
    page.goto(elsewhere.url("/apart"))
    page.forgiven.append("401 (Unauthorized)")
    page.evaluate(script_of(bookmarklet(live_server.url)))
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    login = opened.value
    login.get_by_label("Username").fill("owner")
    login.get_by_label("Password").fill(PASSWORD)
    login.get_by_role("button", name="Log in").click()
    expect(login.get_by_role("heading", name="Save from your browser")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('focus'))")  # as coming back to the tab does
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Fire at the quay")).to_be_visible()
    assert Article.objects.get().url == elsewhere.url("/apart")


def test_a_page_under_another_sites_name_is_not_taken(signed_in_page, live_server, elsewhere, owner, project):
    page = signed_in_page(owner)
    page.goto(elsewhere.url("/hostile"))
    with page.expect_popup() as opened:
        page.evaluate(PRETEND, live_server.url)
    expect(opened.value.get_by_text("It was not taken.")).to_be_visible()
    expect(opened.value.get_by_role("button", name="Save")).to_have_count(0)
