"""The library in a real browser: from a search to the passage, choosing rows, and facets that come later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reader.library import listing
from reader.models import Article, Project, User
from tests.builders import an_article, many_paragraphs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOUND = """async () => {
  let found;
  while (!(found = CSS.highlights.get("found"))) await new Promise(requestAnimationFrame);
  const [range] = found;
  const box = range.getBoundingClientRect();
  return [range.toString(), box.top >= 0 && box.bottom <= innerHeight];
}"""


@pytest.fixture
def article(project: Project) -> Article:
    text = [*many_paragraphs(60), "🔥 The warehouse on the quay burned.", *many_paragraphs(60)]
    return an_article(project, text, title="Report")


@pytest.fixture
def at_list(
    signed_in_page: Callable[[User], Page], owner: User, project: Project, article: Article, live_server: Any
) -> Page:
    page = signed_in_page(owner)
    page.goto(live_server.url + project.get_absolute_url())
    return page


def test_a_search_leads_to_the_words_in_the_middle_of_the_screen(at_list):
    at_list.get_by_role("searchbox").fill("warehouses")
    at_list.keyboard.press("Enter")
    at_list.get_by_role("link", name="The warehouse on the quay").click()
    expect(at_list.locator("text-selection")).to_be_visible()
    words, is_seen = at_list.evaluate(FOUND)
    assert (words, is_seen) == ("warehouse", True)


def test_without_script_a_search_leads_to_the_block(browser, context, at_list, live_server, project):
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(f"{live_server.url}{project.get_absolute_url()}?q=warehouse")
    page.get_by_role("link", name="The warehouse on the quay").click()
    expect(page.get_by_text("The warehouse on the quay burned.")).to_be_in_viewport()
    plain.close()


def test_chosen_rows_change_together_and_back(at_list):
    at_list.get_by_role("checkbox", name="Report").check()
    expect(at_list.locator("output")).to_have_text("1 chosen")
    at_list.get_by_role("button", name="Archive").click()
    expect(at_list.get_by_text("1 article: archived.")).to_be_visible()
    expect(at_list.get_by_role("link", name="Report")).to_have_count(0)
    at_list.get_by_role("button", name="Undo the last change").click()
    expect(at_list.get_by_role("link", name="Report")).to_be_visible()


def test_facets_of_a_large_list_come_once_it_is_there(at_list, project, monkeypatch):
    an_article(project, title="Other", language="fr")
    monkeypatch.setattr(listing, "COUNTED_AT_ONCE", 0)
    at_list.reload()
    expect(at_list.get_by_role("link", name="French 1")).to_be_visible()
