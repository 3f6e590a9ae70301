"""Changing highlights after they are made: range, split, merge, undo; by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation, editing
from tests.builders import a_highlight, an_article, paragraph, place_of
from tests.e2e.desk import card, focus, forgive, highlight, marks, open_article, open_card, ready, select, toolbar

pytestmark = pytest.mark.browser

FIRST = "Twelve people died, the ministry said."
SECOND = "A union counts seventeen."


@pytest.fixture
def report(project, owner):
    blocks = [f"{FIRST} {SECOND}", paragraph("Sign in.", cut="an appeal"), "The inquiry opens on Monday."]
    return an_article(project, blocks, by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    ready(page)
    return page


@pytest.fixture
def made(report, owner):
    return a_highlight(report, "people died", "Claim", by=owner)


def range_bar(page: Page):
    return page.get_by_role("group", name="Range of the highlight")


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
    end = desk.locator(".range-handle").nth(1).bounding_box()
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
    expect(desk.locator("#messages")).to_contain_text("nothing of yours to redo")


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


def test_an_orphan_is_put_where_its_words_are_almost(desk, report, owner):
    made = a_highlight(report, "The inquiry opens on Monday", by=owner)
    Annotation.objects.filter(pk=made.pk).update(
        start=None, end=None, paragraph=None, exact="The enquiry opens on a Monday"
    )
    desk.reload()
    desk.locator(f"#entry-{made.pk} a").click()
    expect(card(desk)).to_contain_text("It may belong here")
    card(desk).get_by_role("button", name="Put it here").first.click()
    expect(marks(desk, made)).to_have_text(["The inquiry opens on Monday"])
    assert Annotation.objects.get().status == "anchored"


def test_an_orphan_gets_the_place_that_is_selected(desk, report, owner):
    made = a_highlight(report, "people died", by=owner)
    Annotation.objects.filter(pk=made.pk).update(start=None, end=None, paragraph=None, exact="quite other words")
    desk.reload()
    desk.locator(f"#entry-{made.pk} a").click()
    card(desk).get_by_role("button", name="Select its place in the text").click()
    expect(range_bar(desk)).to_be_visible()
    select(desk, "A union counts")
    expect(range_bar(desk).get_by_role("button", name="Save range")).to_be_enabled()
    desk.keyboard.press("Enter")
    expect(marks(desk, made)).to_have_text(["A union counts"])


def test_words_that_the_source_changed_are_shown_and_accepted(desk, report, owner):
    made = a_highlight(report, "people died", by=owner)
    Annotation.objects.filter(pk=made.pk).update(former_exact="persons died")
    desk.reload()
    shown = open_card(desk, made)
    expect(shown.locator("del")).to_have_text("persons")
    expect(shown.locator("ins")).to_have_text("people")
    shown.get_by_role("button", name="It still holds").click()
    expect(desk.locator("#messages")).to_contain_text("accepted")
    assert Annotation.objects.get().former_exact == ""


class TestOtherKeys:
    def test_a_person_chooses_another_key(self, made, desk):
        desk.keyboard.press("?")
        sheet = desk.get_by_role("dialog", name="Keys")
        sheet.get_by_role("button", name="Another key for a note").click()
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
        desk.keyboard.press("c")
        expect(sheet).to_contain_text("in use")
        expect(sheet.locator("[data-action=note] kbd").first).to_have_text("n")


class TestNews:
    """Two people at one article."""

    def test_what_another_does_appears_by_itself(self, desk, report, coder):
        theirs = a_highlight(report, "counts seventeen", "Claim", by=coder)
        expect(marks(desk, theirs)).to_have_text(["counts seventeen"])
        expect(desk.locator(f"#entry-{theirs.pk}")).to_be_visible()
        theirs.delete_softly(by=coder)
        expect(marks(desk, theirs)).to_have_count(0)

    def test_it_takes_neither_the_selection_nor_the_note_being_typed(self, desk, report, coder, made):
        desk.reload()
        open_card(desk, made)
        field = card(desk).get_by_label("Note", exact=True)
        field.focus()
        desk.keyboard.type("I am still ty")
        theirs = a_highlight(report, "ministry", "Claim", by=coder)
        expect(marks(desk, theirs)).to_have_text(["ministry"])
        desk.keyboard.type("ping")
        expect(field).to_have_value("I am still typing")
        desk.keyboard.press("Escape")
        select(desk, "counts seventeen")
        expect(toolbar(desk)).to_be_visible()
        more = a_highlight(report, "Twelve", "Claim", by=coder)
        expect(marks(desk, more)).to_have_text(["Twelve"])
        assert desk.evaluate("getSelection().toString()") == "counts seventeen"

    def test_the_focus_stays_on_a_highlight_whose_block_is_swapped(self, desk, report, coder, made):
        desk.reload()
        marks(desk, made).first.focus()
        theirs = a_highlight(report, "ministry", "Claim", by=coder)
        expect(marks(desk, theirs)).to_have_text(["ministry"])
        assert focus(desk)["begins"] == str(made.pk)

    def test_the_tags_in_an_open_card_follow(self, desk, report, coder, made):
        desk.reload()
        open_card(desk, made)
        made.retag(report.project.tags.get(name="Disputed"), present=True, by=coder)
        expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")

    def test_a_new_version_is_offered_not_forced(self, desk, report, coder):
        report.restore_block(1, by=coder)
        offered = desk.get_by_role("button", name="Show them as they are now")
        expect(offered).to_be_visible()
        offered.click()
        expect(desk.locator("text-selection")).to_contain_text("Sign in.")

    def test_an_own_highlight_on_an_outdated_page_is_shown_at_once(self, desk, report, coder):
        report.restore_block(1, by=coder)
        made = highlight(desk, "inquiry")
        expect(desk.locator("text-selection")).to_contain_text("Sign in.")
        expect(marks(desk, made)).to_have_text(["inquiry"])


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


class TestWithoutConnection:
    def test_what_was_highlighted_is_saved_when_the_connection_is_back(self, desk, context):
        forgive(desk, "Failed to load resource", "ERR_INTERNET_DISCONNECTED")
        select(desk, "ministry")
        expect(toolbar(desk)).to_be_visible()
        context.set_offline(True)
        desk.keyboard.press("c")
        again = desk.get_by_role("button", name="Try again")
        expect(again).to_be_visible()
        desk.wait_for_timeout(5000)  # a look for news fails meanwhile, and does not take the offer away
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

    def test_an_open_card_shows_what_another_changed(self, desk, report, coder, made):
        desk.reload()
        open_card(desk, made)
        editing.change_range(made, place_of("people", report), by=coder)
        expect(card(desk).locator(".card-quote")).to_have_text("people")
