"""Tags added and revised, beside others who do the same; taking it back, and how it is told."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from annotations.models import Tag, codebook_editing
from annotations.models.codebook_revision import UnfitChange
from annotations.models.history import Overtaken
from reader.models import Project
from tests.annotations.codebook.outline import add, named, outline, state, tags_of
from tests.builders import a_highlight


class TestRevising:
    def test_a_name_an_example_and_a_kind(self, project, coder, undo, redo):
        tag = named(project, "Claim")
        values = {"name": "Assertion", "examples": "“We saw it.”", "kind": "plain"}
        codebook_editing.revise(tag, values, by=coder)
        tag.refresh_from_db()
        assert {name: getattr(tag, name) for name in values} == values
        undo()
        tag.refresh_from_db()
        assert (tag.name, tag.examples, tag.kind) == ("Claim", "", "claim")
        redo()
        tag.refresh_from_db()
        assert tag.name == "Assertion"

    def test_what_changes_nothing_is_no_operation(self, project, coder):
        assert codebook_editing.revise(named(project, "Claim"), {"name": "Claim"}, by=coder) is None
        assert codebook_editing.last_done(project, coder) is None

    def test_what_somebody_has_changed_since_is_not_put_back(self, project, coder, owner, undo):
        tag = named(project, "Claim")
        codebook_editing.revise(tag, {"name": "Assertion"}, by=coder)
        codebook_editing.revise(tag, {"name": "Statement"}, by=owner)
        with pytest.raises(Overtaken, match="changed since"):
            undo()
        assert outline(project)[0] == "Statement"

    def test_another_field_is_put_back_beside_what_somebody_changed(self, project, coder, owner, undo):
        tag = named(project, "Claim")
        codebook_editing.revise(tag, {"name": "Assertion"}, by=coder)
        codebook_editing.revise(tag, {"description": "Theirs."}, by=owner)
        undo()
        tag.refresh_from_db()
        assert (tag.name, tag.description) == ("Claim", "Theirs.")

    def test_a_tag_that_was_removed_meanwhile_is_not_revised(self, project, coder):
        tag = named(project, "Claim")
        codebook_editing.remove(tag, by=coder)
        with pytest.raises(UnfitChange, match="removed meanwhile"):
            codebook_editing.revise(tag, {"name": "Assertion"}, by=coder)


class TestAdding:
    def test_it_is_taken_back_and_added_again(self, project, coder, undo, redo):
        add(project, "Cause", "Claim", by=coder, hotkey="z")
        before = state(project)
        undo()
        assert outline(project) == ["Claim", "Disputed", "Casualty figure"]
        redo()
        assert state(project) == before

    def test_not_where_highlights_bear_it_by_now(self, project, article, coder, undo):
        add(project, "Cause", by=coder)
        made = a_highlight(article, " 1 of", "Cause")
        with pytest.raises(Overtaken, match="by now"):
            undo()
        assert tags_of(made) == ["Cause"]

    def test_not_where_others_stand_under_it_by_now(self, project, coder, owner, undo):
        add(project, "Cause", by=coder)
        add(project, "Storm", "Cause", by=owner)
        with pytest.raises(Overtaken, match="stands under"):
            undo()

    def test_not_where_somebody_has_described_it(self, project, coder, owner, undo):
        tag = add(project, "Cause", by=coder)
        codebook_editing.revise(tag, {"description": "Why it burned."}, by=owner)
        with pytest.raises(Overtaken, match="changed since"):
            undo()


class TestOthersWork:
    def test_tags_given_since_stay_when_a_removal_is_undone(self, project, article, coder, owner, undo):
        made = a_highlight(article, " 1 of", "Claim")
        codebook_editing.remove(named(project, "Claim"), by=coder)
        made.retag(named(project, "Disputed"), present=True, by=owner)
        undo()
        assert tags_of(made) == ["Claim", "Disputed"]

    def test_one_persons_undo_is_not_anothers(self, project, coder, owner):
        codebook_editing.archive(named(project, "Claim"), by=owner)
        assert codebook_editing.last_done(project, coder) is None

    def test_a_change_ends_what_could_be_done_again(self, project, coder, undo):
        codebook_editing.archive(named(project, "Claim"), by=coder)
        undo()
        assert codebook_editing.last_undone(project, coder)
        codebook_editing.archive(named(project, "Disputed"), by=coder)
        assert codebook_editing.last_undone(project, coder) is None

    def test_other_projects_are_left_alone(self, project, article, coder):
        other = Project.objects.start("Other", by=coder)
        before = state(other)[0]
        codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
        assert state(other)[0] == before


class TestWhatIsTold:
    def test_every_change_in_words(self, project, coder, undo):
        told = []
        claim, disputed = named(project, "Claim"), named(project, "Disputed")
        for act in (
            lambda: codebook_editing.add(Tag(project=project, name="Cause"), by=coder),
            lambda: codebook_editing.revise(claim, {"name": "Assertion"}, by=coder),
            lambda: codebook_editing.revise(claim, {"tint": "teal"}, by=coder),
            lambda: codebook_editing.move(claim, "down", by=coder),
            lambda: codebook_editing.archive(disputed, by=coder),
            lambda: codebook_editing.bring_back(disputed, by=coder),
            lambda: codebook_editing.merge(disputed, claim, by=coder),
            lambda: codebook_editing.remove(claim, by=coder),
        ):
            told.append(codebook_editing.told(act()))
        assert told == [
            "added “Cause”",
            "renamed “Claim” to “Assertion”",
            "changed “Assertion”",
            "moved “Assertion”",
            "archived “Disputed”",
            "brought “Disputed” back",
            "merged “Disputed” into “Assertion”",
            "removed “Assertion”",
        ]


def test_no_row_holds_two_live_tags_of_one_name_or_hotkey(project, coder):
    codebook_editing.remove(named(project, "Claim"), by=coder)
    add(project, "Claim", hotkey="c")
    for fields in ({"name": "CLAIM"}, {"name": "Cause", "hotkey": "c"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tag.objects.create(project=project, **fields)
