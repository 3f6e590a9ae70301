"""The figure ledger: every casualty figure of a project in one table, narrowed, sorted, turned and taken away."""

from __future__ import annotations

import csv
import io
from datetime import date

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations import ledger
from annotations.ledger import COLUMNS, told_days
from annotations.models import Event, Figure
from reader.models import Project, User
from tests.annotations.figures import a_figure
from tests.builders import a_highlight, an_article


@pytest.fixture
def client(owner: User, client_of) -> Client:
    return client_of(owner)


@pytest.fixture
def path(project: Project) -> str:
    return reverse("ledger", args=[project.pk])


@pytest.fixture
def made(project: Project) -> dict[str, Figure]:
    """Four figures, of which each filter shows some."""
    event = Event.objects.create(project=project, name="The fire")
    return {
        "ministry": a_figure(
            project, best=12, source_name="The Ministry", source_type="official", place="East Quay",
            date_from=date(2024, 3, 12), event=event, title="Beta",
        ),
        "union": a_figure(
            project, low=17, high=21, source_name="Ärzteunion", source_type="NGO", place="Old town",
            date_from=date(2024, 3, 14), date_to=date(2024, 3, 16), approximate=True, title="alpha",
        ),
        "toll": a_figure(project, best=40, effect="injured", scope="cumulative", event=event, title="Gamma"),
        "people": a_figure(project, best=80_000, effect="population", title="Delta"),
    }  # fmt: skip


def rows_of(page: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    return list(page.xpath("//table[@class='ledger']/tbody/tr"))


def shown(client: Client, path: str, made: dict[str, Figure]) -> list[str]:
    """The names of the figures in the table, in order."""
    response = client.get(path)
    assert response.status_code == 200, path
    names = {f"figure-{figure.pk}": name for name, figure in made.items()}
    return [names[row.get("id")] for row in rows_of(lxml.html.fromstring(response.content))]


def words(client: Client, path: str) -> str:
    return " ".join(lxml.html.fromstring(client.get(path).content).text_content().split())


class TestFilter:
    def test_without_one_every_casualty_figure_is_there_and_no_population(self, client, path, made):
        assert sorted(shown(client, path, made)) == ["ministry", "toll", "union"]
        assert "3 figures in this project" in words(client, path)
        assert "1 number of inhabitants is left out" in words(client, path)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("effect=killed", ["ministry", "union"]),
            ("effect=population", ["people"]),
            ("event=none", ["union"]),
            ("event=EVENT", ["ministry", "toll"]),
            ("source=MINIST", ["ministry"]),
            ("source=ärzte", ["union"]),
            ("source_type=NGO", ["union"]),
            ("place=quay", ["ministry"]),
            ("date_from=2024-03-15", ["union"]),
            ("date_to=2024-03-12", ["ministry"]),
            ("date_from=2024-03-13&date_to=2024-03-13", []),
            ("date_from=2024-03-15&date_to=2024-03-15", ["union"]),
            ("approximate=yes", ["union"]),
            ("approximate=no", ["ministry", "toll"]),
            ("scope=cumulative", ["toll"]),
            ("effect=killed&event=none", ["union"]),
            ("source=.*", []),
        ],
    )
    def test_it_is_an_address(self, client, path, made, query, names):
        query = query.replace("EVENT", str(made["ministry"].event_id))
        assert sorted(shown(client, f"{path}?{query}", made)) == names
        assert f"{len(names)} figure" in words(client, f"{path}?{query}")

    def test_empty_fields_leave_the_address(self, client, path, made):
        response = client.get(f"{path}?effect=killed&source=&event=&sort=best")
        assert response["Location"] == f"{path}?effect=killed&sort=best"

    @pytest.mark.parametrize("query", ["effect=hungry", "event=0", "date_from=soon", "event=99999999"])
    def test_one_that_cannot_be_read_is_told(self, client, path, made, query):
        assert client.get(f"{path}?{query}").status_code == 422

    def test_another_projects_figures_are_not_there(self, client, path, made, owner):
        elsewhere = Project.objects.start("Elsewhere still", by=owner)
        a_figure(elsewhere, best=3)
        assert sorted(shown(client, path, made)) == ["ministry", "toll", "union"]

    def test_figures_of_a_deleted_or_untagged_highlight_are_not(self, client, path, made, owner):
        made["ministry"].annotation.delete_softly(by=owner)
        made["union"].annotation.retag(made["union"].annotation.tags.get(), present=False, by=owner)
        assert shown(client, path, made) == ["toll"]

    def test_effects_are_counted_in_rows_and_lead_to_them(self, client, path, made):
        facets = lxml.html.fromstring(client.get(path).content).find_class("facet")
        assert [" ".join(each.text_content().split()) for each in facets] == [
            "Killed 2", "Injured 1", "Population, not casualty 1",
        ]  # fmt: skip
        assert shown(client, path + facets[1].get("href"), made) == ["toll"]


