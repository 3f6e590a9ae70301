"""Another range, split and merge; by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, editing
from tests.builders import a_highlight, place_of
from tests.e2e.desk import (
    forgive,
    marks,
    open_card,
    range_bar,
    select,
    toolbar,
)

pytestmark = pytest.mark.browser


def exact(annotation: Annotation) -> str:
    return Annotation.objects.get(pk=annotation.pk).exact


def test_the_range_is_changed_with_the_keyboard(made, desk):
    marks(desk, made).first.focus()
    desk.keyboard.press("r")
    expect(range_bar(desk)).to_be_visible()
    for _ in range(5):
        desk.keyboard.press("Shift+ArrowRight")
    expect(toolbar(desk)).to_be_hidden()
    desk.keyboard.press("Enter")
    expect(marks(desk, made)).to_have_text(["people died, the"])
    expect(marks(desk, made)).to_be_focused()
    assert exact(made) == "people died, the"


def test_shift_and_an_arrow_on_a_highlight_begin_at_once(made, desk):
    marks(desk, made).first.focus()
    desk.keyboard.press("Shift+ArrowLeft")
    expect(range_bar(desk)).to_be_visible()
    desk.keyboard.press("Enter")
    expect(marks(desk, made)).to_have_text(["people die"])


def test_a_range_that_the_server_did_not_take_is_there_to_be_saved_again(made, desk):
    forgive(desk, "503")
    desk.route("**/range/", lambda route: route.fulfill(status=503))
    marks(desk, made).first.focus()
    desk.keyboard.press("Shift+ArrowLeft")
    expect(range_bar(desk)).to_be_visible()
    with desk.expect_response("**/range/"):
        desk.keyboard.press("Enter")
    expect(range_bar(desk)).to_be_visible()
    desk.wait_for_function("getSelection().toString() === 'people die'")
    desk.unroute("**/range/")
    desk.keyboard.press("Enter")
    expect(marks(desk, made)).to_have_text(["people die"])


def test_escape_leaves_the_range_as_it_was(made, desk):
    marks(desk, made).first.focus()
    desk.keyboard.press("r")
    expect(range_bar(desk)).to_be_visible()
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Escape")
    expect(range_bar(desk)).to_be_hidden()
    expect(marks(desk, made)).to_have_text(["people died"])
    expect(marks(desk, made)).to_be_focused()
    assert exact(made) == "people died"


def test_a_handle_is_dragged(made, desk):
    open_card(desk, made).get_by_role("button", name="Change range").click()
    expect(range_bar(desk)).to_be_visible()
    handle = desk.locator(".range-handle").nth(1)
    for direction in ("rtl", "ltr"):  # of the page: a place on the screen is the same in both
        desk.evaluate("(dir) => { document.dir = dir; document.dispatchEvent(new Event('scroll')); }", direction)
        end = handle.bounding_box()
        edge = handle.evaluate("({ style }) => parseFloat(style.left)")
        assert end["x"] + end["width"] / 2 == pytest.approx(edge, abs=1)
    word = desk.evaluate(
        """() => { const walker = document.createTreeWalker(document.querySelector("text-selection"), 4);
          for (let node; (node = walker.nextNode());) { const at = node.data.indexOf("ministry"); if (at >= 0) {
            const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 8);
            const { right, top, height } = range.getBoundingClientRect(); return [right, top + height / 2]; } } }"""
    )
    desk.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2)
    desk.mouse.down()
    desk.mouse.move(*word, steps=5)
    desk.mouse.up()
    desk.get_by_role("button", name="Save range").click()
    expect(marks(desk, made)).to_have_text(["people died, the ministry"])


def test_a_range_that_somebody_else_changed_is_shown_with_ones_own(made, desk, owner, report):
    marks(desk, made).first.focus()
    desk.keyboard.press("r")
    expect(range_bar(desk)).to_be_visible()
    desk.keyboard.press("Shift+ArrowLeft")
    editing.change_range(made, place_of("people", report), by=owner)
    desk.forgiven += ["409", "htmx:responseError"]
    desk.keyboard.press("Enter")
    message = desk.locator("#messages")
    expect(message.locator("blockquote")).to_have_text(["people", "people die"])
    message.get_by_role("button", name="Use mine").click()
    expect(marks(desk, made)).to_have_text(["people die"])


def test_a_highlight_is_split_where_the_selection_begins(made, desk):
    select(desk, "died")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("x")
    expect(desk.locator("text-selection mark")).to_have_text(["people", "died"])
    desk.keyboard.press("u")
    expect(desk.locator("text-selection mark")).to_have_text(["people died"])


def test_no_split_is_offered_where_nothing_is_highlighted(made, desk):
    select(desk, "Monday")
    expect(toolbar(desk)).to_be_visible()
    expect(toolbar(desk).get_by_role("button", name="Split here")).to_be_hidden()


def test_two_highlights_become_one(made, desk, report, owner):
    other = a_highlight(report, "counts seventeen", "Disputed", by=owner)
    desk.reload()
    open_card(desk, made).get_by_role("button", name="Merge with the next").click()
    expect(marks(desk, made)).to_have_text(["people died, the ministry said. A union counts seventeen"])
    expect(marks(desk, other)).to_have_count(0)
    expect(desk.locator(f"#entry-{made.pk}")).to_contain_text("Disputed")
    desk.locator("#messages").get_by_role("button", name="Undo").click()
    expect(marks(desk, other)).to_have_text(["counts seventeen"])
