"""Claims and relations at the reading page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Claim, Relation
from annotations.models.relation import relate
from tests.builders import a_highlight
from tests.e2e.desk import card, click_mark, highlight, marks, open_card, select, toolbar

pytestmark = pytest.mark.browser


@pytest.fixture
def dispute(report, owner):
    return a_highlight(report, "counts seventeen", "Disputed", by=owner)


def test_a_claim_is_read_when_it_is_tagged_and_its_words_are_chosen_in_the_text(desk, report):
    made = highlight(desk, "Twelve people died, the ministry said", key="c")
    opened = open_card(desk, made)
    expect(opened.get_by_label("Who says so")).to_have_value("ministry")
    opened.get_by_text("Its words: source, cue, content").click()
    opened.get_by_role("button", name="Choose in the text").first.click()
    expect(desk.locator("html")).to_have_attribute("data-choosing", "words")
    select(desk, "A union")
    expect(opened.get_by_label("Source:", exact=True)).to_have_value("A union")
    expect(opened.get_by_text("Saved", exact=True)).to_be_visible()
    expect(toolbar(desk)).to_be_hidden()
    claim = Claim.objects.get(annotation=made)
    assert claim.parts[0].text == "A union"
    assert claim.parts[0].start is not None


def test_escape_leaves_off_choosing_and_the_card_open(desk, report, owner):
    made = a_highlight(report, "the ministry said", "Claim", by=owner)
    desk.reload()
    opened = open_card(desk, made)
    opened.locator("summary", has_text="Its words").click()
    opened.get_by_role("button", name="Choose in the text").first.click()
    expect(desk.locator("html")).to_have_attribute("data-choosing", "words")
    desk.keyboard.press("Escape")
    expect(desk.locator("html")).not_to_have_attribute("data-choosing", "words")
    expect(opened).to_be_visible()


def test_a_passage_is_related_by_clicking_the_other_one_and_the_margin_shows_it(desk, report, made, dispute):
    desk.reload()
    opened = open_card(desk, dispute)
    opened.get_by_role("link", name="What does it dispute").click()
    opened.get_by_label("What of it").select_option("number")
    opened.get_by_role("button", name="click it in the text").click()
    expect(desk.locator("html")).to_have_attribute("data-choosing", "mark")
    click_mark(desk, made)
    expect(opened.locator(".relation-disputes")).to_contain_text("disputes (the number)")
    relation = Relation.objects.get()
    assert (relation.annotation, relation.target, relation.scope) == (dispute, made, "number")
    chips = desk.locator(".relation-chips a")
    expect(chips).to_have_count(2)
    desk.keyboard.press("Escape")
    chips.first.focus()
    expect(marks(desk, made).first).to_have_class(re.compile("related"))
    chips.first.press("Enter")
    expect(card(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("u")
    expect(chips).to_have_count(0)
    assert not Relation.objects.exists()


def test_the_other_passage_is_found_by_its_words(desk, report, made, dispute):
    desk.reload()
    opened = open_card(desk, dispute)
    opened.get_by_role("link", name="What does it dispute").click()
    opened.get_by_label("… this one").fill("no such words")
    expect(opened.get_by_text("No other highlight has these words")).to_be_visible()
    opened.get_by_label("… this one").fill(made.exact[:12])
    opened.locator(".candidates button").click()
    expect(opened.locator(".relation-disputes")).to_be_visible()
    assert Relation.objects.get().target == made


def test_what_is_being_typed_is_not_taken_by_what_was_saved_before(desk, report, owner):
    made = a_highlight(report, "the ministry said", "Claim", by=owner)
    desk.reload()
    opened = open_card(desk, made)
    opened.get_by_label("Who says so").fill("the ministry of the interior")
    opened.get_by_label("Who says so").press("Tab")
    expect(opened.get_by_text("Saved", exact=True)).to_be_visible()
    opened.locator("summary", has_text="Day and place").click()
    place = opened.get_by_label("Place:", exact=True)
    place.click()
    desk.keyboard.type("the eas")
    with desk.expect_response("**/news/"):  # tells of what this page has saved itself
        pass
    desk.keyboard.type("t quay")
    expect(place).to_have_value("the east quay")


def test_where_the_margin_has_no_room_the_relations_are_a_list_below_the_article(desk, owner, made, dispute):
    relate(dispute, made, "disputes", by=owner)
    desk.reload()
    expect(desk.locator(".relation-chips a")).to_have_count(2)
    desk.set_viewport_size({"width": 390, "height": 800})
    expect(desk.locator(".relation-chips a")).to_have_count(0)
    expect(desk.locator("relation-lines li")).to_be_visible()
