"""What the worker has said of fetching and importing, in English, is told in the language of the page."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from reader import fetch_errors, sentences, telling
from reader.importers import importing, lists, tables
from reader.models.import_rows import parted

STATUS = fetch_errors.STATUS.format("https://a.example/x", 404, "Not Found", fetch_errors.REMEDIES[404])
EXPORT = tables.BROKEN.format("line 3")


@pytest.fixture
def catalogue(monkeypatch):
    """A catalogue in which every sentence is itself in capitals, with its values where they were."""
    known = {*fetch_errors.SENTENCES, *fetch_errors.REMEDIES.values(), *telling.PATTERNS, fetch_errors.UPLOAD}
    monkeypatch.setattr(sentences, "gettext", lambda text: text.upper() if text in known else text)
    with override("ar"):
        yield


def test_sentences_are_told_with_their_values_and_the_way_out(catalogue):
    remedy = fetch_errors.REMEDIES[404].upper()
    assert telling.told(STATUS) == f"https://a.example/x ANSWERED 404 (Not Found): {remedy}."
    assert telling.told("Something that nobody has foreseen.") == "Something that nobody has foreseen."


@pytest.mark.parametrize("said", [STATUS, EXPORT])
def test_a_row_is_told_whole_though_it_was_parted(catalogue, said):
    assert telling.told_of_row(*parted(said)) == telling.told(said) != said


def test_what_a_list_was_is_told_in_the_language_of_the_page():
    said = importing.LIST_OF.format(lists.ADDRESSES.label, 4)
    assert telling.told_of_list(said) == said == "List of addresses of 4"
    with override("ar"):
        assert telling.told_of_list(said) == "\u2068قائمة عناوين\u2069 (\u20684\u2069)"


def test_in_english_it_is_as_the_report_has_it():
    reason, remedy = parted(STATUS)
    assert telling.told_of_row(reason, remedy) == f"{reason} {remedy}"


def test_a_strangers_text_is_told_as_it_is_whatever_it_is_made_of(catalogue):
    # Each repetition could begin each hole: tried in turn, they would be tried for minutes.
    title = "x answered x (x): " * 3000
    assert telling.told(title) == title
    nested = STATUS.removesuffix(".") * 1000 + "."
    assert telling.told(nested).startswith("https://a.example/x ANSWERED 404")
