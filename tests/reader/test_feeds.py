"""Feeds of a project: polled politely, chosen from or kept as a whole, and told where they fail."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from reader import clock, tasks
from reader.importers.feeds import outlines_isolated
from reader.models import Article, Feed, Import, Project
from tests.answers import page_of, words_of
from tests.builders import PAGE, an_article
from tests.servers import Server, answer, redirect
from tests.test_queries import growing, queries


def rss(*names):
    items = "".join(f"<item><title>About {name}</title><link>/{name}?utm_source=rss</link></item>" for name in names)
    return f"<rss version='2.0'><channel><title>Harbour news</title>{items}</channel></rss>".encode()


@pytest.fixture
def site(settings):
    """What a server answers, by path, to be changed between two polls."""
    pages = {
        "/feed": answer(rss("b", "a"), etag='"1"'),
        "/a": answer(PAGE),
        "/b": answer(PAGE.replace(b"twelve", b"two")),
    }
    with Server(pages) as server:
        settings.FETCH_ALLOW = {server.address}
        pages["server"] = server
        yield pages


@pytest.fixture
def feed(site, project, owner):
    return Feed.objects.create(project=project, url=site["server"].url("/feed"), created_by=owner)


def polled(feed):
    Feed.objects.get(pk=feed.pk).poll()
    feed.refresh_from_db()
    return feed


def titles(feed):
    return [item.title for item in feed.items.order_by("pk")]


class TestPolling:
    def test_items_are_remembered_the_oldest_first_and_each_once(self, site, feed):
        assert (titles(polled(feed)), feed.title) == (["About a", "About b"], "Harbour news")
        site["/feed"] = answer(rss("c", "b", "a"))
        assert titles(polled(feed)) == ["About a", "About b", "About c"]

    def test_it_is_asked_only_for_what_is_new(self, site, feed):
        polled(feed)
        site["/feed"] = answer(b"", "304 Not Modified")
        polled(feed)
        assert site["server"].requests[-1].headers["if-none-match"] == '"1"'
        assert "application/atom+xml" in site["server"].requests[-1].headers["accept"]
        assert (feed.items.count(), feed.problem, feed.etag) == (2, "", '"1"')

    def test_the_longer_nothing_is_new_the_less_often_it_is_asked(self, site, feed):
        hours = []
        for _ in range(10):
            polled(feed)
            hours.append(feed.rest / timedelta(hours=1))
        assert (hours[:3], hours[-1]) == ([1, 1.5, 2.25], 24)
        site["/feed"] = answer(rss("c"))
        assert polled(feed).rest == timedelta(hours=1)
        assert feed.due_at == feed.polled_at + feed.rest

    @pytest.mark.parametrize(
        ("answered", "said"),
        [
            (answer(b"", "500 Internal Server Error"), "500"),
            (answer(b"{", content_type="application/json"), "damaged"),
            (answer(b"<html><p>No feed here"), "no feed at this address"),
            (answer(b"x", content_type="image/png"), "image/png"),
        ],
    )  # fmt: skip
    def test_what_fails_says_why_and_since_when_and_forgets_nothing(self, site, feed, answered, said):
        polled(feed)
        site["/feed"] = answered
        since = polled(feed).failing_since
        assert said in feed.problem
        assert (polled(feed).failing_since, feed.items.count(), feed.fails_long) == (since, 2, False)
        Feed.objects.update(failing_since=timezone.now() - timedelta(days=8))
        assert polled(feed).fails_long
        Feed.objects.update(failing_since=timezone.now() - timedelta(days=61))
        assert polled(feed).stopped_at
        site["/feed"] = answer(rss("c"))
        assert (polled(feed).problem, feed.failing_since) == ("", None)

    def test_one_that_is_removed_while_it_fails_stays_removed(self, site, feed):
        site["/feed"] = answer(b"", "500 Internal Server Error")
        asked = Feed.objects.get()
        feed.delete()
        asked.poll()
        assert Feed.objects.count() == 0

    def test_of_several_jobs_that_waited_for_their_turn_the_first_asks(self, site, feed):
        for _ in range(3):
            feed.queue()
        for _ in range(3):
            tasks.poll_feed.call(feed.pk)
        assert len(site["server"].requests) == 1
        feed.queue()  # by a person, say
        tasks.poll_feed.call(feed.pk)
        assert len(site["server"].requests) == 2

    def test_a_feed_that_calls_its_items_otherwise_announces_nothing_new(self, site, feed):
        named = "<item><title>About a</title><link>/a</link><guid isPermaLink='false'>{}</guid></item>"
        for name in ("one", "two"):
            said = f"<rss version='2.0'><channel><title>Harbour</title>{named.format(name)}</channel></rss>"
            site["/feed"] = answer(said.encode())
            polled(feed)
        assert titles(feed) == ["About a"]

    def test_a_server_that_asks_to_wait_is_waited_for_and_one_that_is_gone_is_asked_no_more(self, site, feed):
        site["/feed"] = answer(b"", "503 Service Unavailable", retry_after="36000")
        assert polled(feed).due_at - timezone.now() > timedelta(hours=9)
        site["/feed"] = answer(b"", "410 Gone")
        assert polled(feed).stopped_at
        Feed.objects.update(due_at=timezone.now())
        assert not Feed.objects.due()

    def test_a_page_leads_to_the_feed_that_it_names(self, site, project, owner):
        link = b'<link rel="alternate" type="application/rss+xml" href="/feed">'
        site["/"] = answer(b"<html><head>" + link + b"</head><body><p>News</p></body></html>")
        feed = polled(Feed.objects.create(project=project, url=site["server"].url("/")))
        assert (feed.url, titles(feed)) == (site["server"].url("/feed"), ["About a", "About b"])

    def test_one_that_moved_for_good_is_asked_there_once_two_polls_were_led_there(self, site, feed):
        server, there = site["server"], site["server"].url("/moved")
        site["/moved"] = site["/feed"]
        site["/feed"] = redirect("/moved", "301 Moved Permanently")
        addresses = [polled(feed).url for _ in range(2)]
        assert addresses == [server.url("/feed"), there]
        polled(feed)
        assert [asked.path for asked in server.requests[-2:]] == ["/moved", "/moved"]

    def test_one_that_moved_for_a_while_or_to_a_feed_that_is_here_keeps_its_address(self, site, feed, project):
        site["/moved"], first = site["/feed"], feed.url
        site["/feed"] = redirect("/moved", "302 Found")
        assert [polled(feed).url for _ in range(3)] == [first] * 3
        Feed.objects.create(project=project, url=site["server"].url("/moved"))
        site["/feed"] = redirect("/moved", "308 Permanent Redirect")
        assert [polled(feed).url for _ in range(3)] == [first] * 3

    def test_the_clock_polls_what_is_due_once(self, site, feed, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            clock.tick()
        assert feed.items.count() == 2
        assert not Feed.objects.due()

    def test_on_the_command_line_it_says_what_is_new_and_fails_where_one_did(self, site, feed):
        out, errors = StringIO(), StringIO()
        call_command("poll_feeds", stdout=out)
        assert out.getvalue() == f"Feed {feed.pk}, Harbour news: 2 new.\n"
        site["/feed"] = answer(b"", "404 Not Found")
        with pytest.raises(SystemExit):
            call_command("poll_feeds", feed=feed.pk, stdout=out, stderr=errors)
        assert "answered 404" in errors.getvalue()


class TestKeeping:
    def test_what_is_chosen_is_imported_and_what_is_left_out_stays_so(self, site, feed, owner, client_of):
        polled(feed)
        client, path = client_of(owner), reverse("feed_choices", args=[feed.pk])
        first, second = feed.items.order_by("pk")
        to = client.post(path, {"action": "keep", "item": [first.pk]})["Location"]
        batch = Import.objects.get()
        assert (to, str(batch), batch.created_by) == (batch.get_absolute_url(), "Harbour news", owner)
        batch.work()
        first.refresh_from_db()
        assert first.row.article.url == site["server"].url("/a")  # folded
        assert client.post(path, {"action": "keep", "item": [first.pk]}).status_code == 404  # it is kept already
        client.post(path, {"action": "dismiss", "everything": "on"})
        assert [feed.items.shown(which).count() for which in ("fresh", "kept", "dismissed")] == [0, 1, 1]
        assert titles(polled(feed)) == ["About a", "About b"]
        client.post(path, {"action": "keep", "item": [second.pk]})  # after all
        assert feed.items.shown("kept").count() == 2

    def test_everything_is_imported_where_that_is_wanted_and_what_is_here_is_found(self, site, feed, project):
        here = an_article(project, url=site["server"].url("/a"))
        Feed.objects.update(keeps_all=True)
        polled(feed)
        Import.objects.get().work()
        assert [item.row.article == here for item in feed.items.order_by("pk")] == [True, False]
        assert Article.objects.count() == 2
        polled(feed)
        assert Import.objects.count() == 1

    def test_an_item_of_another_feed_cannot_be_chosen(self, site, feed, owner, client_of):
        polled(feed)
        other = Feed.objects.create(project=feed.project, url="https://other.example/feed")
        data = {"action": "keep", "item": [feed.items.first().pk]}
        assert client_of(owner).post(reverse("feed_choices", args=[other.pk]), data).status_code == 404

    def test_ending_a_subscription_keeps_its_articles(self, site, feed, owner, client_of):
        feed.keeps_all = True
        feed.save()
        polled(feed)
        Import.objects.get().work()
        client_of(owner).post(reverse("feed_removal", args=[feed.pk]))
        assert (Feed.objects.count(), Article.objects.count()) == (0, 2)


class TestPages:
    def test_one_is_subscribed_to_by_its_address_and_shows_what_it_announces(
        self, site, project, owner, viewer, client_of, django_capture_on_commit_callbacks
    ):
        client, path = client_of(owner), reverse("feeds", args=[project.pk])
        assert "No feeds yet." in words_of(page_of(client.get(path)))
        for _ in range(2):  # the same again is the same
            with django_capture_on_commit_callbacks(execute=True):
                to = client.post(path, {"url": site["server"].url("/feed")})["Location"]
        feed = Feed.objects.get()
        assert to == feed.get_absolute_url()
        page = page_of(client.get(to))
        assert [words_of(label) for label in page.xpath("//li//label")] == ["About b", "About a"]
        assert "2 new" in words_of(page_of(client.get(path)))
        assert page_of(client_of(viewer).get(to)).xpath("//input[@type='checkbox']") == []

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({}, "Give the address of a feed"),
            ({"url": "ftp://harbour.example/"}, "not a web address"),
            ({"file": SimpleUploadedFile("a.opml", b"<opml/>")}, "no list of feeds"),
        ],
        ids=["nothing", "ftp", "empty list"],
    )
    def test_what_is_none_is_refused_with_the_reason(self, project, owner, client_of, given, said):
        response = client_of(owner).post(reverse("feeds", args=[project.pk]), given)
        assert response.status_code == 422
        assert said in response.content.decode()

    def test_a_list_of_feeds_goes_out_and_comes_in(self, project, owner, client_of):
        Project.objects.update(name="Harbour\b")  # XML has no such character
        for name in ("a", "b"):
            Feed.objects.create(project=project, url=f"https://{name}.example/feed", title=f"{name} & <more>")
        client = client_of(owner)
        taken = client.get(reverse("feeds_opml", args=[project.pk])).content
        assert outlines_isolated(taken) == (
            ("a & <more>", "https://a.example/feed"), ("b & <more>", "https://b.example/feed"),
        )  # fmt: skip
        Feed.objects.all().delete()
        client.post(reverse("feeds", args=[project.pk]), {"file": SimpleUploadedFile("feeds.opml", taken)})
        assert [(feed.title, feed.url) for feed in Feed.objects.all()] == list(outlines_isolated(taken))


def test_the_addresses_that_failed_are_a_list_to_import_again(site, project, owner, client_of):
    del site["/a"]
    addresses = [site["server"].url(path) for path in ("/a", "/b")]
    client = client_of(owner)
    to = client.post(reverse("imports", args=[project.pk]), {"text": "\n".join(addresses)})["Location"]
    Import.objects.get().work()
    assert "Download the addresses that failed" in words_of(page_of(client.get(to)))
    said = client.get(reverse("import_failed", args=[Import.objects.get().pk])).content.decode().splitlines()
    assert [line for line in said if not line.startswith("#")] == addresses[:1]
    assert "404" in said[0]


def test_ever_more_items_and_versions_cost_no_more_queries(project, owner, client_of):
    article, feed = an_article(project), Feed.objects.create(project=project, url="https://harbour.example/feed")
    client = client_of(owner)

    def grow(number):
        item = feed.items.create(key=str(number), url=f"https://harbour.example/{number}")
        feed.keep([item], by=owner)
        Feed.objects.create(project=project, url=f"https://harbour.example/{number}/feed")
        article.cut_block(0, by=owner) if number % 2 else article.restore_block(0, by=owner)
        article.refetches.create(state="failed", problem=str(number), asked_by=owner)

    kept = f"{feed.get_absolute_url()}?show=kept"
    for path in (kept, reverse("history", args=[article.pk]), reverse("feeds", args=[project.pk])):
        feed.items.all().delete()
        Feed.objects.exclude(pk=feed.pk).delete()
        assert len(growing(grow, lambda: queries(client, "get", path), sizes=(2, 8))) == 1  # noqa: B023


def test_many_feeds_are_shown_by_pages(project, owner, client_of):
    Feed.objects.subscribe_all(
        ((f"Feed {n:02}", f"https://a.example/{n}") for n in range(51)), project=project, by=owner
    )
    pages = [client_of(owner).get(reverse("feeds", args=[project.pk]), {"page": page}) for page in (1, 2)]
    assert [len(page.context["feeds"]) for page in pages] == [50, 1]
    assert "Feed 50" in words_of(page_of(pages[1]))
