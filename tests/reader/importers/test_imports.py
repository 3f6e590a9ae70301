"""An import: its rows, what comes of each, and that nothing is lost or done twice."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reader.importers import Source, from_file
from reader.importers.items import Item, link
from reader.importers.variants import folded
from reader.models import Article, Import, ImportRow, Project, User
from reader.models.import_rows import BROKE, parted
from reader.serving import resume_jobs
from tests.answers import page_of, words_of
from tests.builders import EMPTY, PAGE
from tests.servers import Server, answer

from .made import Print, pdf, zipped

OTHER = PAGE.replace(b"twelve", b"fourteen")


def begun(project: Project, *items: Item, by: User | None = None) -> Import:
    return Import.objects.start(items, project=project, by=by, label="Several")


def done(project: Project, *items: Item) -> Import:
    batch = begun(project, *items)
    batch.work()
    return batch


def a_file(content: bytes, name: str = "page.html") -> Item:
    return Item(from_file(content, name))


def states(batch: Import) -> list[str]:
    return list(batch.rows.in_order().values_list("state", flat=True))


class TestRows:
    def test_each_row_becomes_an_article_or_says_why_not(self, project):
        batch = done(
            project, a_file(PAGE), a_file(EMPTY, "empty.html"), a_file(b"%PDF-1.7 x", "broken.pdf"), link("no address")
        )
        assert states(batch) == ["imported", "failed", "failed", "failed"]
        rows = list(batch.rows.in_order())
        assert rows[0].article.title == "Fire at the quay"
        assert rows[0].article.snapshots.get().content == PAGE
        assert "JavaScript" in rows[1].reason
        assert rows[1].remedy.startswith("Open it in a browser")
        assert (rows[2].reason, rows[2].remedy.partition(" or ")[0]) == (
            "This PDF is damaged or not complete.", "Download it again,",
        )  # fmt: skip
        assert batch.is_over

    def test_what_was_given_is_stored_before_it_is_read_and_once_afterwards(self, project):
        batch = begun(project, a_file(PAGE))
        path = batch.rows.get().file.name
        with default_storage.open(path) as file:
            assert file.read() == PAGE
        batch.work()
        assert not default_storage.exists(path)

    @pytest.mark.parametrize("name", ["a\0b.html", "\ud800.html", "\u202egpj.html"])
    def test_names_that_cannot_be_stored_or_deceive_are_made_harmless(self, project, name):
        batch = done(project, a_file(PAGE, name))
        assert states(batch) == ["imported"]
        assert not set(batch.rows.get().filename) & {"\0", "\ud800", "\u202e"}

    def test_a_zip_is_a_list_of_its_files_and_litter_is_left_out(self, project):
        inner = zipped({"deep/other.html": OTHER})
        names = {
            "a/page.html": PAGE,
            "__MACOSX/a/._page.html": b"x",
            "style.css": b"p {}",
            "../../etc/inner.zip": inner,
        }
        batch = done(project, a_file(zipped(names), "all.zip"))
        assert states(batch) == ["unpacked", "imported", "unpacked", "imported"]
        assert Article.objects.count() == 2
        assert batch.counts() == {"imported": 2}

    def test_archives_in_archives_end_somewhere(self, project):
        content = zipped({"page.html": PAGE})
        for _ in range(5):
            content = zipped({"inner.zip": content})
        batch = done(project, a_file(content, "all.zip"))
        assert states(batch) == ["unpacked", "unpacked", "unpacked", "failed"]

    def test_a_bomb_in_a_zip_fails_and_the_rest_comes_in(self, project):
        batch = done(project, a_file(zipped({"bomb.txt": b"0" * 50_000_000, "page.html": PAGE}), "all.zip"))
        assert states(batch) == ["unpacked", "failed", "imported"]
        assert "unpacks to far more" in batch.rows.get(state="failed").reason

    def test_a_list_of_addresses_is_fetched_address_by_address(self, project, settings):
        with Server({"/a": answer(PAGE), "/b": answer(OTHER)}) as server:
            settings.FETCH_ALLOW = {server.address}
            content = "\n".join(
                ["# two pages", server.url("/a"), "", server.url("/b"), server.url("/a"), server.url("/gone")]
            )
            batch = done(project, a_file(content.encode(), "list.txt"))
        assert states(batch) == ["unpacked", "imported", "imported", "failed"]
        assert "404" in batch.rows.get(state="failed").reason

    def test_a_pdf_is_fetched_from_its_address(self, project, settings):
        lines = [
            "The harbour burned through the night of Tuesday,",
            "and nothing was left of the store by the morning.",
        ]
        content = pdf([[Print(60, 700 - 14 * n, line) for n, line in enumerate(lines)]])
        with Server({"/report.pdf": answer(content, content_type="application/pdf")}) as server:
            settings.FETCH_ALLOW = {server.address}
            batch = done(project, link(server.url("/report.pdf")))
        assert states(batch) == ["imported"]
        assert "nothing was left of the store" in Article.objects.get().current.text


class TestTwice:
    def test_the_same_bytes_are_offered_as_the_article_there_is(self, project):
        first = done(project, a_file(PAGE)).rows.get().article
        row = done(project, a_file(PAGE, "again.html")).rows.get()
        assert (row.state, row.article) == ("existing", first)

    def test_the_same_text_in_other_bytes_too_and_its_original_is_kept_there(self, project):
        batch = done(project, a_file(PAGE), a_file(PAGE + b"<!-- saved later -->", "again.html"))
        assert states(batch) == ["imported", "existing"]
        article = Article.objects.get()
        assert [len(snapshot.content) for snapshot in article.snapshots.all()] == [len(PAGE), len(PAGE) + 20]

    def test_an_article_without_an_address_gets_that_of_the_same_text(self, project):
        content = from_file(PAGE + b" ", "fire.html", "https://news.example/fire")
        done(project, a_file(PAGE), Item(content))
        assert Article.objects.get().url == "https://news.example/fire"

    def test_one_address_in_several_forms_is_one_article(self, project, settings):
        with Server({"/fire": answer(PAGE)}) as server:
            settings.FETCH_ALLOW = {server.address}
            batch = done(
                project,
                link(server.url("/fire")),
                link(server.url("/fire?utm_source=mail")),
                link(server.url("/fire/amp")),
            )
        assert states(batch) == ["imported", "existing", "existing"]

    def test_where_the_folded_address_does_not_answer_the_given_one_is_fetched(self, project, settings):
        with Server({"/fire/amp": answer(PAGE)}) as server:
            settings.FETCH_ALLOW = {server.address}
            batch = done(project, link(server.url("/fire/amp")))
            assert Article.objects.get().url == server.url("/fire/amp")
        assert states(batch) == ["imported"]

    @pytest.mark.parametrize(
        ("given", "expected"),
        [
            ("https://m.news.example/a?utm_source=x&id=3&fbclid=y", "https://news.example/a?id=3"),
            ("https://en.m.news.example/a", "https://en.news.example/a"),
            ("https://news.example/story.amp.html", "https://news.example/story.html"),
            ("https://news.example/story?outputType=amp", "https://news.example/story"),
            ("https://news-example.cdn.ampproject.org/c/s/news.example/a/amp?x=1", "https://news.example/a?x=1"),
            ("https://news.example/camp", "https://news.example/camp"),
            ("https://m.example/amp", "https://m.example/amp"),
            ("https://news.example/?source=wire&page=2", "https://news.example/?source=wire&page=2"),
        ],
    )
    def test_what_an_address_is_folded_to(self, given, expected):
        assert folded(given) == expected


class TestWorking:
    def test_a_row_whose_worker_was_killed_is_done_when_its_lease_runs_out(self, project):
        batch = begun(project, a_file(PAGE))
        row = batch.claim()
        batch.work()
        assert states(batch) == ["waiting"]  # another has it
        ImportRow.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        batch.work()
        assert states(batch) == ["imported"]

    def test_after_a_restart_nobody_waits_for_a_lease(self, project):
        batch = begun(project, a_file(PAGE))
        batch.claim()
        resume_jobs()
        batch.work()
        assert states(batch) == ["imported"]

    def test_a_row_that_was_killed_in_the_middle_is_its_articles_all_the_same(self, project):
        batch = begun(project, a_file(PAGE))
        row = batch.claim()
        article, _ = Article.objects.take_in(row.source, project=project, by=None)
        ImportRow.objects.filter(pk=row.pk).update(article=article, leased_until=None)
        batch.work()
        assert states(batch) == ["imported"]
        assert Article.objects.get().is_ready

    def test_a_list_that_was_half_unpacked_goes_on_behind_its_last_part(self, project):
        names = {f"{number}.html": PAGE.replace(b"twelve", str(number).encode()) for number in range(20, 26)}
        batch = begun(project, a_file(zipped(names), "all.zip"))
        row = batch.rows.get()
        batch.add([a_file(content, name) for name, content in list(names.items())[:4]], origin=row)
        batch.rows.update(leased_until=None)  # the worker that did so was killed
        batch.work()
        assert states(batch) == ["unpacked"] + ["imported"] * 6
        assert [part.filename for part in row.parts.order_by("number")] == list(names)

    def test_a_row_that_stops_the_worker_three_times_is_given_up(self, project):
        batch = begun(project, a_file(PAGE))
        batch.rows.update(tries=3)
        batch.work()
        row = batch.rows.get()
        assert (row.state, f"{row.reason} {row.remedy}") == ("failed", BROKE)

    def test_a_mistake_of_ours_fails_one_row(self, project, monkeypatch):
        batch = begun(project, a_file(OTHER), a_file(PAGE))
        monkeypatch.setattr(Article, "read", lambda article: 1 // 0 if article.title == "page.html" else None)
        batch.work()
        assert {row.state for row in batch.rows.all()} == {"failed"}
        assert "ZeroDivisionError" in batch.rows.first().reason

    def test_what_is_cancelled_stays_undone_until_it_is_retried(self, project):
        batch = begun(project, a_file(PAGE))
        batch.cancel()
        batch.work()
        assert states(batch) == ["cancelled"]
        assert batch.retry() == 1
        batch.work()
        assert states(batch) == ["imported"]
        batch.cancel()
        batch.refresh_from_db()
        assert (states(batch), batch.cancelled_at) == (["imported"], None), "it is done, and was not cancelled"

    def test_one_failed_row_is_retried_or_all_are(self, project, settings):
        with Server({}) as server:
            settings.FETCH_ALLOW = {server.address}
            batch = done(project, link(server.url("/a")), link(server.url("/b")))
            assert states(batch) == ["failed", "failed"]
            server.pages.update({"/a": answer(PAGE), "/b": answer(OTHER)})
            batch.retry(row=batch.rows.in_order()[1].pk)
            batch.work()
            assert states(batch) == ["failed", "imported"]
            batch.retry()
            batch.work()
        assert states(batch) == ["imported", "imported"]

    def test_a_removed_project_leaves_no_file_behind(self, project, django_capture_on_commit_callbacks):
        path = begun(project, a_file(PAGE)).rows.get().file.name
        with django_capture_on_commit_callbacks(execute=True):
            project.remove()
        assert not default_storage.exists(path)


class TestPages:
    @pytest.fixture
    def client(self, client_of, owner: User) -> Client:
        client: Client = client_of(owner)
        return client

    def test_several_files_are_one_import_whose_page_follows_it(self, client, project):
        files = [SimpleUploadedFile("a.html", PAGE), SimpleUploadedFile("b.pdf", b"%PDF-1.7 x")]
        response = client.post(reverse("imports", args=[project.pk]), {"file": files})
        batch = Import.objects.get()
        assert response["Location"] == batch.get_absolute_url()
        page = page_of(client.get(batch.get_absolute_url()))
        assert page.xpath("//@hx-trigger") == ["every 1s"]
        assert "0 of 2" in words_of(page)
        batch.work()
        fragment = client.get(batch.get_absolute_url(), headers={"HX-Request": "true"})
        assert b"every 1s" not in fragment.content
        assert b"<html" not in fragment.content
        text = words_of(page_of(client.get(batch.get_absolute_url())))
        assert "Imported (1)" in text
        assert "b.pdf Failed · This PDF is damaged or not complete. Download it again" in text

    def test_files_that_come_later_belong_to_the_same_import(self, client, project):
        path = reverse("imports", args=[project.pk])
        begun = client.post(path, {"file": SimpleUploadedFile("a.html", PAGE), "batch": "new"})
        batch = Import.objects.get()
        more = client.post(path, {"file": SimpleUploadedFile("b.html", OTHER), "batch": str(batch.pk)})
        assert begun["Location"] == more["Location"] == batch.get_absolute_url()
        batch.work()
        assert states(batch) == ["imported", "imported"]

    def test_files_never_go_on_with_another_projects_import(self, client, project, stranger):
        other = begun(stranger.projects.get(), a_file(PAGE))
        path = reverse("imports", args=[project.pk])
        response = client.post(path, {"file": SimpleUploadedFile("b.html", OTHER), "batch": str(other.pk)})
        assert response.status_code == 404
        assert other.rows.count() == 1

    def test_a_pasted_list_of_addresses_is_an_import(self, client, project):
        client.post(reverse("imports", args=[project.pk]), {"text": "https://a.example/1\r\nhttps://a.example/2\r\n"})
        assert Import.objects.get().rows.get().content_type.startswith("text/plain")

    def test_rows_can_be_seen_by_state_and_retried(self, client, project):
        batch = done(project, a_file(PAGE), a_file(EMPTY, "empty.html"))
        page = page_of(client.get(batch.get_absolute_url(), {"state": "failed"}))
        assert [words_of(row).partition(" ")[0] for row in page.find_class("import-row")] == ["empty.html"]
        row = batch.rows.get(state="failed")
        assert client.post(reverse("import_retries", args=[batch.pk]), {"row": row.pk}).status_code == 302
        row.refresh_from_db()
        assert row.state == "waiting"

    def test_the_report_as_csv_has_a_line_a_row_and_no_formula(self, client, project):
        batch = done(project, a_file(PAGE, "=cmd.html"), link("no address"))
        text = b"".join(client.get(reverse("import_csv", args=[batch.pk]))).decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text)))
        assert [(line["what"], line["state"], line["title"]) for line in lines] == [
            ("'=cmd.html", "Imported", "Fire at the quay"), ("no address", "Failed", ""),
        ]  # fmt: skip

    def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
        self, client, project, django_assert_max_num_queries
    ):
        batch = done(project, *[a_file(PAGE.replace(b"twelve", str(n).encode())) for n in range(20, 30)])
        with django_assert_max_num_queries(14):
            client.get(batch.get_absolute_url())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("This PDF is locked: save it without a password.", ("This PDF is locked.", "Save it without a password.")),
        ("It is empty: no text. Save it again, please.", ("It is empty: no text.", "Save it again, please.")),
        ("Lost", ("Lost", "")),
    ],
)
def test_a_problem_is_its_reason_and_its_remedy(said, expected):
    assert parted(said) == expected


def test_a_source_without_anything_is_no_reason_to_stop(project):
    assert states(done(project, Item(Source(filename="x.txt")))) == ["failed"]
