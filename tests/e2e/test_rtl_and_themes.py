"""Articles from right to left, and the colours a person reads in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.extraction.model import Block, Kind
from reader.models import User
from tests.builders import an_article, paragraph
from tests.e2e.articles import ARABIC, a_report
from tests.e2e.desk import highlight, marks, open_article, read_csv, ready, selection

pytestmark = pytest.mark.browser

QUOTE = "وقدّر المرصد (Sarrow Coast Monitor) عدد القتلى بما بين 17 و21 🔥 شخصاً. ولم تؤكد الحكومة ذلك."

# The WCAG contrast of a text on what is painted behind it, as the browser resolves both colours.
CONTRAST = """(element) => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (color) => {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const clear = (color) => /rgba\\(0, 0, 0, 0\\)|transparent/.test(color);
  let behind = element;
  while (clear(getComputedStyle(behind).backgroundColor) && behind.parentElement) behind = behind.parentElement;
  const text = luminance(getComputedStyle(element).color);
  const ground = luminance(getComputedStyle(behind).backgroundColor);
  return { ground, ratio: (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05) };
}"""


@pytest.fixture
def arabic(project, owner):
    quotation = "The dead are between 17 and 21."
    blocks = [
        paragraph(QUOTE),
        Block(Kind.QUOTATION, quotation, quotation, language="en", direction="ltr"),
        paragraph(ARABIC),
    ]
    return an_article(project, blocks, title="حريق المرفأ", language="ar", direction="rtl", by=owner)


@pytest.fixture
def desk(signed_in_page, live_server, owner, arabic):
    page = signed_in_page(owner)
    open_article(page, live_server, arabic)
    ready(page)
    return page


def test_an_arabic_article_runs_from_right_to_left_in_a_frame_that_does_not(desk, arabic):
    article = desk.locator("#article")
    expect(article).to_have_attribute("lang", "ar")
    expect(article).to_have_attribute("dir", "rtl")
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    assert desk.locator(".block").evaluate_all("all => all.map((each) => getComputedStyle(each).direction)") == [
        *("rtl", "ltr", "rtl")
    ]
    expect(desk.locator(".block.quotation")).to_have_attribute("lang", "en")
    right = desk.locator(".block").last.evaluate(
        """(block) => {
          const range = document.createRange();
          range.setStart(block.firstChild, 0);
          range.setEnd(block.firstChild, 1);
          return block.getBoundingClientRect().right - range.getBoundingClientRect().right; }"""
    )
    assert abs(right) < 4  # its first letter stands at the right edge


@pytest.mark.parametrize(
    ("first", "last", "exact"),
    [
        ("عدد القتلى بما", "", "عدد القتلى بما"),
        ("وقدّر المرصد", "عدد القتلى", "وقدّر المرصد (Sarrow Coast Monitor) عدد القتلى"),
        ("شخصاً", "ولم", "شخصاً. ولم"),
        ("ولم تؤكد", "The dead", "ولم تؤكد الحكومة ذلك.\nThe dead"),
        ("between 17", "وقالت", "between 17 and 21.\nوقالت"),
    ],
    ids=["words", "with Latin inside", "two sentences", "into English", "out of English"],
)
def test_marks_stand_on_the_words_that_were_selected(desk, arabic, first, last, exact):
    made = highlight(desk, first, last)
    assert (made.exact, arabic.current.text[made.start : made.end]) == (exact, exact)
    assert "".join(marks(desk, made).all_text_contents()) == exact.replace("\n", "")


def test_sentences_are_walked_and_arrows_move_towards_where_they_point(desk):
    desk.keyboard.press("j")
    first = selection(desk)
    assert first == QUOTE.split(". ", maxsplit=1)[0] + "."
    desk.keyboard.press("j")
    assert selection(desk) == "ولم تؤكد الحكومة ذلك."
    desk.keyboard.press("Shift+ArrowRight")  # back towards the start, as everywhere in Arabic text
    assert selection(desk) == "ولم تؤكد الحكومة ذلك"


# The sides of what stands around the words, in px from the window's left.
PLACES = """() => {
  const [text, facts, contents, list] = ["text-selection", ".facts > :first-child", ".contents", ".side"]
    .map((name) => document.querySelector(name).getBoundingClientRect());
  return { apart: contents.right < Math.min(text.left, list.left) || contents.left > Math.max(text.right, list.right),
    startsLeft: facts.left - text.left < 2, startsRight: text.right - facts.right < 2 };
}"""


def test_what_stands_around_an_article_is_at_its_sides_in_a_page_of_either_direction(
    signed_in_page, live_server, project, owner
):
    headings = [Block(Kind.HEADING, f"Part {number}", f"Part {number}", level=2) for number in range(3)]
    articles = [
        an_article(project, [*headings, ARABIC], title="حريق", language="ar", direction="rtl"),
        an_article(project, [*headings, "Words."]),
    ]
    page = signed_in_page(owner)
    page.set_viewport_size({"width": 1560, "height": 800})
    for language in ("en", "ar"):
        User.objects.filter(pk=owner.pk).update(language=language)
        for article in articles:
            open_article(page, live_server, article)
            places = page.evaluate(PLACES)
            assert places["apart"], "the contents stand on the text, or on the list of highlights"
            if article.direction == ("rtl" if language == "ar" else "ltr"):
                assert places["startsRight" if language == "ar" else "startsLeft"]


def test_arabic_words_leave_in_the_csv_as_they_stand(desk, live_server, arabic):
    highlight(desk, "عدد القتلى بما", key="f")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="CSV, exact data").click()
    rows = read_csv(download.value.path())
    assert [(row["article_title"], row["quote"]) for row in rows] == [("حريق المرفأ", "عدد القتلى بما")]


@pytest.fixture
def report(signed_in_page, live_server, owner, project):
    """Return a function that opens a report in the colours of a person, on a system that has its own."""

    def open_in(theme, system="light"):
        owner.theme = theme
        owner.save()
        page = signed_in_page(owner)
        page.emulate_media(color_scheme=system)
        open_article(page, live_server, a_report(project, owner))
        ready(page)
        return page

    return open_in


@pytest.mark.parametrize(
    ("theme", "system", "dark"),
    [
        ("system", "light", False),
        ("system", "dark", True),
        ("light", "dark", False),
        ("sepia", "dark", False),
        ("dark", "light", True),
    ],
)
def test_colours_are_the_persons_and_where_they_leave_it_the_systems(report, theme, system, dark):
    page = report(theme, system)
    body = page.locator(".block.paragraph").first.evaluate(CONTRAST)
    assert (body["ground"] < 0.2) is dark
    assert body["ratio"] >= 7  # AAA, WCAG 2.2 1.4.6


def test_colours_follow_the_system_while_the_page_is_open(report):
    page = report("system", "light")
    light = page.locator(".block.paragraph").first.evaluate(CONTRAST)["ground"]
    page.emulate_media(color_scheme="dark")
    assert page.locator(".block.paragraph").first.evaluate(CONTRAST)["ground"] < 0.2 < light


def test_sepia_is_a_paper_of_its_own(report):
    page = report("light")
    light = page.locator("html").evaluate("html => getComputedStyle(html).backgroundColor")
    page.evaluate("document.documentElement.dataset.theme = 'sepia'")
    assert page.locator("html").evaluate("html => getComputedStyle(html).backgroundColor") != light


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
def test_words_on_every_tint_stay_readable(report, theme):
    page = report(theme)
    made = highlight(page, "At least 12 people")
    for tint in ("amber", "rose", "blue", "green", "violet", "teal", "orange", "grey"):
        marks(page, made).evaluate("(mark, tint) => { mark.className = `mark tint-${tint}`; }", tint)
        assert marks(page, made).evaluate(CONTRAST)["ratio"] >= 7
        marks(page, made).evaluate("(mark) => mark.classList.add('overlap')")
        assert marks(page, made).evaluate(CONTRAST)["ratio"] >= 4.5
