"""Whatever a person does, the keyboard goes on from there; and nothing typed is lost to what others do meanwhile."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from annotations.models import Operation
from tests.builders import a_highlight
from tests.e2e.desk import (
    awake,
    card,
    focus,
    forgive,
    marks,
    note_field,
    open_card,
    press_tag,
    range_bar,
    selection,
    toolbar,
)

from .conftest import FIRST, SECOND

pytestmark = pytest.mark.browser


def test_tab_goes_on_from_where_the_keyboard_has_been(desk, project):
    project.tags.create(name="Place", hotkey="p")  # on a selection it is the tag's key, not the palette's
    desk.reload()
    awake(desk)
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.keyboard.press("s")
    desk.keyboard.press("Shift+ArrowUp")
    assert selection(desk) == f"{FIRST} {SECOND}", "the beginning was moved back by a sentence"
    desk.keyboard.press("Shift+ArrowDown")
    assert selection(desk) == SECOND
    made = press_tag(desk, "c")
    desk.keyboard.press("Tab")
    expect(marks(desk, made)).to_be_focused()

    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    after = press_tag(desk, "p")
    desk.keyboard.press("Shift+K")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(card(desk)).to_be_focused()
    card(desk).get_by_role("button", name="Delete").press("Enter")
    expect(marks(desk, made)).to_have_count(0)
    expect(marks(desk, after)).to_be_focused()
    desk.keyboard.press("u")
    expect(marks(desk, made)).to_be_focused()


def test_the_sheet_of_keys_has_the_focus_and_the_page_behind_has_not(desk, made):
    desk.reload()
    awake(desk)
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("?")
    sheet = desk.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_focused()
    another = sheet.get_by_role("button", name="Another key for a note")
    another.press("Enter")
    expect(sheet).to_contain_text("Press the new key")
    desk.keyboard.press("/")
    expect(sheet).to_contain_text("is a key of the browser")
    desk.keyboard.press("Tab")
    expect(another).to_have_attribute("aria-pressed", "false")
    desk.keyboard.press("j")
    assert selection(desk) == FIRST
    sheet.get_by_role("button", name="All keys as they were at first").focus()
    desk.keyboard.press("Tab")
    expect(sheet.get_by_role("checkbox")).to_be_focused()
    desk.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    desk.keyboard.press("Tab")
    expect(marks(desk, made)).to_be_focused()


@pytest.mark.usefixtures("quick_looks")
def test_what_another_deletes_is_told_of_and_a_note_on_it_waits_until_it_is_back(desk, report, made, coder):
    forgive(desk, "404", "409")
    other = a_highlight(report, "opens on Monday", by=coder)
    expect(marks(desk, other)).to_have_count(1)
    open_card(desk, made)
    note_field(desk).focus()
    made.delete_softly(by=coder)
    desk.keyboard.type("Who counted them?")
    expect(card(desk).locator(".note-status")).to_contain_text("is deleted, or no longer yours to change")
    expect(marks(desk, made)).to_have_count(0)
    desk.keyboard.press("Escape")

    marks(desk, other).focus()
    desk.keyboard.press("r")
    expect(range_bar(desk)).to_be_visible()
    other.delete_softly(by=coder)
    desk.keyboard.press("Enter")
    expect(desk.locator("#messages")).to_contain_text("This highlight was deleted meanwhile.")
    expect(marks(desk, other)).to_have_count(0)  # who was refused once sees all the same what others do

    Operation.objects.filter(changes__annotation=made, action=Operation.Action.DELETED).get().undo(coder)
    expect(desk.locator(f"#entry-{made.pk}")).to_contain_text("Who counted them?")
    made.refresh_from_db()
    assert made.note == "Who counted them?"


def test_ones_own_note_of_which_the_answer_was_lost_is_not_somebody_elses(desk, made):
    forgive(desk, "ERR_", "409")
    open_card(desk, made)

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.route("**/note/", lose, times=1)
    note_field(desk).fill("Who counted")
    expect(card(desk).locator(".note-status")).to_contain_text("Not saved yet")
    note_field(desk).press_sequentially(" them?")
    expect(card(desk).locator("[data-saved]")).to_be_visible()
    made.refresh_from_db()
    assert made.note == "Who counted them?"
    assert focus(desk)["id"] == f"note-{made.pk}"
