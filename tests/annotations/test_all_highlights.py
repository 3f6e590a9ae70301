"""The page of all highlights: what its filter shows, says and counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.urls import reverse

from annotations.filtering import tallies
from annotations.forms import FilterForm
from annotations.models import Annotation, codebook_editing
from reader.models import Project, User
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def path(project: Project) -> str:
    return reverse("project_annotations", args=[project.pk])


@pytest.fixture
def reports(project: Project, owner: User, coder: User) -> dict[str, Annotation]:
    """Highlights that differ in everything a filter can ask for, by their words."""
    courier = an_article(
        project, ["Twelve died. Nobody knows who.", "A union counts seventeen."], title="Fire at the quay",
        site_name="The Courier", byline="Nell Harrow and Tomas Verrin", published="2024-03-12T08:00:00Z",
    )  # fmt: skip
    ledger = an_article(
        project, ["Ministry: fourteen.", "The door was locked."], title="Пожар в порту",
        url="https://www.ledger.example/a", byline="Мария Иванова", published="2024-04-01",
    )  # fmt: skip
    made = [
        a_highlight(courier, "Twelve died", "Claim", "Casualty figure", note="From the office", by=owner),
        a_highlight(courier, "Nobody knows", "Disputed", by=coder),
        a_highlight(courier, "died. Nobody", by=coder),
        a_highlight(ledger, "fourteen", "Casualty figure", note="Compare with TWELVE", by=coder),
        a_highlight(ledger, "door was locked", "Claim", "Disputed", by=owner),
    ]
    for day, annotation in enumerate(made, start=1):
        Annotation.objects.filter(pk=annotation.pk).update(created_at=datetime(2024, 5, day, 23, 30, tzinfo=UTC))
    Annotation.objects.filter(pk=made[1].pk).update(former_exact="Everybody knows")
    ledger.cut_block(1, by=owner)
    return {annotation.exact: annotation for annotation in made}


def shown(client: Client, path: str, query: object) -> list[str]:
    return [annotation.exact for annotation in client.get(path, query).context["annotations"]]


def key(project: Project, name: str) -> int:
    return project.tags.get(name=name).pk


class TestFilter:
    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ({"q": "twelve"}, ["fourteen", "Twelve died"]),
            ({"q": "OFFICE twelve"}, ["Twelve died"]),
            ({"q": '"nobody knows"'}, ["Nobody knows"]),
            ({"q": "knows nobody"}, ["Nobody knows"]),
            ({"q": "quay"}, []),
            ({"untagged": "on"}, ["died. Nobody"]),
            ({"title": "quay"}, ["Twelve died", "died. Nobody", "Nobody knows"]),
            ({"title": "ПОЖАР"}, ["fourteen", "door was locked"]),
            ({"site": "courier"}, ["Twelve died", "died. Nobody", "Nobody knows"]),
            ({"site": "ledger.example"}, ["fourteen", "door was locked"]),
            ({"site": "example/a"}, []),
            ({"author": "verrin"}, ["Twelve died", "died. Nobody", "Nobody knows"]),
            ({"author": "ИВАНОВА"}, ["fourteen", "door was locked"]),
            ({"made_from": "2024-05-04"}, ["fourteen", "door was locked"]),
            ({"made_to": "2024-05-01"}, ["Twelve died"]),
            ({"made_from": "2024-05-02", "made_to": "2024-05-02"}, ["Nobody knows"]),
            ({"published_to": "2024-03-12"}, ["Twelve died", "died. Nobody", "Nobody knows"]),
            ({"published_from": "2024-03-13"}, ["fourteen", "door was locked"]),
            ({"published_from": "2024-04-02"}, []),
            ({"state": "orphan"}, ["door was locked"]),
            ({"state": "anchored", "title": "порту"}, ["fourteen"]),
            ({"state": "changed"}, ["Nobody knows"]),
            ({"note": "with"}, ["fourteen", "Twelve died"]),
            ({"note": "without"}, ["door was locked", "died. Nobody", "Nobody knows"]),
        ],
    )
    def test_it_shows_what_it_asks_for(self, client, path, reports, query, expected):
        assert shown(client, path, query) == expected

    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [
            ([("tag", "Claim")], ["door was locked", "Twelve died"]),
            ([("tag", "Claim"), ("tag", "Disputed")], ["door was locked"]),
            ([("any", "Claim"), ("any", "Disputed")], ["door was locked", "Twelve died", "Nobody knows"]),
            ([("without", "Claim")], ["fourteen", "died. Nobody", "Nobody knows"]),
            ([("without", "Claim"), ("without", "Disputed")], ["fourteen", "died. Nobody"]),
            ([("tag", "Claim"), ("any", "Casualty figure"), ("without", "Disputed")], ["Twelve died"]),
            ([("overlap", "Claim")], ["Twelve died", "died. Nobody"]),
            ([("tag", "Disputed"), ("overlap", "Claim")], []),
            ([("sentence", "Claim")], ["Twelve died", "died. Nobody"]),
            ([("sentence", "Disputed")], ["died. Nobody", "Nobody knows"]),
        ],
    )
    def test_tags_all_of_one_of_none_of_and_near(self, client, path, project, reports, chosen, expected):
        query = "&".join(f"{name}={key(project, tag)}" for name, tag in chosen)
        assert [annotation.exact for annotation in client.get(f"{path}?{query}").context["annotations"]] == expected

    def test_who_made_them(self, client, path, project, reports, owner):
        assert shown(client, path, {"by": owner.pk}) == ["door was locked", "Twelve died"]

    def test_who_left_the_project_is_still_to_be_chosen_and_a_stranger_never(self, client, path, project, reports):
        owner = User.objects.get(username="owner")
        gone = User.objects.create_user("gone")
        project.add(gone, "coder")
        a_highlight(project.articles.first(), "Ministry", by=gone)
        project.memberships.get(user=gone).end()
        User.objects.create_user("nobody of theirs")
        offered = FilterForm({}, project=project).fields["by"].queryset
        assert [user.username for user in offered] == ["coder", "gone", "owner"]
        assert shown(client, path, {"by": gone.pk}) == ["Ministry"]
        assert client.get(path, {"by": owner.pk + 1000}).status_code == 422

    def test_highlights_named_one_by_one(self, client, path, reports):
        keys = [reports[words].pk for words in ("fourteen", "Twelve died")]
        assert shown(client, path, {"keys": ".".join(map(str, keys))}) == ["fourteen", "Twelve died"]

    @pytest.mark.parametrize(
        "query",
        [
            {"keys": "1,2"},
            {"state": "lost"},
            {"made_from": "yesterday"},
            {"tag": "0"},
            {"overlap": "x"},
            {"note": "no"},
        ],
    )
    def test_what_is_no_filter_is_422_and_shows_nothing(self, client, path, reports, query):
        response = client.get(path, query)
        assert response.status_code == 422
        assert "Twelve died" not in response.content.decode()

    def test_a_tag_that_is_gone_is_told_and_the_rest_of_the_filter_stands(self, client, path, project, reports, coder):
        claim, disputed = project.tags.get(name="Claim"), project.tags.get(name="Disputed")
        query = f"q=&tag={claim.pk}&any={claim.pk}&any={disputed.pk}&without={claim.pk}"
        codebook_editing.remove(claim, by=coder)
        together = reverse("cooccurrence", args=[project.pk, "highlight"])
        for kept in (path, together, reverse("exports", args=[project.pk])):
            response = client.get(f"{kept}?{query}")
            told = page_of(response).xpath("//*[@class='gone-tags']/span")
            assert (response.status_code, [words_of(tag) for tag in told]) == (200, ["Claim"])
            assert response.context["form"].query() == f"any={disputed.pk}"
        assert shown(client, path, {"tag": claim.pk, "q": "door"}) == ["door was locked"]
        assert client.get(path, {"tag": claim.pk, "any": "x"}).status_code == 422

    def test_a_removed_tag_of_another_project_is_not_told(self, client, path, reports, owner):
        elsewhere = Project.objects.start("Elsewhere", by=owner).tags.get(name="Claim")
        codebook_editing.remove(elsewhere, by=owner)
        response = client.get(path, {"tag": elsewhere.pk})
        assert response.status_code == 422
        assert "gone-tags" not in response.content.decode()

    def test_a_note_that_is_changed_is_found_by_its_new_words(self, client, path, reports, coder):
        reports["fourteen"].revise_note("Сверить", based_on=1, by=coder)
        assert shown(client, path, {"q": "СВЕРИТЬ"}) == ["fourteen"]
        assert shown(client, path, {"q": "compare"}) == []

    @pytest.mark.parametrize(
        ("written", "sought"), [("STRASSE", "strasse"), ("ΠΌΛΗΣ", "πόλης"), ("ЁЛКА", "ёлка"), ("Ａb", "ａB")]
    )
    def test_capitals_of_every_script(self, client, path, project, written, sought):
        a_highlight(an_article(project, [f"So {written} is."]), written)
        assert shown(client, path, {"q": sought}) == [written]
        assert shown(client, path, {"q": sought.swapcase()}) == [written]


class TestAddress:
    def test_empty_fields_are_left_out_of_the_address(self, client, path, project):
        sent = {"q": "", "article": "", "site": "quay", "state": "", "view": "lines"}
        assert client.get(path, sent)["Location"] == f"{path}?site=quay&view=lines"

    def test_an_address_that_is_short_already_is_answered(self, client, path):
        assert client.get(path, {"q": "quay"}).status_code == 200

    def test_a_query_comes_back_as_the_same_filter(self, project, owner, reports):
        article = project.articles.first()
        query = (
            f"q=a+%22b+c%22&tag={key(project, 'Claim')}&tag={key(project, 'Disputed')}&without={key(project, 'Claim')}"
            f"&untagged=on&article={article.pk}&by={owner.pk}&made_from=2024-05-01&state=orphan&note=with"
            f"&overlap={key(project, 'Claim')}&keys=3.5"
        )
        data: dict[str, Any] = {}
        for name, value in parse_qsl(query):
            data.setdefault(name, []).append(value)
        form = FilterForm({name: each if name in ("tag", "without") else each[0] for name, each in data.items()},
                          project=project)  # fmt: skip
        assert form.is_valid(), form.errors
        assert form.query() == query

    def test_the_csv_takes_the_filter_of_the_page(self, client, path, project, reports):
        query = {"note": "with", "site": "courier", "view": "lines", "group": "tag"}
        hrefs = page_of(client.get(path, query)).xpath("//a[@download]/@href")
        assert {href.split("?")[1] for href in hrefs} == {"site=courier&note=with"}
        rows = csv.DictReader(io.StringIO(b"".join(client.get(hrefs[1]).streaming_content).decode(), newline=""))
        assert [(row["quote"], row["tag"]) for row in rows] == [
            ("Twelve died", "Claim"),
            ("Twelve died", "Casualty figure"),
        ]


class TestWhatItSays:
    def test_the_filter_in_words_each_with_a_way_to_leave_it_out(self, client, path, project, reports, owner):
        query = {"q": "twelve", "tag": key(project, "Claim"), "by": owner.pk, "made_from": "2024-05-01"}
        page = page_of(client.get(path, query))
        assert [words_of(item) for item in page.xpath("//*[@class='conditions']//li")] == [
            "with the words “twelve” ×", "tagged Claim ×", "highlighted by owner ×", "highlighted from 1 May 2024 on ×",
        ]  # fmt: skip
        without = page.xpath("//*[@class='conditions']//li/a/@href")[1]
        assert without == f"{path}?q=twelve&by={owner.pk}&made_from=2024-05-01"

    def test_counts_of_tags_for_what_is_shown(self, client, path, project, reports):
        def counted(query: object) -> list[str]:
            return [words_of(item) for item in page_of(client.get(path, query)).xpath("//a[@class='facet']")]

        assert counted({}) == ["Claim 2", "Disputed 2", "Casualty figure 2", "without a tag 1"]
        assert counted({"tag": key(project, "Claim")}) == ["Claim 2", "Disputed 1", "Casualty figure 1"]

    def test_a_count_leads_to_as_many_highlights(self, client, path, project, reports):
        page = page_of(client.get(path, {"title": "quay"}))
        for facet in page.xpath("//a[@class='facet']"):
            assert len(client.get(path + facet.get("href")).context["annotations"]) == int(words_of(facet).split()[-1])

    def test_deleted_highlights_count_nowhere(self, project, reports, coder):
        reports["fourteen"].delete_softly(by=coder)
        found = tallies(all_of(project))
        assert (found.total, found.by_tag[key(project, "Casualty figure")]) == (4, 1)

    def test_searched_words_are_marked_in_quote_and_note(self, client, path, reports):
        page = page_of(client.get(path, {"q": "TWELVE"}))
        assert page.xpath("//mark[@class='hit']/text()") == ["TWELVE", "Twelve"]

    def test_lines_have_the_quote_between_what_stands_around_it_in_its_direction(self, client, path, project):
        article = an_article(project, ["قبل الكلمات وبعدها نص"], language="ar", direction="rtl")
        a_highlight(article, "الكلمات")
        (line,) = page_of(client.get(path, {"view": "lines"})).xpath("//*[@class='line']")
        assert (line.get("dir"), line.get("lang")) == ("rtl", "ar")
        assert [words_of(part) for part in line] == ["قبل", "الكلمات", "وبعدها نص"]

    def test_by_tag_a_highlight_comes_under_each_of_its_tags(self, client, path, reports):
        page = page_of(client.get(path, {"group": "tag"}))
        groups = {
            words_of(group.find("h2")): [words_of(quote) for quote in group.xpath(".//q")]
            for group in page.xpath("//section[@class='group']")
        }
        assert groups == {
            "Claim 2": ["door was locked", "Twelve died"],
            "Disputed 2": ["door was locked", "Nobody knows"],
            "Casualty figure 2": ["fourteen", "Twelve died"],
            "Without a tag 1": ["died. Nobody"],
        }

    def test_a_viewer_sees_and_exports_but_has_nothing_to_change_it_with(self, client_of, viewer, path, reports):
        page = page_of(client_of(viewer).get(path))
        assert [words_of(button) for button in page.xpath("//main//button")] == [
            "Show", "CSV for spreadsheets", "CSV, exact data", "All exports",
        ]  # fmt: skip
        assert page.xpath("//input[@name='key']")

    def test_of_very_many_articles_none_is_offered_but_the_chosen_one(self, client, path, project, monkeypatch):
        monkeypatch.setattr("annotations.overview.MOST_LISTED", 1)
        first = an_article(project, title="First")
        an_article(project, ["Other."], title="Second")
        a_highlight(first, "two")
        assert not page_of(client.get(path)).xpath("//select[@name='article']")
        page = page_of(client.get(path, {"article": first.pk}))
        assert page.xpath("//select[@name='article']/option/text()") == ["All articles", "First"]


def all_of(project: Project) -> Any:
    form = FilterForm({}, project=project)
    assert form.is_valid()
    return form.filter().annotations
