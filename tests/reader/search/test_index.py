"""The index keeps up with every change, in the transaction that makes it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Tag, Tally, bulk, codebook_editing, editing, tally
from reader.models import Article, Entry, Project, Version, entry
from reader.models.entry import languages_of
from tests.builders import a_highlight, an_article, paragraph, place_of
from tests.reader.search.asking import found


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["One two three.", "Four five six.", paragraph("An appeal.", cut="x")], title="Fire")


def entry_of(article: Article) -> Entry:
    Entry.objects.refresh([article.project_id])
    return Entry.objects.get(pk=article.pk)


class TestArticles:
    def test_a_restored_block_is_found_and_a_cut_one_no_more(self, project, article, owner):
        assert (found(project, "appeal"), found(project, "five")) == ([], ["Fire"])
        article.restore_block(2, by=owner)
        article.cut_block(1, by=owner)
        assert (found(project, "appeal"), found(project, "five")) == (["Fire"], [])

    def test_a_new_title_is_found_and_the_old_one_no_more(self, project, article):
        article.title = "Flood"
        article.save(update_fields=["title"])
        assert (found(project, "flood"), found(project, "fire")) == (["Flood"], [])

    def test_what_is_undone_with_its_transaction_was_never_found(self, project, article, owner):
        with transaction.atomic():
            article.restore_block(2, by=owner)
            assert found(project, "appeal") == ["Fire"]
            transaction.set_rollback(True)
        assert found(project, "appeal") == []

    def test_a_phrase_is_more_than_the_pairs_in_it(self, project):
        an_article(project, ["Blue ships rest here.", "Red ships home tonight."], title="Apart")
        an_article(project, ["Blue ships home tonight."], title="Together")
        assert found(project, '"blue ships home"') == ["Together"]
        assert found(project, '"ships home" -"blue ships home"') == ["Apart"]
        assert found(project, '"ships rest" or ("blue ships" tonight -"ships rest")') == ["Apart", "Together"]
        assert found(project, '"rest here" or hull') == ["Apart"]

    def test_words_are_looked_for_in_the_languages_that_a_project_has(self, project, owner):
        assert languages_of(project.pk) == []
        for language in ("fr", "en-GB", "fr", "", "tlh"):
            an_article(project, ["Les navires marina."], title=f"In {language}", language=language)
        an_article(Project.objects.start("Another", by=owner), ["Barcos."], language="es")
        assert languages_of(project.pk) == ["", "en", "fr", "tlh"]
        assert found(project, "navires") == ["In fr", "In en-GB", "In fr", "In ", "In tlh"]

    def test_a_removed_article_leaves_nothing(self, project, article):
        article.remove()
        assert found(project, "two") == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM reader_search")
            assert cursor.fetchone() == (0,)

    def test_one_that_cannot_be_read_is_listed_as_such(self, project):
        article = an_article(project)
        Article.objects.filter(pk=article.pk).update(status="waiting")
        Article.objects.get(pk=article.pk)._set_aside("The server answered 404.")
        assert entry_of(article).status == "unreadable"

    def test_a_text_with_very_many_different_words_is_found_by_its_first(self, project, article):
        words = " ".join(f"{number:07}" for number in range(150_000))
        article.publish([paragraph(words)], snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=None)
        assert (found(project, "0000077"), found(project, "0149999")) == (["Fire"], [])


class TestHighlights:
    def test_a_note_is_found_as_it_is_now(self, project, article, owner):
        made = a_highlight(article, "two", note="Compare the ledger.", by=owner)
        assert found(project, "ledgers two") == ["Fire"]
        made.revise_note("Ask the union.", based_on=1, by=owner)
        assert (found(project, "ledger"), found(project, "union")) == ([], ["Fire"])
        operation = made.delete_softly(by=owner)
        assert found(project, "union") == []
        operation.undo(by=owner)
        assert found(project, "union") == ["Fire"]

    def test_a_note_is_found_in_the_language_that_its_article_has_now(self, project, article, owner):
        a_highlight(article, "two", note="Compare the ledgers.", by=owner)
        assert found(project, "ledger") == ["Fire"]
        article.language = "fr"
        article.save(update_fields=["language"])
        assert found(project, "ledgers") == ["Fire"]

    def test_a_phrase_ends_with_its_note(self, project, article, owner):
        a_highlight(article, "two", note="Ask the union", by=owner)
        a_highlight(article, "five", note="ledger", by=owner)
        assert (found(project, '"union ledger"'), found(project, '"the union"')) == ([], ["Fire"])

    def test_a_quote_that_the_text_has_lost_is_still_found(self, project, article, owner):
        a_highlight(article, "five", by=owner)
        article.cut_block(1, by=owner)
        assert (found(project, "five"), found(project, "six"), found(project, "has:orphan")) == (["Fire"], [], ["Fire"])
        article.restore_block(1, by=owner)
        assert (found(project, "six"), found(project, "has:orphan")) == (["Fire"], [])

    def test_words_that_were_highlighted_before_the_text_changed_are_found(self, project, article, owner):
        a_highlight(article, "Four five six", by=owner)
        blocks = [paragraph("One two three."), paragraph("Four fine six.")]
        article.publish(blocks, snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=owner)
        assert Annotation.objects.get().former_exact == "Four five six"
        assert found(project, '"five six"') == ["Fire"]

    def test_highlights_are_counted_in_the_list(self, project, article, owner):
        first, second = a_highlight(article, "two", note="why", by=owner), a_highlight(article, "five", by=owner)
        assert (entry_of(article).highlights, entry_of(article).notes, entry_of(article).orphans) == (2, 1, 0)
        editing.merge(first, second, by=owner)
        first.refresh_from_db()
        assert (entry_of(article).highlights, entry_of(article).notes) == (1, 1)
        editing.split(first, article.current.text.index("Four"), by=owner)
        assert entry_of(article).highlights == 2
        bulk.delete(Annotation.objects.all(), project=project, by=owner).undo(by=owner)
        assert entry_of(article).highlights == 2

    def test_a_moved_highlight_keeps_its_note(self, project, article, owner):
        made = a_highlight(article, "two", note="union", by=owner)
        editing.change_range(made, place_of("five", article), by=owner)
        assert found(project, "union") == ["Fire"]

    def test_a_change_costs_the_same_however_much_stands_on_the_article(self, project, article, owner):
        counts = []
        for number in (1, 20):
            for each in range(number):
                a_highlight(article, "two", note=f"Note {number} {each}.", by=owner)
            with CaptureQueriesContext(connection) as captured:
                a_highlight(article, "five", note="ledger", by=owner)
            counts.append(len(captured))
            assert not [query for query in captured if "reader_search" in query["sql"]]
        assert counts[0] == counts[1]


class TestTags:
    def test_an_article_is_found_by_the_tags_on_it(self, project, article, owner):
        made = a_highlight(article, "two", "Claim", by=owner)
        figure = project.tags.get(name="Casualty figure")
        for query in ("tag:claim", "tag:Claims", "claim", "claim two", "has:claim", "fire has:claim -has:disputed"):
            assert found(project, query) == ["Fire"], query
        for query in ("-tag:claim", "tag:figure", 'tag:"casualty figure"', "-claim", "has:figure", "tag:nothing"):
            assert found(project, query) == [], query
        made.retag(figure, present=True, by=owner)
        assert [found(project, query) for query in ('tag:"casualty figure"', "has:figure", "figure")] == [["Fire"]] * 3
        made.retag(figure, present=False, by=owner)
        assert found(project, 'tag:"casualty figure"') == []

    @pytest.mark.parametrize("few", [tally.FEW, 0])
    def test_words_are_looked_for_among_what_bears_a_tag(self, project, owner, monkeypatch, few):
        monkeypatch.setattr(tally, "FEW", few)
        an_article(project, ["One two three."], title="Plain")
        claimed = an_article(project, ["One two three."], title="Claimed")
        both = an_article(project, ["One two three."], title="Both")
        a_highlight(claimed, "two", "Claim", by=owner)
        a_highlight(both, "two", "Claim", "Disputed", by=owner)
        queries = (
            "two tag:claim",
            '"one two" tag:claim tag:disputed',
            "two -tag:claim",
            '"two one" tag:claim',
            "two tag:no",
        )
        answers = [["Both", "Claimed"], ["Both"], ["Plain"], [], []]
        assert [sorted(found(project, query)) for query in queries] == answers

    def test_a_tag_is_found_by_its_new_name_and_kind(self, project, article, owner):
        made = a_highlight(article, "two", "Claim", by=owner)
        tag = made.tags.get()
        codebook_editing.revise(tag, {"name": "Allegation", "kind": Tag.Kind.DISPUTED}, by=owner)
        queries = ("tag:allegation", "tag:claim", "has:disputed", "has:claim")
        assert [found(project, query) for query in queries] == [["Fire"], [], ["Fire"], []]

    def test_merged_and_removed_tags_are_counted_anew(self, project, article, owner):
        a_highlight(article, "two", "Claim", by=owner)
        a_highlight(article, "five", "Disputed", by=owner)
        claim, disputed = project.tags.get(name="Claim"), project.tags.get(name="Disputed")
        operation = codebook_editing.merge(claim, disputed, by=owner)
        Entry.objects.refresh([project.pk])
        assert list(Tally.objects.values_list("tag", "highlights")) == [(disputed.pk, 2)]
        operation.undo(by=owner)
        Entry.objects.refresh([project.pk])
        assert sorted(Tally.objects.values_list("tag", "highlights")) == sorted([(claim.pk, 1), (disputed.pk, 1)])
        codebook_editing.remove(claim, by=owner)
        assert found(project, "tag:claim") == []

    def test_many_tags_at_once(self, project, owner):
        articles = [an_article(project, title=f"Report {number}") for number in range(3)]
        for article in articles:
            a_highlight(article, "two", note="union", by=owner)
        claim = project.tags.get(name="Claim")
        operation = bulk.retag(Annotation.objects.all(), claim, present=True, project=project, by=owner)
        assert len(found(project, "tag:claim union")) == 3
        operation.undo(by=owner)
        assert (found(project, "tag:claim"), len(found(project, "union"))) == ([], 3)

    def test_a_note_written_while_the_library_counts_is_found(self, project, article, owner, monkeypatch):
        made = a_highlight(article, "two", by=owner)
        Entry.objects.refresh([project.pk])
        made.retag(project.tags.get(name="Claim"), present=True, by=owner)  # of which the count alone is overtaken
        before = entry.OUTDATED

        def outdated(**values: str) -> list[tuple[int, int]]:
            found = before(**values)
            if not made.note:
                made.revise_note("union", based_on=1, by=owner)
            return found

        monkeypatch.setattr(entry, "OUTDATED", outdated)
        assert found(project, "union") == found(project, "tag:claim") == ["Fire"]


class TestProjects:
    def test_one_project_is_not_found_in_another(self, project, article, stranger):
        other = Project.objects.get(name="Elsewhere")
        an_article(other, ["One two three."], title="Theirs")
        assert (found(project, "two"), found(other, "two")) == (["Fire"], ["Theirs"])
        assert found(other, "tag:claim or two") == ["Theirs"]

    def test_a_removed_project_leaves_nothing(self, project, article):
        project.remove()
        assert not Entry.objects.exists()


class TestReindex:
    def test_everything_is_as_it_was_kept_up(self, project, article, owner, capsys):
        a_highlight(article, "two", "Claim", note="union", by=owner)
        a_highlight(article, "five", by=owner)
        article.cut_block(1, by=owner)
        other = an_article(project, ["أصيب عمال."], title="ثان", language="ar")
        Entry.objects.refresh([project.pk])
        entries, tallies = list(Entry.objects.values()), list(Tally.objects.values_list("article", "tag", "highlights"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, text, notes FROM reader_search ORDER BY rowid")
            kept = cursor.fetchall()
            cursor.execute("DELETE FROM reader_search")
        Entry.objects.all().delete()
        Tally.objects.all().delete()
        call_command("reindex")
        assert "2 articles indexed" in capsys.readouterr().out
        assert list(Entry.objects.values()) == entries
        assert list(Tally.objects.values_list("article", "tag", "highlights")) == tallies
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, text, notes FROM reader_search ORDER BY rowid")
            assert cursor.fetchall() == kept
        assert found(project, "اصيب") == [other.title]

    def test_missing_leaves_alone_what_is_there(self, project, article, capsys):
        Entry.objects.update(highlights=9)
        call_command("reindex", missing=True)
        assert (capsys.readouterr().out, entry_of(article).highlights) == ("", 9)
        Entry.objects.all().delete()
        call_command("reindex", missing=True)
        assert found(project, "two") == ["Fire"]
