"""A page fetched again, and a feed chosen from, as a person sees it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.importers import web_page
from reader.models import Article, Feed
from tests.builders import PAGE
from tests.e2e.test_axe import assert_accessible
from tests.servers import Server, answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FEED = b"""<rss><channel><title>Harbour news</title>
<item><title>Fire at the quay</title><link>/fire</link><pubDate>Tue, 05 Mar 2024 22:00:00 +0200</pubDate></item>
<item><title>\xd8\xa7\xd9\x84\xd9\x85\xd9\x8a\xd9\x86\xd8\xa7\xd8\xa1</title><link>/port</link></item></channel></rss>"""


def test_a_page_is_fetched_again_and_the_change_is_shown_in_words(
    signed_in_page, live_server, project, owner, settings
):
    pages = {"/": answer(PAGE)}
    with Server(pages) as server:
        settings.FETCH_ALLOW = {server.address}
        article, _ = Article.objects.import_from(web_page(server.url("/")), project=project, by=owner)
        page = signed_in_page(owner)
        page.goto(f"{live_server.url}{article.get_absolute_url()}")
        page.get_by_role("button", name="Fetch again").click()
        expect(page.locator("#refetch")).to_contain_text("Unchanged since")
        pages["/"] = answer(PAGE.replace(b"at least twelve", b"at least fifteen"))
        page.get_by_role("button", name="Fetch again").click()
        page.get_by_role("link", name="See what changed").click()
        expect(page.locator("del")).to_have_text(["Struck out", "[removed: twelve]"])
        expect(page.locator("ins")).to_have_text(["underlined", "[added: fifteen]"])
        assert_accessible(page)
        page.get_by_role("link", name="History").click()
        expect(page.locator(".past > li")).to_have_count(3)
        assert_accessible(page)
        page.get_by_role("link", name="Version 1").click()
        expect(page.locator("text-selection")).to_contain_text("at least twelve people")


def test_an_item_of_a_feed_is_chosen_and_becomes_an_article(signed_in_page, live_server, project, owner, settings):
    with Server({"/feed": answer(FEED), "/fire": answer(PAGE)}) as server:
        settings.FETCH_ALLOW = {server.address}
        page = signed_in_page(owner)
        page.goto(f"{live_server.url}/projects/{project.pk}/feeds/")
        page.get_by_label("Address of a feed").fill(server.url("/feed"))
        page.get_by_role("button", name="Subscribe").click()
        page.get_by_label("Fire at the quay").check()
        assert_accessible(page)
        page.get_by_role("button", name="Import what is chosen").click()
        expect(page.locator(".import-row")).to_contain_text("Imported")
        page.goto(f"{live_server.url}{Feed.objects.get().get_absolute_url()}?show=kept")
        expect(page.get_by_role("link", name="Article", exact=True)).to_be_visible()
