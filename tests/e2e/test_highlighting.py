"""Selecting with the mouse, and what comes of it, up to the CSV."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from annotations.models import Annotation
from tests.builders import a_highlight
from tests.conftest import PASSWORD
from tests.e2e.articles import EMOJI, a_report
from tests.e2e.desk import (
    card,
    click_mark,
    click_words,
    drag,
    first_of,
    forgive,
    highlight,
    marks,
    note_field,
    open_article,
    open_card,
    press_tag,
    read_csv,
    saves_highlight,
    selection,
    toolbar,
)

pytestmark = pytest.mark.browser

PASTE = """Ministry and union differ over harbour fire

The ministry said on Tuesday that at least 12 people had died in the harbour fire, and that the number could rise.

The dockers’ union said that 17 members were missing, and that the list left out labourers who are hired by the night.

An inquiry is to open on Monday, and its chair said that he would ask first why the store was still in use.
"""


def test_the_whole_job_by_mouse(page, live_server, owner, project):
    page.goto(live_server.url)
    page.get_by_label("Username").fill("owner")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Import the first article").click()
    page.get_by_label("Text, HTML").fill(PASTE)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ministry and union differ over harbour fire")

    drag(page, "at least 12 people had died")
    with page.expect_response(saves_highlight):
        toolbar(page).get_by_role("button", name="Casualty figure").click()
    highlighted = Annotation.objects.get()
    expect(marks(page, highlighted)).to_have_text(["at least 12 people had died"])

    open_card(page, highlighted)
    note_field(page).fill("The ministry, at noon, = first figure")
    expect(card(page).locator("[data-saved]")).to_be_visible()
    card(page).get_by_role("button", name="Claim").click()
    expect(card(page).get_by_role("button", name="Claim")).to_have_attribute("aria-pressed", "true")

    card(page).get_by_role("button", name="Delete").click()
    expect(card(page)).to_be_hidden()
    expect(marks(page, highlighted)).to_have_count(0)
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(marks(page, highlighted)).to_have_text(["at least 12 people had died"])

    page.get_by_role("navigation", name="Site").get_by_role("link", name="Highlights").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV, exact data").click()
    rows = read_csv(download.value.path())
    note = "The ministry, at noon, = first figure"
    assert [(row["tag"], row["quote"], row["note"], row["author"], row["status"]) for row in rows] == [
        ("Claim", "at least 12 people had died", note, "owner", "anchored"),
        ("Casualty figure", "at least 12 people had died", note, "owner", "anchored"),
    ]
    assert download.value.suggested_filename.endswith("-annotations-exact-data.csv")


@pytest.fixture
def report(project, owner):
    return a_report(project, owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    """The report, open before its owner."""
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    return page


@pytest.mark.parametrize(
    ("first", "last", "exact"),
    [
        ("died in the harbour", "", "died in the harbour"),
        ("A union counts", "Rescuers 🚒 found", "A union counts 17.\nRescuers 🚒 found"),
        ("number of the dead", "The cause", "number of the dead\nThe cause"),
        ("twelve", "seventeen", "twelve\nthirty\nUnion\nseventeen"),
        ("seventeen", "وقالت الوزارة", "seventeen\n\nوقالت الوزارة"),
        ("👩‍👩‍👧", "🔥", "👩‍👩‍👧 alive 🔥"),
        ("عدد القتلى بلغ", "", "عدد القتلى بلغ"),
        ("The inquiry opens on Monday", "", "The inquiry opens on Monday"),
        ("first call", "explosion", "first call\n03:15  explosion"),
    ],
    ids=["words", "paragraphs", "list items", "cells", "an empty cell", "emoji", "Arabic", "links", "preformatted"],
)
def test_what_the_mouse_selects_is_highlighted_wherever_it_stands(desk, report, first, last, exact):
    made = highlight(desk, first, last)
    assert (made.exact, report.current.text[made.start : made.end]) == (exact, exact)
    painted = marks(desk, made).all_text_contents()
    assert "".join(painted).replace("\n", "") == exact.replace("\n", "")
    desk.reload()
    assert marks(desk, made).all_text_contents() == painted


def test_emoji_before_a_highlight_count_as_one_each(desk, report):
    made = highlight(desk, "under the roof")
    assert made.start - report.current.text.index(EMOJI) == EMOJI.index("under the roof")


def test_overlapping_highlights_keep_both_their_words(desk):
    one = highlight(desk, "12 people died in the harbour", key="c")
    two = highlight(desk, "the harbour on Tuesday", key="d")
    expect(marks(desk, one)).to_have_text(["12 people died in ", "the harbour"])
    expect(marks(desk, two)).to_have_text(["the harbour", " on Tuesday"])


def test_a_highlight_bears_several_tags_and_loses_them_again(desk):
    made = highlight(desk, "At least 12 people", key="c")
    open_card(desk, made)
    tags = card(desk).get_by_role("group", name="Tags")
    for name in ("Disputed", "Casualty figure"):
        tags.get_by_role("button", name=name).click()
        expect(tags.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    tags.get_by_role("button", name="Claim").click()
    expect(tags.get_by_role("button", name="Claim")).to_have_attribute("aria-pressed", "false")
    assert [tag.name for tag in made.tags.all()] == ["Disputed", "Casualty figure"]
    expect(desk.locator(f"#entry-{made.pk} .chips")).to_have_text("Disputed Casualty figure")


def test_a_highlight_may_have_no_tag(desk):
    made = highlight(desk, "At least 12 people", key="h")
    assert not made.tags.exists()
    expect(desk.locator(f"#entry-{made.pk} .chips")).to_have_text("Highlight")


@pytest.mark.parametrize(("times", "exact"), [(2, "chair"), (3, "The inquiry opens on Monday, its chair said.")])
def test_a_double_click_takes_the_word_and_a_triple_click_the_paragraph(desk, times, exact):
    click_words(desk, "chair said", times=times)
    assert press_tag(desk, "c").exact == exact


def test_a_selection_that_starts_in_the_headline_counts_from_the_first_word_of_the_text(desk):
    assert highlight(desk, "versions of the", "At least 12").exact == "At least 12"


def test_a_selection_that_ends_in_a_cut_block_ends_with_the_last_word_of_the_text_before_it(desk, live_server, report):
    open_article(desk, live_server, report, "?cut")
    made = highlight(desk, "ثلاثة", "Read also")
    assert made.exact == "ثلاثة، وإن الباب كان مقفلاً."


def test_a_selection_of_what_was_cut_offers_no_highlight(desk, live_server, report):
    open_article(desk, live_server, report, "?cut")
    drag(desk, "ministry said")
    expect(toolbar(desk)).to_be_visible()
    drag(desk, "ferries stopped")
    expect(toolbar(desk)).to_be_hidden()
    assert selection(desk) == "ferries stopped"


def test_a_highlight_is_painted_before_the_server_answers(desk):
    held: list[Route] = []
    desk.route("**/articles/*/annotations/", lambda route: held.append(route))  # noqa: PLW0108  must be a function
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    with desk.expect_request("**/articles/*/annotations/"):
        desk.keyboard.press("c")
    assert desk.evaluate("[...CSS.highlights.get('pending')].map(String)") == ["At least 12 people"]
    assert not Annotation.objects.exists()
    with desk.expect_response(saves_highlight):
        first_of(held, desk).continue_()
    expect(marks(desk, Annotation.objects.get())).to_have_text(["At least 12 people"])
    assert desk.evaluate("CSS.highlights.has('pending')") is False


def test_the_bar_leaves_the_selection_to_be_copied(desk, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    drag(desk, "A union counts", "Rescuers 🚒 found")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("ControlOrMeta+c")
    copied = desk.evaluate("navigator.clipboard.readText()")
    assert copied.split() == "A union counts 17. Rescuers 🚒 found".split()
    expect(toolbar(desk)).to_be_visible()


def test_a_press_beside_the_buttons_of_the_bar_keeps_the_selection(desk):
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    toolbar(desk).click(position={"x": 2, "y": 2})
    assert selection(desk) == "At least 12 people"


def test_a_click_elsewhere_drops_the_selection_and_the_bar(desk):
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    click_words(desk, "Rescuers")
    expect(toolbar(desk)).to_be_hidden()


def test_a_second_try_after_a_lost_answer_makes_no_second_highlight(desk):
    def lose_the_answer(route: Route) -> None:
        assert route.fetch().ok
        route.abort()

    desk.route("**/articles/*/annotations/", lose_the_answer, times=1)
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("c")
    again = desk.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    saved = Annotation.objects.get()
    with desk.expect_response(saves_highlight):
        again.click()
    expect(marks(desk, saved)).to_have_text(["At least 12 people"])
    assert Annotation.objects.get() == saved
    forgive(desk, "ERR_FAILED", "undefined")


def test_a_highlight_refused_by_the_server_is_offered_again_when_the_server_is_back(desk):
    desk.route("**/articles/*/annotations/", lambda route: route.fulfill(status=503), times=1)
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("d")
    again = desk.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    with desk.expect_response(saves_highlight):
        again.click()
    made = Annotation.objects.get()
    expect(marks(desk, made)).to_have_text(["At least 12 people"])
    assert [tag.name for tag in made.tags.all()] == ["Disputed"]
    forgive(desk, "503")


def test_a_viewer_reads_the_highlights_and_makes_none(signed_in_page, live_server, viewer, report):
    made = a_highlight(report, "A union counts", "Claim", note="Their own count")
    page = signed_in_page(viewer)
    open_article(page, live_server, report)
    posts: list[str] = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    drag(page, "At least 12 people")
    page.keyboard.press("c")
    expect(toolbar(page)).to_have_count(0)
    open_card(page, made)
    expect(card(page)).to_contain_text("Their own count")
    expect(card(page).get_by_role("textbox")).to_have_count(0)
    expect(card(page).get_by_role("button", name="Delete")).to_have_count(0)
    assert posts == []


def test_two_highlights_of_the_same_words_are_both_reachable(desk, report):
    one, two = (a_highlight(report, "A union counts", name) for name in ("Claim", "Disputed"))
    desk.reload()
    click_mark(desk, one)
    expect(card(desk)).to_be_visible()
    first = card(desk).locator(".card").get_attribute("data-annotation")
    other = {str(one.pk): two, str(two.pk): one}[str(first)]
    click_mark(desk, one)
    expect(desk.locator(f"#card-{other.pk}")).to_be_visible()
    card(desk).get_by_role("link", name="A union counts").click()
    expect(card(desk).locator(".card")).to_have_attribute("data-annotation", str(first))


def test_a_short_highlight_inside_a_long_one_opens_first_and_leads_to_the_other(desk, report):
    long = a_highlight(report, "At least 12 people died in the harbour", "Claim")
    short = a_highlight(report, "12 people", "Casualty figure")
    desk.reload()
    click_mark(desk, short)
    expect(desk.locator(f"#card-{short.pk}")).to_be_visible()
    card(desk).get_by_role("link", name="At least 12 people died in the harbour").click()
    expect(desk.locator(f"#card-{long.pk}")).to_be_visible()


def test_the_side_list_jumps_and_filters(desk, report):
    claim = a_highlight(report, "A union counts", "Claim")
    untagged = a_highlight(report, "explosion")
    desk.reload()
    side = desk.get_by_role("complementary", name="Highlights")
    side.get_by_label("Show").select_option("without a tag")
    expect(desk.locator(f"#entry-{claim.pk}")).to_be_hidden()
    side.get_by_role("link", name="explosion").click()
    expect(desk.locator(f"#card-{untagged.pk}")).to_be_visible()
    expect(marks(desk, untagged)).to_be_in_viewport()


def test_the_side_lists_csv_is_of_what_it_shows(desk, report):
    a_highlight(report, "A union counts", "Claim")
    a_highlight(report, "explosion")
    desk.reload()
    side = desk.get_by_role("complementary", name="Highlights")
    side.get_by_label("Show").select_option("Claim")
    expect(side.get_by_role("listitem").filter(visible=True)).to_have_count(1)
    with desk.expect_download() as download:
        side.get_by_role("link", name="CSV for spreadsheets").click()
    assert [row["quote"] for row in read_csv(download.value.path())] == ["A union counts"]


def test_highlights_made_faster_than_the_server_answers_are_all_made(desk, report):
    held: list[Route] = []
    is_first = iter([True])

    def hold(route: Route) -> None:
        if route.request.method == "POST" and next(is_first, False):
            held.append(route)
        else:
            route.continue_()

    desk.route("**/annotations/", hold)
    for key in "cdf":
        desk.keyboard.press("j")
        expect(desk.locator("#toolbar")).to_be_visible()
        desk.keyboard.press(key)
    first_of(held, desk).continue_()
    expect(desk.locator("mark[data-begins]")).to_have_count(3)
    assert report.annotations.count() == 3


def test_highlights_that_failed_are_all_kept_over_a_reload_and_made_then(desk, report):
    desk.route(
        "**/annotations/",
        lambda route: route.fulfill(status=503) if route.request.method == "POST" else route.continue_(),
    )
    for key in "cd":
        desk.keyboard.press("j")
        expect(desk.locator("#toolbar")).to_be_visible()
        desk.keyboard.press(key)
    expect(desk.locator("#messages")).to_contain_text("2 highlights are not saved")
    desk.unroute("**/annotations/")
    desk.reload()
    desk.get_by_role("button", name="Try again").click()
    expect(desk.locator("mark[data-begins]")).to_have_count(2)
    assert report.annotations.count() == 2
    forgive(desk, "503")
