"""An article's other addresses: where its own led on to, and what its page calls itself, for its own host alone."""

from __future__ import annotations

import pytest

from reader.importers.items import Item, link
from reader.importers.variants import address_key, claimed
from reader.models import Article, Import, Project, Refetch
from tests.builders import PAGE
from tests.servers import Server, answer

OTHER = PAGE.replace(b"at least twelve people died", b"a crane fell and nobody was hurt at all")

CACHE = "https://evil-example.cdn.ampproject.org"


def saying(page: bytes, canonical: str) -> bytes:
    return page.replace(b"<head>", f'<head><link rel="canonical" href="{canonical}">'.encode())


def imported(project: Project, *items: Item) -> list[str]:
    batch = Import.objects.start(items, project=project, by=None)
    batch.work()
    return list(batch.rows.in_order().values_list("state", flat=True))


@pytest.fixture
def server(settings):
    pages: dict[str, bytes] = {}
    with Server(pages) as server:
        settings.FETCH_ALLOW = {server.address}
        pages["/fire?id=7"] = answer(saying(PAGE, "/2024/fire"))
        pages["/short"] = answer(b"", "301 Moved Permanently", location="/crane")
        pages["/crane"] = answer(saying(OTHER, "https://another.example/crane"))
        yield server


def test_an_article_is_found_under_what_its_page_calls_itself_and_where_it_led_to(server, project, owner):
    assert imported(project, link(server.url("/fire?id=7")), link(server.url("/short"))) == ["imported", "imported"]
    asked = len(server.requests)
    assert imported(project, link(server.url("/2024/fire")), link(server.url("/crane"))) == ["existing", "existing"]
    assert len(server.requests) == asked
    # In another project nothing of it is known: there the address is asked, and is none.
    elsewhere = Project.objects.start("Elsewhere", by=owner)
    assert imported(elsewhere, link(server.url("/2024/fire"))) == ["failed"]


def test_no_page_claims_another_sites_address_and_what_two_claim_is_nobodys(server, project):
    server.pages["/fire?id=8"] = answer(saying(OTHER, "/2024/fire"))
    server.pages["/2024/fire"] = answer(PAGE.replace(b"twelve", b"thirteen"))
    rows = [link(server.url(path)) for path in ("/fire?id=7", "/fire?id=8", "/crane")]
    assert imported(project, *rows) == ["imported", "imported", "existing"]  # the crane's text is that of the second
    assert imported(project, link("https://another.example/crane")) == ["failed"]  # it was asked for, not found here
    assert imported(project, link(server.url("/2024/fire"))) == ["imported"]


def test_an_address_that_led_on_no_longer_stands_for_the_other_page_when_it_says_something_else(server, project):
    assert imported(project, link(server.url("/short"))) == ["imported"]
    server.pages["/short"] = answer(PAGE)
    article = Article.objects.get(project=project)
    Refetch.objects.ask(article, by=None).do()
    assert article.refetches.get().state == "changed"
    assert imported(project, link(server.url("/crane"))) == ["imported"]


@pytest.mark.parametrize("inside", ["[bad", "host:99999/a", "x.cdn.ampproject.org/c/s/" * 300])
def test_what_no_cache_of_pages_has_is_an_address_like_any_other(inside):
    assert address_key(f"{CACHE}/c/s/{inside}")


@pytest.mark.parametrize(
    ("said", "came_from", "taken"),
    [
        ("https://news.example/fire", "http://www.news.example/a?utm_source=x", "https://news.example/fire"),
        ("https://www.news.example/fire", "https://m.news.example/a", "https://www.news.example/fire"),
        ("https://other.example/fire", "https://news.example/a", ""),
        ("https://example/fire", "https://news.example/a", ""),
        ("https://one.hosts.example/fire", "https://two.hosts.example/a", ""),
        ("https://hosts.example/fire", "https://two.hosts.example/a", ""),
        ("https://news.example.evil.example/fire", "https://news.example/a", ""),
        ("https://news.example@evil.example/fire", "https://evil.example/a", ""),
        ("https://news.example:8443/fire", "https://news.example/a", ""),
        ("https://news.example/", "https://news.example/a", ""),
        (f"{CACHE}/c/s/news.example/fire", f"{CACHE}/c/s/evil.example/a", ""),
        ("https://news.example/fire", f"{CACHE}/c/s/news.example/a", "https://news.example/fire"),
        ("javascript:alert(1)", "https://news.example/a", ""),
        ("https://news.example/fire", "", ""),
    ],
)
def test_a_page_speaks_for_the_host_that_sent_it(said, came_from, taken):
    assert claimed(said, came_from) == taken
