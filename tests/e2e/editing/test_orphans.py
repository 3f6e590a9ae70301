"""Highlights that have lost their place or their words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.builders import a_highlight
from tests.e2e.desk import (
    card,
    marks,
    open_card,
    range_bar,
    select,
)

pytestmark = pytest.mark.browser


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
