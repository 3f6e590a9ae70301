"""The keys: others of one's own, and either end of a range or a selection."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, editing
from tests.builders import a_highlight, place_of
from tests.e2e.desk import (
    card,
    marks,
    open_card,
    range_bar,
    toolbar,
)

pytestmark = pytest.mark.browser


def exact(annotation: Annotation) -> str:
    return Annotation.objects.get(pk=annotation.pk).exact


class TestOtherKeys:
    def test_a_person_chooses_another_key(self, made, desk):
        desk.keyboard.press("?")
        sheet = desk.get_by_role("dialog", name="Keys")
        sheet.get_by_role("button", name="Another key for a note").click()
        expect(sheet).to_contain_text("Press the new key")
        desk.keyboard.press("b")
        expect(sheet.locator("[data-action=note] kbd").first).to_have_text("b")
        desk.keyboard.press("Escape")
        desk.reload()
        marks(desk, made).first.focus()
        desk.keyboard.press("n")
        expect(card(desk)).to_be_hidden()
        desk.keyboard.press("b")
        expect(card(desk).get_by_label("Note", exact=True)).to_be_focused()

    def test_a_key_that_is_in_use_is_refused(self, desk):
        desk.keyboard.press("?")
        sheet = desk.get_by_role("dialog", name="Keys")
        sheet.get_by_role("button", name="Another key for a note").click()
        expect(sheet).to_contain_text("Press the new key")
        desk.keyboard.press("c")
        expect(sheet).to_contain_text("in use")
        expect(sheet.locator("[data-action=note] kbd").first).to_have_text("n")


class TestEveryEnd:
    def test_the_start_of_a_range_moves_by_keyboard(self, made, desk):
        marks(desk, made).first.focus()
        desk.keyboard.press("r")
        expect(range_bar(desk)).to_be_visible()
        desk.keyboard.press("s")
        for _ in range(3):
            desk.keyboard.press("Shift+ArrowRight")
        desk.keyboard.press("Enter")
        expect(marks(desk, made)).to_have_text(["ple died"])

    def test_a_selection_begins_at_any_word(self, desk):
        desk.keyboard.press("j")
        for _ in range(3):
            desk.keyboard.press("w")
        expect(toolbar(desk)).to_be_visible()
        assert desk.evaluate("getSelection().toString()") == "the"
        desk.keyboard.press("Shift+W")
        assert desk.evaluate("getSelection().toString()") == "died"

    def test_a_range_cannot_be_shrunk_to_nothing(self, made, desk):
        marks(desk, made).first.focus()
        desk.keyboard.press("r")
        expect(range_bar(desk)).to_be_visible()
        for _ in range(11):
            desk.keyboard.press("Shift+ArrowLeft")
        desk.wait_for_timeout(300)
        desk.keyboard.press("Enter")
        expect(range_bar(desk)).to_be_hidden()
        assert exact(made)

    @pytest.mark.usefixtures("quick_looks")
    def test_a_backward_selection_stays_one_when_its_block_is_swapped(self, desk, report, coder):
        desk.keyboard.press("j")
        desk.keyboard.press("s")
        theirs = a_highlight(report, "Twelve", "Claim", by=coder)
        expect(marks(desk, theirs)).to_have_text(["Twelve"])
        desk.keyboard.press("Shift+ArrowRight")
        assert desk.evaluate("getSelection().toString()").startswith("welve people")

    def test_closing_the_card_of_an_orphan_returns_to_its_entry(self, desk, report, owner):
        orphan = a_highlight(report, "people died", by=owner)
        Annotation.objects.filter(pk=orphan.pk).update(start=None, end=None, paragraph=None)
        desk.reload()
        desk.locator(f"#open-{orphan.pk}").focus()
        desk.keyboard.press("Enter")
        expect(card(desk)).to_be_visible()
        desk.keyboard.press("Escape")
        expect(desk.locator(f"#open-{orphan.pk}")).to_be_focused()

    @pytest.mark.usefixtures("quick_looks")
    def test_an_open_card_shows_what_another_changed(self, desk, report, coder, made):
        desk.reload()
        open_card(desk, made)
        editing.change_range(made, place_of("people", report), by=coder)
        expect(card(desk).locator(".card-quote")).to_have_text("people")
