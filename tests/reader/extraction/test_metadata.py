from __future__ import annotations

import pytest

from reader.extraction.language import direction_of_language, direction_of_text, language_of_text
from reader.extraction.titles import without_site
from tests.reader.extraction.heads import NEWS, PROSE, metadata


def test_linked_data_is_read_in_its_many_shapes():
    found = metadata(
        """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
        "headline": "Fire at the &amp; quay", "author": [{"name": "Ada Lorne"}, "Ben Oak"], "datePublished":
        "2024-03-05T08:00:00+01:00", "publisher": {"name": "The Gazette"}, "inLanguage": "en-GB",
        "description": "Two sheds burnt down at the old quay."}]}</script>"""
    )
    assert found.title == "Fire at the & quay"
    assert found.byline == "Ada Lorne, Ben Oak"
    assert found.published == "2024-03-05T08:00:00+01:00"
    assert found.site_name == "The Gazette"
    assert found.language == "en-GB"
    assert found.standfirst == "Two sheds burnt down at the old quay."


@pytest.mark.parametrize(
    "source", ["{", "[" * 100_000, '{"@type": "Article", "headline": {"a": 1}, "author": 5}', "null"]
)
def test_broken_linked_data_is_no_obstacle(source):
    found = metadata(f'<script type="application/ld+json">{source}</script><title>Quay</title>')
    assert found.title == "Quay"


def test_meta_elements():
    found = metadata(
        '<meta property="og:title" content="Fire at quay | The Gazette">'
        '<meta property="og:site_name" content="The Gazette">'
        '<meta name="author" content="By Ada Lorne and Ben Oak">'
        '<meta property="article:published_time" content="2024-03-05">',
        attributes='lang="de" dir="ltr"',
    )
    assert (found.title, found.byline, found.published) == ("Fire at quay", "Ada Lorne and Ben Oak", "2024-03-05")
    assert (found.language, found.direction, found.site_name) == ("de", "ltr", "The Gazette")


def test_the_heading_shown_is_the_title_where_it_agrees():
    found = metadata("<title>Fire at the old quay - Gazette News</title>", "<h1>Fire at the old quay</h1>")
    assert found.title == "Fire at the old quay"


def test_markup_tells_author_and_time():
    found = metadata("", '<p class="byline">By Ada Lorne</p><time datetime="2024-03-05T10:00:00Z">today</time>')
    assert (found.byline, found.published) == ("Ada Lorne", "2024-03-05T10:00:00+00:00")


