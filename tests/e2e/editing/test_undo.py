"""Undo, redo and history; and never ahead of a quick hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.builders import a_highlight
from tests.e2e.desk import (
    card,
    highlight,
    marks,
    open_card,
    ready,
    select,
    toolbar,
)

pytestmark = pytest.mark.browser


def test_undo_and_redo_reach_back_beyond_a_reload(desk, report):
    made = highlight(desk, "Twelve")
    open_card(desk, made)
    desk.keyboard.press("d")
    expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Escape")
    desk.reload()
    ready(desk)
    desk.keyboard.press("u")
    expect(desk.locator(f"#entry-{made.pk} .chips")).to_have_text("Claim")
    desk.keyboard.press("u")
    expect(marks(desk, made)).to_have_count(0)
    desk.keyboard.press("Shift+U")
    expect(marks(desk, made)).to_have_text(["Twelve"])
    desk.keyboard.press("Shift+U")
    expect(desk.locator(f"#entry-{made.pk} .chips")).to_have_text("Claim Disputed")
    desk.keyboard.press("Shift+U")
    expect(desk.locator("#messages")).to_contain_text("nothing of yours to do again")


def test_the_history_tells_who_did_what(made, desk):
    open_card(desk, made)
    desk.keyboard.press("d")
    expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Escape")
    desk.reload()
    ready(desk)
    open_card(desk, made)
    card(desk).get_by_text("History").click()
    expect(card(desk).locator(".history > li").first).to_contain_text("owner changed the tags")


class TestOneAfterTheOther:
    """A quick hand is never ahead of what it means."""

    @pytest.fixture
    def slow_saves(self, desk):
        """Hold back every new highlight for a moment."""

        def hold(route):
            desk.wait_for_timeout(600)
            route.continue_()

        desk.route(
            "**/annotations/", lambda route: hold(route) if route.request.method == "POST" else route.continue_()
        )

    def test_a_note_right_after_a_tag_is_for_the_new_highlight(self, desk, report, owner, slow_saves):
        highlight(desk, "Twelve")
        select(desk, "ministry")
        expect(toolbar(desk)).to_be_visible()
        desk.keyboard.press("c")
        desk.keyboard.press("n")
        expect(card(desk).locator(".card-quote")).to_have_text("ministry")
        expect(card(desk).get_by_label("Note", exact=True)).to_be_focused()

    def test_a_highlight_that_had_the_focus_before_gets_no_note_of_the_next(self, made, desk):
        marks(desk, made).first.focus()
        desk.keyboard.press("j")
        desk.keyboard.press("j")
        expect(toolbar(desk)).to_be_visible()
        desk.keyboard.press("c")
        desk.keyboard.press("n")
        expect(card(desk).locator(".card-quote")).not_to_have_text("people died")

    def test_an_undo_right_after_a_tag_takes_that_one_back(self, desk, report, owner, slow_saves):
        first = highlight(desk, "Twelve")
        select(desk, "ministry")
        expect(toolbar(desk)).to_be_visible()
        desk.keyboard.press("c")
        desk.keyboard.press("u")
        expect(desk.locator("#messages")).to_contain_text("Undid: highlighted")
        expect(desk.locator("text-selection mark")).to_have_text(["Twelve"])
        assert list(Annotation.objects.alive()) == [first]

    def test_three_quick_undos_undo_three(self, desk, report, owner):
        for words in ("Twelve", "ministry", "union", "inquiry"):
            a_highlight(report, words, by=owner)
        desk.reload()
        ready(desk)
        for _ in range(3):
            desk.keyboard.press("u")
        expect(desk.locator("text-selection mark")).to_have_text(["Twelve"])

    def test_a_note_being_typed_is_saved_before_an_undo(self, made, desk):
        open_card(desk, made)
        card(desk).get_by_label("Note", exact=True).fill("Who counted?")
        desk.keyboard.press("Escape")
        desk.keyboard.press("u")
        expect(desk.locator("#messages")).to_contain_text("Undid: changed the note")
        assert not Annotation.objects.get().is_deleted
