"""An undo never takes back the work of others, finds its place in any version, and happens once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import lxml.html
import pytest
from django.db import connection

from annotations.models import Annotation, Change, Operation, codebook_editing, editing
from annotations.models.history import NothingToTurn, Overtaken
from annotations.news import News
from reader.models import Article, Project, User, Version
from tests.answers import words_of
from tests.builders import a_highlight, an_article, paragraph, place_of


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["One two three four five.", "Six seven.", "Eight nine ten."])


@pytest.fixture
def undo(project: Project, coder: User) -> Callable[[], Operation]:
    def undo() -> Operation:
        last = Operation.objects.last_done(coder, project)
        assert last
        return last.undo(coder)

    return undo


@pytest.fixture
def redo(project: Project, coder: User) -> Callable[[], Operation]:
    def redo() -> Operation:
        last = Operation.objects.last_undone(coder, project)
        assert last
        return last.redo(coder)

    return redo


def reloaded(annotation: Annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in annotation.tags.all()]


def republished(article: Article, *paragraphs: str) -> Article:
    """Return the article with these paragraphs as its text."""
    article.refresh_from_db()
    blocks = [paragraph(text) for text in paragraphs]
    article.publish(blocks, snapshot=article.snapshots.get(), cause=Version.Cause.IMPORTED, by=None)
    article.save()
    return Article.objects.select_related("current", "project").get(pk=article.pk)


def blocks_of(news: News) -> list[str]:
    """Return the words of the blocks that a page is sent."""
    return [words_of(block) for block in lxml.html.fragments_fromstring(news.blocks)]


class TestHighlights:
    def test_a_new_highlight_that_somebody_has_worked_on_stays(self, article, coder, owner, undo):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("theirs", based_on=1, by=owner)
        with pytest.raises(Overtaken):
            undo()
        assert (reloaded(made).is_deleted, reloaded(made).note) == (False, "theirs")

    def test_what_somebody_did_and_undid_is_no_work(self, article, project, coder, owner, undo):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("theirs", based_on=1, by=owner)
        Operation.objects.last_done(owner, project).undo(owner)
        undo()
        assert reloaded(made).is_deleted

    def test_the_second_half_of_a_split_stays_with_what_somebody_wrote_on_it(self, article, coder, owner, undo):
        made = a_highlight(article, "two three", by=coder)
        editing.split(made, place_of("three", article).start, by=coder)
        second = Annotation.objects.latest("pk")
        second.revise_note("theirs", based_on=1, by=owner)
        with pytest.raises(Overtaken):
            undo()
        assert [each.exact for each in Annotation.objects.alive()] == ["two", "three"]

    def test_a_deletion_is_not_done_again_over_somebodys_note(self, article, coder, owner, undo, redo):
        made = a_highlight(article, "two", by=coder)
        made.delete_softly(by=coder)
        undo()
        reloaded(made).revise_note("theirs", based_on=1, by=owner)
        with pytest.raises(Overtaken):
            redo()
        assert not reloaded(made).is_deleted

    def test_the_deletion_of_somebody_is_not_taken_for_ones_own(self, article, coder, owner, undo, redo):
        made = a_highlight(article, "two", by=coder)
        made.delete_softly(by=coder)
        undo()
        reloaded(made).delete_softly(by=owner)
        with pytest.raises(Overtaken):
            redo()
        assert reloaded(made).is_deleted

    def test_the_making_of_what_somebody_deleted_is_not_undone_to_be_done_again(self, article, project, coder, owner):
        made = a_highlight(article, "two", by=coder)
        reloaded(made).delete_softly(by=owner)
        with pytest.raises(Overtaken):
            Operation.objects.last_done(coder, project).undo(coder)
        assert Operation.objects.last_undone(coder, project) is None


class TestTags:
    def test_a_tag_that_somebody_gave_again_since_stays(self, article, coder, owner, undo):
        claim = article.project.tags.get(name="Claim")
        made = a_highlight(article, "two", by=coder)
        for present, by in [(True, coder), (False, owner), (True, owner)]:
            made.retag(claim, present=present, by=by)
        with pytest.raises(Overtaken):
            undo()
        assert tags_of(made) == ["Claim"]

    def test_a_tag_that_somebody_took_since_is_not_given(self, article, coder, owner, undo):
        claim = article.project.tags.get(name="Claim")
        made = a_highlight(article, "two", "Claim", by=coder)
        for present, by in [(False, coder), (True, owner), (False, owner)]:
            made.retag(claim, present=present, by=by)
        with pytest.raises(Overtaken):
            undo()
        assert tags_of(made) == []

    def test_an_undo_that_would_change_no_tag_is_none(self, article, coder, undo):
        claim, disputed = (article.project.tags.get(name=name) for name in ("Claim", "Disputed"))
        made = a_highlight(article, "two", by=coder)
        tagging = made.retag(claim, present=True, by=coder)
        codebook_editing.merge(claim, disputed, by=coder)
        recorded = Change.objects.count()
        with pytest.raises(Overtaken):
            tagging.undo(coder)
        assert (tags_of(made), Change.objects.count()) == (["Disputed"], recorded)

    def test_history_tells_of_the_tags_that_an_undo_changed(self, article, coder, owner, undo):
        claim, disputed = (article.project.tags.get(name=name) for name in ("Claim", "Disputed"))
        made = a_highlight(article, "two", by=coder)
        made.retag(claim, present=True, by=coder)
        made.retag(disputed, present=True, by=owner)
        change = undo().changes.get()
        assert (change.before, change.after) == ({"tags": [claim.pk, disputed.pk]}, {"tags": [disputed.pk]})


class TestVersions:
    @pytest.fixture
    def changed(self, article, coder) -> tuple[Article, Annotation]:
        """The article with other words where `two three four` was highlighted."""
        made = a_highlight(article, "two three four", by=coder)
        article = republished(article, "One two thirty four five.", "Six seven.", "Eight nine ten.")
        assert reloaded(made).former_exact == "two three four"
        return article, reloaded(made)

    def test_a_range_comes_back_with_the_words_that_were_highlighted(self, changed, coder, undo, redo):
        article, made = changed
        editing.change_range(made, place_of("thirty four five", article), by=coder)
        assert reloaded(made).former_exact == ""
        undo()
        assert (reloaded(made).exact, reloaded(made).former_exact) == ("two thirty four", "two three four")
        redo()
        assert (reloaded(made).exact, reloaded(made).former_exact) == ("thirty four five", "")

    def test_so_it_does_in_a_still_newer_version(self, changed, coder, undo):
        article, made = changed
        editing.change_range(made, place_of("Six", article), by=coder)
        republished(article, "New.", "One two thirty four five.", "Six seven.", "Eight nine ten.")
        undo()
        assert (reloaded(made).exact, reloaded(made).former_exact) == ("two thirty four", "two three four")

    def test_so_it_does_after_a_split(self, changed, coder, undo):
        article, made = changed
        editing.split(made, place_of("thirty", article).start, by=coder)
        undo()
        assert (reloaded(made).exact, reloaded(made).former_exact) == ("two thirty four", "two three four")

    def test_so_it_does_after_a_merge(self, changed, coder, undo):
        article, made = changed
        editing.merge(made, a_highlight(article, "Six", by=coder), by=coder)
        undo()
        assert (reloaded(made).exact, reloaded(made).former_exact) == ("two thirty four", "two three four")

    def test_a_range_comes_back_where_the_text_has_left_the_new_one_without_a_place(self, article, coder, undo):
        made = a_highlight(article, "Six", by=coder)
        editing.change_range(made, place_of("Eight nine ten", article), by=coder)
        republished(article, "One two three four five.", "Six seven.")
        assert reloaded(made).status == "orphan"
        undo()
        assert (reloaded(made).status, reloaded(made).exact) == ("anchored", "Six")

    def test_the_range_that_somebody_gave_is_not_taken_back_when_it_has_no_place(self, article, coder, owner, undo):
        made = a_highlight(article, "Six", by=coder)
        editing.change_range(made, place_of("Eight", article), by=coder)
        editing.change_range(reloaded(made), place_of("nine ten", article), by=owner)
        republished(article, "One two three four five.", "Six seven.")
        with pytest.raises(Overtaken):
            undo()
        assert reloaded(made).exact == "nine ten"

    def test_news_of_an_undone_range_are_both_places_of_now(self, article, coder, undo):
        made = a_highlight(article, "Six", by=coder)
        editing.change_range(made, place_of("Eight nine", article), by=coder)
        article = republished(article, "New.", "One two three four five.", "Six seven.", "Eight nine ten.")
        seen = Change.objects.latest("pk").pk
        undo()
        assert blocks_of(News(article, seen)) == ["Six seven.", "Eight nine ten."]

    def test_news_of_an_undone_merge_are_all_blocks_it_was_on(self, article, coder, undo):
        left, right = a_highlight(article, "five", by=coder), a_highlight(article, "Eight", by=coder)
        editing.merge(left, right, by=coder)
        article = republished(article, "New.", "One two three four five.", "Six seven.", "Eight nine ten.")
        seen = Change.objects.latest("pk").pk
        undo()
        assert blocks_of(News(article, seen)) == ["One two three four five.", "Six seven.", "Eight nine ten."]


class TestAtOnce:
    def test_what_is_undone_already_is_not_undone_again(self, article, project, coder):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("why", based_on=1, by=coder)
        one, other = (Operation.objects.last_done(coder, project) for _ in range(2))
        one.undo(coder)
        with pytest.raises(NothingToTurn):
            other.undo(coder)
        other.set_aside()
        assert Operation.objects.last_undone(coder, project) == one
        assert Operation.objects.filter(action=Operation.Action.UNDONE).count() == 1

    def test_what_is_done_again_already_is_not_done_again(self, article, project, coder, undo):
        a_highlight(article, "two", by=coder)
        undo()
        one, other = (Operation.objects.last_undone(coder, project) for _ in range(2))
        one.redo(coder)
        with pytest.raises(NothingToTurn):
            other.redo(coder)
        assert Operation.objects.filter(action=Operation.Action.REDONE).count() == 1

    def test_an_undo_that_was_overtaken_can_be_set_aside(self, article, project, coder, owner):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("theirs", based_on=1, by=owner)
        making = Operation.objects.last_done(coder, project)
        with pytest.raises(Overtaken):
            making.undo(coder)
        making.set_aside()
        making.refresh_from_db()
        assert making.state == Operation.State.OVERTAKEN

    @pytest.mark.django_db(transaction=True)
    def test_of_two_undos_at_once_one_finds_nothing(self, article, project, coder):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("why", based_on=1, by=coder)
        start, found = Barrier(2), []

        def undo() -> None:
            last = Operation.objects.last_done(coder, project)
            start.wait()
            try:
                found.append(last.undo(coder).action)
            except NothingToTurn:
                found.append("nothing")
            finally:
                connection.close()

        threads = [Thread(target=undo) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(found) == ["nothing", "undone"]
        assert (reloaded(made).note, reloaded(made).is_deleted) == ("", False)
