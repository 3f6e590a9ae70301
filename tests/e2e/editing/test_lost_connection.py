"""What is done without a connection."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.e2e.desk import (
    forgive,
    highlight,
    open_article,
    ready,
    select,
    toolbar,
)

pytestmark = pytest.mark.browser


class TestWithoutConnection:
    @pytest.mark.usefixtures("quick_looks")
    def test_what_was_highlighted_is_saved_when_the_connection_is_back(self, desk, context):
        forgive(desk, "Failed to load resource", "ERR_INTERNET_DISCONNECTED")
        select(desk, "ministry")
        expect(toolbar(desk)).to_be_visible()
        context.set_offline(True)
        desk.keyboard.press("c")
        again = desk.get_by_role("button", name="Try again")
        expect(again).to_be_visible()
        with desk.expect_event("requestfailed", lambda asked: "/news/" in asked.url):
            pass  # a look for news, which does not take the offer away
        expect(again).to_be_visible()
        context.set_offline(False)
        expect(desk.locator("text-selection mark")).to_have_text(["ministry"])
        expect(desk.locator("#messages")).not_to_contain_text("No connection")
        assert Annotation.objects.count() == 1

    def test_two_tabs_keep_each_others(self, desk, context, live_server, report):
        forgive(desk, "Failed to load resource", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED")
        desk.route(
            "**/annotations/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
        )
        select(desk, "ministry")
        expect(toolbar(desk)).to_be_visible()
        desk.keyboard.press("c")
        expect(desk.get_by_role("button", name="Try again")).to_be_visible()
        other = context.new_page()
        open_article(other, live_server, report)
        ready(other)
        expect(other.locator("text-selection mark")).to_have_text(["ministry"])  # saved by the other tab
        other.close()

    def test_a_browser_that_keeps_nothing_highlights_all_the_same(self, desk):
        desk.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
        )
        highlight(desk, "ministry")
