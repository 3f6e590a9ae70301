"""`manage.py reextract`: old articles get the text that today's extractor reads in their originals."""

from __future__ import annotations

import os
import pty
from contextlib import nullcontext
from dataclasses import replace
from io import StringIO, TextIOWrapper

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from reader.extraction import extract
from reader.importers import Source
from reader.management.commands import reextract
from reader.models import Article, Project, Version
from reader.models.version import CUT_BY_HAND
from tests.builders import PAGE, a_highlight, an_article, paragraph

pytestmark = pytest.mark.django_db

APPEAL = "Support the Courier: our reporters on the quay need you."


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    """A folder of its own, for the list of the articles that were read."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def an_old_article(project: Project, *, number: int = 0) -> Article:
    """Return an article from a real page, as an extractor read it that kept an appeal and missed a paragraph."""
    article, _ = Article.objects.take_in(Source("", PAGE + b" " * number, "text/html"), project=project, by=None)
    found = extract(PAGE, content_type="text/html")
    kept = [block for block in found.blocks if block.kept]
    old = [paragraph(APPEAL), *kept[:1], *kept[2:]]
    article.publish(old, snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=None)
    article.status, article.title = Article.Status.READY, "Fire at the quay"
    article.save()
    return article


def run(*arguments: str, fails: bool = False) -> tuple[str, str]:
    """Return what the command says, and what it complains of."""
    out, complaints = StringIO(), StringIO()
    with pytest.raises(SystemExit, match="1") if fails else nullcontext():
        call_command("reextract", *arguments, stdout=out, stderr=complaints)
    return out.getvalue(), complaints.getvalue()


def text_of(article: Article) -> str:
    return Article.objects.get(pk=article.pk).current.text


def test_an_old_article_gets_the_text_that_is_read_today(project):
    article = an_old_article(project)
    out, complaints = run("--article", str(article.pk))
    assert text_of(article) == extract(PAGE, content_type="text/html").text
    assert APPEAL not in text_of(article)
    assert article.versions.count() == 2
    assert (out.splitlines()[-1], complaints) == ("Articles: 1 with another text.", "")


def test_an_article_that_reads_the_same_gets_no_new_version(project):
    article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=None)
    article.read()
    out, _ = run("--all", "--again")
    assert article.versions.count() == 1
    assert out == "Articles: 1 as before.\n"


def test_an_article_that_this_extractor_imported_is_not_read_again(project):
    article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=None)
    article.read()
    old = an_old_article(project, number=1)
    out, _ = run("--all", "--dry-run")
    assert out.splitlines()[-1].startswith("Articles: 1 skipped, read before by this extractor, 1 with another text.")
    run("--all")
    assert (article.versions.count(), old.versions.count()) == (1, 2)


def test_what_the_page_says_of_itself_is_taken_over_and_nothing_is_emptied(project):
    article = an_old_article(project)
    Article.objects.filter(pk=article.pk).update(title="Fire at", language="", byline="By hand")
    run("--all")
    article.refresh_from_db()
    assert (article.title, article.language, article.byline) == ("Fire at the quay", "en", "By hand")


def test_highlights_move_along_and_what_became_of_them_is_counted(project):
    article = an_old_article(project)
    moved, orphan = a_highlight(article, "A warehouse burned"), a_highlight(article, "our reporters on the quay")
    start = moved.start
    out, _ = run("--all")
    for highlight in (moved, orphan):
        highlight.refresh_from_db()
    assert moved.start == start - len(APPEAL) - 1
    assert text_of(article)[moved.start : moved.end] == "A warehouse burned"
    assert orphan.status == "orphan"
    assert out.splitlines() == [
        f"Article {article.pk}, Fire at the quay: 1 with another text; highlights: 1 become orphans, 1 move.",
        "Articles: 1 with another text; highlights: 1 become orphans, 1 move.",
    ]


def test_highlights_whose_words_change_and_that_are_found_again_are_counted_too(project):
    article = an_old_article(project)
    current = article.current
    lost = a_highlight(article, "Neither account could be checked")
    said = "Ten people died at the quay, the harbour office said, and a warehouse burned on Tuesday night."
    blocks = [paragraph(said.replace("Ten", "Nine")), *current.blocks[:-1]]
    article.publish(blocks, snapshot=current.snapshot, cause=Version.Cause.IMPORTED, by=None)
    a_highlight(article, "Nine people died at the quay")
    new = [paragraph(said), *current.blocks]
    version = article.publish(new, snapshot=current.snapshot, cause=Version.Cause.IMPORTED, by=None)
    lost.refresh_from_db()
    assert lost.status == "anchored"
    assert version.followed == {"change words": 1, "are found again": 1}


def test_a_dry_run_says_the_same_and_changes_nothing(project):
    article = an_old_article(project)
    a_highlight(article, "A warehouse burned")
    Article.objects.filter(pk=article.pk).update(byline="")
    before = [list(Article.objects.values()), list(Version.objects.values()), list(article.annotations.values())]
    dry, _ = run("--all", "--dry-run")
    assert [
        list(Article.objects.values()),
        list(Version.objects.values()),
        list(article.annotations.values()),
    ] == before
    real, _ = run("--all")
    assert dry == real.rstrip("\n") + " This was a dry run: nothing has changed.\n"


def test_only_the_articles_that_were_named_are_read(project, owner):
    mine, other = an_old_article(project), an_old_article(Project.objects.start("Other", by=owner))
    run("--project", str(project.pk))
    assert APPEAL not in text_of(mine)
    assert APPEAL in text_of(other)
    run("--article", str(other.pk))
    assert APPEAL not in text_of(other)


@pytest.mark.parametrize("arguments", [(), ("--article", "0"), ("--project", "0"), ("--all", "--article", "1")])
def test_what_is_not_there_or_not_clear_is_an_error(project, arguments):
    with pytest.raises(CommandError):
        call_command("reextract", *arguments)


class TestChoices:
    """What readers restored and cut stays restored and cut."""

    def test_a_block_that_was_cut_by_hand_stays_cut(self, project, owner):
        article = an_old_article(project)
        article.cut_block(1, by=owner)
        cut = article.current.blocks[1].text
        run("--all")
        assert cut not in text_of(article)
        current = Article.objects.get(pk=article.pk).current
        assert [block.reason for block in current.blocks if block.text == cut] == [CUT_BY_HAND]

    def test_a_block_that_was_restored_stays_restored(self, project, owner):
        found = extract(PAGE, content_type="text/html")
        title = next(number for number, block in enumerate(found.blocks) if not block.kept)
        article, _ = Article.objects.take_in(Source("", PAGE, "text/html"), project=project, by=None)
        article.read()
        article.restore_block(title, by=owner)
        article.refresh_from_db()
        older = [paragraph(APPEAL), *article.current.blocks]
        article.publish(older, snapshot=article.current.snapshot, cause=Version.Cause.IMPORTED, by=None)
        run("--all")
        current = Article.objects.get(pk=article.pk).current
        assert current.text.startswith(found.blocks[title].text)
        assert current.blocks[title] == replace(found.blocks[title], kept=True)

    def test_a_choice_whose_block_is_no_more_is_counted(self, project, owner):
        article = an_old_article(project)
        article.cut_block(0, by=owner)
        out, _ = run("--all")
        assert "restored or cut and that are there no more: 1" in out

    def test_choices_are_kept_over_and_over_without_a_new_version(self, project, owner):
        article = an_old_article(project)
        article.cut_block(1, by=owner)
        run("--all")
        number = Article.objects.get(pk=article.pk).current.number
        out, _ = run("--all", "--again")
        assert out == "Articles: 1 as before.\n"
        assert Article.objects.get(pk=article.pk).current.number == number

    def test_what_a_reader_cut_and_restored_is_as_it_was(self, project, owner):
        article = an_old_article(project)
        article.cut_block(1, by=owner)
        article.restore_block(1, by=owner)
        run("--all")
        assert text_of(article) == extract(PAGE, content_type="text/html").text


class TestFailures:
    def test_an_article_that_fails_stays_as_it_is_and_the_rest_goes_on(self, project, caplog):
        unreadable = an_article(project, ["Only this."])
        lost, fine = an_old_article(project), an_old_article(project, number=1)
        default_storage.delete(lost.current.snapshot.file.name)  # the disk lost it
        with unreadable.snapshots.get().file.open("wb") as file:
            file.write(b"\0\1\2" * 50)
        before = [text_of(each) for each in (unreadable, lost)]
        out, complaints = run("--all", fails=True)
        assert [text_of(each) for each in (unreadable, lost)] == before
        assert APPEAL not in text_of(fine)
        assert f"Article {unreadable.pk}, " in complaints
        assert f"Article {lost.pk}, Fire at the quay: Attest failed on it (FileNotFoundError)" in complaints
        assert out.splitlines()[-1] == "Articles: 2 not read, 1 with another text."
        assert "could not be read anew" in caplog.text

    def test_where_carrying_fails_the_article_stays_as_it_is(self, project, settings):
        article = an_old_article(project)
        settings.VERSION_FOLLOWERS = [*settings.VERSION_FOLLOWERS, "no.such.follower"]
        run("--all", fails=True)
        assert article.versions.count() == 1
        assert APPEAL in text_of(article)


class TestResuming:
    def test_what_this_extractor_has_read_is_skipped(self, project):
        first = an_old_article(project)
        run("--all")
        first.publish([paragraph(APPEAL)], snapshot=first.snapshots.get(), cause=Version.Cause.IMPORTED, by=None)
        second = an_old_article(project, number=1)
        out, _ = run("--all")
        assert (text_of(first), APPEAL in text_of(second)) == (APPEAL, False)
        assert out.splitlines()[-1] == "Articles: 1 skipped, read before by this extractor, 1 with another text."
        run("--all", "--again")
        assert text_of(first) == text_of(second)

    def test_another_extractor_reads_everything(self, project, monkeypatch, data_folder):
        article = an_old_article(project)
        run("--all")
        article.publish([paragraph(APPEAL)], snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=None)
        monkeypatch.setattr(reextract, "fingerprint", lambda: "another")
        run("--all")
        assert APPEAL not in text_of(article)
        assert len(list(data_folder.glob("reextracted-*"))) == 1

    def test_a_run_that_is_stopped_goes_on_where_it_was(self, project, monkeypatch):
        articles = [an_old_article(project, number=number) for number in range(3)]
        read = []
        whole = reextract.reextract

        def stopped(article, **options):
            if len(read) == 1:
                raise KeyboardInterrupt
            read.append(article.pk)
            return whole(article, **options)

        monkeypatch.setattr(reextract, "reextract", stopped)
        with pytest.raises(KeyboardInterrupt):
            call_command("reextract", "--all", stdout=StringIO(), stderr=StringIO())
        assert [APPEAL in text_of(each) for each in articles] == [False, True, True]
        monkeypatch.setattr(reextract, "reextract", whole)
        out, _ = run("--all")
        assert [APPEAL in text_of(each) for each in articles] == [False] * 3
        assert "1 skipped" in out

    def test_a_dry_run_and_a_failure_are_not_taken_for_done(self, project, settings):
        article = an_old_article(project)
        run("--all", "--dry-run")
        followers = settings.VERSION_FOLLOWERS
        settings.VERSION_FOLLOWERS = ["no.such.follower"]
        run("--all", fails=True)
        settings.VERSION_FOLLOWERS = followers
        run("--all")
        assert APPEAL not in text_of(article)


def test_progress_is_shown_on_a_terminal_and_nowhere_else(project):
    an_old_article(project)
    reading, terminal = pty.openpty()
    with TextIOWrapper(os.fdopen(terminal, "wb", buffering=0), write_through=True) as stderr:
        call_command("reextract", "--all", stdout=StringIO(), stderr=stderr, no_color=True)
        shown = os.read(reading, 10_000).decode()
    os.close(reading)
    assert "1 of 1" in shown
    _, complaints = run("--all", "--again")
    assert complaints == ""
