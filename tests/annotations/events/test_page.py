"""An event's page: what its sources say side by side, and when they said it."""

from __future__ import annotations

from datetime import date

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.event_offers import EventList
from annotations.events import EventPage, told_at
from annotations.models import Annotation, Event
from annotations.models.event import group, start_event
from reader.models import Project, User
from tests.annotations.events.grouped import these
from tests.annotations.figures import a_figure

AGENCY = """A ferry capsized off the northern coast on Sunday after its engine failed in heavy seas, officials said.
At least 14 passengers drowned before two fishing boats reached the wreck shortly after dawn, the coastguard said.
Divers went on searching the hull in the afternoon, and relatives waited on the pier behind a line of police.
The company that runs the ferry declined to comment on reports that it had sailed with more people than it may carry."""


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
