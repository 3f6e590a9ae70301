"""What helps to read: the way back to one's place, the contents, commands, reading aloud, pictures, how text is set."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from reader.extraction.model import Block, Kind
from reader.models import ReadingState
from tests.builders import an_article, paragraph
from tests.e2e.articles import LONG, leaf
from tests.e2e.desk import focus, open_article, ready
from tests.e2e.test_axe import AXE
from tests.e2e.test_rtl_and_themes import CONTRAST

pytestmark = pytest.mark.browser

# A voice that speaks when the test says so: the browsers of test machines have none.
VOICE = """Object.defineProperty(window, "speechSynthesis", { value: {
  said: [], speak(words) { this.said.push([words.text, words.lang]); this.now = words; },
  cancel() { this.now = null; }, resume() {}, end() { this.now.onend(); } } })"""

RUN = """async () => (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations
  .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])"""


@pytest.fixture
def piece(project, owner):
    an_article(project, ["A quay burned."], title="Ferries stopped", by=owner)
    chapters = ("What was said", "What was seen", "What was counted")
    blocks = [each for name in chapters for each in (leaf(Kind.HEADING, name, level=2), paragraph(LONG * 4))]
    arabic = Block(Kind.PARAGRAPH, "نص قصير.", "نص قصير.", language="ar", direction="rtl")
    return an_article(project, [paragraph("It began at night. Nobody saw it."), arabic, *blocks], by=owner)


def linked(text, hash_, sign):
    """A paragraph that ends with a link to a place on the article's own page."""
    html = f'{text} <a href="https://ledger.example/fire#{hash_}" rel="noopener noreferrer nofollow">{sign}</a>'
    return paragraph(f"{text} {sign}", html)


@pytest.fixture
def desk(signed_in_page, live_server, owner, piece):
    page = signed_in_page(owner)
    page.add_init_script(VOICE)
    open_article(page, live_server, piece)
    ready(page)
    return page


def assert_accessible(page):
    before = list(page.errors)
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    page.errors[:] = before  # axe tries inline styles, which our policy refuses it
    assert found == []


def test_a_person_goes_on_where_they_were_on_another_device(desk, new_context, context, live_server, owner, piece):
    expect(desk.locator(".continue")).to_have_count(0)
    heading = desk.get_by_role("heading", name="What was seen")
    with desk.expect_response("**/place/") as told:
        heading.evaluate(
            "(heading) => scrollTo({ top: heading.getBoundingClientRect().top + 60, behavior: 'instant' })"
        )
    assert told.value.status == 204
    kept = ReadingState.objects.get(user=owner, article=piece)
    assert (kept.state, kept.block) == ("reading", 5)
    assert 0 < kept.progress < 100
    link = desk.get_by_role("navigation", name="Contents").locator("[aria-current]")
    expect(link).to_have_text("What was seen")

    phone = new_context(storage_state=context.storage_state()).new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    open_article(phone, live_server, piece)
    ready(phone)
    assert phone.evaluate("scrollY") == 0, "nothing moves by itself"
    phone.get_by_role("link", name="Continue where you were").click()
    expect(phone).to_have_url(re.compile(r"#block-5$"))
    expect(phone.locator("#block-5")).to_be_in_viewport()
    expect(phone.get_by_role("heading", name="What was counted")).not_to_be_in_viewport()


def test_articles_lead_to_each_other_as_the_list_had_them(desk, live_server, project, owner):
    for title in ("Alpha", "Beta", "Gamma", "Delta"):
        an_article(project, [LONG * 8], title=title, by=owner)
    desk.goto(f"{live_server.url}{project.get_absolute_url()}?sort=title")
    desk.get_by_role("link", name="Beta").click()
    ready(desk)
    neighbours = desk.get_by_role("navigation", name="Other articles").get_by_role("link")
    expect(neighbours).to_have_text([re.compile("Gamma"), re.compile("Alpha")])  # as the project has them
    desk.mouse.move(400, 400)
    desk.mouse.wheel(0, 400)
    expect(neighbours).to_have_text([re.compile("Alpha"), re.compile("Delta")])
    neighbours.last.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Delta")


def test_a_footnote_opens_beside_its_reference(desk, live_server, project, owner):
    blocks = [
        linked("Twelve died.", "fn1", "[1]"),
        linked("A union counts more.", "cite_note-union-2", "[2]"),
        linked("The ministry, on Tuesday.", "fnref1", "↩"),
        linked("The union, on Monday.", "cite_ref-union_2-0", "^"),
    ]
    open_article(desk, live_server, an_article(project, blocks, url="https://ledger.example/fire", by=owner))
    ready(desk)
    note = desk.get_by_role("note")
    for sign, said in (("[2]", "The union, on Monday."), ("[1]", "The ministry, on Tuesday.")):
        reference = desk.get_by_role("link", name=sign)
        expect(desk.locator("#main > .footnote")).to_be_attached()  # the module is at work
        reference.press("Enter")
        expect(note).to_have_text(said)
        desk.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(reference).to_be_focused()
    assert "/articles/" in desk.url


