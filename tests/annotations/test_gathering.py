"""Merging and splitting highlights that carry evidence: none of it is lost, and undo puts it back where it was."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.models import Annotation, Claim, Figure, Operation, Relation, bulk
from annotations.models.editing import merge, split
from annotations.models.gathering import read_unread
from annotations.models.history import Overtaken
from annotations.models.relation import relate
from tests.builders import a_highlight, an_article

WORDS = "At least 12 people died, the ministry said, and 31 people were wounded. The union disputes that. It rained."


@pytest.fixture
def article(project, owner):
    return an_article(project, [WORDS], by=owner)


@pytest.fixture
def dead(article, owner):
    return a_highlight(article, "At least 12 people died, the ministry said", "Casualty figure", by=owner)


@pytest.fixture
def wounded(article, owner):
    return a_highlight(article, "31 people were wounded", "Casualty figure", by=owner)


def raws(annotation: Annotation) -> list[str]:
    return list(annotation.figures.values_list("raw", flat=True))


class TestMerge:
    def test_the_figures_of_both_are_there_with_what_was_said_of_them(self, project, dead, wounded, owner):
        wounded.figures.get().change({"place": "the quay"}, by=owner)
        merge(dead, wounded, by=owner)
        assert raws(dead) == ["At least 12", "31"]
        assert dead.figures.last().place == "the quay"
        Operation.objects.last_done(owner, project).undo(owner)
        assert (raws(dead), raws(wounded)) == (["At least 12"], ["31"])
        Operation.objects.last_undone(owner, project).redo(owner)
        assert raws(dead) == ["At least 12", "31"]

    def test_relations_to_and_from_it_follow(self, project, article, dead, wounded, owner):
        other = a_highlight(article, "The union disputes that", "Disputed", by=owner)
        later = a_highlight(article, "It rained", by=owner)
        relate(other, wounded, "disputes", scope="number", by=owner)
        relate(wounded, later, "confirms", by=owner)
        merge(dead, wounded, by=owner)
        shown = Relation.objects.shown().values_list("annotation", "kind", "target")
        assert set(shown) == {(other.pk, "disputes", dead.pk), (dead.pk, "confirms", later.pk)}
        Operation.objects.last_done(owner, project).undo(owner)
        shown = Relation.objects.shown().values_list("annotation", "kind", "target")
        assert set(shown) == {(other.pk, "disputes", wounded.pk), (wounded.pk, "confirms", later.pk)}

    def test_a_relation_between_the_two_and_one_they_share_are_not_said_twice(self, article, dead, wounded, owner):
        other = a_highlight(article, "The union disputes that", by=owner)
        relate(wounded, dead, "confirms", by=owner)
        for each in (dead, wounded):
            relate(other, each, "disputes", by=owner)
        merge(dead, wounded, by=owner)
        assert [relation.kind for relation in Relation.objects.shown()] == ["disputes"]

    def test_the_claim_comes_along_where_there_is_none(self, project, article, dead, owner):
        claim = a_highlight(article, "the ministry said, and 31", "Claim", by=owner)
        claim.claim.change({"place": "the quay"}, by=owner)
        merge(dead, claim, by=owner)
        assert Claim.objects.shown().get().annotation == dead
        assert Claim.objects.shown().get().place == "the quay"
        Operation.objects.last_done(owner, project).undo(owner)
        assert Claim.objects.shown().get().annotation == claim

    def test_a_claim_that_was_read_meanwhile_is_not_overwritten_by_doing_it_again(self, project, article, dead, owner):
        claim = a_highlight(article, "the ministry said, and 31", "Claim", by=owner)
        merge(dead, claim, by=owner)
        Operation.objects.last_done(owner, project).undo(owner)
        dead.refresh_from_db()
        Claim.objects.read_from(dead)
        with pytest.raises(Overtaken):
            Operation.objects.last_undone(owner, project).redo(owner)


class TestSplit:
    def test_a_figure_goes_with_its_words(self, project, article, owner):
        words = "At least 12 people died, the ministry said, and 31 people were wounded"
        made = a_highlight(article, words, "Casualty figure", by=owner)
        made.figures.last().change({"place": "the quay"}, by=owner)
        split(made, WORDS.index("31"), by=owner)
        second = Annotation.objects.latest("pk")
        assert (raws(made), raws(second)) == (["At least 12"], ["31"])
        assert second.figures.get().place == "the quay"
        Operation.objects.last_done(owner, project).undo(owner)
        assert raws(made) == ["At least 12", "31"]
        assert Figure.objects.shown().count() == 2


def test_the_parts_of_a_claim_are_found_again_when_its_range_is_changed(article, owner):
    made = a_highlight(article, "people died, the ministry said", "Claim", by=owner)
    wider = a_highlight(article, "At least 12", by=owner)
    merge(made, wider, by=owner)
    claim = Claim.objects.get(annotation=made)
    text = claim.annotation.version.text
    assert claim.annotation.start == 0
    assert all(text[part.start : part.end] == part.text for part in claim.parts)


class TestManyAtOnce:
    @pytest.fixture
    def untagged(self, article, owner):
        return [a_highlight(article, words, by=owner) for words in ("At least 12 people died", "It rained")]

    def test_what_many_say_is_read_once_they_are_tagged(
        self, project, untagged, owner, client_of, django_capture_on_commit_callbacks
    ):
        tag = project.tags.get(kind="casualty figure")
        data = {"action": "tag", "tag": tag.pk, "key": [each.pk for each in untagged]}
        with django_capture_on_commit_callbacks(execute=True):
            client_of(owner).post(reverse("annotation_changes", args=[project.pk]), data)
        assert [raws(each) for each in untagged] == [["At least 12"], []]

    def test_what_a_person_said_is_not_read_again(self, project, article, untagged, owner):
        tag = project.tags.get(kind="casualty figure")
        made = a_highlight(article, "31 people were wounded", "Casualty figure", by=owner)
        made.figures.get().change({"low": 7}, by=owner)
        bulk.retag(Annotation.objects.all(), tag, present=True, project=project, by=owner)
        for _ in range(2):
            read_unread(tag)
        assert Figure.objects.shown().count() == 2
        assert made.figures.get().low == 7

    def test_a_tag_without_evidence_reads_nothing(self, project, untagged, owner):
        tag = project.tags.get(kind="disputed")
        bulk.retag(Annotation.objects.all(), tag, present=True, project=project, by=owner)
        read_unread(tag)
        assert not Figure.objects.exists()
        assert not Claim.objects.exists()
