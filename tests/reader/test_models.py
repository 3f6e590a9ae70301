"""Articles: what is kept of a source, how it is read, and that its versions stay."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction

from reader.importers import Source, pasted, web_page
from reader.models import Article, Project, Snapshot, Version
from tests.builders import EMPTY, PAGE, a_highlight, an_article, paragraph
from tests.servers import Server, answer


def files() -> set[Path]:
    """Return every stored original."""
    return {path for path in Path(default_storage.path("")).rglob("*") if path.is_file()}


def take_in(project: Project, source: Source) -> Article:
    article, is_new = Article.objects.take_in(source, project=project, by=None)
    assert is_new
    return article


class TestImport:
    def test_what_we_hold_is_stored_before_anything_reads_it(self, project, owner):
        article, is_new = Article.objects.take_in(Source("", PAGE, "text/html", "fire.html"), project=project, by=owner)
        snapshot = article.snapshots.get()
        assert (is_new, article.status, article.versions.count()) == (True, "waiting", 0)
        assert (snapshot.content, snapshot.sha256, snapshot.size) == (PAGE, sha256(PAGE).hexdigest(), len(PAGE))
        assert (snapshot.filename, snapshot.created_by) == ("fire.html", owner)
        assert (article.title, article.created_by) == ("fire.html", owner)

    def test_a_new_article_is_read_by_the_worker_when_the_transaction_ends(
        self, project, owner, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            article, _ = Article.objects.import_from(Source("", PAGE, "text/html"), project=project, by=owner)
            assert article.is_waiting
        article.refresh_from_db()
        assert article.is_ready
        assert article.title == "Fire at the quay"

    def test_the_same_bytes_give_the_article_there_is(self, project, owner, coder):
        first, _ = Article.objects.import_from(Source("", PAGE, "text/html"), project=project, by=owner)
        again, is_new = Article.objects.import_from(
            Source("https://example.org/fire", PAGE, "", "other.html"), project=project, by=coder
        )
        assert (again, is_new) == (first, False)
        assert Snapshot.objects.count() == 1

    def test_the_same_address_gives_the_article_there_is(self, project, owner):
        first, _ = Article.objects.take_in(web_page("https://example.org/fire"), project=project, by=owner)
        again, is_new = Article.objects.take_in(web_page("HTTPS://EXAMPLE.org:443/fire#top"), project=project, by=owner)
        assert (again, is_new) == (first, False)

    def test_another_project_has_an_article_of_its_own(self, project, owner):
        other = Project.objects.start("Other", by=owner)
        articles = [take_in(each, Source("", PAGE, "text/html")) for each in (project, other)]
        assert [article.project for article in articles] == [project, other]
        assert len({article.snapshots.get().file.name for article in articles}) == 2

    def test_the_database_holds_one_article_a_source(self, project):
        article = take_in(project, Source("", PAGE, "text/html"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.create(project=project, source_key=article.source_key, title="Twin")

    @pytest.mark.django_db(transaction=True)
    def test_of_two_imports_at_once_one_makes_the_article(self, project):
        start, found = Barrier(2), []

        def import_it() -> None:
            start.wait()
            try:
                found.append(Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=None))
            finally:
                connection.close()

        threads = [Thread(target=import_it) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(is_new for _, is_new in found) == [False, True]
        assert len({article.pk for article, _ in found}) == 1
        assert Snapshot.objects.count() == 1

    def test_pasted_text_is_kept_as_it_came(self, project):
        text = "\ufeff  Líne one\r\nمرحبا 🙂\n"
        article = take_in(project, pasted(text))
        assert article.snapshots.get().content == text.encode()

    def test_a_ready_article_has_a_version_says_the_database(self, project):
        article = take_in(project, Source("", PAGE, "text/html"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(status="ready")


class TestReading:
    def test_reading_publishes_the_first_version(self, project, owner):
        article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=owner)
        article.read()
        article.refresh_from_db()
        version = article.current
        assert (article.status, article.title, article.language) == ("ready", "Fire at the quay", "en")
        assert (version.number, version.cause, version.created_by) == (1, "imported", owner)
        assert version.snapshot == article.snapshots.get()
        assert version.sha256 == sha256(version.text.encode()).hexdigest()
        assert version.text == "\n".join(block.text for block in version.blocks if block.kept)
        assert article.word_count == len(version.text.split())
        assert "at least twelve people died" in version.text

    def test_reading_twice_is_reading_once(self, project):
        article = take_in(project, Source("", PAGE, "text/html"))
        stale = Article.objects.get(pk=article.pk)
        article.read()
        article.read()
        stale.read()
        assert article.versions.count() == 1

    def test_a_second_reading_that_fails_does_not_hide_the_article(self, project):
        article = take_in(project, Source("", PAGE, "text/html"))
        late = Article.objects.get(pk=article.pk)
        article.read()
        default_storage.delete(article.snapshots.get().file.name)
        late.read()
        article.refresh_from_db()
        assert (article.status, article.problem) == ("ready", "")

    def test_publishing_leaves_what_somebody_else_wrote_meanwhile(self, project, owner):
        article = an_article(project, ["One.", "Two."])
        Article.objects.filter(pk=article.pk).update(title="Renamed")
        article.cut_block(0, by=owner)
        article.refresh_from_db()
        assert (article.title, article.word_count) == ("Renamed", 1)

    def test_an_unreadable_page_keeps_its_original_and_the_reason(self, project):
        article = take_in(project, Source("", EMPTY, "text/html", "empty.html"))
        article.read()
        article.refresh_from_db()
        assert (article.status, article.current) == ("unreadable", None)
        assert article.problem
        assert article.snapshots.get().content == EMPTY

    def test_a_retry_reads_the_kept_original_again(self, project, django_capture_on_commit_callbacks):
        article = take_in(project, Source("", PAGE, "text/html"))
        Article.objects.filter(pk=article.pk).update(status="unreadable", problem="The worker was stopped.")
        article.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            article.retry()
        article.refresh_from_db()
        assert (article.status, article.problem) == ("ready", "")
        assert article.snapshots.count() == 1

    def test_a_retry_of_what_is_ready_does_nothing(self, project, django_capture_on_commit_callbacks):
        article = an_article(project)
        with django_capture_on_commit_callbacks() as callbacks:
            article.retry()
        assert (article.is_ready, callbacks) == (True, [])

    def test_an_address_is_fetched_and_its_bytes_kept(self, project, owner, settings):
        with Server({"/fire": answer(PAGE, content_type="text/html; charset=utf-8")}) as server:
            settings.FETCH_ALLOW = {server.address}
            article, _ = Article.objects.take_in(web_page(server.url("/fire")), project=project, by=owner)
            article.read()
        snapshot = article.snapshots.get()
        assert (snapshot.content, snapshot.url, snapshot.created_by) == (PAGE, server.url("/fire"), owner)
        assert snapshot.content_type == "text/html; charset=utf-8"
        assert article.is_ready

    def test_what_was_fetched_is_kept_although_it_cannot_be_read(self, project, settings):
        with Server({"/empty": answer(EMPTY)}) as server:
            settings.FETCH_ALLOW = {server.address}
            article = take_in(project, web_page(server.url("/empty")))
            article.read()
        assert article.status == "unreadable"
        assert article.snapshots.get().content == EMPTY

    def test_an_address_that_does_not_answer_is_an_entry_with_the_reason(self, project, settings):
        with Server({}) as server:
            settings.FETCH_ALLOW = {server.address}
            article = take_in(project, web_page(server.url("/gone")))
            article.read()
        assert (article.status, article.snapshots.count()) == ("unreadable", 0)
        assert "404" in article.problem

    def test_a_private_address_is_refused_with_the_reason(self, project):
        article = take_in(project, web_page("http://127.0.0.1:9/admin"))
        article.read()
        assert article.status == "unreadable"
        assert article.problem

    def test_a_mistake_of_ours_loses_no_page(self, project, settings, caplog):
        settings.VERSION_FOLLOWERS = settings.PROJECT_FOLLOWERS = ["no.such.module"]
        article = take_in(project, Source("", PAGE, "text/html"))
        default_storage.delete(article.snapshots.get().file.name)  # the disk lost it
        article.read()
        assert article.status == "unreadable"
        assert "FileNotFoundError" in article.problem
        assert "could not be read" in caplog.text


class TestVersions:
    def test_a_restored_block_makes_a_new_version_and_the_old_one_stays(self, project, owner):
        article = an_article(project, ["One.", paragraph("Two.", cut="An appeal"), "Three."])
        first = article.current
        second = article.restore_block(1, by=owner)
        article.refresh_from_db()
        assert (article.current, second.number, second.cause, second.created_by) == (second, 2, "restored", owner)
        assert (second.text, second.snapshot) == ("One.\nTwo.\nThree.", first.snapshot)
        assert article.versions.get(number=1).text == "One.\nThree."
        assert article.word_count == 3

    def test_cutting_a_restored_block_undoes_the_restoration_with_its_reason(self, project, owner):
        article = an_article(project, ["One.", paragraph("Two.", cut="An appeal")])
        article.restore_block(1, by=owner)
        third = article.cut_block(1, by=owner)
        assert (third.number, third.cause, third.text) == (3, "cut", "One.")
        assert third.blocks[1].reason == "An appeal"

    def test_a_block_cut_by_hand_says_so(self, project, owner):
        article = an_article(project, ["One.", "Two."])
        assert article.cut_block(0, by=owner).blocks[0].reason == "Cut by hand"

    def test_what_changes_nothing_makes_no_version(self, project, owner):
        article = an_article(project, ["One."])
        assert article.restore_block(0, by=owner) == article.current
        assert article.versions.count() == 1

    def test_a_block_that_is_not_there_is_an_error(self, project, owner):
        with pytest.raises(IndexError):
            an_article(project, ["One."]).restore_block(1, by=owner)

    def test_two_restorations_from_the_same_page_both_stay(self, project, owner):
        article = an_article(project, ["One.", paragraph("Two.", cut="a"), paragraph("Three.", cut="b")])
        same = Article.objects.get(pk=article.pk)
        article.restore_block(1, by=owner)
        assert same.restore_block(2, by=owner).text == "One.\nTwo.\nThree."

    def test_a_version_and_what_stands_on_it_come_in_one_transaction(self, project, owner, settings):
        article = an_article(project, ["One.", paragraph("Two.", cut="a")])
        highlight = a_highlight(article, "One")
        settings.VERSION_FOLLOWERS = [*settings.VERSION_FOLLOWERS, "no.such.follower"]
        with pytest.raises(ImportError):
            article.restore_block(1, by=owner)
        article.refresh_from_db()
        highlight.refresh_from_db()
        assert article.versions.count() == 1
        assert article.current == highlight.version == article.versions.get()

    def test_a_version_is_never_changed(self, project):
        version = an_article(project).current
        version.text = "Something else"
        with pytest.raises(ValueError, match="immutable"):
            version.save()

    def test_the_database_holds_one_version_a_number(self, project):
        version = an_article(project).current
        twin = Version(
            article=version.article, snapshot=version.snapshot, number=1, cause="imported", block_values=[], text=""
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save()

    def test_blocks_come_back_from_the_database_as_they_were(self, project):
        article = an_article(project, [paragraph("a <b> 🙂", "<em>a</em> &lt;b&gt; 🙂"), paragraph("x", cut="why")])
        stored = Version.objects.get(pk=article.current.pk)
        assert stored.blocks == article.current.blocks
        assert stored.kept_between(0, 1)[0].block.text == "a <b> 🙂"

    def test_a_range_touches_the_blocks_it_lies_in(self, project):
        version = an_article(project, ["0123", paragraph("cut", cut="x"), "5678", "abcd"]).current
        touched = {
            span: [placed.number for placed in version.kept_between(*span)] for span in [(0, 4), (3, 6), (5, 14)]
        }
        assert touched == {(0, 4): [0], (3, 6): [0, 2], (5, 14): [2, 3]}

    @pytest.mark.parametrize(("words", "minutes"), [(0, 1), (238, 1), (239, 2), (2380, 10)])
    def test_reading_time_is_in_whole_minutes(self, words, minutes):
        assert Article(word_count=words).reading_minutes == minutes


@pytest.mark.django_db(transaction=True)
class TestRemoval:
    def test_removing_an_article_removes_its_original(self, project):
        article = an_article(project)
        a_highlight(article, "One two")
        name = article.snapshots.get().file.name
        assert default_storage.exists(name)
        article.remove()
        assert not default_storage.exists(name)
        assert (Article.objects.count(), Version.objects.count(), Snapshot.objects.count()) == (0, 0, 0)

    def test_the_same_bytes_of_another_article_stay(self, project, owner):
        other = Project.objects.start("Other", by=owner)
        kept, gone = (take_in(each, Source("", PAGE, "text/html")) for each in (project, other))
        gone.remove()
        assert kept.snapshots.get().content == PAGE
        name = kept.snapshots.get().file.name
        kept.remove()
        assert not default_storage.exists(name)

    def test_the_same_bytes_imported_while_an_article_is_removed_stay(self, project, owner):
        gone = take_in(project, Source("", PAGE, "text/html"))
        with transaction.atomic():
            gone.remove()
            again = take_in(project, Source("", PAGE, "text/html"))
        assert again.snapshots.get().content == PAGE

    def test_an_original_fetched_for_an_article_that_is_gone_leaves_no_file(self, project):
        article = take_in(project, web_page("https://example.org/fire"))
        same = Article.objects.get(pk=article.pk)
        article.remove()
        before = files()
        with pytest.raises(IntegrityError):
            Snapshot.objects.keep(PAGE, article=same, by=None)
        assert files() == before

    def test_a_removal_that_fails_keeps_the_original(self, project):
        article = an_article(project)
        name = article.snapshots.get().file.name
        with transaction.atomic():
            article.remove()
            transaction.set_rollback(True)
        assert default_storage.exists(name)
        assert Article.objects.count() == 1

    def test_removing_a_project_removes_its_originals(self, project):
        names = [an_article(project).snapshots.get().file.name for _ in range(2)]
        project.remove()
        assert Project.objects.count() == 0
        assert not any(default_storage.exists(name) for name in names)