def test_every_command_is_found_and_done_by_keyboard(desk, owner):
    desk.keyboard.press("j")
    desk.keyboard.press("c")
    expect(desk.locator("#list-tag")).to_be_visible()  # there are highlights to be shown by their tags
    desk.keyboard.press("Control+k")
    field = desk.get_by_role("combobox", name="Command, tag or article")
    expect(field).to_be_focused()
    assert_accessible(desk)
    field.fill("ferries")
    expect(desk.get_by_role("option", name="Ferries stopped")).to_have_count(2)  # the next one, and found by its words
    field.fill("claim")
    expect(desk.get_by_role("option", name="Claim Show highlights")).to_be_visible()
    field.fill("seen")
    chosen = desk.get_by_role("listbox", name="Commands").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("What was seen")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog", name="All commands")).to_be_hidden()
    expect(desk.get_by_role("heading", name="What was seen")).to_be_in_viewport()

    desk.keyboard.press("z")
    expect(desk.get_by_role("banner")).to_be_hidden()
    expect(desk.get_by_role("complementary", name="Highlights")).to_be_hidden()
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("banner")).to_be_visible()
    desk.keyboard.press("l")
    expect(desk.locator(".ruler")).to_be_attached()
    desk.keyboard.press("l")
    expect(desk.locator(".ruler")).to_have_count(0)
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_contain_text("read aloud from here")


def test_it_is_read_aloud_sentence_by_sentence_each_in_its_language(desk):
    said = "speechSynthesis.said"
    desk.keyboard.press("v")
    bar = desk.get_by_role("group", name="Read aloud")
    expect(bar.get_by_role("button", name="Pause")).to_be_focused()
    assert desk.evaluate(said) == [["It began at night.", "en"]]
    marked = "[...CSS.highlights.get('spoken')].join()"
    assert desk.evaluate(marked) == "It began at night."
    assert_accessible(desk)
    desk.evaluate("speechSynthesis.end()")
    assert desk.evaluate(marked) == "Nobody saw it."
    bar.get_by_role("button", name="Next sentence").click()
    assert desk.evaluate(said)[-1] == ["نص قصير.", "ar"]
    bar.get_by_role("button", name="Sentence before").click()
    bar.get_by_role("button", name="Pause").click()
    expect(bar.get_by_role("button", name="Go on")).to_be_visible()
    assert desk.evaluate("speechSynthesis.now") is None
    bar.get_by_role("button", name="Go on").click()
    assert desk.evaluate(said)[-1] == ["Nobody saw it.", "en"]
    desk.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    assert focus(desk)["id"] == "main"
    assert desk.evaluate("CSS.highlights.has('spoken')") is False


def test_text_is_set_as_a_person_likes_it_in_every_theme_readable_and_without_sideways_scrolling(desk, owner):
    paragraph_ = desk.locator(".block.paragraph").first
    for theme in ("light", "sepia", "dark", "contrast"):
        desk.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
        assert paragraph_.evaluate(CONTRAST)["ratio"] >= (15 if theme == "contrast" else 7)  # AAA, WCAG 2.2 1.4.6
    assert_accessible(desk)
    desk.get_by_text("Text", exact=True).click()
    height = "(block) => parseFloat(getComputedStyle(block).lineHeight)"
    before = paragraph_.evaluate(height)
    for group, choice in (("Space between lines", "Loose"), ("Face", "For dyslexia"), ("Ends of lines", "Justified")):
        with desk.expect_response("**/preferences/"):
            desk.get_by_role("group", name=group).get_by_label(choice, exact=True).check()
    assert paragraph_.evaluate(height) > before
    owner.refresh_from_db()
    assert (owner.text_leading, owner.text_face, owner.text_align) == ("loose", "plain", "justify")
    desk.set_viewport_size({"width": 320, "height": 256})  # what 400% zoom leaves of 1280 by 1024
    for face in ("serif", "mono", "plain"):
        desk.evaluate("(face) => { document.documentElement.dataset.face = face; }", face)
        assert desk.evaluate("document.scrollingElement.scrollWidth") <= 320
    desk.emulate_media(forced_colors="active", reduced_motion="reduce")
    expect(desk.get_by_role("group", name="Face").get_by_label("For dyslexia")).to_be_checked()
