"""What a hand does to the codebook, with all highlights that it touches; and taking it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from annotations.models import Annotation, Operation, Tag, codebook_editing
from annotations.models.codebook_revision import UnfitChange
from annotations.models.codebook_tree import MOST_LEVELS, tree
from annotations.models.history import Overtaken
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article, many_paragraphs

Turn = Callable[[], Operation]


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, many_paragraphs(9))


@pytest.fixture
def undo(project: Project, coder: User) -> Turn:
    def undo() -> Operation:
        last = codebook_editing.last_done(project, coder)
        assert last
        return last.undo(coder)

    return undo


@pytest.fixture
def redo(project: Project, coder: User) -> Turn:
    def redo() -> Operation:
        last = codebook_editing.last_undone(project, coder)
        assert last
        return last.redo(coder)

    return redo


def add(project: Project, name: str, parent: str = "", *, by: User | None = None, **fields: str) -> Tag:
    above = project.tags.get(name=parent) if parent else None
    codebook_editing.add(Tag(project=project, name=name, parent=above, **fields), by=by)
    return project.tags.get(name=name)


def outline(project: Project) -> list[str]:
    """Return the tree as lines, each with a dash for each level below the top."""
    return ["-" * (node.level - 1) + node.tag.name for node in tree(project.tags.all())]


def tags_of(annotation: Annotation) -> list[str]:
    return [tag.name for tag in Annotation.objects.get(pk=annotation.pk).tags.all()]


def state(project: Project) -> tuple[object, ...]:
    """Return all that the codebook and its uses say."""
    tags = [(tag.pk, *tag.remembered().values()) for tag in project.tags.all()]
    return tags, sorted(Annotation.tags.through.objects.values_list("annotation_id", "tag_id"))


def named(project: Project, name: str) -> Tag:
    return project.tags.get(name=name)


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


def test_no_row_holds_two_live_tags_of_one_name_or_hotkey(project, coder):
    codebook_editing.remove(named(project, "Claim"), by=coder)
    add(project, "Claim", hotkey="c")
    for fields in ({"name": "CLAIM"}, {"name": "Cause", "hotkey": "c"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tag.objects.create(project=project, **fields)
