"""Figures grouped into events: done, undone and told in the highlights' history."""

from __future__ import annotations

import pytest
from django.urls import reverse

from annotations.models import Event, Operation
from annotations.models.event import group, start_event, ungroup
from annotations.models.history import Overtaken
from tests.annotations.events.grouped import last, names, these
from tests.builders import a_highlight, an_article


class TestGrouping:
    def test_figures_become_an_event_and_undo_takes_it_away_and_redo_brings_it_back(self, figures, project, owner):
        event = start_event(these(*figures[:2]), "The fire", project=project, by=owner)
        assert names(figures) == ["The fire", "The fire", None]
        operation = last(owner, project)
        operation.undo(owner)
        assert names(figures) == [None] * 3
        assert not Event.objects.with_figures().exists()
        operation.redo(owner)
        assert names(figures) == ["The fire", "The fire", None]
        assert these(figures[0]).get().event == event

    def test_others_join_and_leave_it(self, figures, project, owner):
        event = start_event(these(figures[0]), "The fire", project=project, by=owner)
        group(these(*figures), event, by=owner)
        assert names(figures) == ["The fire"] * 3
        assert last(owner, project).changes.count() == 2, "one of them was in it"
        ungroup(these(figures[1]), by=owner)
        assert names(figures) == ["The fire", None, "The fire"]
        last(owner, project).undo(owner)
        last(owner, project).undo(owner)
        assert names(figures) == ["The fire", None, None]

    def test_a_figure_moves_from_one_event_to_another_and_back(self, figures, project, owner):
        first = start_event(these(figures[0]), "First", project=project, by=owner)
        second = start_event(these(figures[1]), "Second", project=project, by=owner)
        assert first
        first.merge_into(second, by=owner)
        assert names(figures) == ["Second", "Second", None]
        last(owner, project).undo(owner)
        assert names(figures) == ["First", "Second", None]

    def test_a_new_name_is_undone_once_for_all_its_figures(self, figures, project, owner):
        event = start_event(these(*figures), "The fire", project=project, by=owner)
        event.rename("The blaze", by=owner)
        assert names(figures) == ["The blaze"] * 3
        operation = last(owner, project)
        operation.undo(owner)
        assert names(figures) == ["The fire"] * 3
        operation.redo(owner)
        assert names(figures) == ["The blaze"] * 3

    def test_an_event_is_deleted_without_its_figures(self, figures, project, owner):
        event = start_event(these(*figures), "The fire", project=project, by=owner)
        event.dissolve(by=owner)
        assert names(figures) == [None] * 3
        last(owner, project).undo(owner)
        assert names(figures) == ["The fire"] * 3

    def test_what_changes_nothing_is_no_operation(self, figures, project, owner):
        event = start_event(these(figures[0]), "The fire", project=project, by=owner)
        number = Operation.objects.count()
        assert group(these(figures[0]), event, by=owner) is None
        assert ungroup(these(figures[1]), by=owner) is None
        assert event.rename("The fire", by=owner) is None
        assert start_event(these(), "Nothing", project=project, by=owner) is None
        assert Operation.objects.count() == number
        assert [each.name for each in Event.objects.all()] == ["The fire"]

    def test_figures_of_one_highlight_are_one_change_and_of_one_article_one_of_its_operations(self, project, owner):
        article = an_article(project, ["Six died and two were hurt."])
        made = a_highlight(article, "Six died and two were hurt", "Casualty figure", by=owner)
        made.figures.all().delete()
        figures = [made.figures.create(best=number, effect="killed") for number in (6, 2)]
        start_event(these(*figures), "The fire", project=project, by=owner)
        operation = last(owner, project)
        assert (operation.changes.count(), operation.article) == (1, article)
        operation.undo(owner)
        assert names(figures) == [None, None]

    def test_undo_does_not_undo_what_somebody_did_since(self, figures, project, owner, coder):
        event = start_event(these(*figures), "The fire", project=project, by=owner)
        mine = last(owner, project)
        start_event(these(figures[0]), "Another", project=project, by=coder)
        with pytest.raises(Overtaken, match="another event"):
            mine.undo(owner)
        assert names(figures) == ["Another", "The fire", "The fire"]
        event.rename("Mine", by=owner)
        renaming = last(owner, project)
        event.rename("Theirs", by=coder)
        with pytest.raises(Overtaken, match="another name"):
            renaming.undo(owner)

    def test_a_removed_figure_comes_back_into_its_event(self, figures, project, owner):
        start_event(these(*figures), "The fire", project=project, by=owner)
        these(figures[0]).get().remove(by=owner)
        last(owner, project).undo(owner)
        assert names(figures) == ["The fire"] * 3

    def test_a_change_of_the_number_and_a_grouping_are_undone_apart(self, figures, project, owner):
        figures[0].change({"best": 9}, by=owner)
        change = last(owner, project)
        start_event(these(*figures), "The fire", project=project, by=owner)
        change.undo(owner)
        now = these(figures[0]).get()
        assert (now.best, now.event and now.event.name) == (3, "The fire")

    def test_it_is_told_in_the_history_of_the_highlight(self, figures, project, owner, client):
        event = start_event(these(*figures), "The fire", project=project, by=owner)
        event.rename("The blaze", by=owner)
        event.dissolve(by=owner)
        told = client.get(reverse("annotation_history", args=[figures[0].annotation_id])).content.decode()
        for line in (
            "Event: none → “The fire”",
            "The event “The fire” is called “The blaze”",
            "Event: “The blaze” → none",
        ):
            assert line in told
        assert told.count("changed the events") == 3
