"""Suggested passages at the reading page: by keyboard, by mouse and by touch, beside highlights and undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Dismissal
from tests.builders import a_highlight, an_article
from tests.e2e.desk import EDGES, card, click_words, open_article, open_card, ready, select, toolbar

pytestmark = pytest.mark.browser

FIGURE = "A shell killed at least 6 farmers and wounded dozens."
CLAIM = "The road is open again, an officer said."
DISPUTE = "Activists disputed that account on Monday."
QUIET = "The town lies on a river and has a market on Fridays."

# The words that the browser paints as suggestions of a tint.
PAINTED = """(tint) => [...(CSS.highlights.get(`suggestion-${tint}`) ?? [])].map((range) => range.toString())"""


@pytest.fixture
def report(project, owner):
    return an_article(project, [QUIET, f"{FIGURE} {CLAIM}", DISPUTE, QUIET], by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    ready(page)
    return page


def at_hand(page):
    """The card of the suggestion at hand."""
    return page.locator("#suggestion-card")


def bar(page):
    return page.get_by_role("group", name="Suggestions")


def ticks(page):
    return page.get_by_role("list", name="Suggested passages").get_by_role("button")


def suggest(page, number=4):
    page.get_by_role("link", name="Suggest passages").click()
    expect(ticks(page)).to_have_count(number)


def test_they_are_marked_and_the_text_stays_as_it_is(desk):
    before = desk.locator("text-selection").inner_html()
    suggest(desk)
    expect(bar(desk)).to_contain_text("4 suggestions")
    assert desk.evaluate(PAINTED, "amber") == [FIGURE]
    assert desk.evaluate(PAINTED, "rose") == [DISPUTE]
    assert desk.locator("text-selection").inner_html() == before
    expect(ticks(desk).first).to_have_accessible_name(f"Suggestion: Casualty figure, by rule figure.killed: {FIGURE}")
    desk.get_by_role("link", name="Suggest passages").click()
    expect(ticks(desk)).to_have_count(0)
    assert desk.evaluate("CSS.highlights.size") == 0


def test_a_keyboard_goes_through_them_all(desk, report):
    desk.keyboard.press("g")
    expect(at_hand(desk)).to_contain_text("1 of 4")
    expect(at_hand(desk)).to_contain_text("at least 6")
    expect(at_hand(desk)).to_be_focused()
    desk.keyboard.press("a")
    expect(at_hand(desk).locator("blockquote")).to_have_text(CLAIM[:-1])
    expect(at_hand(desk)).to_be_focused()
    expect(desk.locator("text-selection mark")).to_have_text([FIGURE])
    expect(bar(desk)).to_contain_text("3 suggestions")
    desk.keyboard.press("d")
    expect(at_hand(desk).locator("blockquote")).to_have_text(DISPUTE[:-1])
    desk.keyboard.press("g")
    expect(at_hand(desk).locator("blockquote")).to_have_text(DISPUTE)
    desk.keyboard.press("Shift+G")
    expect(at_hand(desk).locator("blockquote")).to_have_text(DISPUTE[:-1])
    expect(bar(desk)).to_contain_text("2 suggestions")
    desk.keyboard.press("Escape")
    expect(at_hand(desk)).to_be_hidden()
    expect(ticks(desk).first).to_be_focused()
    made = Annotation.objects.get()
    assert [figure.low for figure in made.figures.all()] == [6, None]
    assert Dismissal.objects.get().exact == CLAIM[:-1]


def test_undo_brings_back_what_was_decided(desk):
    desk.keyboard.press("g")
    expect(at_hand(desk)).to_contain_text("1 of 4")
    desk.keyboard.press("a")
    expect(bar(desk)).to_contain_text("3 suggestions")
    desk.keyboard.press("d")
    expect(bar(desk)).to_contain_text("2 suggestions")
    desk.keyboard.press("u")
    expect(bar(desk)).to_contain_text("3 suggestions")
    expect(at_hand(desk).locator("blockquote")).to_have_text(CLAIM[:-1])
    desk.keyboard.press("u")
    expect(bar(desk)).to_contain_text("4 suggestions")
    expect(at_hand(desk).locator("blockquote")).to_have_text(FIGURE)
    expect(desk.locator("text-selection mark")).to_have_count(0)


def test_a_click_on_the_words_or_on_the_tick_opens_one(desk, report):
    suggest(desk)
    click_words(desk, "wounded dozens")
    expect(at_hand(desk)).to_contain_text("“at least 6” counts people")
    click_words(desk, "on Fridays")
    expect(at_hand(desk)).to_be_hidden()
    ticks(desk).nth(3).click()
    expect(at_hand(desk)).to_contain_text("disputed.disputes")
    at_hand(desk).get_by_role("button", name="Accept").click()
    expect(desk.locator("text-selection mark")).to_have_text([DISPUTE])
    expect(at_hand(desk).locator("blockquote")).to_have_text(FIGURE)


def test_all_of_the_kinds_that_are_marked_are_dismissed_and_brought_back(desk):
    suggest(desk)
    bar(desk).get_by_role("button", name="Claim 2").click()
    expect(ticks(desk)).to_have_count(2)
    assert desk.evaluate(PAINTED, "blue") == []
    bar(desk).get_by_role("button", name="Dismiss all").click()
    expect(bar(desk)).to_contain_text("2 suggestions")
    expect(desk.locator("#messages")).to_contain_text("2 suggestions dismissed.")
    desk.locator("#messages").get_by_role("button", name="Undo").click()
    expect(bar(desk)).to_contain_text("4 suggestions")
    bar(desk).get_by_role("button", name="Claim 2").click()
    expect(ticks(desk)).to_have_count(4)
    bar(desk).get_by_role("button", name="Dismiss all").click()
    expect(bar(desk)).to_contain_text("Nothing to suggest")
    desk.locator("#messages").get_by_role("button", name="Undo").click()
    expect(ticks(desk)).to_have_count(4)


def test_they_make_room_for_selections_and_highlights(desk, report):
    suggest(desk)
    desk.keyboard.press("g")
    expect(at_hand(desk)).to_be_visible()
    select(desk, "at least 6 farmers")
    expect(toolbar(desk)).to_be_visible()
    expect(at_hand(desk)).to_be_hidden()
    desk.keyboard.press("f")  # the tag's own key
    expect(desk.locator("text-selection mark")).to_have_text(["at least 6 farmers"])
    expect(ticks(desk)).to_have_count(3)
    assert desk.evaluate(PAINTED, "blue") == [CLAIM[:-1], DISPUTE[:-1]]
    desk.keyboard.press("g")
    expect(at_hand(desk)).to_be_visible()
    open_card(desk, Annotation.objects.get())
    expect(at_hand(desk)).to_be_hidden()
    desk.keyboard.press("d")  # the card's
    expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")


@pytest.mark.usefixtures("quick_looks")
def test_what_another_accepts_is_suggested_no_longer(desk, report, coder):
    suggest(desk)
    a_highlight(report, FIGURE, "Casualty figure", by=coder)
    expect(ticks(desk)).to_have_count(3)


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
def test_a_tap_on_the_words_opens_one_at_the_bottom_of_a_phone(desk):
    suggest(desk)
    (x, y), _ = desk.evaluate(EDGES, ["wounded dozens", "wounded dozens"])
    desk.touchscreen.tap(x + 4, y)
    expect(at_hand(desk)).to_contain_text("“at least 6” counts people")
    at_hand(desk).get_by_role("button", name="Dismiss").tap()
    expect(at_hand(desk).locator("blockquote")).to_have_text(CLAIM[:-1])
    expect(bar(desk)).to_contain_text("3 suggestions")


def test_without_a_script_they_are_a_page_of_forms(new_context, live_server, owner, report, client_of):
    context = new_context(java_script_enabled=False)
    cookie = client_of(owner).cookies["attest_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    open_article(page, live_server, report)
    page.get_by_role("link", name="Suggest passages").click()
    page.get_by_role("button", name="Accept").first.click()
    expect(page.locator("#messages")).to_contain_text("Highlighted: Casualty figure.")
    page.get_by_role("button", name="Dismiss", exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("2 suggestions")
