"""Two people at one article: each sees what the other does, and loses nothing by it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.builders import a_highlight
from tests.e2e.desk import (
    card,
    focus,
    highlight,
    marks,
    open_card,
    select,
    toolbar,
)

pytestmark = pytest.mark.browser


@pytest.mark.usefixtures("quick_looks")
class TestNews:
    """What another does comes by itself."""

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

    def test_the_focus_stays_in_the_list_that_is_renewed(self, desk, report, coder, made):
        desk.reload()
        desk.get_by_role("link", name="CSV, exact data").focus()
        theirs = a_highlight(report, "ministry", "Claim", by=coder)
        expect(desk.locator(f"#entry-{theirs.pk}")).to_be_visible()
        expect(desk.get_by_role("link", name="CSV, exact data")).to_be_focused()

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


class TestOutdatedPages:
    """What one does oneself on a page that has not heard of it yet."""

    def test_an_own_highlight_on_an_outdated_page_is_shown_at_once(self, desk, report, coder):
        report.restore_block(1, by=coder)
        made = highlight(desk, "inquiry")
        expect(desk.locator("text-selection")).to_contain_text("Sign in.")
        expect(marks(desk, made)).to_have_text(["inquiry"])
        expect(marks(desk, made)).to_be_focused()

    def test_the_card_comes_back_when_an_outdated_page_does(self, desk, report, coder, made):
        desk.reload()
        open_card(desk, made)
        report.restore_block(1, by=coder)
        card(desk).get_by_role("button", name="Disputed").click()
        expect(desk.locator("text-selection")).to_contain_text("Sign in.")
        expect(card(desk)).to_be_focused()
        expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")
        desk.keyboard.press("Escape")
        expect(marks(desk, made)).to_be_focused()