@pytest.mark.parametrize(
    ("title", "site", "url", "expected"),
    [
        ("Fire at quay | The Gazette", "", "", "Fire at quay"),
        ("Fire at quay - The Gazette", "The Gazette", "", "Fire at quay"),
        ("Gazette: the fire - a report", "", "", "Gazette: the fire - a report"),
        ("The Gazette » Fire at quay", "The Gazette", "", "Fire at quay"),
        ("Fire at quay — gazette.example", "", "https://www.gazette.example/x", "Fire at quay"),
        ("He said « no » to all", "", "", "He said « no » to all"),
    ],
)
def test_titles_lose_the_name_of_the_site(title, site, url, expected):
    assert without_site(title, site, url) == expected


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("The fire at the quay was out before the night was over, and nobody was hurt in it.", "en", "ltr"),
        ("Das Feuer am Hafen war gelöscht, bevor die Nacht vorbei war, und niemand wurde dabei verletzt.", "de", "ltr"),
        ("Le feu sur le quai était éteint avant la fin de la nuit, et les pompiers sont dans la ville.", "fr", "ltr"),
        ("El fuego en el muelle se apagó por la noche y los bomberos del puerto son de la ciudad.", "es", "ltr"),
        ("Il fuoco sul molo è stato spento nella notte e i pompieri della città non sono feriti.", "it", "ltr"),
        ("O fogo no cais foi apagado pela noite e os bombeiros da cidade não se feriram, mas são poucos.", "pt", "ltr"),
        ("انطفأ الحريق في الميناء قبل نهاية الليل ولم يصب أحد من رجال الإطفاء", "ar", "rtl"),
        ("Пожар на причале был потушен до конца ночи, и никто из пожарных не пострадал.", "ru", "ltr"),
        ("השריפה ברציף כובתה לפני סוף הלילה ואיש לא נפגע בה", "he", "rtl"),
        ("آتش‌سوزی در اسکله پیش از پایان شب خاموش شد و کسی در آن آسیب ندید گفته می‌شود", "fa", "rtl"),
        ("گودی کی آگ رات ختم ہونے سے پہلے بجھ گئی اور اس میں کوئی زخمی نہیں ہوا", "ur", "rtl"),
        ("42", "", ""),
    ],
)
def test_language_and_direction_of_a_text(text, language, direction):
    assert (language_of_text(text), direction_of_text(text)) == (language, direction)


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar-SY", "rtl"), ("he", "rtl"), ("en", "ltr"), ("az-Arab", "rtl"), ("ur-Latn", "ltr"), ("", "")],
)
def test_direction_of_a_language(language, direction):
    assert direction_of_language(language) == direction


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ('<link rel="canonical" href="https://news.example/fire">', "https://news.example/fire"),
        ('<link rel="CANONICAL nofollow" href="/fire?id=1">', "https://news.example/fire?id=1"),
        ('<base href="https://other.example/a/"><link rel=canonical href="fire">', "https://other.example/a/fire"),
        ('<meta property="og:url" content="https://news.example/og">', "https://news.example/og"),
        (
            '<meta property="og:url" content="https://news.example/og"><link rel=canonical href="/fire">',
            "https://news.example/fire",
        ),
        ('<link rel=canonical href="javascript:x"><meta property="og:url" content="/og">', "https://news.example/og"),
        ('<link rel=canonical href="mailto:ada@news.example">', ""),
        ('<link rel=canonical href=""><meta property="og:url" content="">', ""),
        ('<link rel="alternate" href="/amp">', ""),
    ],
)
def test_the_page_s_own_address(head, address):
    assert metadata(head, url="https://news.example/2024/").url == address


def test_a_relative_address_of_a_page_from_nowhere_is_none():
    assert metadata('<link rel="canonical" href="/fire">').url == ""


def sources(head: str, body: str) -> dict[str, str]:
    return metadata(head, body).sources


def test_every_field_tells_where_it_is_from():
    found = sources(
        '<meta name="author" content="Ada Lorne"><meta property="og:description" content="Two sheds burnt down.">',
        f"<h1>Fire at the old quay</h1><p>5 March 2024</p>{PROSE}",
    )
    assert found == {
        "title": "heading",
        "byline": "meta author",
        "published": "date on the page",
        "standfirst": "meta og:description",
    }


def test_what_is_not_found_has_no_source():
    assert sources("", "") == {}


def test_the_second_level_holds_the_title_where_the_first_is_the_site_s():
    found = metadata(
        '<title>Fire at the old quay - The Gazette</title><meta property="og:site_name" content="The Gazette">',
        f"<h1>The Gazette</h1><h2>Fire at the old quay</h2>{PROSE}",
    )
    assert (found.title, found.sources["title"]) == ("Fire at the old quay", "heading")


def test_of_two_headings_the_one_below_the_trail_is_the_title():
    trail = '<ol class="breadcrumbs"><li>Home</li><li><h1>Fire at the old quay</h1></li><li>Ben Oak</li></ol>'
    found = metadata(
        "<title>Fire at the old quay</title>", f"{trail}<h2>Fire at the old quay</h2><p>By Ada Lorne</p>{PROSE}"
    )
    assert (found.title, found.byline) == ("Fire at the old quay", "Ada Lorne")


