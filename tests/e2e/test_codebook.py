"""The codebook in a browser: by keyboard alone, without script, on a phone, and as axe sees it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from annotations.models import Annotation, Tag, codebook_editing
from reader.models import Project, User
from tests.builders import a_highlight, an_article
from tests.e2e.desk import forgive
from tests.e2e.test_axe import assert_accessible

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def made(project: Project, coder: User) -> Annotation:
    """A highlight, in a project whose codebook has something of everything."""
    article = an_article(project, ["Nine people died.", "Twelve people died, the harbour office said."])
    claim = project.tags.get(name="Claim")
    source = Tag(project=project, name="Source", parent=claim, tint="teal", hotkey="s", examples="“the office said”")
    codebook_editing.add(source, by=None)
    codebook_editing.add(Tag(project=project, name="Official", parent=source, kind="claim", tint="green"), by=None)
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    codebook_editing.add(Tag(project=project, name=long, description=long * 3, tint="orange"), by=None)
    codebook_editing.add(Tag(project=project, name="Old", tint="rose"), by=None)
    codebook_editing.archive(project.tags.get(name="Old"), by=coder)
    a_highlight(article, "Nine", "Claim", "Source", by=coder)
    return a_highlight(article, "Twelve people", "Claim", note="who says so?", by=coder)


@pytest.fixture
def pages(project: Project, made: Annotation) -> dict[str, str]:
    claim = project.tags.get(name="Claim")
    split = reverse("tag_split", args=[claim.pk])
    return {
        "codebook": reverse("codebook", args=[project.pk]),
        "import": reverse("codebook_import", args=[project.pk]),
        "tag": claim.get_absolute_url(),
        "archived tag": project.tags.get(name="Old").get_absolute_url(),
        "merge": reverse("tag_merge", args=[claim.pk]),
        "split": split,
        "split of none": f"{split}?q=nowhere",
        "removal": reverse("tag_removal", args=[claim.pk]),
    }


@pytest.fixture
def desk(signed_in_page: Any, live_server: Any, coder: User, pages: dict[str, str]) -> Page:
    page: Page = signed_in_page(coder)
    page.goto(live_server.url + pages["codebook"])
    return page


def tab_to(page: Page, name: str) -> None:
    """Go by Tab to what has this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()") == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def send_file(page: Page, name: str, text: str) -> None:
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    page.get_by_role("button", name="Look at it").click()


def outline(page: Page) -> list[str]:
    return page.locator("ol.tag-tree .chip").all_text_contents()


def test_tags_are_moved_and_put_back_by_keyboard_alone(desk, project):
    before = outline(desk)
    tab_to(desk, "Move Disputed down")
    desk.keyboard.press("Enter")
    expect(desk.locator("#messages")).to_contain_text("Moved “Disputed”.")
    expect(desk.get_by_role("button", name="Move Disputed down")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Move Disputed up")).to_be_focused()  # it is the last now
    assert outline(desk)[-1] == "Disputed"
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="Move Disputed up")).to_be_focused()
    desk.reload()
    for _ in range(3):
        desk.get_by_role("main").get_by_role("button", name="Undo").first.focus()
        desk.keyboard.press("Enter")
        expect(desk.locator("#messages")).to_contain_text("Undone: moved “Disputed”.")
    assert outline(desk) == before


def test_a_menu_opens_by_keyboard_and_leads_to_the_merge(desk, project, made):
    tab_to(desk, "More for the tag Claim")
    desk.keyboard.press("Enter")
    tab_to(desk, "Merge into another…")
    desk.keyboard.press("Enter")
    desk.get_by_label("Merge it into").select_option("Disputed")
    desk.get_by_role("button", name="Merge them").press("Enter")
    expect(desk.locator("#messages")).to_contain_text("Merged “Claim” into “Disputed”, on 2 highlights.")
    assert [tag.name for tag in made.tags.all()] == ["Disputed"]
    desk.locator("#messages").get_by_role("button", name="Undo").press("Enter")
    expect(desk.locator("#messages")).to_contain_text("Undone: merged")
    assert [tag.name for tag in made.tags.all()] == ["Claim"]


def test_a_codebook_is_looked_at_and_imported(desk, pages, live_server, project, tmp_path):
    desk.get_by_role("link", name="Import a codebook").click()
    send_file(
        desk, "codes.qdc", '<CodeBook><Codes><Code name="Harm"><Code name="To people"/></Code></Codes></CodeBook>'
    )
    expect(desk.get_by_role("heading", name="2 new tags")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Import it").click()
    expect(desk.locator("#messages")).to_contain_text("Added “Harm”, added “To people”.")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="CSV", exact=True).click()
    path = Path(tmp_path / "codebook.csv")
    download.value.save_as(path)
    assert "To people,Harm,plain,grey" in path.read_text("utf-8-sig")


def test_wrong_rows_are_said(desk, live_server, pages):
    desk.goto(live_server.url + pages["import"])
    send_file(desk, "codes.csv", "name,kind\nHarm,bad\n")
    expect(desk.get_by_role("alert")).to_contain_text("Row 2: there is no kind “bad”")
    assert_accessible(desk)
    forgive(desk, "422")


def test_it_works_without_script(browser: Browser, desk: Page, live_server: Any, project: Project, pages: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    try:
        page.goto(live_server.url + pages["codebook"])
        page.get_by_label("More for the tag Disputed").click()
        page.get_by_role("button", name="Archive", exact=True).click()
        expect(page.locator("#messages")).to_contain_text("Archived “Disputed”.")
        page.locator("#messages").get_by_role("button", name="Undo").click()
        expect(page.locator("#messages")).to_contain_text("Undone: archived “Disputed”.")
        page.get_by_role("button", name="Redo").click()
        expect(page.get_by_role("button", name="Bring back the tag Disputed")).to_be_visible()
    finally:
        context.close()
    assert project.tags.get(name="Disputed").archived


def test_axe_finds_nothing(desk, pages, live_server):
    for path in pages.values():
        desk.goto(live_server.url + path)
        assert_accessible(desk)
    desk.goto(live_server.url + pages["codebook"])
    desk.get_by_label("More for the tag Claim").click()
    desk.get_by_role("button", name="Archive", exact=True).click()
    expect(desk.locator("#messages")).to_contain_text("Archived “Claim”.")
    desk.get_by_label("More for the tag Official").click()
    assert_accessible(desk)


def test_on_a_phone_nothing_is_wider_than_the_page(desk, pages, live_server):
    desk.set_viewport_size(PHONE)
    for path in pages.values():
        desk.goto(live_server.url + path)
        assert desk.evaluate("document.documentElement.scrollWidth") == PHONE["width"], path
    desk.goto(live_server.url + pages["codebook"])
    desk.get_by_label("More for the tag Official").click()
    box = desk.get_by_role("link", name="Merge into another…").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
