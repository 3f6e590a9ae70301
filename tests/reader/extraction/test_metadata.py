from __future__ import annotations

import pytest

from reader.extraction.blocks import parse
from reader.extraction.dates import find_date, iso
from reader.extraction.language import direction_of_language, direction_of_text, language_of_text
from reader.extraction.metadata import Metadata, names, read_metadata, without_site


def metadata(head: str, body: str = "<p>Text</p>", attributes: str = "", url: str = "") -> Metadata:
    return read_metadata(parse(f"<html {attributes}><head>{head}</head><body>{body}</body></html>"), url)


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
    assert (found.title, found.byline, found.published) == ("Fire at quay", "Ada Lorne, Ben Oak", "2024-03-05")
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
    ("text", "expected"),
    [
        ("By Ada Lorne", "Ada Lorne"),
        ("Von Ada Lorne und Ben Oak", "Ada Lorne, Ben Oak"),
        ("Ada Lorne, Ben Oak & Cy Elm", "Ada Lorne, Ben Oak, Cy Elm"),
        ("بقلم ليلى حداد", "ليلى حداد"),
        ("https://gazette.example/ada", ""),
        ("Ada Lorne, ada@gazette.example", "Ada Lorne"),
        ("Ada Lorne, Ada Lorne", "Ada Lorne"),
        ("", ""),
    ],
)
def test_bylines_are_names(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday 30 July 2013 08:55 EDT", "2013-07-30T08:55:00-04:00"),
        ("July 30, 2013 at 8:55 pm", "2013-07-30T20:55:00"),
        ("12:05 am is not before Jul 3, 2013", "2013-07-03"),
        ("Dienstag, 30. Juli 2013, 14:30 Uhr", "2013-07-30T14:30:00"),
        ("le 1er août 2013 à 14h30", "2013-08-01T14:30:00"),
        ("30 de julio de 2013", "2013-07-30"),
        ("30 luglio 2013", "2013-07-30"),
        ("30 de março de 2013", "2013-03-30"),
        ("٣٠ يوليو ٢٠١٣", "2013-07-30"),
        ("30 июля 2013", "2013-07-30"),
        ("2013年7月30日", "2013-07-30"),
        ("30.07.2013", "2013-07-30"),
        ("7/30/2013", "2013-07-30"),
        ("2013-07-30", "2013-07-30"),
        ("31 February 2013", ""),
        ("in July 2013", ""),
        ("version 1.2.2013.4", ""),
        ("", ""),
    ],
)
def test_dates_in_several_languages(text, expected):
    assert find_date(text) == expected


def test_numbers_are_read_the_way_of_the_place():
    assert find_date("7/8/2013") == "2013-08-07"
    assert find_date("7/8/2013", month_first=True) == "2013-07-08"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2013-07-30T08:55:00Z", "2013-07-30T08:55:00+00:00"),
        ("2013-07-30T08:55:00.123-04:00", "2013-07-30T08:55:00-04:00"),
        ("20130730", "2013-07-30"),
        ("30 Jul 2013", "2013-07-30"),
        ("0001-01-01T00:00:00", ""),
        ("soon", ""),
    ],
)
def test_machine_dates(value, expected):
    assert iso(value) == expected


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


PROSE = (
    "<p>"
    + "The fire that broke out at the old quay on Monday was put out before dawn, and nobody was hurt. " * 3
    + "</p>"
)
NEWS = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fire at the old quay", %s}</script>'


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


