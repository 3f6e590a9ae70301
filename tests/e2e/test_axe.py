"""axe finds nothing on any page, in any colours."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from reader.models import Project
from tests.e2e.desk import card, drag, forgive, open_card, ready, toolbar
from tests.e2e.pages import PUBLIC, a_site

pytestmark = pytest.mark.browser

AXE = Axe().axe_script

# Every rule in light; contrast, which is all that changes, in the other colours. It need not load style sheets anew.
RUN = """async (themes) => {
  const found = {};
  for (const theme of themes) {
    document.documentElement.dataset.theme = theme;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    // Those that scrolling drives are never finished.
    const running = document.getAnimations().filter((each) => each.timeline === document.timeline);
    await Promise.allSettled(running.map((each) => each.finished));
    const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false,
      ...(theme !== "light" && { runOnly: { type: "rule", values: ["color-contrast"] } }) });
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes) (found[theme] ??= []).push([id, html, failureSummary]);
  }
  return found;
}"""


def assert_accessible(page: Page, *more_themes: str) -> None:
    page.wait_for_load_state()
    before = list(page.errors)  # type: ignore[attr-defined]
    page.emulate_media(reduced_motion="reduce")
    page.evaluate(AXE)
    found = page.evaluate(RUN, ["light", "sepia", "dark", *more_themes])
    page.errors[:] = before  # type: ignore[attr-defined]  # axe tries inline styles, which our policy refuses it
    assert found == {}


@pytest.fixture
def site(project, owner, coder):
    return a_site(project, owner, coder)


@pytest.fixture
def desk(signed_in_page, live_server, owner, site):
    page = signed_in_page(owner)
    page.goto(live_server.url + site.addresses["article"])
    ready(page)
    return page


@pytest.mark.parametrize("half", [0, 1])
def test_pages_of_someone_signed_in(signed_in_page, live_server, owner, site, half):
    page = signed_in_page(owner)
    forgive(page, "404 (Not Found)", "422 (Unprocessable")
    names = [name for name in site.addresses if name not in PUBLIC]
    for name in names[half::2]:
        page.goto(live_server.url + site.addresses[name])
        assert_accessible(page)


def test_pages_of_someone_who_is_not(page, live_server, site):
    for name in PUBLIC:
        page.goto(live_server.url + site.addresses[name])
        assert_accessible(page)
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("Username").fill("owner")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Please enter a correct username")).to_be_visible()
    assert_accessible(page)


def test_the_set_up_page_with_and_without_errors(page, live_server):
    page.goto(live_server.url)
    expect(page).to_have_title("Set up · Attest")
    assert_accessible(page)
    for name, value in (("username", "ana"), ("password1", "12345"), ("password2", "12345")):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_text("This password is too short")).to_be_visible()
    assert_accessible(page)
    forgive(page, "422")


def test_forms_with_errors(signed_in_page, live_server, owner, site):
    page = signed_in_page(owner)
    forgive(page, "422")
    for name, fields, button in (
        ("import", {}, "Import"),
        ("import", {"url": "ftp://ledger.example/"}, "Import"),
        ("tags", {"name": "claim"}, "Add it"),
        ("tag", {"hotkey": "j"}, "Save"),
        ("people", {"username": "a b"}, "Add"),
        ("password change", {"old_password": "x", "new_password1": "y", "new_password2": "z"}, "Change it"),
    ):
        page.goto(live_server.url + site.addresses[name])
        for field, value in fields.items():
            page.locator(f"main [name={field}]").fill(value)
        page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".errorlist").first).to_be_visible()
        assert_accessible(page)


def test_what_is_shown_when_something_fails(page, live_server):
    page.goto(f"{live_server.url}/password/reset/")
    page.locator("main form").evaluate("form => { form.elements.csrfmiddlewaretoken.remove(); form.submit(); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("This form is too old")
    assert_accessible(page)
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string("500.html"), content_type="text/html"))
    page.goto(f"{live_server.url}/broken/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Something failed on our side")
    assert_accessible(page)
    forgive(page, "403")


def test_a_project_without_articles_and_a_viewers_pages(signed_in_page, live_server, viewer, site):
    page = signed_in_page(viewer)
    for name in ("project", "article with what was cut", "highlight", "highlights", "tags"):
        page.goto(live_server.url + site.addresses[name])
        assert_accessible(page)
    empty = Project.objects.start("Empty", by=viewer)
    page.goto(live_server.url + empty.get_absolute_url())
    assert_accessible(page)


def test_people_with_the_link_for_a_new_person(signed_in_page, live_server, owner, site):
    page = signed_in_page(owner)
    page.goto(live_server.url + site.addresses["people"])
    page.get_by_label("Username").fill("newcomer")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Link to choose a password")).to_be_visible()
    assert_accessible(page)


def test_the_reading_page_with_its_card_open(desk, site):
    open_card(desk, site.highlight)
    assert_accessible(desk)


def test_the_reading_page_with_a_suggestion_open(desk):
    desk.keyboard.press("g")
    expect(desk.locator("#suggestion-card")).to_be_visible()
    assert_accessible(desk)


def test_the_reading_page_with_two_texts_of_a_note(desk, site):
    open_card(desk, site.highlight)
    site.highlight.revise_note("Theirs", based_on=site.highlight.note_revision)
    card(desk).get_by_label("Note", exact=True).fill("Mine")
    expect(card(desk).get_by_text("Somebody else changed this note")).to_be_visible()
    assert_accessible(desk)
    forgive(desk, "409")


def test_the_reading_page_with_its_bar_its_message_and_its_help(desk):
    drag(desk, "At least 12 people")
    expect(toolbar(desk)).to_be_visible()
    assert_accessible(desk)
    desk.keyboard.press("c")
    expect(desk.locator("#messages")).to_contain_text("Highlighted")
    assert_accessible(desk)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    assert_accessible(desk)


def test_the_reading_page_with_its_menus_open(desk):
    desk.get_by_text("Text", exact=True).click()
    expect(desk.get_by_role("group", name="Colours")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("banner").get_by_text("owner").click()
    expect(desk.get_by_role("button", name="Log out")).to_be_visible()
    assert_accessible(desk, "contrast")


@pytest.mark.browser_context_args(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
def test_the_reading_page_on_a_phone_with_its_drawer_and_its_card(desk, site):
    assert_accessible(desk)
    desk.get_by_role("button", name="Highlights").tap()
    expect(desk.get_by_role("complementary", name="Highlights")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="A union counts").first.tap()
    expect(desk.locator(f"#card-{site.highlight.pk}")).to_be_visible()
    assert_accessible(desk)


def test_main_pages_in_arabic(signed_in_page, live_server, owner, site):
    owner.language = "ar"
    owner.save()
    page = signed_in_page(owner)
    for name in ("project", "article", "highlights", "event", "claims"):
        page.goto(live_server.url + site.addresses[name])
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        assert_accessible(page)
