"""Many highlights changed in one go: by key or all that a filter shows, as one operation that can be undone."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Annotation, Change, Operation, bulk
from annotations.models.history import Before, Overtaken
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def path(project: Project) -> str:
    return reverse("annotation_changes", args=[project.pk])


@pytest.fixture
def articles(project: Project) -> list[Article]:
    return [an_article(project, [f"One two three {number}.", "Four five."]) for number in range(2)]


@pytest.fixture
def made(articles: list[Article]) -> list[Annotation]:
    first, second = articles
    return [
        a_highlight(first, "One", "Claim", note="a note"),
        a_highlight(first, "two", "Disputed"),
        a_highlight(second, "One", "Claim", "Disputed"),
        a_highlight(second, "Four"),
    ]


def tags_of(annotations: list[Annotation]) -> list[str]:
    return [" ".join(sorted(tag.name for tag in each.tags.all())) for each in annotations]


def key(project: Project, name: str) -> int:
    return project.tags.get(name=name).pk


def turned(operation: Operation, *, forwards: bool = False) -> None:
    """Undo an operation in bulk, or do it again."""
    changes = list(operation.changes.order_by("pk"))
    assert bulk.turns(changes)
    bulk.turn(changes, operation.by, forwards=forwards)


class TestOnThePage:
    def test_a_tag_goes_on_the_chosen_and_counts_where_it_was_not(self, client, path, project, made):
        data = {"action": "tag", "tag": key(project, "Claim"), "key": [made[0].pk, made[1].pk]}
        response = client.post(path, data, follow=True)
        assert tags_of(made) == ["Claim", "Claim Disputed", "Claim Disputed", ""]
        assert "“Claim” is on 1 highlight more" in response.content.decode()

    def test_a_tag_goes_off_all_that_the_filter_shows(self, client, path, project, articles, made):
        data = {"action": "untag", "tag": key(project, "Claim"), "everything": "on"}
        response = client.post(f"{path}?article={articles[1].pk}&view=lines", data)
        assert tags_of(made) == ["Claim", "Disputed", "Disputed", ""]
        page = reverse("project_annotations", args=[project.pk])
        assert response["Location"] == f"{page}?article={articles[1].pk}&view=lines"

    def test_deletion_is_one_operation_with_a_change_for_each(self, client, path, coder, made):
        client.post(path, {"action": "delete", "key": [made[0].pk, made[3].pk]})
        assert list(Annotation.objects.alive()) == made[1:3]
        operation = Operation.objects.latest("pk")
        assert (operation.action, operation.by, operation.article) == ("deleted", coder, None)
        assert [change.annotation for change in operation.changes.all()] == [made[0], made[3]]

    def test_all_are_those_that_the_person_could_know_of(self, client, path, articles, made):
        later = a_highlight(articles[0], "three")
        client.post(path, {"action": "delete", "everything": "on", "newest": made[-1].pk})
        assert list(Annotation.objects.alive()) == [later]

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            ({"action": "delete"}, "Choose some highlights first."),
            ({"action": "tag", "everything": "on"}, "Choose a tag first."),
            ({"action": "burn", "everything": "on"}, "Select a valid choice"),
            ({"action": "delete", "key": ["x"]}, "These are no highlights."),
            ({"action": "delete", "key": [2**70]}, "These are no highlights."),
        ],
    )
    def test_what_is_no_change_is_said_and_changes_nothing(self, client, path, made, data, said):
        assert said in client.post(path, data, follow=True).content.decode()
        assert Annotation.objects.alive().count() == 4
        assert not Operation.objects.exclude(action="created").exists()

    def test_very_many_are_refused(self, client, path, made, monkeypatch):
        monkeypatch.setattr("annotations.views.selections.MOST", 3)
        response = client.post(path, {"action": "delete", "everything": "on"}, follow=True)
        assert "4 highlights are too many at once" in response.content.decode()
        assert Annotation.objects.alive().count() == 4

    def test_a_filter_that_is_none_changes_nothing(self, client, path, made):
        assert client.post(f"{path}?state=lost", {"action": "delete", "everything": "on"}).status_code == 404
        assert Annotation.objects.alive().count() == 4

    def test_neither_highlights_nor_tags_of_another_project_are_touched(self, client, path, project, coder, made):
        other = Project.objects.start("Other", by=coder)
        theirs = a_highlight(an_article(other), "two", "Claim")
        client.post(path, {"action": "delete", "key": [theirs.pk]})
        client.post(path, {"action": "tag", "tag": key(other, "Claim"), "everything": "on"})
        theirs.refresh_from_db()
        assert not theirs.is_deleted
        assert tags_of(made) == ["Claim", "Disputed", "Claim Disputed", ""]

    def test_a_viewer_takes_the_chosen_away_and_changes_nothing(self, client_of, viewer, path, project, made):
        client = client_of(viewer)
        assert client.post(path, {"action": "delete", "key": [made[0].pk]}).status_code == 404
        selection = reverse("selection", args=[project.pk, "exact-data"])
        chosen = client.post(selection, {"key": [made[0].pk, made[3].pk]})
        assert (
            chosen["Location"] == reverse("csv", args=[project.pk, "exact-data"]) + f"?keys={made[0].pk}.{made[3].pk}"
        )
        text = b"".join(client.get(chosen["Location"]).streaming_content).decode()
        rows = csv.DictReader(io.StringIO(text, newline=""))
        assert [row["annotation_id"] for row in rows] == [str(made[0].pk), str(made[3].pk)]

    def test_the_csv_of_all_is_that_of_the_filter(self, client, project, made):
        selection = reverse("selection", args=[project.pk, "spreadsheets"])
        response = client.post(f"{selection}?note=with&view=lines", {"everything": "on", "key": [made[3].pk]})
        assert response["Location"] == reverse("csv", args=[project.pk, "spreadsheets"]) + "?note=with"

    def test_nothing_chosen_is_no_csv_of_everything(self, client, project, made):
        response = client.post(reverse("selection", args=[project.pk, "spreadsheets"]), {}, follow=True)
        assert "Choose some highlights first." in response.content.decode()

    def test_it_is_undone_and_done_again_from_the_page(self, client, path, project, made):
        client.post(path, {"action": "delete", "everything": "on"})
        client.post(reverse("project_turn", args=[project.pk, "undo"]))
        assert Annotation.objects.alive().count() == 4
        client.post(reverse("project_turn", args=[project.pk, "redo"]))
        assert Annotation.objects.alive().count() == 0


class TestUndoInBulk:
    def test_tags_come_and_go(self, project, coder, made):
        claim = project.tags.get(name="Claim")
        for present, after in ((True, "Claim"), (False, "")):
            operation = bulk.retag(Annotation.objects.all(), claim, present=present, project=project, by=coder)
            before = tags_of(made)
            turned(operation)
            assert tags_of(made) != before
            turned(operation, forwards=True)
            assert tags_of(made) == before
            assert tags_of(made)[3] == after

    def test_what_changes_nothing_is_no_operation(self, project, coder, made):
        casualty = project.tags.get(name="Casualty figure")
        assert bulk.retag(Annotation.objects.all(), casualty, present=False, project=project, by=coder) is None
        assert bulk.delete(Annotation.objects.none(), project=project, by=coder) is None

    def test_what_others_did_since_stays(self, project, owner, coder, made):
        claim, disputed, casualty = project.tags.all()
        operation = bulk.retag(Annotation.objects.all(), casualty, present=True, project=project, by=coder)
        made[0].retag(disputed, present=True, by=owner)
        made[1].retag(casualty, present=False, by=owner)
        turned(operation)
        assert tags_of(made) == ["Claim Disputed", "Disputed", "Claim Disputed", ""]
        turned(operation, forwards=True)
        made[3].retag(claim, present=True, by=owner)
        assert tags_of(made)[3] == "Casualty figure Claim"

    def test_a_tag_that_somebody_gave_again_is_not_taken_off(self, project, owner, coder, made):
        casualty = project.tags.get(name="Casualty figure")
        operation = bulk.retag(Annotation.objects.all(), casualty, present=True, project=project, by=coder)
        for present in (False, True):
            made[0].retag(casualty, present=present, by=owner)
        operation.undo(coder)
        assert tags_of(made) == ["Casualty figure Claim", "Disputed", "Claim Disputed", ""]

    def test_what_somebody_else_deleted_or_brought_back_is_theirs(self, project, owner, coder, made):
        operation = bulk.delete(Annotation.objects.all(), project=project, by=coder)
        operation.undo(coder)
        made[0].delete_softly(by=owner)
        with pytest.raises(Overtaken):
            Operation.objects.get(pk=operation.pk).redo(coder)
        assert Annotation.objects.alive().count() == 3

    def test_what_somebody_else_has_worked_on_is_not_deleted_again(self, project, owner, coder, made):
        operation = bulk.delete(Annotation.objects.all(), project=project, by=coder)
        operation.undo(coder)
        made[0].revise_note("mine", based_on=Annotation.objects.get(pk=made[0].pk).note_revision, by=owner)
        with pytest.raises(Overtaken):
            Operation.objects.get(pk=operation.pk).redo(coder)
        assert Annotation.objects.alive().count() == 4

    def test_a_tag_that_is_gone_is_not_given(self, project, coder, made):
        casualty = project.tags.get(name="Casualty figure")
        bulk.retag(Annotation.objects.all(), casualty, present=True, project=project, by=coder)
        operation = bulk.retag(Annotation.objects.all(), casualty, present=False, project=project, by=coder)
        casualty.delete()
        turned(operation)
        assert tags_of(made) == ["Claim", "Disputed", "Claim Disputed", ""]

    def test_deleted_highlights_come_back_with_everything(self, project, coder, made):
        before = list(Annotation.objects.order_by("pk").values_list("pk", "start", "end", "exact", "note"))
        operation = bulk.delete(Annotation.objects.all(), project=project, by=coder)
        turned(operation)
        assert (
            list(Annotation.objects.alive().order_by("pk").values_list("pk", "start", "end", "exact", "note")) == before
        )
        assert tags_of(made) == ["Claim", "Disputed", "Claim Disputed", ""]
        turned(operation, forwards=True)
        assert not Annotation.objects.alive().exists()

    def test_they_come_back_on_the_text_as_it_is_now(self, project, coder, articles, made):
        operation = bulk.delete(Annotation.objects.all(), project=project, by=coder)
        articles[1].cut_block(0, by=coder)
        turned(operation)
        places = Annotation.objects.order_by("pk").values_list("start", "end", "version__number")
        assert list(places) == [(0, 3, 1), (4, 7, 1), (None, None, 1), (0, 4, 2)]

    def test_what_was_made_at_once_is_undone_and_made_again_as_one(self, project, owner, articles, made):
        changes = [Before(each, {"deleted": True}, {"deleted": False, "range": each.range}) for each in made]
        operation = Operation.objects.record("created", changes, project=project, by=owner)
        with CaptureQueriesContext(connection) as captured:
            operation.undo(owner)
        assert not Annotation.objects.alive().exists()
        assert len(captured) < 20
        Operation.objects.last_undone(owner, project).redo(owner)
        assert Annotation.objects.alive().count() == len(made)

    def test_of_one_article_it_can_be_undone_there(self, project, coder, articles, made):
        operation = bulk.delete(Annotation.objects.filter(article=articles[0]), project=project, by=coder)
        assert operation.article == articles[0]

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"note": "a"}, {"note": "b"}),
            ({"tags": []}, {"tags": [], "note": ""}),
            ({"deleted": True, "note": ""}, {"deleted": False, "note": ""}),
        ],
    )
    def test_other_changes_are_not_for_here(self, made, before, after):
        changes = [Change(annotation=each, article=each.article, before=before, after=after) for each in made]
        assert not bulk.turns(changes)
