"""The page of all highlights in a browser: searched, narrowed and changed with mouse, keyboard and without a script."""

from __future__ import annotations

import csv

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from annotations.models import Annotation
from tests.builders import a_highlight, an_article
from tests.e2e.articles import ARABIC
from tests.e2e.desk import forgive, ready
from tests.e2e.pages import a_site
from tests.e2e.test_axe import assert_accessible

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 780}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
WAYS = ("", "?view=lines&q=union", "?group=tag", "?q=nowhere", "?state=lost")


@pytest.fixture
def made(project, owner, coder):
    article = an_article(
        project, ["Nine people died. Twelve are missing.", "Nobody knows why."], title="Fire", by=owner
    )
    return [
        a_highlight(article, "Nine people", "Claim", note="why nine?", by=owner),
        a_highlight(article, "Twelve", "Disputed", by=coder),
        a_highlight(article, "missing", by=coder),
        a_highlight(article, "Nobody", by=coder),
    ]


@pytest.fixture
def path(project, live_server) -> str:
    return live_server.url + reverse("project_annotations", args=[project.pk])


def quotes(page: Page) -> list[str]:
    return page.locator("main .entry q").all_inner_texts()


def rows(page: Page, *words: str):
    return [page.get_by_role("checkbox", name=f"Choose “{word}”") for word in words]


def test_a_search_by_keyboard_alone_makes_a_short_address(signed_in_page, owner, path, made):
    page = signed_in_page(owner)
    page.goto(path)
    page.get_by_label("Words in quote or note").focus()
    page.keyboard.type("NINE")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{path}?q=NINE")
    expect(page.locator(".conditions")).to_contain_text("1 highlight")
    assert quotes(page) == ["Nine people"]
    assert page.locator("mark.hit").all_inner_texts() == ["Nine", "nine"]
    page.get_by_role("link", name="Leave out: with the words “NINE”").press("Enter")
    expect(page).to_have_url(path)
    assert len(quotes(page)) == 4


def test_tags_are_asked_for_with_the_keyboard(signed_in_page, owner, path, project, made):
    page = signed_in_page(owner)
    page.goto(path)
    page.get_by_text("Tags", exact=True).last.press("Enter")
    page.get_by_role("checkbox", name="None of Claim").press("Space")
    page.get_by_role("checkbox", name="None of Disputed").press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".conditions")).to_contain_text("not tagged Claim")
    assert quotes(page) == ["missing", "Nobody"]
    without = "&".join(f"without={tag.pk}" for tag in project.tags.all()[:2])
    expect(page).to_have_url(f"{path}?{without}")


def test_rows_are_chosen_with_shift_and_all_at_once_and_tagged(signed_in_page, owner, path, made):
    page = signed_in_page(owner)
    page.goto(path)
    ready(page)
    first, _, third, _ = rows(page, "Nine people", "Twelve", "missing", "Nobody")
    first.click()
    third.click(modifiers=["Shift"])
    expect(page.locator("rows-selection output")).to_have_text("3 chosen")
    every = page.get_by_role("checkbox", name="All on this page")
    assert every.evaluate("box => box.indeterminate")
    every.click()
    expect(page.locator("rows-selection output")).to_have_text("4 chosen")
    page.get_by_role("button", name="Add the tag").click()
    expect(page.locator("output")).to_have_text("Choose a tag first.")
    page.get_by_label("Tag", exact=True).select_option("Casualty figure")
    page.get_by_role("button", name="Add the tag").click()
    expect(page.get_by_role("status").first).to_contain_text("“Casualty figure” is on 4 highlights more.")
    assert Annotation.objects.filter(tags__name="Casualty figure").count() == 4
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").first).to_contain_text("Undone")
    assert not Annotation.objects.filter(tags__name="Casualty figure").exists()


