"""The codebook as a tree: how it stands, and how tags are moved in it."""

from __future__ import annotations

import pytest

from annotations.models import codebook_editing
from annotations.models.codebook_revision import UnfitChange
from annotations.models.codebook_tree import MOST_LEVELS, tree
from tests.annotations.codebook.outline import add, named, outline, state


class TestTree:
    def test_tags_stand_under_their_parents_in_their_order(self, project):
        add(project, "Source", "Claim")
        add(project, "Official", "Source")
        add(project, "Witness", "Source")
        assert outline(project) == ["Claim", "-Source", "--Official", "--Witness", "Disputed", "Casualty figure"]

    def test_toolbars_offer_them_as_the_tree_is_read(self, project):
        add(project, "Source", "Claim")
        assert [tag.name for tag in project.tags.all()] == ["Claim", "Source", "Disputed", "Casualty figure"]

    def test_lists_open_and_close_as_often_as_levels_go_down_and_up(self, project):
        add(project, "Source", "Claim")
        add(project, "Official", "Source")
        nodes = tree(project.tags.all())
        assert [(node.opens, len(node.closes)) for node in nodes] == [
            (True, 0), (True, 0), (False, 2), (False, 0), (False, 0),
        ]  # fmt: skip

    def test_what_stands_under_an_archived_tag_takes_its_place(self, project, coder):
        add(project, "Source", "Claim")
        add(project, "Official", "Source")
        codebook_editing.archive(named(project, "Source"), by=coder)
        assert outline(project) == ["Claim", "-Official", "Disputed", "Casualty figure"]

    def test_a_tag_is_not_put_under_itself(self, project, coder):
        source = add(project, "Source", "Claim")
        for tag in (source, named(project, "Claim")):
            with pytest.raises(UnfitChange, match="under itself"):
                codebook_editing.revise(named(project, "Claim"), {"parent_id": tag.pk}, by=coder)
        assert outline(project) == ["Claim", "-Source", "Disputed", "Casualty figure"]

    def test_there_is_a_deepest_level(self, project):
        above = "Claim"
        for level in range(2, MOST_LEVELS + 1):
            add(project, f"Level {level}", above)
            above = f"Level {level}"
        with pytest.raises(UnfitChange, match="at most"):
            add(project, "Too deep", above)


class TestMoving:
    def test_a_tag_changes_places_with_its_neighbour_and_takes_along_what_stands_under_it(self, project, coder, undo):
        add(project, "Source", "Claim")
        before = state(project)
        codebook_editing.move(named(project, "Claim"), "down", by=coder)
        assert outline(project) == ["Disputed", "Claim", "-Source", "Casualty figure"]
        undo()
        assert state(project) == before

    @pytest.mark.parametrize(("name", "way"), [("Claim", "up"), ("Casualty figure", "down"), ("Source", "up")])
    def test_the_first_goes_no_further_up_and_the_last_no_further_down(self, project, coder, name, way):
        add(project, "Source", "Disputed")
        assert codebook_editing.move(named(project, name), way, by=coder) is None

    def test_archived_tags_are_passed_over(self, project, coder):
        codebook_editing.archive(named(project, "Disputed"), by=coder)
        codebook_editing.move(named(project, "Casualty figure"), "up", by=coder)
        assert outline(project) == ["Casualty figure", "Claim"]

    def test_under_another_parent_it_stands_last(self, project, coder, undo):
        add(project, "Source", "Disputed")
        codebook_editing.revise(named(project, "Claim"), {"parent_id": named(project, "Disputed").pk}, by=coder)
        assert outline(project) == ["Disputed", "-Source", "-Claim", "Casualty figure"]
        undo()
        assert outline(project) == ["Claim", "Disputed", "-Source", "Casualty figure"]
