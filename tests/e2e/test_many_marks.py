"""An article with very many highlights: laid out when it is needed, and what a screen reader hears of them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotations import listing
from annotations.models import Annotation
from tests.builders import an_article
from tests.e2e.desk import open_article

pytestmark = pytest.mark.browser

WORDS = "The harbour office counted the boats again and found the number that it had given on Monday. " * 5
UNSEEN = """() => [...document.querySelectorAll(".block mark:first-of-type")]
  .filter((mark) => !mark.checkVisibility({ contentVisibilityAuto: true })).length"""
TOP = "(id) => document.getElementById(id).getBoundingClientRect().top"


@pytest.fixture
def article(project, owner):
    """Forty paragraphs, six highlights in each: more than are laid out all at once."""
    found = an_article(project, [f"{number}. {WORDS}".strip() for number in range(40)], by=owner)
    rows = [
        Annotation(
            article=found, version=found.current, created_by=owner, paragraph=number,
            start=at, end=at + 40, exact=found.current.text[at : at + 40],
        )
        for number, block in enumerate(found.current.kept)
        for at in range(block.start + 20, block.start + 380, 60)
    ]  # fmt: skip
    Annotation.objects.bulk_create(rows)
    return found


def said(page: Page) -> list[str]:
    """Return what is said of where highlights begin and end, as a screen reader is given it."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    names = [str(node.get("name", {}).get("value", "")).strip() for node in nodes if not node["ignored"]]
    return [name for name in names if name in ("[highlight]", "[end of highlight]")]


def test_all_is_laid_out_once_the_page_is_scrolled_and_nothing_moves(signed_in_page, live_server, owner, article):
    page = signed_in_page(owner)
    open_article(page, live_server, article)
    assert page.evaluate(UNSEEN) > 20
    page.mouse.move(400, 400)
    page.mouse.wheel(0, 60)
    expect(page.locator("html")).to_have_attribute("data-scrolled", "")
    assert page.evaluate(UNSEEN) == 0
    page.goto("about:blank")
    open_article(page, live_server, article, "#block-30")
    expect(page.locator("html")).to_have_attribute("data-scrolled", "")
    assert page.evaluate(UNSEEN) == 0
    assert page.evaluate(TOP, "block-30") == pytest.approx(0.3 * page.evaluate("innerHeight"), abs=2)


def test_where_thousands_begin_it_is_said_where_the_keyboard_stands(
    signed_in_page, live_server, owner, article, monkeypatch
):
    page = signed_in_page(owner)
    open_article(page, live_server, article)
    assert len(said(page)) >= 12
    monkeypatch.setattr(listing, "CROWDED", 200)
    open_article(page, live_server, article)
    assert said(page) == []
    below = page.evaluate(TOP, "block-1")
    page.locator("#block-0 mark").first.focus()
    assert said(page) == ["[highlight]", "[end of highlight]"] * 6
    assert page.evaluate(TOP, "block-1") == below
