"""Who may do what by the API, with a token and in a browser; and that no address of it is left out."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import reverse

from annotations.api.urls import urlpatterns
from annotations.models import Annotation, Tag
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Import, User
from tests.annotations.api.programs import Program
from tests.builders import a_highlight

PEOPLE = ("owner", "coder", "viewer", "stranger", "anonymous")
ALL, MEMBERS, EDITORS = "200 200 200 200 401", "200 200 200 404 401", "{0} {0} 403 404 401"
OPEN, NONE, BY_POST = "200 200 200 200 200", "404 404 404 404 401", "405 405 405 405 401"
HIGHLIGHT = {
    "type": "Annotation",
    "target": {"source": "https://news.example/fire", "selector": {"type": "TextQuoteSelector", "exact": "Four"}},
}
OF_HYPOTHESIS = {
    "uri": "https://news.example/fire",
    "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Four"}]}],
}
REST = {"quote": "Four"}  # and the article


@dataclass(frozen=True)
class Row:
    args: str
    get: str
    method: str = ""
    change: str = ""
    data: Any = None


TABLE = {
    "root": Row("", ALL),
    "openapi": Row("", OPEN),
    "reference": Row("", OPEN),
    "nothing": Row("nowhere", NONE, "POST", NONE, {}),
    "projects": Row("", ALL),
    "project": Row("project", MEMBERS),
    "project_articles": Row("project", MEMBERS, "POST", EDITORS.format(202), {"text": "Six seven eight nine ten."}),
    "article": Row("article", MEMBERS),
    "versions": Row("article", MEMBERS),
    "version": Row("version", MEMBERS),
    "blocks": Row("version", MEMBERS),
    "project_highlights": Row("project", MEMBERS, "POST", EDITORS.format(201), REST),
    "highlights_bulk": Row("project", BY_POST, "POST", EDITORS.format(201), [REST]),
    "highlight": Row("key", MEMBERS, "DELETE", EDITORS.format(204)),
    "tags": Row("project", MEMBERS, "POST", EDITORS.format(201), {"name": "Rumour"}),
    "tag": Row("tag", MEMBERS, "DELETE", EDITORS.format(204)),
    "imports": Row("project", MEMBERS, "POST", EDITORS.format(201), [HIGHLIGHT]),
    "import": Row("import", MEMBERS),
    "import_rows": Row("import", MEMBERS),
    "import_retries": Row("import", BY_POST, "POST", "409 409 403 404 401", {}),  # nothing of it has failed
    "import_cancellation": Row("import", BY_POST, "POST", EDITORS.format(200), {}),
    "exports": Row("project", MEMBERS),
    "export": Row("export", MEMBERS),
    "article_annotations": Row("article", MEMBERS, "POST", EDITORS.format(201), HIGHLIGHT),
    "project_annotations": Row("project", MEMBERS, "POST", "405 405 405 404 401", HIGHLIGHT),
    "annotation": Row("annotation", MEMBERS, "DELETE", EDITORS.format(204)),
    "feed": Row("project", MEMBERS),
    "hypothesis_search": Row("", ALL),
    "hypothesis_annotations": Row("", BY_POST, "POST", "200 200 403 422 401", OF_HYPOTHESIS),
    "hypothesis_annotation": Row("id", MEMBERS, "DELETE", EDITORS.format(200)),
}
CHANGING = [name for name, row in TABLE.items() if row.method]


@pytest.fixture
def highlight(article, owner) -> Annotation:
    return a_highlight(article, "One two", "Claim", note="A note.", by=owner)


@pytest.fixture
def path(article, highlight, owner) -> Callable[[str], str]:
    batch = Import.objects.start([Item(Source(content=b"Nine ten."))], project=article.project, by=owner)
    given = {
        "": [],
        "nowhere": ["nowhere"],
        "article": [article.pk],
        "version": [article.pk, 1],
        "project": [article.project_id],
        "key": [highlight.key],
        "tag": [highlight.tags.get().pk],
        "import": [batch.pk],
        "export": [article.project_id, "csv"],
        "annotation": [article.pk, highlight.key],
        "id": [urlsafe_b64encode(highlight.key.bytes).decode().rstrip("=")],
    }
    return lambda name: reverse(f"api:{name}", args=given[TABLE[name].args])


@pytest.fixture
def data(article) -> Callable[[str], Any]:
    """What is sent to an address, of this article where one is named by its number."""

    def sent(name: str) -> Any:
        made = TABLE[name].data
        if made is REST:
            return REST | {"article": article.pk}
        return [REST | {"article": article.pk}] if made == [REST] else made

    return sent


@pytest.fixture
def people(owner, coder, viewer, stranger) -> dict[str, User | AnonymousUser]:
    return {user.username: user for user in (owner, coder, viewer, stranger)} | {"anonymous": AnonymousUser()}


def client_of(user: User | AnonymousUser, **options: Any) -> Client:
    client = Client(**options)
    if isinstance(user, User):
        client.force_login(user)
    return client


def state() -> list[Any]:
    alive = Annotation.objects.alive().values_list("pk", "updated_at")
    return [*alive, *Tag.objects.values_list("pk", "name"), *Import.objects.values_list("pk", "cancelled_at")]


def test_every_address_is_in_the_table():
    assert sorted(str(pattern.name) for pattern in urlpatterns) == sorted(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_everybody_reads_what_the_table_says(people, path, name):
    by_session = [client_of(people[person]).get(path(name)).status_code for person in PEOPLE]
    by_token = [Program(people[person], "read")("GET", path(name)).status_code for person in PEOPLE[:-1]]
    assert by_session == [int(code) for code in TABLE[name].get.split()]
    assert by_token == by_session[:-1]


@pytest.mark.parametrize("name", CHANGING)
def test_everybody_changes_what_the_table_says(people, path, data, name):
    row, before = TABLE[name], state()

    def answer(ask: Callable[[], Any]) -> int:
        """Return the status of an answer, and take back what it has changed: the next person finds all as it was."""
        with transaction.atomic():
            code = ask().status_code
            assert (state() != before) == (code < 300)
            transaction.set_rollback(True)
        return int(code)

    def by_session(user: User | AnonymousUser) -> Any:
        send = getattr(client_of(user), row.method.lower())
        return send(path(name), data(name), content_type="application/json")

    expected = [int(code) for code in row.change.split()]
    assert [answer(lambda person=person: by_session(people[person])) for person in PEOPLE] == expected
    programs = [Program(people[person], "read", "annotate", "import") for person in PEOPLE[:-1]]
    assert [answer(lambda ask=ask: ask(row.method, path(name), data(name))) for ask in programs] == expected[:-1]


@pytest.mark.parametrize("name", [name for name in CHANGING if name != "nothing"])
def test_a_scope_that_is_missing_is_403_and_changes_nothing(owner, path, data, name):
    before = state()
    reading = Program(owner, "read")
    assert reading("GET", path(name)).status_code in (200, 405)
    assert reading(TABLE[name].method, path(name), data(name)).status_code == 403
    assert Program(owner, "annotate")("GET", path(name)).status_code == 403
    assert state() == before


@pytest.mark.parametrize("name", [name for name in CHANGING if name != "nothing"])
def test_a_session_without_a_csrf_token_changes_nothing(owner, path, data, name):
    path, row, before = path(name), TABLE[name], state()
    client = client_of(owner, enforce_csrf_checks=True)
    response = getattr(client, row.method.lower())(path, data(name), content_type="application/json")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert state() == before
