"""The forms of events: what people group, rename, merge and delete, and what they are offered to."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.event_offers import EventList
from annotations.models import Apart, Figure, Operation
from annotations.models.event import hold_apart, start_event
from reader.models import Project
from tests.annotations.events.grouped import last, names, these
from tests.annotations.figures import a_figure


class TestForms:
    def post(self, client: Client, project: Project, *figures: Figure, **said: object) -> str:
        data = {"key": [figure.pk for figure in figures], **said}
        response = client.post(reverse("events", args=[project.pk]), data, follow=True)
        return " ".join(lxml.html.fromstring(response.content).text_content().split())

    def test_chosen_rows_become_an_event_that_is_shown_at_once(self, client, project, figures):
        answer = self.post(client, project, *figures[:2], action="group", name="  The fire  ")
        assert "“The fire” is an event now" in answer
        assert "2 figures · 2 articles" in answer
        assert names(figures) == ["The fire", "The fire", None]

    def test_without_a_name_it_is_called_by_its_place_and_day_or_by_an_article(self, client, project, figures):
        self.post(client, project, figures[0], action="group")
        these(figures[1]).update(place="East quay", date_from=date(2024, 3, 12), date_precision="day")
        self.post(client, project, figures[1], action="group")
        assert names(figures) == ["Report 3", "East quay, 12 March 2024", None]

    def test_they_go_into_one_that_is_there_and_out_again(self, client, project, figures, owner):
        event = start_event(these(figures[0]), "The fire", project=project, by=owner)
        answer = self.post(
            client, project, *figures, action="group", event=event.pk, next="ledger", query="effect=killed"
        )
        assert "put into “The fire”" in answer
        assert names(figures) == ["The fire"] * 3
        self.post(client, project, figures[2], action="ungroup", next=f"event-{event.pk}")
        assert names(figures) == ["The fire", "The fire", None]

    @pytest.mark.parametrize(
        ("where", "there"),
        [
            ("ledger", "/projects/{0}/figures/?effect=killed"),
            ("events", "/projects/{0}/events/?effect=killed"),
            ("event-12", "/events/12/"),
            ("https://elsewhere.example/", "/projects/{0}/figures/?effect=killed"),
            ("event-x", "/projects/{0}/figures/?effect=killed"),
            ("event-" + "9" * 30, "/projects/{0}/figures/?effect=killed"),
        ],
    )
    def test_the_answer_is_the_page_it_was_asked_from(self, client, project, figures, where, there):
        data = {"key": [figures[0].pk], "action": "ungroup", "next": where, "query": "effect=killed"}
        response = client.post(reverse("events", args=[project.pk]), data)
        assert response["Location"] == there.format(project.pk)

    def test_nothing_chosen_is_told(self, client, project):
        assert "Choose some figures first" in self.post(client, project, action="group")

    def test_another_projects_figures_and_events_are_out_of_reach(self, client, project, figures, stranger):
        theirs = Project.objects.get(name="Elsewhere")
        foreign = a_figure(theirs, best=1)
        event = start_event(these(foreign), "Theirs", project=theirs, by=stranger)
        self.post(client, project, foreign, action="group", name="Mine")
        self.post(client, project, figures[0], action="group", event=event.pk)
        assert names([foreign, *figures]) == ["Theirs", None, None, None]

    def test_a_new_name_a_merge_and_a_deletion(self, client, project, figures, owner):
        first = start_event(these(figures[0]), "First", project=project, by=owner)
        second = start_event(these(figures[1]), "Second", project=project, by=owner)
        assert (
            client.post(reverse("event_name", args=[first.pk]), {"name": "Renamed"})["Location"]
            == f"/events/{first.pk}/"
        )
        client.post(reverse("event_merge", args=[first.pk]), {"into": second.pk})
        assert names(figures) == ["Second", "Second", None]
        client.post(reverse("event_deletion", args=[second.pk]))
        assert names(figures) == [None] * 3
        Operation.objects.latest("pk").undo(owner)
        assert names(figures) == ["Second", "Second", None]

    def test_a_name_that_is_none_and_a_merge_into_itself_are_refused(self, client, project, figures, owner):
        event = start_event(these(figures[0]), "First", project=project, by=owner)
        assert client.post(reverse("event_name", args=[event.pk]), {"name": " "}).status_code == 422
        assert client.post(reverse("event_merge", args=[event.pk]), {"into": event.pk}).status_code == 422
        assert names(figures) == ["First", None, None]

    def test_undo_and_redo_stand_on_the_pages(self, client, project, figures, owner):
        event = start_event(these(*figures), "First", project=project, by=owner)
        for path, where in (
            (reverse("ledger", args=[project.pk]), "ledger"),
            (event.get_absolute_url(), f"event-{event.pk}"),
        ):
            page = client.get(path).content.decode()
            assert f'name="next" value="{where}"' in page
        turned = client.post(
            reverse("project_turn", args=[project.pk, "undo"]), {"next": f"event-{event.pk}"}, follow=True
        )
        assert turned.redirect_chain == [(f"/events/{event.pk}/", 302)]
        assert "No figure is in this event any more" in turned.content.decode()
        assert names(figures) == [None] * 3


class TestProposals:
    @pytest.fixture
    def alike(self, project: Project) -> list[Figure]:
        said = {"place": "Brackwater", "date_from": date(2024, 5, 3), "date_precision": "day"}
        return [a_figure(project, best=number, title=f"Report {number}", **said) for number in (3, 4, 5)]

    def offered(self, project: Project) -> list[tuple[str | None, list[Figure]]]:
        return [
            (offer.event and offer.event.name, [row.figure for row in offer.rows])
            for offer in EventList(project).offers
        ]

    def test_they_are_offered_with_reasons_and_group_nothing(self, client, project, alike):
        page = client.get(reverse("events", args=[project.pk])).content.decode()
        assert "These may be of one event" in page
        assert "all of 3 May 2024; in Brackwater" in page
        assert 'value="Brackwater, 3 May 2024"' in page
        assert names(alike) == [None] * 3

    def test_accepting_makes_the_event(self, client, project, alike):
        data = {"key": [figure.pk for figure in alike], "action": "group", "name": "The ferry", "next": "events"}
        client.post(reverse("events", args=[project.pk]), data)
        assert names(alike) == ["The ferry"] * 3
        assert self.offered(project) == []

    def test_a_further_figure_is_offered_for_the_event(self, project, alike, owner):
        start_event(these(*alike[:2]), "The ferry", project=project, by=owner)
        assert self.offered(project) == [("The ferry", [alike[2]])]

    def test_a_dismissed_one_stays_away_until_that_is_undone(self, client, project, alike, owner):
        data = {"key": [figure.pk for figure in alike], "action": "apart", "next": "events"}
        answer = client.post(reverse("events", args=[project.pk]), data, follow=True)
        assert "3 figures not proposed together any more" in answer.content.decode()
        assert self.offered(project) == []
        assert Apart.objects.count() == 3
        operation = last(owner, project)
        operation.undo(owner)
        assert (Apart.objects.count(), len(self.offered(project))) == (0, 1)
        operation.redo(owner)
        assert (Apart.objects.count(), self.offered(project)) == (3, [])

    def test_for_an_event_the_figure_is_held_apart_from_those_in_it_alone(self, client, project, alike, owner):
        event = start_event(these(alike[0]), "The ferry", project=project, by=owner)
        data = {"key": [figure.pk for figure in alike[1:]], "action": "apart", "event": event.pk}
        client.post(reverse("events", args=[project.pk]), data)
        assert Apart.objects.count() == 2
        assert self.offered(project) == [(None, alike[1:])]
        last(owner, project).undo(owner)
        assert not Apart.objects.exists()

    def test_to_hold_apart_what_is_apart_changes_nothing(self, alike, owner):
        assert hold_apart(these(*alike), by=owner)
        assert hold_apart(these(*alike), by=owner) is None

    def test_populations_and_figures_of_other_projects_are_not_offered(self, project, alike, owner):
        these(alike[2]).update(effect="population")
        elsewhere = Project.objects.start("Elsewhere still", by=owner)
        a_figure(elsewhere, best=9, place="Brackwater", date_from=date(2024, 5, 3), date_precision="day")
        assert self.offered(project) == [(None, alike[:2])]

    def test_a_viewer_is_offered_nothing(self, client_of, viewer, project, alike):
        page = client_of(viewer).get(reverse("events", args=[project.pk])).content.decode()
        assert "These may be of one event" not in page
        assert "<form" not in page.partition("<main")[2]

    def test_the_list_costs_as_many_queries_with_many_events_as_with_one(self, client, project, owner):
        def asked() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("events", args=[project.pk])).status_code == 200
            return len(captured)

        def grow(number: int) -> None:
            said = {"place": f"Place {number}", "date_from": date(2024, 5, 1 + number), "date_precision": "day"}
            made = [a_figure(project, best=best, title=f"Of {number}, {best}", **said) for best in (1, 2, 3)]
            start_event(these(made[0]), f"Event {number}", project=project, by=owner)

        grow(1)
        asked()
        first = asked()
        for number in range(2, 7):
            grow(number)
        assert asked() == first
