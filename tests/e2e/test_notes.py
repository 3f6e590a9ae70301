"""A note is never lost: whatever the server, the network, the session or a colleague does meanwhile."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Route, expect

from annotations.models import Operation
from tests.builders import a_highlight
from tests.conftest import PASSWORD
from tests.e2e.articles import a_report
from tests.e2e.desk import card, first_of, forgive, note_field, open_article, open_card, ready, saves_note

pytestmark = pytest.mark.browser

WORDS = "The union names 17, the ministry 12"
DRAFTS = "Object.entries(localStorage).filter(([key]) => key.startsWith('attest:note:')).map(([, text]) => text)"


@pytest.fixture
def report(project, owner):
    return a_report(project, owner)


@pytest.fixture
def highlighted(report, owner):
    return a_highlight(report, "A union counts", "Claim", by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report, highlighted):
    """The report with the highlight's card open; its clock is the test's, so that no retry need be awaited."""
    page = signed_in_page(owner)
    page.clock.install()
    open_article(page, live_server, report)
    ready(page)
    open_card(page, highlighted)
    return page


def type_note(page, words=WORDS):
    note_field(page).fill(words)
    page.clock.fast_forward(1000)  # past the pause after which what is typed is saved


def saved(page):
    return card(page).locator("[data-saved]")


def status(page):
    return card(page).locator(".note-status")


def note_of(annotation):
    annotation.refresh_from_db()
    return annotation.note


def test_a_note_is_saved_as_it_is_typed_and_nothing_of_it_stays_in_the_browser(desk, highlighted):
    type_note(desk, f"{WORDS}\n\n  ‘بلغ ثلاثة’ 🔥 <b>")
    expect(saved(desk)).to_be_visible()
    assert note_of(highlighted) == f"{WORDS}\n\n  ‘بلغ ثلاثة’ 🔥 <b>"
    assert desk.evaluate(DRAFTS) == []


def test_what_an_input_method_composes_is_saved_once_it_is_a_word(desk, highlighted):
    method = desk.context.new_cdp_session(desk)
    note_field(desk).focus()
    method.send("Input.imeSetComposition", {"text": "cha", "selectionStart": 3, "selectionEnd": 3})
    desk.clock.fast_forward(5000)
    escape = "new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true })"
    desk.evaluate(f"document.activeElement.dispatchEvent({escape})")  # it lets the method's list go, not the card
    assert len(desk.evaluate(DRAFTS)) == 1
    method.send("Input.insertText", {"text": "茶"})
    expect(note_field(desk)).to_have_value("茶")
    desk.clock.fast_forward(1000)
    expect(saved(desk)).to_be_visible()
    assert [change.after["note"] for change in highlighted.changes.all() if "note" in change.after][1:] == ["茶"]


def test_closing_the_card_saves_what_was_just_typed(desk, highlighted):
    note_field(desk).fill(WORDS)
    with desk.expect_response(saves_note):
        desk.keyboard.press("Escape")
    assert note_of(highlighted) == WORDS
    open_card(desk, highlighted)
    expect(note_field(desk)).to_have_value(WORDS)


def test_an_error_of_the_server_leaves_the_note_in_the_field_and_it_is_saved_later(desk, highlighted):
    desk.route("**/note/", lambda route: route.fulfill(status=500), times=1)
    type_note(desk)
    expect(status(desk)).to_contain_text("Not saved yet")
    expect(note_field(desk)).to_have_value(WORDS)
    desk.clock.fast_forward(6000)
    expect(saved(desk)).to_be_visible()
    assert note_of(highlighted) == WORDS
    assert desk.evaluate(DRAFTS) == []
    forgive(desk, "500")


def test_what_is_typed_offline_is_saved_when_the_connection_is_back(desk, context, highlighted):
    context.set_offline(True)
    type_note(desk)
    expect(status(desk)).to_contain_text("Not saved yet")
    note_field(desk).press_sequentially(", in the end")
    context.set_offline(False)
    desk.clock.fast_forward(6000)
    expect(saved(desk)).to_be_visible()
    assert note_of(highlighted) == f"{WORDS}, in the end"
    forgive(desk, "ERR_INTERNET_DISCONNECTED", "undefined")


def test_a_lost_session_costs_no_word_once_one_has_signed_in_in_another_tab(
    desk, context, live_server, highlighted, coder
):
    client = Client()
    client.force_login(coder)  # who shares the computer, and may change the note too: under the coder's own name
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": session.key, "value": session.value, "url": live_server.url}])
    type_note(desk)
    expect(status(desk)).to_contain_text("you are signed out")
    expect(note_field(desk)).to_have_value(WORDS)
    assert note_of(highlighted) == ""

    other = context.new_page()
    other.goto(f"{live_server.url}/projects/")
    assert other.evaluate("document.documentElement.dataset.user") == str(coder.pk)
    # Gone back to, a page that the browser has kept whole is not shown to somebody else.
    other.evaluate("document.documentElement.dataset.user = '0'")
    with other.expect_navigation():
        other.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert other.evaluate("document.documentElement.dataset.user") == str(coder.pk)
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    other.goto(f"{live_server.url}/login/")
    other.get_by_label("Username").fill("owner")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other).to_have_title("Harbour · Attest")
    other.close()

    desk.clock.fast_forward(6000)
    expect(saved(desk)).to_be_visible()
    assert note_of(highlighted) == WORDS
    forgive(desk, "401")


def test_a_highlight_made_while_signed_out_is_made_after_signing_in(desk, context, report, live_server, owner):
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    desk.clock.fast_forward(1000)
    expect(desk.locator("highlight-toolbar")).to_be_visible()
    desk.keyboard.press("c")
    again = desk.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    assert report.annotations.count() == 1
    desk.clock.fast_forward(5000)  # a look for news is refused meanwhile, and does not take the offer away
    desk.wait_for_timeout(300)
    expect(again).to_be_visible()

    other = context.new_page()
    other.goto(f"{live_server.url}/login/")
    other.get_by_label("Username").fill("owner")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    expect(other).to_have_title("Harbour · Attest")

    again.click()
    expect(desk.locator("#messages")).to_contain_text("Highlighted: Claim")
    assert report.annotations.count() == 2
    forgive(desk, "401")


def sign_in_again(page):
    page.get_by_label("Username").fill("owner")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_after_a_reload_and_a_new_login_the_unsaved_note_is_offered_and_saved(desk, context, highlighted):
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    type_note(desk)
    expect(status(desk)).to_contain_text("you are signed out")
    desk.reload()
    sign_in_again(desk)
    desk.get_by_role("button", name="Open it").click()
    expect(saved(desk)).to_be_visible()
    assert note_of(highlighted) == WORDS
    assert desk.evaluate(DRAFTS) == []
    forgive(desk, "401")


def test_an_old_unsaved_note_never_replaces_a_newer_one_unasked(desk, context, highlighted):
    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    type_note(desk, "Old")
    expect(status(desk)).to_contain_text("you are signed out")
    highlighted.revise_note("Newer", based_on=1)
    desk.reload()
    sign_in_again(desk)
    desk.get_by_role("button", name="Open it").click()
    expect(status(desk)).to_contain_text("Newer")
    expect(note_field(desk)).to_have_value("Old")
    assert note_of(highlighted) == "Newer"
    forgive(desk, "401", "409")


def test_leaving_the_page_saves_what_was_just_typed(desk, highlighted, live_server):
    note_field(desk).fill(WORDS)
    desk.goto(f"{live_server.url}/projects/")
    for _ in range(100):  # the request outlives the page, so no page tells of its end
        if note_of(highlighted):
            break
        desk.wait_for_timeout(100)
    assert note_of(highlighted) == WORDS


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it(desk, highlighted):
    held: list[Route] = []
    desk.route("**/note/", lambda route: held.append(route), times=1)  # noqa: PLW0108  Playwright looks into what it calls
    with desk.expect_request("**/note/"):
        type_note(desk, "First")
    note_field(desk).fill("First and second")
    desk.clock.fast_forward(1000)
    desk.keyboard.press("Escape")
    first_of(held, desk).continue_()
    for _ in range(100):
        if note_of(highlighted) == "First and second":
            break
        desk.wait_for_timeout(100)
    assert note_of(highlighted) == "First and second"


def test_the_note_of_a_highlight_that_was_deleted_is_not_thrown_away(desk, live_server, highlighted, owner):
    highlighted.delete_softly()
    type_note(desk)
    expect(status(desk)).to_contain_text("this highlight is deleted")
    expect(note_field(desk)).to_have_value(WORDS)
    desk.reload()
    expect(desk.locator("#messages")).to_contain_text(WORDS)
    forgive(desk, "404")

    desk.goto(f"{live_server.url}/offline/")
    note = desk.locator("section.unsent li").filter(has=desk.locator("textarea[readonly]"))
    expect(note.get_by_role("status")).to_contain_text("this highlight is deleted")
    Operation.objects.get(changes__annotation=highlighted, action=Operation.Action.DELETED).undo(owner)
    note.get_by_role("button", name="Try again").press("Enter")
    expect(note).to_have_count(0)
    assert note_of(highlighted) == WORDS


@pytest.fixture
def stale(desk, context, live_server, report, highlighted):
    """The desk after a note was typed on it that a second tab had changed meanwhile."""
    other = context.new_page()
    open_article(other, live_server, report)
    ready(other)
    open_card(other, highlighted)
    note_field(other).fill("Theirs")
    expect(saved(other)).to_be_visible()
    other.close()
    type_note(desk, "Mine")
    expect(card(desk).get_by_text("Somebody else changed this note meanwhile")).to_be_visible()
    forgive(desk, "409")
    return desk


def test_a_stale_note_shows_both_texts_and_saves_neither(stale, highlighted):
    expect(status(stale)).to_contain_text("Theirs")
    expect(note_field(stale)).to_have_value("Mine")
    assert note_of(highlighted) == "Theirs"


def test_typing_on_decides_nothing_between_two_texts(stale, highlighted):
    type_note(stale, "Mine, and more")
    expect(status(stale)).to_contain_text("Theirs")
    assert note_of(highlighted) == "Theirs"
    card(stale).get_by_role("button", name="Save mine").click()
    expect(saved(stale)).to_be_visible()
    assert note_of(highlighted) == "Mine, and more"


def test_of_two_texts_mine_can_be_saved(stale, highlighted):
    card(stale).get_by_role("button", name="Save mine").click()
    expect(saved(stale)).to_be_visible()
    assert note_of(highlighted) == "Mine"
    type_note(stale, "Mine, longer")
    expect(note_field(stale)).to_be_focused()
    expect(saved(stale)).to_be_visible()
    stale.keyboard.press("Escape")
    open_card(stale, highlighted)
    expect(note_field(stale)).to_have_value("Mine, longer")


def test_of_two_texts_theirs_can_be_taken(stale, highlighted):
    card(stale).get_by_role("button", name="Take theirs").click()
    expect(note_field(stale)).to_have_value("Theirs")
    expect(card(stale).get_by_text("Somebody else changed this note meanwhile")).to_have_count(0)
    stale.keyboard.press("Escape")
    stale.reload()
    open_card(stale, highlighted)
    expect(note_field(stale)).to_have_value("Theirs")
    assert note_of(highlighted) == "Theirs"