def test_what_the_keyboard_reaches_stands_clear_of_the_bar_that_comes_along(signed_in_page, project, owner, path):
    words = [f"Witness number {number} spoke." for number in range(30)]
    article = an_article(project, words, by=owner)
    for each in words:
        a_highlight(article, each, by=owner)
    page = signed_in_page(owner)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(path)
    boxes = page.locator("input[name=key]")
    boxes.first.check()
    actions = page.locator(".selection-bar .actions")
    expect(actions).to_be_visible()  # what is done with rows is there once one is chosen
    clear = """box => { const { x, y, width, height } = box.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === box; }"""
    for number in range(1, 30):
        boxes.nth(number).focus()
        assert boxes.nth(number).evaluate(clear), f"row {number} is covered"
    boxes.first.uncheck()
    expect(actions).to_be_hidden()


def test_the_chosen_are_taken_away_as_csv(signed_in_page, owner, path, made):
    page = signed_in_page(owner)
    page.goto(path)
    for row in rows(page, "Twelve", "Nobody"):
        row.check()
    with page.expect_download() as download:
        page.locator(".selection-bar").get_by_role("button", name="CSV, exact data").click()
    with open(download.value.path(), encoding="utf-8", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == ["Twelve", "Nobody"]


def test_without_a_script_rows_are_deleted_and_come_back(new_context, live_server, owner, client_of, path, made):
    context = new_context(java_script_enabled=False)
    cookie = client_of(owner).cookies["attest_session"]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{path}?q=twelve")
    expect(page.get_by_label("All on this page")).to_be_hidden()
    page.get_by_label("All 1 that the filter shows").check()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("#messages")).to_contain_text("1 highlight deleted")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".conditions")).to_contain_text("1 highlight")  # with the filter as it was
    page.goto(path)
    expect(page.locator(".conditions")).to_contain_text("4 highlights")


def test_lines_are_aligned_where_the_quotes_begin_in_either_direction(signed_in_page, owner, path, project, made):
    arabic = an_article(project, [ARABIC], title="حريق", language="ar", direction="rtl")
    for words in ARABIC.split()[2:5]:
        a_highlight(arabic, words) if ARABIC.count(words) == 1 else None
    page = signed_in_page(owner)
    page.goto(f"{path}?view=lines")
    edges = page.locator(".line").evaluate_all(
        """(lines) => lines.map((line) => { const at = line.querySelector("q").getBoundingClientRect();
          const before = line.querySelector(".before").getBoundingClientRect();
          return line.dir === "rtl" ? ["rtl", Math.round(at.right), before.left >= at.right]
            : ["ltr", Math.round(at.left), before.right <= at.left]; })"""
    )
    assert {direction for direction, _, _ in edges} == {"ltr", "rtl"}
    for direction in ("ltr", "rtl"):
        assert len({edge for way, edge, _ in edges if way == direction}) == 1
    assert all(is_beside for _, _, is_beside in edges)


def test_a_number_of_tags_together_leads_to_them(signed_in_page, owner, path, project, made):
    a_highlight(made[0].article, "died. Twelve", "Claim")
    page = signed_in_page(owner)
    page.goto(path)
    page.get_by_role("link", name="Tags together").click()
    page.get_by_role("link", name="Where highlights overlap").click()
    page.get_by_role("link", name="1 of Claim with Disputed").press("Enter")
    expect(page.locator(".conditions")).to_contain_text("overlapping “Disputed”")
    assert quotes(page) == ["died. Twelve"]


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing(signed_in_page, owner, coder, path, project, half):
    a_site(project, owner, coder)
    page = signed_in_page(owner)
    forgive(page, "422 (Unprocessable")
    for query in WAYS[half::2]:
        page.goto(path + query)
        page.locator("details").evaluate_all("all => all.forEach((each) => (each.open = !each.matches('.menu')))")
        for row in page.locator("input[name=key]").all()[:1]:
            row.check()
        assert_accessible(page)
    page.goto(path.replace("annotations/", f"tags-together/{('overlap', 'highlight')[half]}/"))
    assert_accessible(page)


@pytest.mark.browser_context_args(**PHONE)
def test_on_a_phone_nothing_scrolls_sideways(signed_in_page, owner, coder, path, project):
    a_site(project, owner, coder)
    page = signed_in_page(owner)
    forgive(page, "422 (Unprocessable")
    for address in (*(path + query for query in WAYS), path.replace("annotations/", "tags-together/overlap/")):
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach((each) => (each.open = !each.matches('.menu')))")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360, address
