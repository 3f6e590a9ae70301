"""How often a program may ask, and what a stranger may try."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from reader import rates
from reader.models import IdempotencyKey, Rate
from tests.annotations.api.programs import Program
from tests.conftest import PASSWORD


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch):
    """Six requests a minute and three attempts; a minute that does not end while a test looks."""
    settings.API_RATE, settings.ATTEMPT_RATE = 6, 3
    monkeypatch.setattr("reader.rates.time.time", lambda: 1_800_000_010.0)
    rates.forget()
    yield
    rates.forget()


def test_more_than_the_limit_is_429_and_says_when_to_come_back(ask, owner):
    assert [ask("GET", "/api/").status_code for _ in range(7)] == [200] * 6 + [429]
    answer = ask("GET", "/api/")
    assert (answer["Content-Type"], answer["Retry-After"]) == ("application/problem+json", "50")
    assert Program(owner)("GET", "/api/").status_code == 200  # another token has its own


def test_all_workers_count_together(ask):
    for _ in range(4):
        ask("GET", "/api/")
    rates.forget()  # as another worker, which knows the database alone
    assert [ask("GET", "/api/").status_code for _ in range(3)] == [200, 200, 429]


def test_the_next_minute_begins_anew(ask, monkeypatch):
    for _ in range(7):
        ask("GET", "/api/")
    monkeypatch.setattr("reader.rates.time.time", lambda: 1_800_000_061.0)
    assert ask("GET", "/api/").status_code == 200
    assert Rate.objects.count() == 1


def test_a_program_that_keeps_to_it_writes_a_tenth_as_often_as_it_asks(ask, settings, django_assert_num_queries):
    settings.API_RATE = 100
    ask("GET", "/api/")
    with django_assert_num_queries(9 * 2):  # the token and the projects
        for _ in range(9):
            ask("GET", "/api/")


def test_wrong_tokens_are_tried_by_one_address_so_often_and_good_ones_are_not_in_their_way(ask):
    def attempt(address: str) -> int:
        return Client(REMOTE_ADDR=address).get("/api/", headers={"Authorization": "Bearer guess"}).status_code

    assert [attempt("10.0.0.1") for _ in range(4)] == [401, 401, 401, 429]
    assert attempt("10.0.0.2") == 401
    assert Client(REMOTE_ADDR="10.0.0.1").get("/api/").status_code == 429  # without one, too
    assert ask("GET", "/api/").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_it_saw(settings, rf):
    request = rf.get("/", headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"}, REMOTE_ADDR="10.0.0.1")
    assert rates.address_of(request) == "10.0.0.1"  # nobody is believed where there is none
    settings.HTTPS = True
    assert rates.address_of(request) == "2.2.2.2"


@pytest.mark.parametrize("path", ["/login/", "/admin/login/"])
def test_passwords_are_tried_so_often(owner, path):
    owner.is_staff = True
    owner.save()

    def attempt(name: str, password: str) -> bytes:
        return Client().post(path, {"username": name, "password": password}).content

    for _ in range(3):
        assert b"Too many attempts" not in attempt("owner", "a guess")
    for name in ("owner", "OWNER"):
        assert b"Too many attempts" in attempt(name, PASSWORD)
    assert b"Too many attempts" not in attempt("somebody", "a guess")


class TestIdempotencyKey:
    @pytest.fixture(autouse=True)
    def limits(self, settings):
        settings.API_RATE = 0

    def test_a_request_that_is_repeated_is_carried_out_once(self, ask, project, owner):
        path = f"/api/projects/{project.pk}/tags/"
        first, second = [ask("POST", path, {"name": "Rumour"}, idempotency_key="a") for _ in range(2)]
        assert (first.status_code, first.content) == (second.status_code, second.content)
        assert (first["Location"], first["ETag"]) == (second["Location"], second["ETag"])
        assert project.tags.filter(name="Rumour").count() == 1
        assert Program(owner)("POST", path, {"name": "Other"}, idempotency_key="a").status_code == 422

    def test_what_was_refused_can_be_tried_again_with_the_same_key(self, ask, project):
        path = f"/api/projects/{project.pk}/tags/"
        assert ask("POST", path, {"name": ""}, idempotency_key="a").status_code == 422
        assert ask("POST", path, {"name": "Rumour"}, idempotency_key="a").status_code == 201
        assert IdempotencyKey.objects.count() == 1

    def test_another_person_has_other_keys(self, ask, project, coder):
        for program, name in ((ask, "Rumour"), (Program(coder), "Hearsay")):
            path = f"/api/projects/{project.pk}/tags/"
            assert program("POST", path, {"name": name}, idempotency_key="a").json()["name"] == name


class TestOtherSites:
    PAGE = "https://notebook.example"

    def test_their_pages_may_not_use_it(self, ask):
        answer = ask("GET", "/api/", origin=self.PAGE)
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
        assert Client().options("/api/", headers={"Origin": self.PAGE}).status_code == 401

    def test_but_those_that_are_named(self, ask, settings):
        settings.API_ORIGINS = frozenset([self.PAGE])
        before = Client().options("/api/", headers={"Origin": self.PAGE, "Access-Control-Request-Method": "PATCH"})
        assert (before.status_code, before["Access-Control-Allow-Origin"]) == (204, self.PAGE)
        assert "PATCH" in before["Access-Control-Allow-Methods"]
        answer = ask("GET", "/api/", origin=self.PAGE)
        assert answer["Access-Control-Allow-Origin"] == self.PAGE
        assert "Access-Control-Allow-Credentials" not in answer
        assert "Access-Control-Allow-Origin" not in ask("GET", "/api/", origin="https://elsewhere.example")
        assert "Access-Control-Allow-Origin" not in ask("GET", "/tokens/", origin=self.PAGE)


class TestProblems:
    """Whatever goes wrong under /api/ is told in JSON."""

    @pytest.fixture(autouse=True)
    def limits(self, settings):
        settings.API_RATE = settings.ATTEMPT_RATE = 0

    @pytest.mark.parametrize(
        ("status", "method", "path", "headers"),
        [
            (401, "GET", "/api/", {"authorization": "Bearer no"}),
            (404, "GET", "/api/nowhere", {}),
            (404, "POST", "/api/projects", {}),
            (404, "GET", "/api/projects/x/", {}),
            (404, "GET", "/api/articles/1/versions/%0A/", {}),
            (404, "GET", f"/api/projects/{10**30}/", {}),
            (405, "DELETE", "/api/", {}),
            (406, "GET", "/api/", {"accept": "image/png"}),
            (415, "POST", "/api/projects/{project}/tags/", {"content_type": "text/plain"}),
            (422, "POST", "/api/projects/{project}/tags/", {}),
        ],
    )
    def test_they_are_problems(self, ask, project, status, method, path, headers):
        answer = ask(method, path.format(project=project.pk), None if method == "GET" else {}, **headers)
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["detail"]

    def test_too_large_a_body_is_one(self, ask, project, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        answer = ask("POST", f"/api/projects/{project.pk}/tags/", json.dumps({"name": "x" * 99}).encode())
        assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")

    def test_a_mistake_of_ours_is_one(self, ask, project, monkeypatch):
        monkeypatch.setattr("annotations.api.root.address", lambda *args: 1 / 0)
        ask.client.raise_request_exception = False
        answer = ask("GET", "/api/")
        assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_pages_that_other_sites_bring_are_so_many_a_minute(db, client):
    page = {"url": "https://news.example/fire", "html": "<p>Fire"}
    assert [client.post("/capture/", page).status_code for _ in range(4)] == [200] * 3 + [429]
    assert client.get("/capture/").status_code == 200