def test_an_offer_below_the_title_is_no_standfirst():
    offer = "Support independent journalism by subscribing to our digital news package."
    assert metadata("", f"<h1>Fire at the old quay</h1><p class=intro>{offer}</p>{PROSE}").standfirst == ""


def test_a_hidden_heading_is_no_title():
    found = metadata("<title>Fire at the old quay</title>", '<h1 style="display: none">Quay fire gazette news</h1>')
    assert found.title == "Fire at the old quay"


STANDFIRST = "Two sheds at the old quay burnt down on Monday night, and the harbour has to close for a week."


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        (f'<p class="standfirst">{STANDFIRST}</p>', "standfirst on the page"),
        (f"<h2>{STANDFIRST}</h2>", "standfirst on the page"),
        (f"<h2>{STANDFIRST.replace(' on', '<br>on', 1)}</h2>", "standfirst on the page"),
        (f"<p>{STANDFIRST}</p><p>By Ada Lorne</p>", "line below the title"),
    ],
)
def test_standfirsts_are_read_where_they_are_shown(shown, source):
    found = metadata("", f"<h1>Fire at the old quay</h1>{shown}{PROSE}")
    assert (found.standfirst, found.sources["standfirst"]) == (STANDFIRST, source)


def test_a_first_paragraph_is_no_standfirst():
    assert metadata("", f"<h1>Fire at the old quay</h1><p>By Ada Lorne</p><p>{STANDFIRST}</p>{PROSE}").standfirst == ""


def test_newsrooms_set_the_standfirst_in_bold_and_others_their_opening():
    body = f"<h1>Fire at the old quay</h1><p>By Ada Lorne</p><p><strong>{STANDFIRST}</strong></p>{PROSE}"
    found = metadata(NEWS % '"author": "Ada Lorne"', body)
    assert (found.standfirst, found.sources["standfirst"]) == (STANDFIRST, "opening in bold")
    assert metadata("", body).standfirst == ""


def test_a_lesser_heading_that_is_the_description_is_the_standfirst():
    head = f'<meta property="og:description" content="{STANDFIRST}">'
    picture = "<p class='image-text description'>The quay, as it was on the day before.</p>"
    body = f"<h1>Fire at the old quay</h1><h3>{STANDFIRST}</h3>{picture}{PROSE}"
    assert metadata(head, body).sources["standfirst"] == "standfirst on the page"
    assert metadata(head, body).standfirst == STANDFIRST


def test_the_lines_of_a_heading_are_parted():
    assert metadata("", f"<h1>Fire<br>at the old quay</h1>{PROSE}").title == "Fire at the old quay"


def test_a_heading_with_the_site_s_name_among_other_words_is_a_title():
    found = metadata(
        "<title>Gazette: our story</title>",
        f"<h1>How Gazette reporters work</h1>{PROSE}",
        url="https://www.gazette.example/us",
    )
    assert found.title == "How Gazette reporters work"


def test_a_lesser_heading_that_says_nearly_what_is_declared_is_the_title_readers_see():
    found = metadata(
        "<title>Seven ways to rebuild the old quay</title>", f"<h2>Seven good ways to rebuild the old quay</h2>{PROSE}"
    )
    assert (found.title, found.sources["title"]) == ("Seven good ways to rebuild the old quay", "heading")


def test_the_head_of_a_page_is_found_where_its_heading_stands_in_a_figure():
    head = "<figure><h1>Fire at the old quay</h1></figure><p>By Ada Lorne</p>"
    assert metadata("", f"{head}{PROSE}").byline == "Ada Lorne"


def test_below_the_end_of_a_trail_the_next_heading_is_the_head():
    trail = "<div class=breadcrumbs><h1>Fire at the old quay</h1></div><p>By Ben Oak</p>"
    menu = "".join(f"<p>Section {number}</p>" for number in range(12))
    found = metadata("", f"{trail}{menu}<h2>The quay is burning</h2><p>By Ada Lorne</p>{PROSE}")
    assert found.byline == "Ada Lorne"
