"""What a person sees and does about the cleaning: the original beside, blocks chosen and cut, metadata corrected."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.importers import Source
from reader.models import Article
from tests.builders import PAGE
from tests.e2e.desk import click_words, open_article, ready

pytestmark = pytest.mark.browser


def test_original_beside_several_blocks_cut_and_a_title_corrected(signed_in_page, live_server, project, coder, foreign):
    page = signed_in_page(coder)
    article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=coder)
    article.read()
    open_article(page, live_server, article, "?original")
    ready(page)
    frame = page.frame_locator("#original iframe")
    expect(frame.locator(".original-kept")).to_have_count(3)
    expect(frame.locator(".original-kept").first).to_have_css("outline-style", "solid")  # its style is let through
    click_words(page, "Neither account")
    expect(frame.locator(":target")).to_contain_text("Neither account")

    page.set_viewport_size({"width": 390, "height": 800})
    expect(frame.locator("body")).not_to_be_visible()
    page.get_by_label("Original", exact=True).check()
    expect(frame.locator("body")).to_be_visible()
    expect(page.locator("text-selection")).not_to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})

    open_article(page, live_server, article, "?cut")
    ready(page)
    boxes = page.locator("input[name=chosen]")
    cut = page.get_by_role("button", name="Cut what is chosen")
    expect(cut).not_to_be_visible()
    boxes.nth(0).check()
    expect(cut).to_be_visible()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator("input[name=chosen]:checked")).to_have_count(3)
    boxes.nth(1).uncheck()
    cut.click()
    expect(page.get_by_role("status").filter(has_text="2 blocks are cut")).to_be_visible()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.locator("text-selection .block")).to_have_count(3)

    page.get_by_role("link", name="Correct", exact=True).click()
    page.get_by_label("Date of publication").fill("30 July")
    page.get_by_label("Title", exact=True).fill("Blaze at the quay")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".metadata .errorlist")).to_contain_text("such as 2013-07-30")
    page.get_by_label("Date of publication").fill("2013-07-30")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Blaze at the quay")
    expect(page.locator(".article-head time")).to_have_text("30 July 2013")
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire at the quay")
    assert foreign == []
    page.errors.clear()  # a refused form is an error to the console
