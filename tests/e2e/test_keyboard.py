"""Everything without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from tests.builders import a_highlight, an_article
from tests.conftest import PASSWORD
from tests.e2e.desk import (
    awake,
    card,
    focus,
    marks,
    note_field,
    open_article,
    press_tag,
    read_csv,
    ready,
    selection,
    toolbar,
)

pytestmark = pytest.mark.browser

FIRST = "Twelve people died, the ministry said."
SECOND = "A union counts seventeen."
THIRD = "The inquiry opens on Monday."
FOURTH = "Its chair is Aldous Perrin."


def tab_to(page: Page, **wanted: str) -> None:
    """Press Tab until the focus is on what has this tag, text or name; one lap around the page must do."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.items() <= focus(page).items():
            return
    raise AssertionError(f"No Tab leads to {wanted}")


@pytest.fixture
def report(project, owner):
    return an_article(project, [f"{FIRST} {SECOND}", f"{THIRD} {FOURTH}"], by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    return page


def test_the_whole_job_by_keyboard_alone(page, live_server, owner, project):
    page.goto(live_server.url)
    tab_to(page, name="username")
    page.keyboard.type("owner")
    tab_to(page, name="password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Harbour · Attest")

    tab_to(page, text="Import an article")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Import · Attest")
    tab_to(page, name="text")
    page.keyboard.insert_text(
        "Fire at the harbour of Port Averin\n\n"
        "The ministry said on Tuesday that twelve people had died in the fire. A union of dockers counts seventeen.\n\n"
        "An inquiry is to open on Monday. Its chair said that he would ask first why the store was still in use.\n"
    )
    tab_to(page, text="Import")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Fire at the harbour of Port Averin")
    awake(page)

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert selection(page) == "A union of dockers counts seventeen."
    made = press_tag(page, "f")
    page.keyboard.press("n")
    expect(note_field(page)).to_be_focused()
    page.keyboard.type("Differs from the ministry")
    expect(card(page).locator("[data-saved]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(marks(page, made)).to_be_focused()
    page.wait_for_function("!Object.keys(localStorage).some((key) => key.startsWith('attest:note:'))")
    page.keyboard.press("Enter")
    expect(note_field(page)).to_have_value("Differs from the ministry")
    tab_to(page, text="Delete")
    page.keyboard.press("Enter")
    expect(marks(page, made)).to_have_count(0)
    page.keyboard.press("u")
    expect(marks(page, made)).to_have_text(["A union of dockers counts seventeen."])

    tab_to(page, text="CSV, exact data")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    rows = read_csv(download.value.path())
    assert [(row["tag"], row["quote"], row["note"]) for row in rows] == [
        ("Casualty figure", "A union of dockers counts seventeen.", "Differs from the ministry")
    ]


def test_j_and_k_go_from_sentence_to_sentence_and_with_shift_from_paragraph_to_paragraph(desk):
    walked = []
    for key in ("j", "j", "j", "k", "k", "Shift+J", "j", "Shift+K", "k"):
        desk.keyboard.press(key)
        walked.append(selection(desk))
    assert walked == [FIRST, SECOND, THIRD, SECOND, FIRST, THIRD, FOURTH, FIRST, FIRST]


def test_shift_and_arrows_take_more_and_less(desk):
    taken = []
    for key in ("j", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp", "Shift+ArrowLeft", "Shift+ArrowRight"):
        desk.keyboard.press(key)
        taken.append(selection(desk))
    both = f"{FIRST} {SECOND}"
    assert taken[:2] == [FIRST, both]
    assert taken[2].replace("\n\n", "\n") == f"{both}\n{THIRD}"
    assert taken[3:] == [both, both[:-1], both]
    desk.keyboard.press("Shift+ControlOrMeta+ArrowLeft")
    assert selection(desk) in (f"{FIRST} A union counts seventeen", f"{FIRST} A union counts ")


@pytest.mark.parametrize(
    ("key", "tags"), [("c", ["Claim"]), ("d", ["Disputed"]), ("f", ["Casualty figure"]), ("h", [])]
)
def test_a_tags_key_makes_the_highlight(desk, key, tags):
    desk.keyboard.press("j")
    made = press_tag(desk, key)
    assert (made.exact, [tag.name for tag in made.tags.all()]) == (FIRST, tags)
    desk.keyboard.press("j")
    assert selection(desk) == SECOND


def test_the_bar_is_reached_with_enter_and_worked_with_tab(desk):
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("Enter")
    expect(toolbar(desk).get_by_role("button", name="Claim")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(toolbar(desk).get_by_role("button", name="Disputed")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("mark")).to_have_text([FIRST])
    assert [tag.name for tag in Annotation.objects.get().tags.all()] == ["Disputed"]


def test_escape_drops_the_selection(desk):
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(toolbar(desk)).to_be_hidden()
    assert selection(desk) == ""


def test_escape_closes_the_card_and_gives_the_focus_back_to_the_mark(desk, report):
    made = a_highlight(report, SECOND, "Claim")
    desk.reload()
    tab_to(desk, begins=str(made.pk))
    desk.keyboard.press("Enter")
    expect(card(desk)).to_be_focused()
    desk.keyboard.press("Escape")
    expect(card(desk)).to_be_hidden()
    expect(marks(desk, made)).to_be_focused()


def test_tags_keys_retag_the_open_highlight(desk, report):
    made = a_highlight(report, SECOND, "Claim")
    desk.reload()
    tab_to(desk, begins=str(made.pk))
    desk.keyboard.press("Enter")
    expect(card(desk)).to_be_focused()
    desk.keyboard.press("d")
    expect(card(desk).get_by_role("button", name="Disputed")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("c")
    expect(card(desk).get_by_role("button", name="Claim")).to_have_attribute("aria-pressed", "false")
    assert [tag.name for tag in made.tags.all()] == ["Disputed"]


def test_n_on_a_focused_mark_opens_its_note(desk, report):
    made = a_highlight(report, SECOND, "Claim")
    desk.reload()
    tab_to(desk, begins=str(made.pk))
    desk.keyboard.press("n")
    expect(note_field(desk)).to_be_focused()


def test_enter_again_opens_the_next_highlight_that_begins_there(desk, report):
    made = {str(a_highlight(report, SECOND, name).pk) for name in ("Claim", "Disputed")}
    desk.reload()
    shown = set()
    for _ in made:
        desk.locator("mark[data-begins]").focus()
        with desk.expect_response("**/annotations/*/"):
            desk.keyboard.press("Enter")
        expect(card(desk)).to_be_focused()
        shown.add(card(desk).locator(".card").get_attribute("data-annotation"))
    assert shown == made


def test_arrows_go_along_the_bar_and_round(desk):
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    desk.keyboard.press("Enter")
    buttons = toolbar(desk).get_by_role("button")
    expect(buttons.first).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(buttons.nth(1)).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("ArrowLeft")
    expect(buttons.last).to_be_focused()


def test_a_question_mark_opens_the_list_of_keys_and_escape_closes_it(desk):
    desk.keyboard.press("?")
    keys = desk.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    desk.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_keys_are_letters_while_a_note_is_typed(desk, report):
    made = a_highlight(report, SECOND, "Claim")
    desk.reload()
    tab_to(desk, begins=str(made.pk))
    desk.keyboard.press("n")
    expect(note_field(desk)).to_be_focused()
    desk.keyboard.type("cdfhjknu?JK")
    expect(card(desk).locator("[data-saved]")).to_be_visible()
    expect(note_field(desk)).to_have_value("cdfhjknu?JK")
    made.refresh_from_db()
    assert (made.note, [tag.name for tag in made.tags.all()]) == ("cdfhjknu?JK", ["Claim"])
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert Annotation.objects.count() == 1


def test_keys_do_nothing_in_the_filter_of_the_list(desk, report):
    a_highlight(report, SECOND, "Claim")
    desk.reload()
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    desk.get_by_label("Show").focus()
    for key in "jhu?":
        desk.keyboard.press(key)
    assert selection(desk) == FIRST
    expect(desk.get_by_role("dialog", name="Keys")).to_be_hidden()
    assert Annotation.objects.count() == 1


def test_a_key_with_control_is_the_browsers(desk):
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    for key in ("Control+c", "Alt+d", "Control+h"):
        desk.keyboard.press(key)
    assert selection(desk) == FIRST
    assert Annotation.objects.count() == 0


def type_on_another_layout(page: Page, key: str, code: str) -> None:
    """Press the key that bears `key` on the layout in use and stands where `code` says."""
    session = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        values = {"key": key, "code": code, "windowsVirtualKeyCode": ord(code[-1])}
        session.send("Input.dispatchKeyEvent", {"type": kind, **values, **({"text": key} if kind == "keyDown" else {})})


@pytest.mark.parametrize(
    ("move", "tag"), [("о", "с"), ("ت", "ؤ"), ("J", "C")], ids=["Russian", "Arabic", "Caps Lock"]
)  # fmt: skip
def test_keys_work_on_other_layouts_and_under_caps_lock(desk, move, tag):
    type_on_another_layout(desk, move, "KeyJ")
    assert selection(desk) == FIRST
    expect(toolbar(desk)).to_be_visible()
    type_on_another_layout(desk, tag, "KeyC")
    expect(desk.locator("mark")).to_have_text([FIRST])
    assert [found.name for found in Annotation.objects.get().tags.all()] == ["Claim"]


def test_a_key_that_types_two_letters_counts_by_its_place(desk, project):
    project.tags.create(name="Background", hotkey="b")
    desk.reload()
    ready(desk)
    desk.keyboard.press("j")
    expect(toolbar(desk)).to_be_visible()
    # One key of the Arabic layout; the protocol that types for the tests knows only keys of one letter.
    desk.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'لا', code: 'KeyB', bubbles: true}))")
    expect(desk.locator("mark")).to_have_text([FIRST])
    assert [found.name for found in Annotation.objects.get().tags.all()] == ["Background"]


def test_the_first_tab_of_a_page_offers_to_skip_to_its_content(desk):
    desk.keyboard.press("Tab")
    assert focus(desk)["text"] == "Skip to the content"
    desk.keyboard.press("Enter")
    assert focus(desk)["id"] == "main"


def test_single_keys_can_be_switched_off_in_a_browser(desk):
    desk.get_by_role("button", name="Keys").click()
    desk.get_by_label("Single keys work in this browser").uncheck()
    desk.keyboard.press("Escape")
    desk.reload()
    awake(desk)
    desk.keyboard.press("j")
    assert selection(desk) == ""
    desk.get_by_role("button", name="Keys").click()
    desk.get_by_label("Single keys work in this browser").check()
    desk.keyboard.press("Escape")
    desk.keyboard.press("j")
    assert selection(desk) != ""