class TestOrder:
    @pytest.mark.parametrize(
        ("sort", "names"),
        [
            ("", ["union", "ministry", "toll"]),
            ("date", ["ministry", "union", "toll"]),
            ("best", ["ministry", "toll", "union"]),
            ("-best", ["toll", "ministry", "union"]),
            ("-low", ["union", "ministry", "toll"]),
            ("high", ["union", "ministry", "toll"]),
            ("article", ["union", "ministry", "toll"]),
            ("-article", ["toll", "ministry", "union"]),
            ("event", ["ministry", "toll", "union"]),
            ("effect", ["toll", "ministry", "union"]),
            ("source", ["ministry", "union", "toll"]),
            ("place", ["ministry", "union", "toll"]),
            ("nonsense", ["union", "ministry", "toll"]),
        ],
    )
    def test_by_any_column_from_either_end_and_what_is_not_said_comes_last(self, client, path, made, sort, names):
        made["ministry"].annotation.article.__class__.objects.filter(title="alpha").update(title="Alpha")
        response = client.get(f"{path}?sort={sort}", follow=True)
        rows = rows_of(lxml.html.fromstring(response.content))
        there = {f"figure-{figure.pk}": name for name, figure in made.items()}
        assert [there[row.get("id")] for row in rows] == names

    def test_the_head_of_a_column_sorts_by_it_and_then_turns_the_order_round(self, client, path, made):
        def head(page: str) -> tuple[str, str]:
            (cell,) = lxml.html.fromstring(client.get(page).content).find_class("head-best")
            return cell.get("aria-sort"), cell.find("a").get("href")

        assert head(path) == (None, "?sort=-best")
        assert head(f"{path}?sort=-best") == ("descending", "?sort=best")
        assert head(f"{path}?effect=killed&sort=best") == ("ascending", "?effect=killed&sort=-best")

    def test_every_column_that_is_sorted_by_is_in_the_table(self, client, path, made):
        heads = lxml.html.fromstring(client.get(path).content).xpath("//thead//th[starts-with(@class, 'head-')]")
        assert [head.get("class").removeprefix("head-") for head in heads] == list(COLUMNS)


class TestPages:
    @pytest.mark.parametrize("sort", ["-date", "date", "best", "-best", "source", "-quote", "event"])
    def test_going_on_to_the_end_and_back_shows_each_figure_once(self, client, path, project, monkeypatch, sort):
        monkeypatch.setattr(ledger, "PAGE", 2)
        article = an_article(project, [f"Of number {number} it is said." for number in range(7)])
        for number in range(7):
            a_highlight(article, f"number {number}", "Casualty figure").figures.create(
                raw=str(number),
                effect="killed",
                best=None if number == 3 else number // 2,
                source_name="" if number == 5 else f"Source {number % 3}",
                date_from=None if number > 4 else date(2024, 3, 1 + number % 2),
            )
        expected = [str(figure.pk) for figure in ledger.Order.read(sort).sorted(Figure.objects.shown())]

        def walk(start: str, word: str) -> list[list[str]]:
            pages, at = [], start
            while at:
                page = lxml.html.fromstring(client.get(f"{path}{at}").content)
                pages.append([row.get("id").removeprefix("figure-") for row in rows_of(page)])
                (*_, at) = [
                    None,
                    *(link.get("href") for link in page.xpath("//nav[@class='pages']/a") if link.text == word),
                ]
            return pages

        forwards = walk(f"?sort={sort}" if sort != "-date" else "?", "Next")
        assert [key for page in forwards for key in page] == expected
        backwards = walk(f"?sort={sort}&last=on", "Earlier")
        assert [key for page in reversed(backwards) for key in page] == expected

    @pytest.mark.parametrize(
        "cursor", ["x", "1~x", "~", "99999999999999999999~1", "1~9" * 60, f"1~{'9' * 60}", f"1~-{'9' * 60}"]
    )
    def test_a_place_that_no_figure_has_is_answered(self, client, path, made, cursor):
        for way in ("after", "before"):
            assert {*shown(client, f"{path}?sort=best&{way}={cursor}", made)} <= {"ministry", "toll", "union"}

    def test_a_page_costs_as_many_queries_with_many_figures_as_with_one(self, client, path, project):
        def asked() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            return len(captured)

        def grow(number: int) -> None:
            event = Event.objects.create(project=project, name=f"Event {number}")
            a_figure(project, best=number, source_name="A source", event=event, title=f"Report {number}")

        grow(1)
        asked()
        first = asked()
        for number in range(2, 12):
            grow(number)
        assert asked() == first


