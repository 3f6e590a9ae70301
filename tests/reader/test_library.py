"""The library's pages: what they list, in which order, narrowed by what, and where what is found leads."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reader.importers import Source
from reader.library import facets, listing, paging
from reader.models import Article, Label, Project, ReadingState, Role
from tests.builders import a_highlight, an_article

REPORTS = [
    # title, site, author, language, published, words, highlights
    ("Ash over the quay", "Courier", "Rana Haddad", "en", "2024-03-12", 30, 0),
    ("Brand im Hafen", "Kurier", "Jonas Weil", "de", "2024-01-02", 10, 2),
    ("Çıkan yangın", "Courier", "", "tr", "", 50, 1),
    ("Docks reopen", "Ledger", "Rana Haddad", "en", "2023-12-31T23:00:00Z", 20, 3),
]


@pytest.fixture
def client(owner, client_of) -> Client:
    return client_of(owner)


@pytest.fixture
def reports(project: Project) -> dict[str, Article]:
    made = {}
    for title, site, author, language, published, words, highlights in REPORTS:
        said = {"site_name": site, "byline": author, "language": language, "published": published}
        text = " ".join(f"word{number}" for number in range(words))
        made[title] = an_article(project, [text], title=title, **said)
        for number in range(highlights):
            a_highlight(made[title], f"word{number} ", "Claim" if number else "Disputed", note="why" if number else "")
    return made


def page_of(client: Client, path: str, status: int = 200, **query: object) -> html.HtmlElement:
    response = client.get(path, query)
    assert response.status_code == status, response
    return html.fromstring(response.content)


def titles(page: html.HtmlElement) -> list[str]:
    return [link.text_content() for link in page.xpath("//*[contains(@class, 'article-entry')]//h2/a")]


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(path)]


class TestOrder:
    @pytest.mark.parametrize(
        ("sort", "initials"),
        [
            ("", "DÇBA"), ("published", "ABDÇ"), ("oldest", "ÇDBA"), ("title", "ABÇD"), ("site", "AÇBD"),
            ("length", "ÇADB"), ("short", "BDAÇ"), ("highlights", "DBÇA"),
        ],
    )  # fmt: skip
    def test_each_order_and_its_pages_both_ways(self, client, project, reports, monkeypatch, sort, initials):
        path = project.get_absolute_url()
        query = {"sort": sort} if sort else {}
        assert "".join(title[0] for title in titles(page_of(client, path, **query))) == initials
        monkeypatch.setattr(paging, "PAGE", 3)
        first = page_of(client, path, **query)
        assert "".join(title[0] for title in titles(first)) == initials[:3]
        (following,) = first.xpath("//a[@rel='next']/@href")
        second = page_of(client, path + following)
        assert "".join(title[0] for title in titles(second)) == initials[3:]
        (back,) = second.xpath("//a[@rel='prev']/@href")
        assert titles(page_of(client, path + back)) == titles(first)
        assert "".join(title[0] for title in titles(page_of(client, path, last="on", **query))) == initials[1:]

    def test_a_page_goes_on_where_it_was_when_the_article_is_gone(self, client, project, reports, monkeypatch):
        monkeypatch.setattr(paging, "PAGE", 2)
        path = project.get_absolute_url()
        (following,) = page_of(client, path, sort="title").xpath("//a[@rel='next']/@href")
        reports["Brand im Hafen"].remove()
        assert titles(page_of(client, path + following)) == ["Çıkan yangın", "Docks reopen"]

    @pytest.mark.parametrize("cursor", ["x", "5~", "~", "9" * 30, "5~x", "-1", "5~\x00", "²~1"])
    @pytest.mark.parametrize("sort", ["", "title", "length"])
    def test_a_wrong_cursor_is_no_error(self, client, project, reports, cursor, sort):
        response = client.get(project.get_absolute_url(), {"after": cursor, **({"sort": sort} if sort else {})})
        assert response.status_code == 200


class TestNarrowing:
    @pytest.mark.parametrize(
        ("query", "initials"),
        [
            ({"site": "Courier"}, "ÇA"), ({"author": "Rana Haddad"}, "DA"), ({"lang": "de"}, "B"),
            ({"since": "2024-01-02"}, "BA"), ({"until": "2024-01-02"}, "DB"),
            ({"since": "2023-12-31", "until": "2023-12-31"}, "D"), ({"has": "claim"}, "DB"),
            ({"has": ["claim", "note"], "site": "Ledger"}, "D"), ({"has": "disputed"}, "DÇB"), ({"has": "orphan"}, ""),
            ({"has": "figure"}, ""), ({"site": "Courier", "q": "word40"}, "Ç"), ({"q": "has:note -lang:en"}, "B"),
        ],
    )  # fmt: skip
    def test_conditions_combine(self, client, project, reports, query, initials):
        page = page_of(client, project.get_absolute_url(), **query)
        assert "".join(title[0] for title in titles(page)) == initials
        assert texts(page, "//*[@role='status']//strong")[-1].startswith(str(len(initials)))

    def test_import_trouble_is_found_and_says_where_to_go(self, client, project, reports):
        article, _ = Article.objects.take_in(Source(url="https://ledger.example/gone"), project=project, by=None)
        article._set_aside("The server answered 404.")
        page = page_of(client, project.get_absolute_url(), has="trouble")
        assert titles(page) == ["https://ledger.example/gone"]
        assert page.xpath("//li[contains(@class, 'unreadable')]//p/a/@href") == [article.get_absolute_url()]

    def test_each_condition_can_be_left_out(self, client, project, reports):
        page = page_of(client, project.get_absolute_url(), site="Courier", has=["claim", "note"])
        left = page.xpath("//a[@class='leave-out']/@href")
        assert [parse_qs(urlsplit(href).query) for href in left] == [
            {"has": ["claim", "note"]},
            {"site": ["Courier"], "has": ["note"]},
            {"site": ["Courier"], "has": ["claim"]},
        ]

    def test_facets_count_what_each_would_leave(self, client, project, reports):
        def counts(**query: str) -> dict[str, int]:
            page = page_of(client, project.get_absolute_url(), **query)
            return {(words := text.rsplit(" ", 1))[0]: int(words[1]) for text in texts(page, "//a[@class='facet']")}

        assert counts() == {
            "Claims": 2, "Disputes": 3, "Notes": 2, "Courier": 2, "Kurier": 1, "Ledger": 1, "Rana Haddad": 2,
            "Jonas Weil": 1, "English": 2, "German": 1, "Turkish": 1,
        }  # fmt: skip
        assert counts(author="Rana Haddad") == {
            "Claims": 1, "Disputes": 1, "Notes": 1, "Courier": 1, "Ledger": 1, "Rana Haddad": 2,
        }  # fmt: skip

    def test_a_facet_leads_to_what_it_counts_and_back(self, client, project, reports):
        path = project.get_absolute_url()
        (there,) = page_of(client, path).xpath("//a[@class='facet'][contains(., 'German')]/@href")
        narrowed = page_of(client, path + there)
        assert titles(narrowed) == ["Brand im Hafen"]
        (back,) = narrowed.xpath("//a[@aria-current='true'][contains(@class, 'facet')]/@href")
        assert len(titles(page_of(client, back if back.startswith("/") else path + back))) == 4

    def test_of_very_many_facets_come_later_or_when_asked_for(self, client, project, reports, monkeypatch):
        monkeypatch.setattr(listing, "COUNTED_AT_ONCE", 2)
        path = project.get_absolute_url()
        page = page_of(client, path)
        assert page.xpath("//a[@class='facet']") == []
        (later,) = page.xpath("//*[@hx-trigger='load']/@hx-get")
        (asked,) = page.xpath("//*[@hx-trigger='load']//a/@href")
        fragment, whole = page_of(client, later), page_of(client, path + asked)
        assert texts(fragment, "//a[@class='facet']") == texts(whole, "//a[@class='facet']") != []
        assert len(titles(whole)) == 4

    def test_very_many_are_not_counted_to_the_last(self, client, project, reports, monkeypatch):
        monkeypatch.setattr(listing, "MOST_COUNTED", 3)
        assert "More than 3 articles" in texts(page_of(client, project.get_absolute_url()), "//strong")

    @pytest.mark.parametrize("query", [{}, {"site": "Courier"}, {"q": "word1"}, {"state": "new", "has": "claim"}])
    def test_few_and_many_are_narrowed_and_counted_alike(self, client, project, reports, owner, monkeypatch, query):
        Label.objects.named("To check", project).put([reports["Docks reopen"].pk], present=True)
        ReadingState.objects.put(owner, {reports["Brand im Hafen"].pk: "archived"})
        path, seen = project.get_absolute_url(), []
        for most in (5_000, 0):
            monkeypatch.setattr(listing, "MOST_COUNTED", most)
            page = page_of(client, path, facets="on", **query)
            seen.append((titles(page), texts(page, "//a[@class='facet']")))
        assert seen[0] == seen[1]
        assert seen[0][1]

    @pytest.mark.parametrize(
        "query",
        [{"site": "Courier"}, {"q": "word1"}, {"q": "word1", "sort": "oldest"}, {"q": "word1", "sort": "relevance"}],
    )
    def test_few_and_many_have_the_same_pages_both_ways(self, client, project, reports, monkeypatch, query):
        monkeypatch.setattr(paging, "PAGE", 1)
        path, walks = project.get_absolute_url(), []
        for most in (5_000, 2, 0):
            monkeypatch.setattr(listing, "MOST_COUNTED", most)
            page = page_of(client, path, **query)
            walks.append(titles(page))
            for way in ("next", "prev"):
                while address := page.xpath(f"//a[@rel='{way}']/@href"):
                    page = page_of(client, path + address[0])
                    walks[-1] += titles(page)
        assert walks[0] == walks[1] == walks[2]
        assert walks[0] == walks[0][::-1]
        assert len(walks[0]) > 1

    def test_many_values_are_cut(self, client, project, monkeypatch):
        monkeypatch.setattr(facets, "MOST", 2)
        for number in range(4):
            an_article(project, site_name=f"Site {number}")
        assert len(page_of(client, project.get_absolute_url()).xpath("//a[@class='facet']")) == 2

    def test_empty_fields_of_a_form_leave_the_address(self, client, project):
        response = client.get(project.get_absolute_url(), {"q": "fire", "since": "", "sort": "", "rows": "compact"})
        assert response["Location"] == f"{project.get_absolute_url()}?q=fire&rows=compact"


class TestSearch:
    def test_hits_are_shown_in_context_and_lead_to_the_passage(self, client, project):
        article = an_article(project, ["Before.", "The old warehouse burned & fell."], title="A warehouse & more")
        page = page_of(client, project.get_absolute_url(), q="warehouses fallen or fell")
        assert texts(page, "//h2//mark") == ["warehouse"]
        (link,) = page.xpath("//ul[@class='hits']//a")
        assert [mark.text for mark in link.xpath(".//mark")] == ["warehouse", "fell"]
        response = client.get(link.get("href"))
        start = article.current.text.index("warehouse")
        assert response["Location"] == f"{article.get_absolute_url()}?at={start}-{start + 9}#block-1"
        assert client.get(response["Location"]).status_code == 200

    def test_a_note_is_a_hit_that_leads_to_its_highlight(self, client, project):
        made = a_highlight(an_article(project), "two", note="Compare the <union> ledger & its errata.")
        page = page_of(client, project.get_absolute_url(), q="ledgers")
        (link,) = page.xpath("//li[@class='in-note']/a")
        assert (link.get("href"), link.xpath(".//mark")[0].text) == (made.get_absolute_url(), "ledger")
        assert "<union>" in link.text_content()

    def test_what_a_page_says_is_never_markup(self, client, project):
        evil = '<img src=x onerror=alert(1)> "fire" \'>'
        an_article(project, [evil], title=evil, site_name=evil, byline=evil, standfirst=evil, language="en")
        a_highlight(an_article(project, title="Other"), "two", note=evil)
        for query in ("", "fire", evil.replace('"', ""), "src"):
            response = client.get(project.get_absolute_url(), {"q": query} if query else {})
            assert b"<img" not in response.content

    @pytest.mark.parametrize(("place", "block"), [("0-1", 0), ("8-10", 1), ("99-100", 1), ("999999999-9999999999", 1)])
    def test_a_passage_that_is_not_there_leads_to_the_nearest(self, client, project, place, block):
        article = an_article(project, ["Before.", "After."])
        response = client.get(f"/articles/{article.pk}/passages/{place}/")
        assert response["Location"].endswith(f"#block-{block}")

    def test_an_article_without_text_has_no_passages(self, client, project):
        article, _ = Article.objects.take_in(Source(url="https://ledger.example/"), project=project, by=None)
        assert client.get(reverse("passage", args=[article.pk, 1, 2]))["Location"] == article.get_absolute_url()

    def test_a_search_that_cannot_be_read_says_why_and_keeps_what_was_typed(self, client, project):
        page = page_of(client, project.get_absolute_url(), 422, q='tag:"claim')
        assert "A quotation mark is never closed" in texts(page, "//ul[@class='errorlist']/li")[0]
        assert page.xpath("//input[@name='q']/@value") == ['tag:"claim']

    def test_all_projects_of_a_person_and_no_others_are_searched(self, client, project, owner, stranger):
        second, foreign = Project.objects.start("Second", by=owner), Project.objects.get(name="Elsewhere")
        for each in (project, second, foreign):
            a_highlight(an_article(each, title=f"Fire in {each}"), "two", "Claim", note=f"A note in {each}")
        for query in ("fire", "tag:claim", "note", "has:note", "-nowhere"):
            page = page_of(client, reverse("search"), q=query)
            assert titles(page) == ["Fire in Second", "Fire in Harbour"], query
            assert "Elsewhere" not in page.text_content()
        second.add(stranger, Role.VIEWER)
        assert len(titles(page_of(client, reverse("search"), q="fire"))) == 2

    def test_who_is_in_no_project_finds_nothing(self, db, client_of, project, django_user_model):
        an_article(project)
        lonely = client_of(django_user_model.objects.create_user("lonely"))
        for query in ({}, {"q": "two"}, {"q": "tag:claim"}, {"has": "claim"}):
            assert titles(page_of(lonely, reverse("search"), **query)) == []


class TestStates:
    def test_an_empty_project_teaches_what_to_do(self, client, project, viewer, client_of):
        path = project.get_absolute_url()
        assert page_of(client, path).xpath("//a[contains(., 'Import the first article')]")
        assert page_of(client_of(viewer), path).xpath("//a[contains(@href, 'imports')]") == []

    def test_nothing_found_says_how_to_go_on(self, client, project, reports):
        (told,) = texts(page_of(client, project.get_absolute_url(), q="nowhere"), "//*[@class='empty']")
        assert re.match(r"Nothing matches\. Search for fewer words", told)
        (told,) = texts(page_of(client, project.get_absolute_url(), has="orphan"), "//*[@class='empty']")
        assert "Leave out one of the conditions" in told

    def test_rows_are_short(self, client, project, reports):
        page = page_of(client, project.get_absolute_url(), rows="compact")
        assert page.xpath("//ul[@class='articles compact']")

    def test_tags_are_shown_with_their_counts(self, client, project, reports):
        page = page_of(client, project.get_absolute_url(), q="Docks")
        assert texts(page, "//*[@class='chips']/span") == ["Claim 2", "Disputed"]

    @pytest.mark.parametrize("query", ["", "fire", '"fire number 7 and"', "tag:claim"])
    def test_a_page_is_small(self, client, project, owner, query):
        text = " ".join(f"fire number {number} and {'some more words ' * 8}" for number in range(12))
        for number in range(paging.PAGE):
            title = f"A rather long title of an article about a fire at the harbour, {number}"
            article = an_article(project, [text], title=title, standfirst=text, site_name="Courier", byline=title)
            a_highlight(article, "fire number 7 and", "Claim", "Disputed", note=text[:500], by=owner)
        response = client.get(project.get_absolute_url(), {"q": query} if query else {})
        assert response.content.count(b"<h2 id=") == paging.PAGE
        assert len(response.content) < 50 * 2**10
