"""The description of the API: complete, and of the views as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from annotations.api.openapi import document
from tests.annotations.api.programs import Program

NOT_DESCRIBED = {"/api/openapi.json", "/api/reference/", r"/^api/(?P<rest>[\s\S]*)$"}
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def addresses_of(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Yield the addresses of a whole URLconf, as the description writes them."""
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses_of(each, here)
        else:
            yield re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", here) if not here.startswith("/^") else here


def refs(value: Any) -> set[str]:
    """Return all schemas that a part of the description names."""
    if isinstance(value, dict):
        found = {value["$ref"]} if "$ref" in value else set()
        return found.union(*(refs(each) for each in value.values()))
    return set().union(*(refs(each) for each in value)) if isinstance(value, list) else set()


def test_programs_read_it_without_a_token(db):
    answer = Client().get("/api/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json() == document()


def test_every_address_is_described_with_all_its_methods(ask, project, article):
    described = {(path, method.upper()) for path, methods in document()["paths"].items() for method in methods}
    known = {path for path, _ in described}
    assert {method for _, method in described} <= METHODS
    addresses = [address for address in addresses_of(get_resolver()) if address.lstrip("/^").startswith("api/")]
    assert {address for address in addresses if address not in known} == NOT_DESCRIBED
    assert known <= {*addresses}
    for path, method in described:
        if method != "GET":
            continue
        pk = article.pk if path.startswith("/api/articles/") else project.pk
        real = path.format(pk=pk, number=1, key="8d5f1c1e-94f6-4a0b-b8f5-0d9a6f2b7c11", name="csv")
        allowed = {each.strip() for each in ask("OPTIONS", real)["Allow"].split(",")} & METHODS
        assert allowed <= {there for where, there in described if where == path}


def test_what_a_wrong_idempotency_key_is_answered_is_described():
    operations = [each for methods in document()["paths"].values() for each in methods.values()]
    taking = [
        set(each["responses"])
        for each in operations
        if any(one.get("name") == "Idempotency-Key" for one in each.get("parameters", ()))
    ]
    assert taking
    assert all({"400", "422"} <= responses for responses in taking)


def test_all_schemas_it_names_are_there():
    schemas = document()["components"]["schemas"]
    assert refs(document()) == {f"#/components/schemas/{name}" for name in schemas}


@pytest.mark.parametrize("person", ["owner", "nobody"])
def test_the_page_names_every_operation(owner, person):
    client = Client()
    if person == "owner":
        client.force_login(owner)
    page = client.get("/api/reference/").content.decode()
    for path, methods in document()["paths"].items():
        for method in methods:
            assert f"<code>{method.upper()} {path}</code>" in page


def test_each_says_its_scope_and_what_it_says_holds(owner, project):
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            scope = operation["description"].removeprefix("Scope: ").rstrip(".")
            others = {"read", "annotate", "import"} - {scope}
            real = path.format(pk=project.pk, number=1, key="8d5f1c1e-94f6-4a0b-b8f5-0d9a6f2b7c11", name="csv")
            assert Program(owner, *others)(method.upper(), real).status_code == 403