class TestCsv:
    def rows(self, client: Client, project: Project, query: str = "", use: str = "exact-data") -> list[dict[str, str]]:
        response = client.get(reverse("ledger_csv", args=[project.pk, use]) + query)
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    def test_it_has_what_the_filter_shows_with_the_event(self, client, project, made):
        (row,) = self.rows(client, project, "?effect=killed&source=ministry")
        assert (row["figure_id"], row["best"], row["event_id"], row["event"]) == (
            str(made["ministry"].pk), "12", str(made["ministry"].event_id), "The fire",
        )  # fmt: skip
        assert len(self.rows(client, project)) == 3

    def test_for_spreadsheets_no_cell_is_a_formula(self, client, project):
        a_figure(project, best=1, source_name="=1+1")
        assert self.rows(client, project, use="spreadsheets")[0]["source_name"] == "'=1+1"
        assert self.rows(client, project)[0]["source_name"] == "=1+1"

    def test_the_page_links_to_it_with_its_filter(self, client, path, project, made):
        links = lxml.html.fromstring(client.get(f"{path}?effect=killed").content).xpath("//p[@class='exports']/a")
        assert {link.get("href").partition("?")[2] for link in links} == {"effect=killed"}

    def test_a_filter_that_cannot_be_read_is_no_file(self, client, project):
        assert client.get(reverse("ledger_csv", args=[project.pk, "exact-data"]) + "?effect=no").status_code == 404


class TestPage:
    def test_an_empty_one_says_how_figures_come_there(self, client, path):
        assert "No casualty figures yet" in words(client, path)
        assert "tag them Casualty figure" in words(client, path)

    def test_a_row_leads_to_its_passage_its_article_and_its_event(self, client, path, made):
        page = lxml.html.fromstring(client.get(f"{path}?source=ministry").content)
        links = {link.get("href") for link in page.xpath("//tbody//a")}
        figure = made["ministry"]
        assert links == {
            figure.annotation.get_absolute_url(),
            figure.annotation.article.get_absolute_url(),
            figure.event.get_absolute_url(),
        }

    def test_a_viewer_has_nothing_to_change(self, client_of, viewer, path, made):
        page = lxml.html.fromstring(client_of(viewer).get(path).content)
        assert len(rows_of(page)) == 3
        assert not page.xpath("//main//button[@name='action'] | //main//input[@type='checkbox']")

    def test_it_never_adds_up_the_dead(self, client, path, made):
        assert "52" not in words(client, path)
        assert "Rows are counted here, never the dead" in words(client, path)

    def test_the_words_of_the_number_are_set_apart_and_what_is_html_is_text(self, client, path, project):
        a_figure(project, "At least <b>six</b> & more died.", raw="six", best=6)
        page = lxml.html.fromstring(client.get(path).content)
        (quote,) = page.xpath("//td[@class='of-quote']//q")
        assert quote.text_content() == "At least <b>six</b> & more died."
        assert [each.text for each in quote.iter("b")] == ["six"]


@pytest.mark.parametrize(
    ("precision", "last", "told"),
    [
        ("day", None, "12 Mar 2024"),
        ("", date(2024, 3, 14), "12 Mar 2024 – 14 Mar 2024"),
        ("week", None, "week of 12 Mar 2024"),
        ("month", None, "Mar 2024"),
        ("month", date(2024, 5, 1), "Mar 2024 – May 2024"),
        ("year", None, "2024"),
    ],
)
def test_days_are_told_as_well_as_they_are_known(precision, last, told):
    assert told_days(Figure(date_from=date(2024, 3, 12), date_to=last, date_precision=precision)) == told
