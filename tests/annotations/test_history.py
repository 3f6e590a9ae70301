"""What people did is kept, undone and done again, and never takes the work of others away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.core.selectors import TextPositionSelector
from annotations.models import Annotation, Change, Operation, Tag, editing
from annotations.models.editing import StaleRange
from annotations.models.history import Overtaken
from annotations.models.querysets import NoSuchPassage
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article, paragraph, place_of


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["One two three four five.", paragraph("An appeal.", cut="an appeal"), "Six seven."])


@pytest.fixture
def undo(project: Project, coder: User) -> Callable[..., Operation]:
    def undo(by: User = coder, article: Article | None = None) -> Operation:
        last = Operation.objects.last_done(by, project, article)
        assert last
        return last.undo(by)

    return undo


@pytest.fixture
def redo(project: Project, coder: User) -> Callable[..., Operation]:
    def redo(by: User = coder, article: Article | None = None) -> Operation:
        last = Operation.objects.last_undone(by, project, article)
        assert last
        return last.redo(by)

    return redo


def reloaded(annotation: Annotation) -> Annotation:
    return Annotation.objects.get(pk=annotation.pk)


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in annotation.tags.all()]


def alive() -> list[str]:
    return [annotation.exact for annotation in Annotation.objects.alive().order_by("pk")]


class TestUndo:
    def test_a_new_highlight_goes_and_comes(self, article, coder, undo, redo):
        made = a_highlight(article, "two", "Claim", note="why", by=coder)
        undo()
        assert alive() == []
        redo()
        assert alive() == ["two"]
        assert (reloaded(made).note, tags_of(made)) == ("why", ["Claim"])

    def test_everything_is_undone_in_the_order_it_was_done_and_redone_in_the_other(self, article, coder, undo, redo):
        claim = article.project.tags.get(name="Claim")
        made = a_highlight(article, "two", by=coder)
        made.retag(claim, present=True, by=coder)
        made.revise_note("why", based_on=1, by=coder)
        editing.change_range(reloaded(made), place_of("two three", article), by=coder)
        made.delete_softly(by=coder)

        def state() -> tuple[object, ...]:
            now = reloaded(made)
            return now.is_deleted, now.exact, now.note, tags_of(now)

        states = [state()]
        for _ in range(4):
            undo()
            states.append(state())
        assert states == [
            (True, "two three", "why", ["Claim"]),
            (False, "two three", "why", ["Claim"]),
            (False, "two", "why", ["Claim"]),
            (False, "two", "", ["Claim"]),
            (False, "two", "", []),
        ]
        for expected in reversed(states[:-1]):
            redo()
            assert state() == expected
        assert Operation.objects.last_undone(coder, article.project) is None

    def test_what_is_done_after_an_undo_ends_the_redo(self, article, coder, undo):
        a_highlight(article, "two", by=coder)
        undo()
        a_highlight(article, "three", by=coder)
        assert Operation.objects.last_undone(coder, article.project) is None

    def test_each_person_undoes_their_own(self, article, coder, owner, undo):
        a_highlight(article, "two", by=coder)
        a_highlight(article, "three", by=owner)
        undo(coder)
        assert alive() == ["three"]

    def test_in_an_article_what_was_done_in_another_is_left_alone(self, article, project, coder, undo):
        a_highlight(article, "two", by=coder)
        a_highlight(an_article(project, ["Eight nine."]), "nine", by=coder)
        undo(article=article)
        assert alive() == ["nine"]

    def test_a_note_that_somebody_changed_since_is_not_taken_back(self, article, coder, owner, undo):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("mine", based_on=1, by=coder)
        made.revise_note("theirs", based_on=2, by=owner)
        with pytest.raises(Overtaken):
            undo()
        assert reloaded(made).note == "theirs"
        assert Operation.objects.last_done(coder, article.project).action == Operation.Action.NOTED

    def test_what_was_overtaken_stands_not_in_the_way_of_what_was_before(self, article, coder, owner, undo):
        a_highlight(article, "five", by=coder)
        made = a_highlight(article, "two", by=owner)
        made.revise_note("mine", based_on=1, by=coder)
        made.revise_note("theirs", based_on=2, by=owner)
        Operation.objects.last_done(coder, article.project).set_aside()
        undo()
        assert alive() == ["two"]

    def test_tags_that_others_added_stay(self, article, coder, owner, undo):
        claim, disputed, _ = article.project.tags.all()
        made = a_highlight(article, "two", by=coder)
        made.retag(claim, present=True, by=coder)
        made.retag(disputed, present=True, by=owner)
        undo()
        assert tags_of(made) == ["Disputed"]

    def test_a_tag_that_is_gone_stays_gone(self, article, coder, undo, redo):
        made = a_highlight(article, "two", "Claim", by=coder)
        claim = article.project.tags.get(name="Claim")
        made.retag(claim, present=False, by=coder)
        claim.delete()
        with pytest.raises(Overtaken):
            undo()
        assert tags_of(made) == []

    def test_a_range_comes_back_in_the_text_as_it_is_now(self, article, coder, undo):
        made = a_highlight(article, "Six", by=coder)
        editing.change_range(made, place_of("Six seven", article), by=coder)
        new = article.restore_block(1, by=coder)
        undo()
        back = reloaded(made)
        assert (back.version, back.exact, new.text[back.start : back.end]) == (new, "Six", "Six")

    def test_a_range_that_somebody_changed_since_is_not_taken_back(self, article, coder, owner, undo):
        made = a_highlight(article, "two", by=coder)
        editing.change_range(made, place_of("two three", article), by=coder)
        editing.change_range(reloaded(made), place_of("three", article), by=owner)
        with pytest.raises(Overtaken):
            undo()
        assert reloaded(made).exact == "three"


class TestNotes:
    def test_a_note_typed_in_one_go_is_one_operation(self, article, coder, undo):
        made = a_highlight(article, "two", by=coder)
        for revision, text in enumerate(["w", "wh", "why"], start=1):
            made.revise_note(text, based_on=revision, by=coder)
        assert Operation.objects.filter(action=Operation.Action.NOTED).count() == 1
        undo()
        assert reloaded(made).note == ""

    def test_what_was_done_in_between_parts_it(self, article, coder):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("w", based_on=1, by=coder)
        made.retag(article.project.tags.first(), present=True, by=coder)
        made.revise_note("why", based_on=2, by=coder)
        assert Operation.objects.filter(action=Operation.Action.NOTED).count() == 2

    def test_it_is_news_again_each_time(self, article, coder):
        made = a_highlight(article, "two", by=coder)
        made.revise_note("w", based_on=1, by=coder)
        seen = Change.objects.latest("pk").pk
        made.revise_note("why", based_on=2, by=coder)
        assert Change.objects.filter(pk__gt=seen).exists()


class TestRange:
    def test_a_stale_change_is_refused_with_what_stands(self, article, coder, owner):
        made = a_highlight(article, "two", by=coder)
        seen = (1, made.position)
        editing.change_range(made, place_of("two three", article), by=owner)
        with pytest.raises(StaleRange) as stale:
            editing.change_range(made, place_of("two three four", article), by=coder, seen=seen)
        assert stale.value.current.exact == "two three"

    def test_a_change_seen_on_an_older_version_is_not_stale(self, article, coder):
        made = a_highlight(article, "Six", by=coder)
        seen, place = (1, made.position), place_of("Six seven", article)
        article.restore_block(1, by=coder)
        editing.change_range(made, place, by=coder, version=1, seen=seen)
        assert reloaded(made).exact == "Six seven"

    def test_an_orphan_gets_a_place(self, article, coder, undo):
        made = a_highlight(article, "Six", by=coder)
        article.cut_block(2, by=coder)
        article.refresh_from_db()
        editing.change_range(reloaded(made), place_of("two", article), by=coder, seen=(2, None))
        assert (reloaded(made).status, reloaded(made).exact) == ("anchored", "two")
        undo()
        assert (reloaded(made).status, reloaded(made).exact) == ("orphan", "Six")

    def test_nothing_but_white_space_is_no_range(self, article, coder):
        made = a_highlight(article, "two", by=coder)
        with pytest.raises(NoSuchPassage):
            editing.change_range(made, TextPositionSelector(3, 4), by=coder)


class TestSplitAndMerge:
    def test_a_split_leaves_two_with_the_tags_and_the_note_with_the_first(self, article, coder, undo, redo):
        made = a_highlight(article, "two three four", "Claim", note="why", by=coder)
        editing.split(made, place_of("three", article).start, by=coder)
        first, second = Annotation.objects.alive().order_by("start")
        assert [(each.exact, each.note, tags_of(each)) for each in (first, second)] == [
            ("two", "why", ["Claim"]),
            ("three four", "", ["Claim"]),
        ]
        undo()
        assert alive() == ["two three four"]
        redo()
        assert alive() == ["two", "three four"]

    @pytest.mark.parametrize("words", ["two", "five", "One"])
    def test_a_split_outside_is_refused(self, article, coder, words):
        made = a_highlight(article, "two three four", by=coder)
        with pytest.raises(NoSuchPassage):
            editing.split(made, place_of(words, article).start, by=coder)
        assert alive() == ["two three four"]

    def test_a_merge_keeps_all_words_tags_and_notes(self, article, coder, undo, redo):
        left = a_highlight(article, "two three", "Claim", note="first", by=coder)
        right = a_highlight(article, "five", "Disputed", note="second", by=coder)
        editing.merge(left, right, by=coder)
        merged = Annotation.objects.alive().get()
        assert (merged.exact, merged.note) == ("two three four five", "first\n\nsecond")
        assert tags_of(merged) == ["Claim", "Disputed"]
        undo()
        assert alive() == ["two three", "five"]
        assert (tags_of(left), tags_of(right)) == (["Claim"], ["Disputed"])
        redo()
        assert alive() == ["two three four five"]

    def test_highlights_of_two_articles_do_not_merge(self, article, project, coder):
        left = a_highlight(article, "two", by=coder)
        right = a_highlight(an_article(project, ["Eight nine."]), "nine", by=coder)
        with pytest.raises(NoSuchPassage):
            editing.merge(left, right, by=coder)


class TestTags:
    def test_a_renamed_tag_gets_its_name_back(self, project, coder, undo):
        tag = project.tags.first()
        tag.name = "Assertion"
        tag.save()
        Operation.objects.record(
            Operation.Action.CODEBOOK,
            [(tag, {"name": "Claim"}, {"name": "Assertion"})],
            project=project,
            by=coder,
        )
        undo()
        assert Tag.objects.get(pk=tag.pk).name == "Claim"
