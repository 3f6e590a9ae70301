"""What becomes of the highlights when tags are merged, split, archived and removed; and taking it back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Tag, codebook_editing
from annotations.models.codebook_revision import UnfitChange
from annotations.models.history import Overtaken
from reader.models import Project
from tests.annotations.codebook.outline import add, named, outline, state, tags_of
from tests.builders import a_highlight, an_article, many_paragraphs


class TestMerging:
    def test_all_uses_of_one_get_the_other(self, project, article, coder, undo, redo):
        one = a_highlight(article, " 1 of", "Claim")
        both = a_highlight(article, " 2 of", "Claim", "Disputed")
        other = a_highlight(article, " 3 of", "Disputed", "Casualty figure")
        before = state(project)
        codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
        after = state(project)
        assert outline(project) == ["Disputed", "Casualty figure"]
        assert [tags_of(each) for each in (one, both, other)] == [
            ["Disputed"], ["Disputed"], ["Disputed", "Casualty figure"],
        ]  # fmt: skip
        undo()
        assert state(project) == before
        redo()
        assert state(project) == after

    def test_each_highlights_history_tells_it(self, project, article, coder, undo):
        one = a_highlight(article, " 1 of", "Claim")
        codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
        undo()
        told = [
            (change.operation.action, change.operation.by, len(change.before["tags"]), len(change.after["tags"]))
            for change in one.changes.order_by("pk")[1:]
        ]
        assert told == [("codebook", coder, 1, 1), ("undone", coder, 1, 1)]

    def test_what_stood_under_it_stands_under_the_other(self, project, coder, undo):
        add(project, "Source", "Claim")
        codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
        assert outline(project) == ["Disputed", "-Source", "Casualty figure"]
        undo()
        assert outline(project) == ["Claim", "-Source", "Disputed", "Casualty figure"]

    def test_a_tag_is_merged_into_one_that_stands_under_it(self, project, coder, undo):
        add(project, "Source", "Claim")
        add(project, "Official", "Source")
        add(project, "Rumour", "Claim")
        before = outline(project)
        codebook_editing.merge(named(project, "Claim"), named(project, "Official"), by=coder)
        assert outline(project) == ["Official", "-Source", "-Rumour", "Disputed", "Casualty figure"]
        undo()
        assert outline(project) == before

    def test_not_into_itself(self, project, coder):
        claim = named(project, "Claim")
        with pytest.raises(UnfitChange):
            codebook_editing.merge(claim, claim, by=coder)

    def test_deleted_highlights_come_back_with_the_other(self, project, article, coder):
        made = a_highlight(article, " 1 of", "Claim", by=coder)
        deletion = made.delete_softly(by=coder)
        codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
        deletion.undo(coder)
        assert tags_of(made) == ["Disputed"]


class TestSplitting:
    def test_those_that_are_like_it_get_the_new_tag_instead(self, project, article, coder, undo, redo):
        some, other = a_highlight(article, " 1 of", "Claim"), a_highlight(article, " 2 of", "Claim")
        before = state(project)
        part = Tag(project=project, name="First", tint="teal")
        codebook_editing.split(named(project, "Claim"), part, lambda found: found.matching(q="1"), keep=False, by=coder)
        after = state(project)
        assert (tags_of(some), tags_of(other)) == (["First"], ["Claim"])
        assert outline(project) == ["Claim", "First", "Disputed", "Casualty figure"]
        undo()
        assert state(project) == before
        redo()
        assert state(project) == after

    def test_or_besides(self, project, article, coder):
        made = a_highlight(article, " 1 of", "Claim")
        part = Tag(project=project, name="First")
        codebook_editing.split(named(project, "Claim"), part, lambda found: found, keep=True, by=coder)
        assert tags_of(made) == ["Claim", "First"]

    def test_of_nothing_there_is_no_part(self, project, article, coder):
        a_highlight(article, " 1 of", "Disputed")
        part = Tag(project=project, name="First")
        with pytest.raises(UnfitChange, match="No highlight"):
            codebook_editing.split(named(project, "Claim"), part, lambda found: found, keep=False, by=coder)
        assert outline(project) == ["Claim", "Disputed", "Casualty figure"]


class TestArchiving:
    def test_what_bears_it_bears_it_still(self, project, article, coder, undo):
        made = a_highlight(article, " 1 of", "Claim")
        codebook_editing.archive(named(project, "Claim"), by=coder)
        assert tags_of(made) == ["Claim"]
        assert [tag.name for tag in project.tags.offered()] == ["Disputed", "Casualty figure"]
        undo()
        assert [tag.name for tag in project.tags.offered()] == ["Claim", "Disputed", "Casualty figure"]

    def test_it_comes_back_to_its_place(self, project, coder):
        codebook_editing.archive(named(project, "Disputed"), by=coder)
        codebook_editing.bring_back(named(project, "Disputed"), by=coder)
        assert outline(project) == ["Claim", "Disputed", "Casualty figure"]

    def test_its_hotkey_is_free_meanwhile(self, project, coder):
        codebook_editing.archive(named(project, "Claim"), by=coder)
        add(project, "Cause", hotkey="c")
        codebook_editing.bring_back(named(project, "Claim"), by=coder)
        assert [(tag.name, tag.hotkey) for tag in project.tags.filter(name__in=["Claim", "Cause"])] == [
            ("Claim", ""), ("Cause", "c"),
        ]  # fmt: skip


class TestRemoving:
    def test_a_removed_tag_comes_back_with_its_uses(self, project, article, coder, undo, redo):
        made = a_highlight(article, " 1 of", "Claim", "Disputed")
        add(project, "Source", "Claim")
        before = state(project)
        codebook_editing.remove(named(project, "Claim"), by=coder)
        after = state(project)
        assert tags_of(made) == ["Disputed"]
        assert outline(project) == ["Source", "Disputed", "Casualty figure"]
        undo()
        assert state(project) == before
        redo()
        assert state(project) == after

    def test_name_and_hotkey_are_free_again(self, project, coder):
        codebook_editing.remove(named(project, "Claim"), by=coder)
        add(project, "claim", hotkey="c")
        assert outline(project) == ["Disputed", "Casualty figure", "claim"]

    def test_it_does_not_come_back_where_another_has_its_name(self, project, coder, undo):
        codebook_editing.remove(named(project, "Claim"), by=coder)
        add(project, "claim")
        with pytest.raises(Overtaken, match="rename"):
            undo()
        assert outline(project) == ["Disputed", "Casualty figure", "claim"]

    def test_a_highlight_that_is_gone_for_good_is_passed_over(self, project, article, coder, undo):
        made, kept = a_highlight(article, " 1 of", "Claim"), a_highlight(article, " 2 of", "Claim")
        codebook_editing.remove(named(project, "Claim"), by=coder)
        made.delete()
        undo()
        assert tags_of(kept) == ["Claim"]


@pytest.mark.parametrize("act", ["merge", "remove", "split"])
def test_many_uses_take_as_many_statements_as_few(coder, act):
    def cost(uses: int) -> list[int]:
        project = Project.objects.start("Another", by=coder)
        article = an_article(project, many_paragraphs(1))
        made = a_highlight(article, " 1 of")
        rows = [
            Annotation(article=article, version=made.version, start=0, end=3, paragraph=1, exact="Sen")
            for _ in range(uses)
        ]
        Annotation.objects.bulk_create(rows)
        source = add(project, "Source")
        source.annotations.set(article.annotations.exclude(pk=made.pk))
        found = []
        with CaptureQueriesContext(connection) as captured:
            if act == "merge":
                operation = codebook_editing.merge(source, named(project, "Disputed"), by=coder)
            elif act == "remove":
                operation = codebook_editing.remove(source, by=coder)
            else:
                part = Tag(project=project, name="Part")
                operation = codebook_editing.split(source, part, lambda found: found, keep=False, by=coder)
            found.append(len(captured))
            operation.undo(coder)
            found.append(len(captured) - found[0])
        assert source.annotations.count() == uses
        return found

    assert cost(3) == cost(300)


def test_a_project_is_removed_with_its_removed_tags_and_their_history(project, article, coder):
    a_highlight(article, " 1 of", "Claim")
    codebook_editing.merge(named(project, "Claim"), named(project, "Disputed"), by=coder)
    project.remove()
    assert not Tag.with_removed.filter(project=project.pk).exists()
