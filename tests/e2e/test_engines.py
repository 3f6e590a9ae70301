"""What other engines lack, shown in Chromium by taking it away; docs/testing.md says what was tried in those."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation
from tests.builders import a_highlight, an_article
from tests.e2e.desk import card, forgive, marks, note_field, open_article, press_tag, range_bar, ready, selection

pytestmark = pytest.mark.browser

FIRST = "Twelve people died, the ministry said."
SECOND = "A union counts seventeen."

# WebKit has no caretPositionFromPoint, requestIdleCallback or navigator.storage, older browsers no highlights of style
# sheets; a site without https has no clipboard. Firefox without a voice waits for one for ever.
LACKING = """
  for (const name of ["requestIdleCallback", "Highlight", "scheduler"]) delete window[name];
  delete Document.prototype.caretPositionFromPoint;
  for (const name of ["clipboard", "storage", "locks"]) delete Navigator.prototype[name];
  Object.defineProperty(window, "speechSynthesis", { value: {
    pending: false, speak() { this.pending = true; }, cancel() {}, resume() {}, getVoices: () => [] } });
"""


@pytest.fixture
def report(project, owner):
    return an_article(project, [f"{FIRST} {SECOND}", "The inquiry opens on Monday."], by=owner)


def test_the_reading_page_works_where_a_browser_lacks_what_others_have(
    signed_in_page, context, live_server, owner, report
):
    context.grant_permissions(["clipboard-read"])
    gone = a_highlight(report, SECOND, "Claim", by=owner)
    path = report.get_absolute_url()
    draft = {"key": str(gone.key), "id": gone.pk, "url": f"/annotations/{gone.pk}/note/", "text": "Typed before"}
    gone.delete_softly(by=owner)
    page = signed_in_page(owner)
    page.add_init_script(LACKING)
    open_article(page, live_server, report)
    page.keyboard.press("j")
    assert selection(page) == FIRST
    made = press_tag(page, "c")
    page.keyboard.press("n")
    note_field(page).fill("Differs")
    expect(card(page).locator("[data-saved]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(marks(page, made).first).to_be_focused()
    page.keyboard.press("r")
    handle = page.locator(".range-handle").nth(1).bounding_box()
    x, y = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y, steps=3)
    page.mouse.up()
    range_bar(page).get_by_role("button", name="Save range").click()
    expect(marks(page, made).first).not_to_have_text(FIRST)
    assert FIRST.startswith(Annotation.objects.get(pk=made.pk).exact)

    page.keyboard.press("v")
    expect(page.get_by_text("This browser has no voice for it.")).to_be_visible()

    name = f"attest:note:{owner.pk}:{draft['key']}"
    page.evaluate("([name, draft]) => localStorage.setItem(name, draft)", [name, json.dumps(draft | {"page": path})])
    page.reload()
    page.get_by_role("button", name="Copy it and let it go").click()
    page.wait_for_function("(name) => localStorage.getItem(name) === null", arg=name)
    forgive(page, "404")


def test_what_a_tab_has_saved_leaves_what_another_keeps_of_the_same_note(signed_in_page, live_server, owner, report):
    made = a_highlight(report, FIRST, "Claim", by=owner)
    page = signed_in_page(owner)
    open_article(page, live_server, report, f"#card-{made.pk}")
    ready(page)
    marks(page, made).first.press("n")
    page.route("**/note/", lambda route: (another(page), route.continue_()))
    note_field(page).fill("Mine")
    expect(card(page).locator("[data-saved]")).to_be_visible()
    assert [json.loads(text)["text"] for text in page.evaluate("Object.values(localStorage)")] == ["Theirs"]


def another(page):
    """Keep another text of the notes under way, as a second tab does that has no connection."""
    page.evaluate(
        """() => { for (const [name, kept] of Object.entries(localStorage))
          localStorage.setItem(name, JSON.stringify({ ...JSON.parse(kept), text: "Theirs" })); }"""
    )