@pytest.mark.parametrize(
    ("shown", "byline"),
    [
        ("<p>By Ada Lorne and Ben Oak</p>", "Ada Lorne, Ben Oak"),
        ("<p><span>By</span><a href=/x>Ada Lorne</a></p>", "Ada Lorne"),
        ("<p>Written by</p><p>Ada Lorne</p>", "Ada Lorne"),
        ("<p>Von Ada Lorne</p>", "Ada Lorne"),
        ("<p>5 March 2024 · Ada Lorne</p>", "Ada Lorne"),
        ("<p>Ada Lorne</p><p>5 March 2024</p>", "Ada Lorne"),
        ("<p>Ada Lorne, MD | Senior Editor</p><p>x</p>", ""),  # nothing says that she wrote it
        ("<p>By the Harbour Team</p>", "the Harbour Team"),
        ("<p><a href=/authors/ada>Ada Lorne</a></p>", "Ada Lorne"),
        ("<p>Reviewed by Ada Lorne</p>", ""),
        ("<p>Photo: Ada Lorne</p>", ""),
        ("<p>By noon it was out.</p>", ""),
        ("<p class=category>Harbour News</p><p>5 March 2024</p>", ""),
        ("<p>By Ada Lorne ⋅ Senior Editor ⋅ Updated March 5, 2024</p>", "Ada Lorne"),
        ("<p>5 March 2024Ada Lorne</p>", "Ada Lorne"),
        ("<p>March 5, 2024 • Ada Lorne in Harbour News</p>", "Ada Lorne"),
        ("<p>This story was written by Ada Lorne, MD, a physician.</p>", "Ada Lorne, MD"),
        ("<p>By Iona MacDonald</p>", "Iona MacDonald"),
        ("<p>Ada Lorne, Ben Oak</p>", "Ada Lorne, Ben Oak"),  # nothing but names right below the title
        ("<p>HARBOUR NEWS</p>", ""),
        ("<p class=author>October</p>", ""),  # the rest of the date stands elsewhere
        ("<p class=author>Facebook Instagram Yelp</p>", ""),
        ("<p class=author>Harbour NewsOld QuayFishing Boats</p>", ""),  # three labels without spaces between them
    ],
)
def test_bylines_are_read_where_they_are_shown(shown, byline):
    assert metadata("", f"<h1>Fire at the old quay</h1>{shown}{PROSE}").byline == byline


def test_a_shown_byline_outweighs_an_administrator_s_name():
    found = metadata(
        '<meta name="author" content="Web Desk">', f"<h1>Fire at the old quay</h1><p>By Ada Lorne</p>{PROSE}"
    )
    assert found.byline == "Ada Lorne"


def test_a_newsroom_s_own_record_of_its_authors_holds():
    found = metadata(
        NEWS % '"author": [{"name": "Ada Lorne"}, {"name": "Ben Oak"}]',
        f"<h1>Fire at the old quay</h1><p>By Gazette Desk</p>{PROSE}",
    )
    assert found.byline == "Ada Lorne, Ben Oak"


def test_an_author_may_be_named_by_reference():
    found = metadata(
        """<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Fire",
        "author": {"@id": "#ada"}}, {"@type": "Person", "@id": "#ada", "name": "Ada Lorne"}]}</script>"""
    )
    assert found.byline == "Ada Lorne"


def test_the_author_of_a_comment_is_not_the_article_s():
    comment = '<div class="comment"><span class="author">Ben Oak</span></div>'
    assert metadata("", f"<h1>Fire at the old quay</h1>{PROSE}{PROSE}{comment}").byline == ""


CHANGED = '"datePublished": "2014-01-02", "dateModified": "2024-03-05"'


def test_a_newsroom_s_day_of_publication_holds():
    found = metadata(NEWS % CHANGED, f"<h1>Fire at the old quay</h1><p>Updated 5 March 2024</p>{PROSE}")
    assert found.published == "2014-01-02"


def test_elsewhere_the_day_shown_with_the_title_is_the_one_readers_cite():
    head = (NEWS % CHANGED).replace("NewsArticle", "Article")
    found = metadata(head, f"<h1>Fire at the old quay</h1><p>Updated 5 March 2024</p>{PROSE}")
    assert (found.published, found.sources["published"]) == ("2024-03-05", "date of change, shown with the title")


def test_a_date_is_found_below_the_article_or_in_its_address():
    below = f"<h1>Fire at the old quay</h1>{PROSE}{PROSE}<p>Last updated: 5 March 2024</p>"
    assert metadata("", below).published == "2024-03-05"
    assert metadata("", PROSE, url="https://gazette.example/2024/03/05/fire").published == "2024-03-05"


STANDFIRST = "Two sheds at the old quay burnt down on Monday night, and the harbour has to close for a week."


@pytest.mark.parametrize(
    ("shown", "source"),
    [
        (f'<p class="standfirst">{STANDFIRST}</p>', "standfirst on the page"),
        (f"<h2>{STANDFIRST}</h2>", "standfirst on the page"),
        (f"<p>{STANDFIRST}</p><p>By Ada Lorne</p>", "line below the title"),
    ],
)
def test_standfirsts_are_read_where_they_are_shown(shown, source):
    found = metadata("", f"<h1>Fire at the old quay</h1>{shown}{PROSE}")
    assert (found.standfirst, found.sources["standfirst"]) == (STANDFIRST, source)


def test_a_first_paragraph_is_no_standfirst():
    assert metadata("", f"<h1>Fire at the old quay</h1><p>By Ada Lorne</p><p>{STANDFIRST}</p>{PROSE}").standfirst == ""


def test_a_date_with_the_year_first():
    assert find_date("2023 Jan 7") == "2023-01-07"
