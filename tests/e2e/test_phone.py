"""On a phone: nothing scrolls sideways, the list is a drawer, the card docks, and a thumb can highlight."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from reader.models import User
from tests.builders import a_highlight, an_article
from tests.e2e.articles import a_report
from tests.e2e.desk import (
    card,
    forgive,
    marks,
    note_field,
    open_article,
    ready,
    saves_highlight,
    select,
    tap_mark,
    toolbar,
)
from tests.e2e.pages import PUBLIC, a_site

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}

pytestmark = [pytest.mark.browser, pytest.mark.browser_context_args(**PHONE)]


@pytest.fixture
def report(project, owner):
    return a_report(project, owner)


@pytest.fixture
def phone(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    ready(page)
    return page


def opener(page, number):
    return page.get_by_role("button", name=re.compile(rf"^Highlights \( ?{number} ?\)$"))


def assert_no_sideways_scrolling(page, name):
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= 360, f"{name} is {width} px wide"


@pytest.mark.browser_context_args(**{**PHONE, "viewport": {"width": 360, "height": 780}})
def test_no_page_scrolls_sideways_at_360_pixels(signed_in_page, new_context, live_server, owner, coder, project):
    site = a_site(project, owner, coder)
    page = signed_in_page(owner)
    forgive(page, "404 (Not Found)", "422 (Unprocessable")
    for name, address in site.addresses.items():
        if name not in PUBLIC:
            page.goto(live_server.url + address)
            assert_no_sideways_scrolling(page, name)
    stranger = new_context().new_page()
    for name in PUBLIC:
        stranger.goto(live_server.url + site.addresses[name])
        assert_no_sideways_scrolling(stranger, name)


@pytest.mark.browser_context_args(**{**PHONE, "viewport": {"width": 360, "height": 780}})
def test_neither_menus_nor_the_card_nor_the_bar_scroll_sideways(phone, report, owner):
    made = a_highlight(report, "A union counts", "Claim", "Disputed", note="https://a.example/" + "b" * 200, by=owner)
    phone.reload()
    phone.get_by_text("Text", exact=True).tap()
    assert_no_sideways_scrolling(phone, "the text menu")
    phone.get_by_role("banner").get_by_text("owner").tap()
    assert_no_sideways_scrolling(phone, "the person's menu")
    phone.reload()
    tap_mark(phone, made)
    expect(card(phone)).to_be_visible()
    assert_no_sideways_scrolling(phone, "the card")
    select(phone, "At least 12 people")
    expect(toolbar(phone)).to_be_visible()
    assert_no_sideways_scrolling(phone, "the bar")
    box = toolbar(phone).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_the_list_is_a_drawer_that_opens_closes_and_jumps(phone, report, owner):
    made = a_highlight(report, "explosion", "Claim", by=owner)
    phone.reload()
    ready(phone)
    drawer = phone.get_by_role("complementary", name="Highlights")
    expect(drawer).to_be_hidden()
    opener(phone, 1).tap()
    expect(drawer).to_be_visible()
    drawer.get_by_role("button", name="Close").tap()
    expect(drawer).to_be_hidden()
    opener(phone, 1).tap()
    drawer.get_by_role("link", name="explosion").tap()
    expect(drawer).to_be_hidden()
    expect(marks(phone, made)).to_be_in_viewport()
    expect(phone.locator(f"#card-{made.pk}")).to_be_visible()


def test_a_tap_beside_the_drawer_closes_it(phone):
    drawer = phone.get_by_role("complementary", name="Highlights")
    opener(phone, 0).tap()
    expect(drawer).to_be_visible()
    phone.touchscreen.tap(10, 400)
    expect(drawer).to_be_hidden()


def test_the_card_docks_at_the_foot_and_leaves_its_passage_in_sight(phone, report, owner):
    made = a_highlight(report, "Smoke over the quay at dawn", "Claim", by=owner)
    phone.reload()
    ready(phone)
    tap_mark(phone, made)
    expect(card(phone)).to_be_visible()
    box, passage = card(phone).bounding_box(), marks(phone, made).bounding_box()
    assert box["x"] == 0
    assert box["width"] == 390
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    assert passage["y"] + passage["height"] <= box["y"]
    card(phone).get_by_role("button", name="Close").tap()
    expect(card(phone)).to_be_hidden()


def test_a_thumb_highlights_tags_notes_deletes_and_undoes(phone, report):
    select(phone, "At least 12 people")
    expect(toolbar(phone)).to_be_visible()
    with phone.expect_response(saves_highlight):
        toolbar(phone).get_by_role("button", name="Casualty figure").tap()
    made = report.annotations.get()
    expect(marks(phone, made)).to_have_text(["At least 12 people"])
    expect(toolbar(phone)).to_be_hidden()
    expect(opener(phone, 1)).to_be_visible()
    assert [tag.name for tag in made.tags.all()] == ["Casualty figure"]

    tap_mark(phone, made)
    note_field(phone).fill("With a thumb")
    expect(card(phone).locator("[data-saved]")).to_be_visible()
    card(phone).get_by_role("button", name="Delete").tap()
    expect(marks(phone, made)).to_have_count(0)
    phone.locator("#messages").get_by_role("button", name="Undo").tap()
    expect(marks(phone, made)).to_have_text(["At least 12 people"])
    made.refresh_from_db()
    assert made.note == "With a thumb"


def test_the_bar_stands_below_the_passage_where_the_system_menu_is_not(phone):
    select(phone, "At least 12 people")
    expect(toolbar(phone)).to_be_visible()
    bottom = phone.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().bottom")
    assert toolbar(phone).bounding_box()["y"] > bottom


@pytest.mark.browser_context_args(**{**PHONE, "viewport": {"width": 320, "height": 640}})
def test_a_finger_drags_the_end_of_a_range_and_the_bar_covers_no_words(phone, report, owner):
    made = a_highlight(report, "At least 12", "Claim", by=owner)
    select(phone, "feared that", "warehouse would")
    phone.evaluate("getSelection().getRangeAt(0).startContainer.parentElement.scrollIntoView({ block: 'end' })")
    select(phone, "missing hung", "beside the")
    expect(toolbar(phone)).to_be_visible()
    bar = toolbar(phone).bounding_box()
    top, bottom = phone.evaluate(
        "(({ top, bottom }) => [top, bottom])(getSelection().getRangeAt(0).getBoundingClientRect())"
    )
    assert bar["y"] >= bottom or bar["y"] + bar["height"] <= top
    assert bar["x"] + bar["width"] <= 320
    phone.evaluate("getSelection().removeAllRanges()")
    expect(toolbar(phone)).to_be_hidden()

    tap_mark(phone, made)
    card(phone).get_by_role("button", name="Change range").tap()
    handle = phone.locator(".range-handle").nth(1)
    expect(handle).to_be_visible()
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] + 12  # on the knob, below the line
    width = phone.evaluate("getSelection().getRangeAt(0).getBoundingClientRect().width")
    touches = phone.context.new_cdp_session(phone)
    for kind, aside in (("touchStart", 0), ("touchMove", width / 8), ("touchMove", width / 4)):
        touches.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x + aside, "y": y}]})
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    taken = phone.evaluate("getSelection().toString()")
    assert taken.startswith("At least 12 ")
    phone.get_by_role("button", name="Save range").tap()
    expect(marks(phone, made)).to_have_text([taken.strip()])


@pytest.mark.browser_context_args(**{**PHONE, "viewport": {"width": 320, "height": 640}})
def test_at_320_pixels_the_sections_are_one_row_and_long_words_are_parted_unless_refused(
    signed_in_page, live_server, owner, project
):
    long = "Donaudampfschifffahrtsgesellschaftskapitän"
    article = an_article(project, [f"Der {long} schwieg."], title=f"Der {long} schweigt", language="de", by=owner)
    page = signed_in_page(owner)
    open_article(page, live_server, article)
    links = page.locator(".sections a:visible")
    boxes = links.evaluate_all("all => all.map((each) => each.getBoundingClientRect().toJSON())")
    assert len(boxes) == 5
    assert len({box["top"] for box in boxes}) == 1
    assert all(box["left"] >= 0 and box["right"] <= 320 for box in boxes)
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    hyphens = "(block) => getComputedStyle(block).hyphens"
    assert page.locator(".block.paragraph").evaluate(hyphens) == "auto"
    User.objects.filter(pk=owner.pk).update(text_hyphens=User.TextHyphens.NONE)
    page.reload()
    assert page.locator(".block.paragraph").evaluate(hyphens) == "manual"


def test_everything_to_tap_on_the_reading_page_is_large_enough_for_a_thumb(phone):
    """WCAG 2.2, 2.5.8: targets of at least 24 by 24 CSS pixels, inline links aside."""
    small = phone.evaluate(
        """() => [...document.querySelectorAll("button, summary, select, .reading-tools a")]
          .filter((each) => each.checkVisibility())
          .map((each) => [each.textContent.trim(), each.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []
