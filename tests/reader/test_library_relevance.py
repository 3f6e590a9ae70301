"""The order by what fits a search best: the same on both databases, a page at a time, bounded."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.test import Client
from lxml import html

from reader.library import listing, paging
from reader.search.relevance import Candidate, ranked
from tests.answers import words_of
from tests.builders import a_highlight, an_article

FILLER = "The harbour office counted the boats again and found the number that it had given before."


@pytest.fixture
def client(owner, client_of) -> Client:
    return client_of(owner)


def found(client: Client, project, **query: str) -> list[str]:
    page = html.fromstring(client.get(project.get_absolute_url(), query).content)
    return [words_of(link) for link in page.xpath("//*[contains(@class, 'article-entry')]//h2/a")]


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(address.lstrip("?")))


def test_titles_then_places_then_length_decide_and_the_newest_of_equals(client, project):
    an_article(project, [f"A fire. {FILLER}"], title="Once")
    an_article(project, [f"A fire. {FILLER}"], title="Once again")
    an_article(project, [f"A fire. {FILLER * 20}"], title="Once in a long one")
    an_article(project, [f"A fire, and fires, and another fire. {FILLER}"], title="Thrice")
    an_article(project, [FILLER, "Nothing burned here."], title="Fire drill")
    noted = an_article(project, [FILLER], title="In notes alone")
    a_highlight(noted, "boats again", note="A fire, they say; fires; the fire; FIRE")
    expected = ["Fire drill", "In notes alone", "Thrice", "Once again", "Once", "Once in a long one"]
    assert found(client, project, q="fire", sort="relevance") == expected


def test_rare_words_weigh_more_where_one_is_enough_and_phrases_are_words(client, project):
    for n in range(5):
        an_article(project, [f"The harbour. {FILLER}"], title=f"Common {n}")
    an_article(project, [f"A zeppelin over it. {FILLER.replace('harbour', 'other')}"], title="Rare")
    assert found(client, project, q="zeppelin or harbour", sort="relevance")[0] == "Rare"
    an_article(project, [f"Zeppelin over it, a zeppelin over it. {FILLER}"], title="Twice")
    assert found(client, project, q='"zeppelin over it"', sort="relevance") == ["Twice", "Rare"]


def test_words_of_each_language_count_by_their_own_stem(client, project):
    an_article(project, [f"Les incendies. {FILLER}"], title="Une fois", language="fr")
    an_article(project, ["Incendie, incendies, incendie."], title="Souvent", language="fr")
    an_article(project, ["Incendie, incendie."], title="Sometimes", language="en")
    assert found(client, project, q="incendie", sort="relevance") == ["Souvent", "Sometimes", "Une fois"]


def test_pages_follow_each_other_and_back(client, project, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 3)
    for n in range(7):
        an_article(project, [f"{'fire, a ' * (1 + n % 3)} {FILLER}"], title=f"Report {n}")
    seen, query = [], {"q": "fire", "sort": "relevance"}
    pages = []
    while True:
        page = html.fromstring(client.get(project.get_absolute_url(), query).content)
        pages.append([words_of(link) for link in page.xpath("//*[contains(@class, 'article-entry')]//h2/a")])
        seen += pages[-1]
        following = page.xpath("//a[@rel='next']/@href")
        if not following:
            break
        query = query_of(following[0])
    assert [len(each) for each in pages] == [3, 3, 1]
    assert len(set(seen)) == 7
    back = query_of(page.xpath("//a[@rel='prev']/@href")[0])
    assert found(client, project, **back) == pages[1]
    assert found(client, project, q="fire", sort="relevance", last="on") == seen[-3:]


def test_it_is_offered_with_words_alone_and_a_mangled_place_is_the_beginning(client, project):
    an_article(project, [FILLER], title="One")
    offered = "//select[@name='sort']/option/@value"
    for query, is_offered in (("q=boats", True), ("", False), ("q=site:ledger", False)):
        page = html.fromstring(client.get(f"{project.get_absolute_url()}?{query}").content)
        assert ("relevance" in page.xpath(offered)) == is_offered
    assert found(client, project, sort="relevance") == ["One"]
    for place in ("7~x", "7~nan", "7", "~"):
        assert (
            client.get(project.get_absolute_url(), {"q": "boats", "sort": "relevance", "after": place}).status_code
            == 200
        )


def test_of_very_many_the_newest_are_compared_and_the_page_says_so(client, project, monkeypatch):
    monkeypatch.setattr(listing, "RANKED", 2)
    for n in range(3):
        an_article(project, [f"{'fire, a ' * (3 - n)} {FILLER}"], title=f"Report {n}")
    page = client.get(project.get_absolute_url(), {"q": "fire", "sort": "relevance"}).content.decode()
    assert "the newest 2 of them are put in order" in page
    assert found(client, project, q="fire", sort="relevance") == ["Report 1", "Report 2"]


def test_nothing_is_ranked_without_a_question(db):
    assert ranked([], ["fire"]) == {}
    assert list(ranked([Candidate(1, "en", 0), Candidate(2, "en", 0)], ["fire"])) == [2, 1]
