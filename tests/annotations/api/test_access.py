"""Who may do what by the API, with a token and in a browser; and that no address of it is left out."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from annotations.api.urls import urlpatterns
from annotations.models import Annotation
from reader.models import User
from tests.annotations.api.programs import Program
from tests.builders import a_highlight

PEOPLE = ("owner", "coder", "viewer", "stranger", "anonymous")
ALL, MEMBERS, EDITORS = "200 200 200 200 401", "200 200 200 404 401", "{0} {0} 403 404 401"
HIGHLIGHT = {
    "type": "Annotation",
    "target": {"source": "https://news.example/fire", "selector": {"type": "TextQuoteSelector", "exact": "Four"}},
}
OF_HYPOTHESIS = {
    "uri": "https://news.example/fire",
    "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Four"}]}],
}


@dataclass(frozen=True)
class Row:
    args: str
    get: str
    method: str = ""
    change: str = ""
    data: Any = None


TABLE = {
    "root": Row("", ALL),
    "article_annotations": Row("article", MEMBERS, "POST", EDITORS.format(201), HIGHLIGHT),
    "project_annotations": Row("project", MEMBERS, "POST", "405 405 405 404 401", HIGHLIGHT),
    "annotation": Row("annotation", MEMBERS, "DELETE", EDITORS.format(204)),
    "imports": Row("project", "405 405 405 405 401", "POST", EDITORS.format(201), [HIGHLIGHT]),
    "feed": Row("project", MEMBERS),
    "hypothesis_search": Row("", ALL),
    "hypothesis_annotations": Row("", "405 405 405 405 401", "POST", "200 200 403 422 401", OF_HYPOTHESIS),
    "hypothesis_annotation": Row("id", MEMBERS, "DELETE", EDITORS.format(200)),
}


@pytest.fixture
def highlight(article, owner) -> Annotation:
    return a_highlight(article, "One two", "Claim", note="A note.", by=owner)


@pytest.fixture
def path(article, highlight) -> Callable[[str], str]:
    given = {
        "": [],
        "article": [article.pk],
        "project": [article.project_id],
        "annotation": [article.pk, highlight.key],
        "id": [urlsafe_b64encode(highlight.key.bytes).decode().rstrip("=")],
    }
    return lambda name: reverse(f"api:{name}", args=given[TABLE[name].args])


@pytest.fixture
def people(owner, coder, viewer, stranger) -> dict[str, User | AnonymousUser]:
    return {user.username: user for user in (owner, coder, viewer, stranger)} | {"anonymous": AnonymousUser()}


def client_of(user: User | AnonymousUser, **options: Any) -> Client:
    client = Client(**options)
    if isinstance(user, User):
        client.force_login(user)
    return client


def test_every_address_is_in_the_table():
    assert sorted(str(pattern.name) for pattern in urlpatterns) == sorted(TABLE)


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("way", ["token", "session"])
def test_everybody_reads_what_the_table_says(people, path, name, person, way):
    user = people[person]
    by_token = way == "token" and isinstance(user, User)
    response = Program(user, "read")("GET", path(name)) if by_token else client_of(user).get(path(name))
    assert response.status_code == int(TABLE[name].get.split()[PEOPLE.index(person)])


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method])
@pytest.mark.parametrize("way", ["token", "session"])
def test_everybody_changes_what_the_table_says(people, path, name, person, way):
    user, row = people[person], TABLE[name]
    before = list(Annotation.objects.alive().values_list("pk", "updated_at"))
    if way == "token" and isinstance(user, User):
        response = Program(user, "read", "annotate", "import")(row.method, path(name), row.data)
    else:
        response = getattr(client_of(user), row.method.lower())(path(name), row.data, content_type="application/json")
    assert response.status_code == int(row.change.split()[PEOPLE.index(person)])
    changed = list(Annotation.objects.alive().values_list("pk", "updated_at")) != before
    assert changed == (response.status_code < 300)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method])
def test_a_scope_that_is_missing_is_403_and_changes_nothing(owner, path, name):
    before = list(Annotation.objects.values_list("pk", "updated_at"))
    reading = Program(owner, "read")
    assert reading("GET", path(name)).status_code in (200, 405)
    assert reading(TABLE[name].method, path(name), TABLE[name].data).status_code == 403
    assert Program(owner, "annotate")("GET", path(name)).status_code == 403
    assert list(Annotation.objects.values_list("pk", "updated_at")) == before


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.method])
def test_a_session_without_a_csrf_token_changes_nothing(owner, path, name):
    row, before = TABLE[name], Annotation.objects.alive().count()
    client = client_of(owner, enforce_csrf_checks=True)
    response = getattr(client, row.method.lower())(path(name), row.data, content_type="application/json")
    assert response.status_code == 403
    assert Annotation.objects.alive().count() == before
