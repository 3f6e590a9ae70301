"""Fetching pages again: what is unchanged, what has changed, what failed, and when it is done by itself."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from reader import clock
from reader.importers import web_page
from reader.models import Article, CleaningRule, Label, Lease, Refetch, Schedule
from reader.models.schedule import Every, due
from tests.answers import page_of, words_of
from tests.builders import EMPTY, PAGE, a_highlight
from tests.servers import Server, answer

CHANGED = PAGE.replace(b"at least twelve people died", b"at least fifteen people died")
AROUND = PAGE.replace(b"<article>", b"<nav><a href='/now'>10:42</a></nav><article>")


@pytest.fixture
def pages(settings):
    """What a server answers at `/`, to be changed between two fetches."""
    pages = {"/": answer(PAGE, etag='"one"', last_modified="Tue, 05 Mar 2024 10:00:00 GMT")}
    with Server(pages) as server:
        settings.FETCH_ALLOW = {server.address}
        pages["server"] = server
        yield pages


@pytest.fixture
def article(pages, project, owner):
    article, _ = Article.objects.take_in(web_page(pages["server"].url("/")), project=project, by=owner)
    article.read()
    return article


def fetched_again(article, by=None):
    Refetch.objects.ask(article, by=by).do()
    refetch = article.refetches.first()
    article.refresh_from_db()
    return refetch


class TestUnchanged:
    def test_it_is_asked_for_only_if_it_changed_and_304_leaves_all_as_it_is(self, pages, article, owner):
        pages["/"] = answer(b"", "304 Not Modified")
        before, snapshot = article.current, article.snapshots.get()
        assert fetched_again(article, owner).state == "unchanged"
        fetched_again(article)
        for asked in pages["server"].requests[1:]:
            assert (asked.headers["if-none-match"], asked.headers["if-modified-since"]) == (
                '"one"', "Tue, 05 Mar 2024 10:00:00 GMT",
            )  # fmt: skip
        assert (article.current, article.snapshots.get()) == (before, snapshot)

    @pytest.mark.parametrize("content", [PAGE, AROUND], ids=["same bytes", "same text"])
    def test_the_same_again_is_no_new_version(self, pages, article, content):
        pages["/"] = answer(content, etag='"two"')
        refetch = fetched_again(article)
        assert (refetch.state, refetch.etag) == ("unchanged", '"two"')
        assert (article.versions.count(), article.snapshots.count()) == (1, 1)
        fetched_again(article)
        assert pages["server"].requests[-1].headers["if-none-match"] == '"two"'

    def test_looks_by_the_clock_that_come_to_the_same_are_counted_in_one(self, pages, article, owner):
        looked = [fetched_again(article, by) for by in (None, None, owner, None, None, None)]
        assert [(each.asked_by, each.looks) for each in article.refetches.all()] == [(None, 3), (owner, 1), (None, 2)]
        assert article.refetches.first().since == looked[3].done_at
        pages["/"] = answer(b"", "404 Not Found")
        assert [(fetched_again(article).state, article.refetches.count()) for _ in range(2)] == [("failed", 4)] * 2

    def test_a_page_that_only_another_extractor_reads_otherwise_is_unchanged(self, pages, article):
        blocks = article.current.blocks_with([1], kept=False, reason="an older extractor's")
        article.publish(blocks, snapshot=article.current.snapshot, cause="imported", by=None, extractor="older")
        pages["/"] = answer(AROUND)
        assert fetched_again(article).state == "unchanged"


class TestChanged:
    def test_it_is_a_new_original_and_version_and_highlights_are_carried_over(self, pages, article, owner):
        stays = a_highlight(article, "Tuesday night", by=owner)
        changes = a_highlight(article, "at least twelve people died", by=owner)
        pages["/"] = answer(CHANGED)
        refetch = fetched_again(article, owner)
        assert (refetch.state, refetch.version, article.current.number) == ("changed", article.current, 2)
        assert (article.current.cause, article.current.created_by) == ("fetched", owner)
        assert [snapshot.content for snapshot in article.snapshots.all()] == [PAGE, CHANGED]
        stays.refresh_from_db(), changes.refresh_from_db()
        assert (stays.exact, changes.exact) == ("Tuesday night", "at least fifteen people died")

    def test_what_readers_cut_and_what_the_project_cuts_stays_so(self, pages, article, owner):
        union, neither = ("The dockers' union", "Neither account")
        at = [n for n, block in enumerate(article.current.blocks) if block.text.startswith(union)]
        article.cut_block(*at, by=owner)
        line = next(block.text for block in article.current.blocks if block.text.startswith(neither))
        CleaningRule.objects.create(project=article.project, host=article.host, line=line)
        pages["/"] = answer(CHANGED)
        fetched_again(article)
        kept = {block.text.partition(" ")[0]: block.kept for block in article.current.blocks}
        assert (kept["A"], kept["The"], kept["Neither"]) == (True, False, False)
        assert "fifteen" in article.current.text

    def test_two_that_ask_at_once_ask_once(self, article):
        first, second = Refetch.objects.ask(article, by=None), Refetch.objects.ask(article, by=None)
        assert first == second

    def test_a_job_that_runs_twice_does_it_once(self, pages, article):
        pages["/"] = answer(CHANGED)
        refetch = fetched_again(article)
        Refetch.objects.get(pk=refetch.pk).do()
        assert article.versions.count() == 2


class TestFailed:
    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            (answer(b"gone", "404 Not Found"), "404"),
            (answer(b"", "304 Not Modified", etag="x")[:20], "breaks off"),
            (answer(EMPTY), ""),
            (answer(b"\x89PNG\r\n" + b"\0" * 50), "picture"),
        ],
        ids=["404", "broken off", "nothing in it", "a picture"],
    )
    def test_it_touches_nothing_and_says_why_and_when(self, pages, article, owner, bad, said):
        highlight = a_highlight(article, "Tuesday night", by=owner)
        pages["/"] = bad
        refetch = fetched_again(article)
        assert (refetch.state, article.versions.count(), article.snapshots.count()) == ("failed", 1, 1)
        assert said in refetch.problem
        assert refetch.problem
        assert refetch.done_at
        highlight.refresh_from_db()
        assert (highlight.exact, article.status) == ("Tuesday night", "ready")

    def test_a_notice_in_the_place_of_a_long_text_is_kept_but_not_taken_over(self, pages, article):
        long = PAGE.replace(b"</article>", b"<p>One more sentence of the report about the fire at the quay.</p>" * 30)
        pages["/"] = answer(long)
        assert fetched_again(article).state == "changed"
        wall = PAGE.replace(b"</article>", b"<p>Subscribe to read what else happened there.</p></article>")
        pages["/"] = answer(wall)
        refetch = fetched_again(article)
        assert (refetch.state, article.current.number) == ("failed", 2)
        assert "words instead of" in refetch.problem
        assert article.snapshots.last().content == wall

    def test_such_a_notice_is_taken_over_where_a_person_says_so(
        self, pages, article, owner, client_of, django_capture_on_commit_callbacks
    ):
        pages["/"] = answer(PAGE.replace(b"</article>", b"<p>One more sentence about the fire at the quay.</p>" * 30))
        fetched_again(article)
        pages["/"] = answer(b"<article><h1>Fire</h1><p>Subscribe to read what happened there.</p></article>")
        fetched_again(article)
        history, client = reverse("history", args=[article.pk]), client_of(owner)
        [form] = page_of(client.get(history)).xpath("//form[contains(@action, '/snapshots/')]")
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(form.get("action"))["Location"] == history
        article.refresh_from_db()
        assert article.current.text.endswith("Subscribe to read what happened there.")
        assert (article.current.number, article.current.cause, article.current.created_by) == (3, "taken_over", owner)
        assert (article.snapshots.count(), len(pages["server"].requests)) == (3, 3)
        assert not page_of(client.get(history)).xpath("//form[contains(@action, '/snapshots/')]")

    def test_a_mistake_of_ours_is_told_and_touches_nothing(self, pages, article, settings, caplog):
        pages["/"] = answer(CHANGED)
        settings.VERSION_FOLLOWERS = ["no.such.follower"]
        refetch = fetched_again(article)
        assert (refetch.state, article.versions.count()) == ("failed", 1)
        assert "ModuleNotFoundError" in refetch.problem


class TestSchedule:
    def put(self, there, every, **which):
        Schedule.objects.put(every, project=there.project, by=None, **which)

    def keys(self, every, hours):
        return list(due(every, timezone.now() + timedelta(hours=hours)))

    def test_an_articles_own_counts_before_its_labels_and_they_before_the_projects(self, article):
        self.put(article, Every.MONTH)
        assert (self.keys(Every.MONTH, 719), self.keys(Every.MONTH, 721)) == ([], [article.pk])
        for name, every in (("Slow", Every.WEEK), ("Quick", Every.DAY), ("Not", Every.NEVER)):
            label = Label.objects.named(name, article.project)
            label.put([article.pk], present=True)
            self.put(article, every, label=label)
        assert (self.keys(Every.DAY, 23), self.keys(Every.DAY, 25), self.keys(Every.MONTH, 999)) == (
            [],
            [article.pk],
            [],
        )
        Schedule.objects.exclude(label__name="Not").exclude(label=None).delete()
        assert [self.keys(every, 9999) for every in Every if every] == [[], [], []]
        self.put(article, Every.DAY, label=Label.objects.get(name="Quick"))
        self.put(article, Every.NEVER, article=article)
        assert [self.keys(every, 9999) for every in Every if every] == [[], [], []]
        self.put(article, None, article=article)
        assert self.keys(Every.DAY, 25) == [article.pk]

    def test_the_longer_nothing_changes_the_longer_it_waits(self, pages, article):
        self.put(article, Every.DAY)
        assert [fetched_again(article).patience for _ in range(5)] == [1, 2, 4, 8, 8]
        assert (self.keys(Every.DAY, 8 * 24 - 1), self.keys(Every.DAY, 8 * 24 + 1)) == ([], [article.pk])
        pages["/"] = answer(CHANGED)
        assert fetched_again(article).patience == 1
        pages["/"] = answer(b"", "500 Internal Server Error")
        assert [fetched_again(article).patience for _ in range(2)] == [2, 4]

    def test_what_a_person_gave_as_a_file_is_not_fetched(self, article):
        Article.objects.update(source_key="sha256:0")
        self.put(article, Every.DAY)
        assert self.keys(Every.DAY, 99) == []

    def test_a_page_as_a_browser_showed_it_is_never_replaced_by_what_a_server_sends_anybody(self, pages, article):
        self.put(article, Every.DAY)
        assert self.keys(Every.DAY, 99) == [article.pk]
        article.snapshots.update(as_seen=True)
        article.refresh_from_db()
        assert (self.keys(Every.DAY, 99), article.can_be_fetched_again) == ([], False)
        pages["/"] = answer(CHANGED)
        refetch = fetched_again(article)  # asked for a moment before it was taken over
        assert (refetch.state, article.current.number, len(pages["server"].requests)) == ("failed", 1, 1)

    def test_the_clock_asks_for_what_is_due_and_one_worker_looks(
        self, pages, article, django_capture_on_commit_callbacks
    ):
        self.put(article, Every.DAY)
        Article.objects.update(created_at=timezone.now() - timedelta(days=2))
        pages["/"] = answer(CHANGED)
        with django_capture_on_commit_callbacks(execute=True):
            assert (clock.tick(), clock.tick()) == (True, False)
        article.refresh_from_db()
        assert (article.current.number, article.current.created_by) == (2, None)
        Lease.objects.update(until=timezone.now())
        assert clock.tick()
        assert article.refetches.count() == 1

    def test_on_the_command_line_it_says_what_came_of_it(self, pages, article):
        out = StringIO()
        call_command("fetch_again", stdout=out)
        assert out.getvalue() == "Nothing is due.\n"
        pages["/"] = answer(CHANGED)
        call_command("fetch_again", article=article.pk, stdout=out)
        assert "1 the text changed" in out.getvalue()
        pages["/"] = answer(b"", "404 Not Found")
        with pytest.raises(SystemExit):
            call_command("fetch_again", project=article.project_id, stdout=out)
        assert "answered 404" in out.getvalue()


@pytest.fixture
def ask(pages, article, owner, client_of, django_capture_on_commit_callbacks):
    """Return a function that has the page fetched again as the button does, and returns what is answered after it."""
    path = reverse("refetches", args=[article.pk])

    def ask(page, **headers):
        pages["/"] = page
        with django_capture_on_commit_callbacks(execute=True):
            client_of(owner).post(path, headers=headers)
        return client_of(owner).get(path, headers=headers)

    return ask


class TestPages:
    def test_the_history_tells_versions_looks_and_failures_with_their_originals(self, ask, article, owner, client_of):
        client = client_of(owner)
        for answered in (answer(PAGE), answer(PAGE), answer(CHANGED), answer(b"", "404 Not Found")):
            ask(answered)
        page = page_of(client.get(reverse("history", args=[article.pk])))
        said = [words_of(event) for event in page.find_class("entry")]
        for words, event in zip(
            ("Could not be fetched", "Version 2", "Unchanged at 2 looks", "Version 1"), said, strict=True
        ):
            assert words in event
        originals = [link.get("href") for link in page.xpath("//ol//a[@title]")]
        assert [client.get(href).content for href in originals] == [CHANGED, PAGE]

    def test_the_fragment_tells_what_came_of_it(self, ask):
        for answered, said in (
            (answer(PAGE), "Unchanged since"),
            (answer(CHANGED), "read version 2"),
            (answer(b"", "404 Not Found"), "the text stays as it was"),
        ):
            assert said in ask(answered, **{"HX-Request": "true"}).content.decode()

    def test_what_changed_is_shown_in_words_and_an_old_version_can_be_read(self, pages, article, owner, client_of):
        pages["/"] = answer(CHANGED)
        fetched_again(article)
        page = page_of(client_of(owner).get(reverse("comparison", args=[article.pk])))
        changed = [each for each in page.find_class("comparison")[0] if not each.get("class")]
        assert [words_of(each) for each in changed] == [
            "A warehouse burned on Tuesday night and at least [removed: twelve][added: fifteen] people died, the "
            "harbour office said in a statement."
        ]
        old = page_of(client_of(owner).get(reverse("version", args=[article.pk, 1])))
        assert "twelve people" in words_of(old.find_class("body")[0])
        assert client_of(owner).get(reverse("version", args=[article.pk, 2]))["Location"] == article.get_absolute_url()

    def test_schedules_are_set_for_an_article_a_label_and_a_project(self, article, owner, viewer, client_of):
        label, client = Label.objects.named("Quick", article.project), client_of(owner)
        path = reverse("schedules", args=[article.project_id])
        client.post(reverse("schedule", args=[article.pk]), {"every": 24})
        client.post(path, {"every": 168})
        client.post(path, {"every": 720, "label": label.pk})
        assert [str(each) for each in Schedule.objects.order_by("every")] == [
            "Fire at the quay: every day", "Harbour: every week", "Quick: every month",
        ]  # fmt: skip
        assert "Fire at the quay: every day" in words_of(page_of(client_of(viewer).get(path)))
        client.post(path, {"every": ""})
        assert Schedule.objects.count() == 2
