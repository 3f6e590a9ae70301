"""Figures in the card of a highlight."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import (
    forgive,
    highlight,
    open_card,
)

pytestmark = pytest.mark.browser


class TestFigures:
    def test_the_number_is_read_and_corrected_as_one_goes(self, desk, report):
        made = highlight(desk, "Twelve people died", key="f")
        opened = open_card(desk, made)
        best = opened.get_by_label("Best")
        expect(best).to_have_value("12")
        expect(opened.get_by_label("Effect")).to_have_value("killed")
        best.fill("13")
        desk.keyboard.press("Tab")
        expect(opened.locator("[id$=-status]", has_text="Saved")).to_be_visible()
        expect(opened.get_by_label("High")).to_be_focused()
        assert made.figures.get().best == 13
        forgive(desk, "422")
        opened.get_by_label("High").fill("5")
        desk.keyboard.press("Tab")
        expect(opened).to_contain_text("High is less than best (13).")
        assert made.figures.get().high is None

    def test_the_form_comes_with_the_tag(self, desk):
        opened = open_card(desk, highlight(desk, "the ministry said"))
        expect(opened.locator("form.figure")).to_have_count(0)
        opened.get_by_role("button", name="Casualty figure").click()
        expect(opened.get_by_text("No number of people")).to_be_visible()
        opened.get_by_role("button", name="Add a figure").click()
        expect(opened.locator("form.figure")).to_have_count(1)
        opened.get_by_role("button", name="Remove this figure").click()
        expect(opened.locator("form.figure")).to_have_count(0)
