"""The reading view: what a page shows, what it shows on demand, and what it remembers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.models import Picture, User
from tests.builders import a_highlight, a_picture, an_article
from tests.e2e.articles import LONG, a_report
from tests.e2e.desk import marks, open_article, ready

pytestmark = pytest.mark.browser

# The characters on each full line of a block: all but the last, as they are laid out.
LINES = """(block) => {
  const node = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  const tops = new Map();
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const { top, width } = range.getBoundingClientRect();
    if (width) tops.set(Math.round(top), (tops.get(Math.round(top)) ?? 0) + 1);
  }
  return [...tops.values()].slice(0, -1);
}"""


@pytest.fixture
def report(project, owner):
    return a_report(project, owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, report):
    page = signed_in_page(owner)
    open_article(page, live_server, report)
    return page


def test_the_head_says_who_wrote_what_when_and_how_long_it_takes(desk, report):
    head = desk.locator("#article header")
    expect(head.get_by_role("heading", level=1)).to_have_text("Two versions of the harbour fire")
    for words in ("The Ledger", "Ministry and union count differently", "Julian Osterley", "12 March 2024"):
        expect(head).to_contain_text(words)
    expect(head).to_contain_text(f"{len(report.current.text.split())} words")
    expect(head).to_contain_text("2 min")
    source = head.get_by_role("link", name="Source")
    expect(source).to_have_attribute("href", "https://ledger.example/harbour")
    expect(source).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(desk.locator("#article")).to_have_attribute("lang", "en")
    expect(desk.locator("#article")).to_have_attribute("dir", "ltr")


def test_the_original_is_a_download(desk, report):
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Original", exact=True).click()
    assert download.value.path().read_bytes() == report.original.content


def test_lists_tables_and_quotations_are_what_they_were(desk):
    article = desk.locator("#article")
    expect(article.get_by_role("listitem")).to_have_text(["The number of the dead", "The cause of the fire"])
    expect(article.get_by_role("columnheader")).to_have_text(["Source", "Killed", "Injured"])
    expect(article.get_by_role("cell")).to_have_text(["Ministry", "twelve", "thirty", "Union", "seventeen", ""])
    expect(article.locator("blockquote")).to_have_text("The second door was locked.")


def test_what_was_cut_is_shown_in_its_place_restored_and_cut_again(desk, report):
    expect(desk.get_by_text("Read also: ferries stopped")).to_have_count(0)
    desk.get_by_role("link", name="Show what was cut").click()
    cut = desk.locator(".cut").filter(has_text="Read also: ferries stopped")
    expect(desk.locator(".cut-head").filter(has_text="Cut: A link to another article")).to_be_visible()
    expect(desk.locator(".cut")).to_have_count(3)
    order = desk.locator(".cut, .block.paragraph").all_text_contents()
    assert ["Read also" in words for words in order].index(True) == len(order) - 4

    cut.get_by_role("button", name="Restore").click()
    expect(desk.locator(".cut")).to_have_count(2)
    expect(desk.locator(".block.paragraph").filter(has_text="Read also: ferries stopped")).to_be_visible()
    report.refresh_from_db()
    assert "Read also: ferries stopped" in report.current.text

    desk.locator(".notice").get_by_role("button", name="Undo").click()
    expect(desk.locator(".cut")).to_have_count(3)
    report.refresh_from_db()
    assert "Read also: ferries stopped" not in report.current.text
    assert report.versions.count() == 3
    desk.get_by_role("link", name="Hide what was cut").click()
    expect(desk.locator(".cut")).to_have_count(0)


def test_highlights_stay_on_their_words_when_a_block_before_them_is_restored(desk, report):
    made = a_highlight(report, "A union counts", "Claim")
    desk.get_by_role("link", name="Show what was cut").click()
    desk.locator(".cut").filter(has_text="Sign in to read on").get_by_role("button", name="Restore").click()
    expect(desk.locator(".cut")).to_have_count(2)
    expect(marks(desk, made)).to_have_text(["A union counts"])


def test_pictures_are_loaded_by_the_site_on_demand_and_come_while_one_reads(desk, foreign, report):
    expect(desk.get_by_text("Image at pictures.example, not loaded")).to_be_visible()
    desk.get_by_role("button", name="Load the pictures (1)").click()
    expect(desk.get_by_text("No server is known as pictures.example")).to_be_visible()
    report.pictures.update(state=Picture.State.WAITING)
    desk.reload()
    expect(desk.get_by_text("Loading the pictures: 0 of 1")).to_be_visible()
    a_picture(report)
    picture = desk.get_by_role("img", name="Smoke over the quay")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 40)
    expect(desk.get_by_text("Loading the pictures")).to_have_count(0)
    assert foreign == []


def test_the_way_a_person_reads_changes_at_once_and_is_kept(desk, owner):
    ready(desk)
    size = "parseFloat(getComputedStyle(document.querySelector('text-selection p')).fontSize)"
    before = desk.evaluate(size)
    desk.get_by_text("Text", exact=True).click()
    for group, choice in (("Colours", "Dark"), ("Size", "Largest"), ("Width", "Narrow")):
        with desk.expect_response("**/preferences/"):
            desk.get_by_role("group", name=group).get_by_label(choice, exact=True).check()
    after = desk.evaluate(size)
    assert after > before
    desk.reload()
    expect(desk.locator("html")).to_have_attribute("data-theme", "dark")
    assert desk.evaluate(size) == after
    kept = User.objects.get(pk=owner.pk)
    assert (kept.theme, kept.text_size, kept.text_width) == ("dark", "largest", "narrow")


def test_lines_of_the_default_size_hold_62_to_70_characters_on_a_desk(signed_in_page, live_server, owner, project):
    page = signed_in_page(owner)
    open_article(page, live_server, an_article(project, [LONG * 6]))
    for language in ("en", "ar"):  # the page's own face has other letters to measure by
        User.objects.filter(pk=owner.pk).update(language=language)
        page.reload()
        expect(page.locator("html")).to_have_attribute("lang", language)
        lines = page.locator(".block.paragraph").evaluate(LINES)
        assert len(lines) > 20
        assert 62 <= sum(lines) / len(lines) <= 70


def test_lines_are_one_and_a_half_to_1_65_high(desk):
    style = desk.locator(".block.paragraph").first.evaluate(
        "(block) => { const { lineHeight, fontSize } = getComputedStyle(block); return [lineHeight, fontSize]; }"
    )
    height, size = (float(value.removesuffix("px")) for value in style)
    assert 1.5 <= height / size <= 1.65


@pytest.fixture
def scriptless(new_context, signed_in_page, context, owner):
    """A page of the owner in a browser that runs no script."""
    signed_in_page(owner)
    bare = new_context(java_script_enabled=False, storage_state=context.storage_state())
    return bare.new_page()


def test_everything_reads_without_script(scriptless, live_server, report):
    claim = a_highlight(report, "A union counts", "Claim", note="Their own count")
    untagged = a_highlight(report, "explosion")
    open_article(scriptless, live_server, report)
    expect(marks(scriptless, claim)).to_have_text(["A union counts"])
    side = scriptless.get_by_role("complementary", name="Highlights")
    expect(side.get_by_role("listitem")).to_have_count(2)

    side.get_by_label("Show").select_option("without a tag")
    side.get_by_role("button", name="Filter").click()
    expect(scriptless.locator(f"#entry-{claim.pk}")).to_be_hidden()
    expect(scriptless.locator(f"#entry-{untagged.pk}")).to_be_visible()
    side.get_by_label("Show").select_option("Claim")
    side.get_by_role("button", name="Filter").click()
    side.get_by_role("link", name="A union counts").click()
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Highlight in Two versions of the harbour fire")

    scriptless.get_by_label("Note").fill("Typed without script")
    scriptless.get_by_role("button", name="Save the note").click()
    expect(scriptless.get_by_label("Note")).to_have_value("Typed without script")
    scriptless.get_by_role("button", name="Disputed").click()
    open_article(scriptless, live_server, report)
    claim.refresh_from_db()
    assert (claim.note, [tag.name for tag in claim.tags.all()]) == ("Typed without script", ["Claim", "Disputed"])
    scriptless.get_by_role("link", name="Show what was cut").click()
    expect(scriptless.locator(".cut")).to_have_count(3)


def test_preferences_are_kept_without_script(scriptless, live_server, report):
    open_article(scriptless, live_server, report)
    scriptless.get_by_text("Text", exact=True).click()
    scriptless.get_by_role("group", name="Colours").get_by_label("Sepia").check()
    scriptless.get_by_role("button", name="Keep").click()
    expect(scriptless.locator("html")).to_have_attribute("data-theme", "sepia")
    expect(scriptless.get_by_role("heading", level=1)).to_have_text("Two versions of the harbour fire")


def test_print_gives_the_article_with_its_highlights_and_notes(desk, report):
    a_highlight(report, "A union counts", "Claim", note="Their own count")
    desk.reload()
    desk.emulate_media(media="print")
    expect(desk.locator(".print-notes")).to_contain_text("Their own count")
    expect(desk.locator(".print-notes")).to_be_visible()
    expect(desk.locator("mark")).to_be_visible()
    for gone in (desk.get_by_role("banner"), desk.locator("#highlights"), desk.locator(".reading-tools")):
        expect(gone).to_be_hidden()
