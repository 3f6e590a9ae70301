"""Events: figures grouped by people, undone and told in history; proposals; and what the sources say side by side."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.events import EventList, EventPage, told_at
from annotations.models import Annotation, Apart, Event, Figure, Operation
from annotations.models.event import group, hold_apart, start_event, ungroup
from annotations.models.history import Overtaken
from reader.models import Project, User
from tests.annotations.figures import a_figure
from tests.builders import a_highlight, an_article

AGENCY = """A ferry capsized off the northern coast on Sunday after its engine failed in heavy seas, officials said.
At least 14 passengers drowned before two fishing boats reached the wreck shortly after dawn, the coastguard said.
Divers went on searching the hull in the afternoon, and relatives waited on the pier behind a line of police.
The company that runs the ferry declined to comment on reports that it had sailed with more people than it may carry."""


@pytest.fixture
def client(owner: User, client_of) -> Client:
    return client_of(owner)


@pytest.fixture
def figures(project: Project) -> list[Figure]:
    return [a_figure(project, best=number, title=f"Report {number}") for number in (3, 4, 5)]


def these(*figures: Figure):
    return Figure.objects.filter(pk__in=[figure.pk for figure in figures])


def names(figures: list[Figure]) -> list[str | None]:
    """The names of the events that figures are in, now."""
    found = Figure.objects.in_bulk([figure.pk for figure in figures])
    return [event.name if (event := found[figure.pk].event) else None for figure in figures]


def last(by: User, project: Project) -> Operation:
    operation = Operation.objects.last_done(by, project)
    assert operation
    return operation


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


class TestEventPage:
    @pytest.fixture
    def event(self, project: Project, owner: User) -> Event:
        said = {"date_from": date(2024, 5, 3)}
        figures = [
            a_figure(
                project, AGENCY, raw="At least 14", low=14, site_name="Morning Post", published="2024-05-04", **said
            ),
            a_figure(
                project, AGENCY, raw="At least 14", low=14, site_name="Coast Herald", published="2024-05-05", **said
            ),
            a_figure(project, best=9, source_name="A mayor", source_type="official", site_name="Town Crier", **said),
            a_figure(project, best=4, effect="injured", source_name="A mayor", site_name="Town Crier 2", **said),
            a_figure(project, best=3000, effect="population", title="A census"),
        ]
        event = start_event(these(*figures), "The ferry", project=project, by=owner)
        assert event
        return event

    def page(self, client: Client, event: Event) -> lxml.html.HtmlElement:
        return lxml.html.fromstring(client.get(event.get_absolute_url()).content)

    def test_it_says_how_many_independent_sources_there_are_and_which_carry_one_text(self, client, event):
        text = " ".join(self.page(client, event).text_content().split())
        assert "5 figures · 5 articles · 2 independent sources · 1 contradiction" in text
        assert "Morning Post, Coast Herald: the same text" in text
        assert "one source, counted once" in text

    def test_it_gives_the_range_and_who_says_each_end(self, client, event):
        killed = EventPage(event).sides[0]
        assert killed.ends == [("Lowest", "9", "A mayor"), ("Highest", "14 or more", "Morning Post")]

    def test_effects_stand_apart_and_populations_are_left_out(self, client, event):
        page = self.page(client, event)
        assert [heading.text for heading in page.xpath("//section/h2")] == ["Killed", "Injured"]
        assert "1 number of inhabitants counts no casualties" in page.text_content()

    def test_contradictions_are_marked_in_words_in_the_table(self, client, event):
        cells = [
            " ".join(cell.text_content().split())
            for cell in self.page(client, event).find_class("beside")
            if cell.tag == "td"
        ]
        assert cells == ["contradicts Morning Post: at least 14", *["contradicts A mayor: 9"] * 2, "no contradiction"]

    def test_every_mark_of_the_picture_leads_to_its_quote_and_says_what_it_is(self, client, event):
        charts = self.page(client, event).xpath("//*[local-name()='svg'][@class='chart']")
        assert len(charts) == 2
        for chart in charts:
            assert {"group"} == {chart.get("role")}
            assert chart.xpath("./*[local-name()='title']")[0].text
            assert chart.xpath("./*[local-name()='desc']")[0].text
        links = charts[0].xpath(".//*[local-name()='a']")
        keys = [figure.annotation_id for figure in event.figures.filter(effect="killed").order_by("pk")]
        assert sorted(link.get("href") for link in links) == sorted(f"/annotations/{key}/" for key in keys)
        assert links[0].get("aria-label") == ("A mayor, 3 May 2024: 9, killed; in Town Crier; contradicts Morning Post")

    def test_a_viewer_sees_it_and_changes_nothing(self, client_of, viewer, event):
        page = client_of(viewer).get(event.get_absolute_url()).content.decode()
        assert "Change this event" not in page
        assert "<form" not in page.partition("<main")[2]

    def test_it_costs_as_many_queries_with_many_figures_as_with_one(self, client, project, owner):
        event = start_event(these(a_figure(project, best=1)), "The ferry", project=project, by=owner)
        assert event

        def asked() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(event.get_absolute_url()).status_code == 200
            return len(captured)

        asked()
        first = asked()
        for number in range(2, 12):
            group(these(a_figure(project, best=number, source_name=f"Source {number % 4}")), event, by=owner)
        assert asked() == first


@pytest.mark.parametrize(
    ("published", "day", "hour"),
    [
        ("2024-05-04", (2024, 5, 4), None),
        ("2024-05-04T23:30:00-02:00", (2024, 5, 5), 1),
        ("2024-05-04T08:00:00", (2024, 5, 4), 8),
        ("2024-05-04 at noon", (2024, 5, 4), None),
    ],
)
def test_when_an_article_was_published(published, day, hour):
    told = told_at(published)
    assert told
    assert (told.day, told.moment and told.moment.hour) == (date(*day), hour)


@pytest.mark.parametrize("published", ["", "2024", "soon"])
def test_or_that_it_does_not_say(published):
    assert told_at(published) is None


def test_the_sample_has_an_event_that_says_something(db):
    from annotations.demo import load_demo  # noqa: PLC0415

    project = load_demo()
    (event,) = EventList(project).events
    page = EventPage(event)
    assert page.comparison.conflicts > 0
    assert len(page.comparison.sources) > 2
    assert {"killed", "injured", "missing"} == {side.panel.effect for side in page.sides}
    assert [offer.event for offer in EventList(project).offers] == [event]
    assert not Annotation.objects.filter(figures__event=event, article__project__isnull=True).exists()
