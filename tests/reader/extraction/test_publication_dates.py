from __future__ import annotations

import pytest

from reader.extraction.blocks import parse
from reader.extraction.choice import Candidate, best, weights_of
from reader.extraction.dates import find_date, iso
from reader.extraction.page_head import head_lines
from reader.extraction.publication_dates import candidates
from reader.extraction.structured_data import read_declared
from tests.reader.extraction.heads import NEWS, PROSE, metadata


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


def test_a_date_with_the_year_first():
    assert find_date("2023 Jan 7") == "2023-01-07"


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


def test_of_several_days_the_one_shown_as_published_is_the_article_s():
    head = (NEWS % CHANGED).replace("NewsArticle", "Article")
    shown = "<p>Published 1 February 2024</p><p>Updated 5 March 2024</p>"
    found = metadata(head, f"<h1>Fire at the old quay</h1>{shown}{PROSE}")
    assert (found.published, found.sources["published"]) == ("2024-02-01", "date on the page")


def test_a_day_in_a_sentence_of_the_text_does_not_outweigh_what_is_declared():
    head = '<meta property="article:published_time" content="2024-03-05">'
    said = "<p>The quay, which was built before 7 May 2012, had burnt once before, as some of the older people say.</p>"
    assert metadata(head, f"<h1>Fire at the old quay</h1>{said}{PROSE}").published == "2024-03-05"


def test_the_day_of_a_change_alone_is_not_that_of_publication():
    found = metadata('<meta property="article:modified_time" content="2024-03-05">', f"<h1>Fire</h1>{PROSE}")
    assert found.published == ""


def test_the_candidate_with_most_in_its_favour_is_chosen():
    weights = {"shown": 1.0, "declared": 2.0, "of a comment": -3.0}
    shown, declared = Candidate("1", "page", {"shown"}), Candidate("2", "head", {"declared", "unknown"})
    comment = Candidate("3", "page", {"shown", "declared", "of a comment"})
    assert best([shown, declared, comment], weights) is declared
    assert best([comment], weights) is None
    assert best([], weights) is None


def test_the_marks_of_a_page_are_weighed():
    declared = (NEWS % CHANGED).replace("NewsArticle", "Article")
    root = parse(
        f"<head>{declared}</head><body><h1>Fire at the old quay</h1><p>Published 1 February 2024</p>"
        f"<p>Updated 5 March 2024</p>{PROSE}</body>"
    )
    head = head_lines(root.find("body"), root.find(".//h1"), "Fire at the old quay")
    found = candidates(root, read_declared(root), head, "en", "https://gazette.example/2024/02/01/fire")
    assert set(found) == {"2014-01-02", "2024-02-01", "2024-03-05"}
    assert set.union(*(one.marks for one in found.values())) <= set(weights_of("published"))
