"""Whose turn it is to ask a host: a pause between two requests, so many at once, and as long as the server asks."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connections

from reader.fetch import HttpStatus, fetch
from reader.importers.addresses import listed
from reader.models import Host, Import, ImportRow, Picture, Refetch
from reader.models.picture_queue import digest
from reader.politeness import Busy, rest, retry_after, spoken
from tests.builders import PAGE, a_picture, an_article
from tests.servers import Server, answer

QUICK = {"patience": 0.05, "lease": 60}


@pytest.fixture
def polite(settings):
    settings.FETCH_PAUSE, settings.FETCH_AT_ONCE = 0.2, 2
    return settings


class TestTurns:
    def test_requests_to_a_host_begin_a_pause_apart(self, db):
        first, _ = Host.objects.reserve("a.test:80", pause=7, at_once=0, **QUICK)
        second, _ = Host.objects.reserve("a.test:80", pause=7, at_once=0, patience=8, lease=60)
        assert second == first + 7

    def test_who_would_have_to_wait_too_long_is_told_how_long(self, db):
        Host.objects.reserve("a.test:80", pause=7, at_once=0, **QUICK)
        assert 6 < Host.objects.reserve("a.test:80", pause=7, at_once=0, **QUICK) <= 7

    def test_another_host_is_asked_at_once(self, db):
        Host.objects.reserve("a.test:80", pause=7, at_once=1, **QUICK)
        assert isinstance(Host.objects.reserve("b.test:80", pause=7, at_once=1, **QUICK), tuple)

    def test_so_many_are_under_way_and_no_more_until_one_ends(self, db):
        _, place = Host.objects.reserve("a.test:80", pause=0, at_once=1, **QUICK)
        assert isinstance(Host.objects.reserve("a.test:80", pause=0, at_once=1, **QUICK), float)
        Host.objects.give_back("a.test:80", place)
        assert isinstance(Host.objects.reserve("a.test:80", pause=0, at_once=1, **QUICK), tuple)

    def test_the_place_of_a_killed_worker_ends_by_itself(self, db):
        Host.objects.reserve("a.test:80", pause=0, at_once=1, patience=0.05, lease=-1)
        assert isinstance(Host.objects.reserve("a.test:80", pause=0, at_once=1, **QUICK), tuple)


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_each_waits_for_its_turn(polite):
    with Server({"/": answer(PAGE)}) as server:
        polite.FETCH_ALLOW = {server.address}
        before = time.time()

        def work():
            fetch(server.url())
            connections.close_all()

        workers = [threading.Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(server.requests) == 3
    host = Host.objects.get()
    assert host.under_way == []
    assert host.next_at >= before + 3 * polite.FETCH_PAUSE  # each has moved the next one's turn


def test_a_server_that_asks_to_wait_is_left_alone_and_the_rest_of_an_import_waits(polite, project, owner):
    busy = answer(b"later", "429 Too Many Requests", retry_after="120")
    with Server({"/a": busy, "/b": answer(PAGE)}) as server:
        polite.FETCH_ALLOW = {server.address}
        with pytest.raises(HttpStatus):
            fetch(server.url("/a"))
        with pytest.raises(Busy, match="try again in 2 minutes"):
            fetch(server.url("/b"))
        batch = Import.objects.create(project=project, created_by=owner)
        batch.add(listed(server.url("/b")))
        batch.claim().do()
        row = batch.rows.get()
        assert (row.state, row.tries) == ("waiting", 0)
        assert "2 minutes" in row.reason
        assert batch.claim() is None  # not before the server may be asked
        Host.objects.update(next_at=0)
        ImportRow.objects.update(leased_until=None)
        batch.claim().do()
    assert batch.rows.get().state == "imported"
    assert [request.path for request in server.requests] == ["/a", "/b"]


def test_a_picture_of_a_host_that_rests_waits_alone(polite, project):
    picture = answer(a_picture(an_article(project)).content, content_type="image/png")
    with Server({"/a.png": picture}) as resting, Server({"/b.png": picture}) as other:
        polite.FETCH_ALLOW = {resting.address, other.address}
        article = an_article(project)
        snapshot = article.snapshots.get()
        for url in (resting.url("/a.png"), resting.url("/c.png"), other.url("/b.png")):
            article.pictures.create(snapshot=snapshot, url=url, key=digest(url))
        rest(resting.address, 600)
        Picture.objects.work(article.pk)
        assert [(each.state, each.tries) for each in article.pictures.all()] == [
            ("waiting", 0), ("waiting", 0), ("stored", 1),
        ]  # fmt: skip
        rest(resting.address, 7200)  # longer than anybody waits before a page
        article.pictures.waiting().update(leased_until=None)
        Picture.objects.work(article.pk)
        assert {each.state for each in article.pictures.exclude(state="stored")} == {"failed"}
        assert "try again in 2 hours" in article.pictures.first().problem
        assert resting.requests == []


@pytest.mark.parametrize(("seconds", "state"), [(600, "waiting"), (7200, "failed")])
def test_a_page_to_be_fetched_again_waits_for_its_turn_but_not_for_more_than_an_hour(polite, project, seconds, state):
    polite.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # which holds jobs back
    article = an_article(project, url="http://127.0.0.1:9/")
    polite.FETCH_ALLOW = {"127.0.0.1:9"}
    rest("127.0.0.1:9", seconds)
    refetch = Refetch.objects.ask(article, by=None)
    refetch.do()
    refetch.refresh_from_db()
    assert refetch.state == state
    assert ("try again in" in refetch.problem) == (state == "failed")


def test_retry_after_is_seconds_or_a_date():
    assert [retry_after(value) for value in ("120", "", "soon", "-5", "Tue, 05 Mar 2024 10:00:00 GMT")] == [
        120,
        0,
        0,
        0,
        0,
    ]
    assert retry_after("Tue, 05 Mar 2999 10:00:00 GMT") > 1e9


def test_a_wait_is_told_in_words():
    assert [spoken(n) for n in (0.2, 59, 61, 3600, 3601, 90000)] == [
        "1 seconds", "59 seconds", "2 minutes", "60 minutes", "2 hours", "25 hours",
    ]  # fmt: skip
