"""What programs written for Hypothesis do, with only the address and the token changed."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

import pytest
from django.conf import settings

from annotations.models import Annotation, Operation
from tests.annotations.api.programs import Program
from tests.builders import a_highlight, an_article


def payload(exact: str = "Four five six", **more) -> dict:
    selectors = [
        {"type": "TextPositionSelector", "start": 3, "end": 9},  # of another count, as Hypothesis' are
        {"type": "TextQuoteSelector", "exact": exact, "prefix": more.pop("prefix", ""), "suffix": ""},
    ]
    uri = more.pop("uri", "https://news.example/fire")
    return {"uri": uri, "target": [{"source": uri, "selector": selectors}], "group": "__world__", **more}


@pytest.fixture
def ask(owner):
    return partial(Program(owner), content_type="application/json")


@pytest.fixture
def search(ask):
    def found(*pairs, **parameters) -> dict:
        query = urlencode([*pairs, *parameters.items()])
        response = ask("GET", f"/api/search?{query}")
        assert response.status_code == 200, response.content
        return response.json()

    return found


def quotes(found: dict) -> list[str]:
    return [row["target"][0]["selector"][-1]["exact"] for row in found["rows"]]


class TestOne:
    def test_it_is_made_read_changed_and_deleted(self, ask, article, owner):
        made = ask("POST", "/api/annotations", payload(text="Why.", tags=["Claim", "Brand new"]))
        assert made.status_code == 200
        row, path = made.json(), f"/api/annotations/{made.json()['id']}"
        assert (row["uri"], row["text"], row["tags"]) == ("https://news.example/fire", "Why.", ["Claim", "Brand new"])
        assert row["group"] == str(article.project_id)
        assert ask("GET", path).json() == row
        changed = ask("PATCH", path, {"text": "Better."}).json()
        assert (changed["text"], changed["tags"], changed["target"]) == ("Better.", row["tags"], row["target"])
        assert ask("PATCH", path, {"tags": []}).json()["tags"] == []
        assert ask("DELETE", path).json() == {"id": row["id"], "deleted": True}
        assert ask("GET", path).status_code == 404
        actions = Operation.objects.filter(article=article, by=owner).order_by("pk")
        assert [actions.first().action, actions.last().action] == [Operation.Action.CREATED, Operation.Action.DELETED]

    def test_another_quote_moves_it(self, ask, article):
        made = ask("POST", "/api/annotations", payload()).json()
        moved = ask("PATCH", f"/api/annotations/{made['id']}", {"target": payload("One two")["target"]}).json()
        assert moved["target"][0]["selector"][-1]["exact"] == "One two"

    @pytest.mark.parametrize(
        "uri", ["https://news.example/fire", "http://news.example/fire/", "https://news.example/fire#top", "ours"]
    )
    def test_an_article_is_known_by_its_source_and_by_its_page_here(self, ask, search, article, uri):
        uri = settings.ADDRESS + article.get_absolute_url() if uri == "ours" else uri
        assert ask("POST", "/api/annotations", payload(uri=uri)).status_code == 200
        assert search(uri=uri)["total"] == 1

    @pytest.mark.parametrize(
        "data",
        [
            [],
            {},
            payload(uri="https://nowhere.example/"),
            payload("not there"),
            payload("two"),
            {"uri": "https://news.example/fire", "text": "on the whole page"},
            payload(references=["x"]),
            payload(text="x" * 100_001),
            payload(group="999"),
        ],
    )
    def test_what_cannot_be_made_is_422_and_says_why(self, ask, article, data):
        response = ask("POST", "/api/annotations", data)
        assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
        assert not Annotation.objects.exists()

    def test_of_two_projects_with_the_article_the_group_names_one(self, ask, article, owner):
        other = type(article.project).objects.start("Other", by=owner)
        an_article(other, ["Four five six."], url="https://news.example/fire")
        assert ask("POST", "/api/annotations", payload()).status_code == 422
        made = ask("POST", "/api/annotations", payload(group=str(other.pk))).json()
        assert made["group"] == str(other.pk)

    @pytest.mark.parametrize("name", ["x", "AAAAAAAAAAAAAAAAAAAAAA", "é" * 22])
    def test_an_id_of_nothing_is_404(self, ask, name):
        assert ask("GET", f"/api/annotations/{name}").status_code == 404


class TestSearch:
    @pytest.fixture(autouse=True)
    def highlights(self, article, owner, coder) -> list[Annotation]:
        other = an_article(article.project, ["Seven EIGHT nine.", "Fünf ÄPFEL."], url="https://news.example/other")
        return [
            a_highlight(article, "One two", "Claim", note="Strange", by=owner),
            a_highlight(article, "Four five", "Claim", "Disputed", by=coder),
            a_highlight(other, "Seven EIGHT", note="A strange thing", by=coder),
            a_highlight(other, "Fünf ÄPFEL", by=owner),
        ]

    @pytest.mark.parametrize(
        ("parameters", "expected"),
        [
            ({}, 4),
            ({"uri": "https://news.example/fire"}, 2),
            ({"url": "https://news.example/nothing"}, 0),
            ({"tag": "claim"}, 2),
            ({"tags": "Disputed"}, 1),
            ({"user": "coder"}, 2),
            ({"user": "acct:owner@127.0.0.1"}, 2),
            ({"quote": "eight"}, 1),
            ({"quote": "äpfel fünf"}, 1),
            ({"text": "STRANGE"}, 2),
            ({"text": "strange thing"}, 1),
            ({"any": "disputed"}, 1),
            ({"any": "äpfel"}, 1),
            ({"any": "news.example/other seven"}, 1),
            ({"group": "__world__"}, 4),
            ({"group": "999999"}, 0),
            ({"references": "x"}, 0),
        ],
    )
    def test_parameters_narrow(self, search, parameters, expected):
        found = search(**parameters)
        assert (found["total"], len(found["rows"])) == (expected, expected)

    def test_several_tags_must_all_be_there(self, search):
        assert quotes(search(("tag", "Claim"), ("tag", "Disputed"))) == ["Four five"]

    def test_the_latest_change_comes_first(self, search, highlights):
        highlights[0].revise_note("Now.", based_on=1)
        assert quotes(search())[0] == "One two"
        assert quotes(search(sort="created", order="asc")) == [each.exact for each in highlights]

    @pytest.mark.parametrize("sort", ["created", "updated", "id", "user", "group"])
    @pytest.mark.parametrize("order", ["asc", "desc"])
    def test_every_order_turns_round(self, search, sort, order):
        values = [row.get(sort, "") for row in search(sort=sort, order=order)["rows"] if sort != "id"]
        assert values == sorted(values, reverse=order == "desc")
        assert search(sort=sort, order=order)["total"] == 4

    @pytest.mark.parametrize("sort", ["created", "updated", "id"])
    def test_all_rows_come_once_by_search_after(self, search, sort, highlights):
        found, after = [], ""
        while rows := search(limit=3, sort=sort, order="asc", search_after=after)["rows"]:
            found += rows
            after = rows[-1][sort]
        assert len({row["id"] for row in found}) == len(found) == 4

    def test_pages_by_offset(self, search):
        whole = quotes(search(sort="created"))
        assert [quotes(search(sort="created", limit=2, offset=each)) for each in (0, 2, 4)] == [
            whole[:2], whole[2:], []
        ]  # fmt: skip
        assert search(limit=0) == {"total": 4, "rows": []}

    @pytest.mark.parametrize(
        "query", ["limit=201", "limit=x", "offset=9801", "sort=x", "order=up", "search_after=x", "wild=1"]
    )
    def test_what_is_no_parameter_is_400(self, ask, query):
        response = ask("GET", f"/api/search?{query}")
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")

    def test_nothing_of_other_projects_is_found(self, stranger):
        assert Program(stranger)("GET", "/api/search").json() == {"total": 0, "rows": []}
