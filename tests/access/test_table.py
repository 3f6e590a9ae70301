"""Everybody gets what the table says, and nobody changes what the table says they may not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.table import EDITORS_MOVE_ON, LOGIN, OWNER_MOVES_ON, PEOPLE, TABLE


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name or f"unnamed {pattern.pattern}"
        elif pattern.namespace not in (
            "admin",
            "api",
        ):  # Django's own, see test_entrance.py; programs', tests/annotations/api
            yield from addresses(pattern.url_patterns)


def test_every_address_is_in_the_table():
    assert sorted(addresses(get_resolver().url_patterns)) == sorted(TABLE)


@contextmanager
def as_if_never() -> Iterator[None]:
    """Take back what is done inside: one world does for all people and many addresses."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# A world takes longer to make than a page: each test walks a part of the table in one.
PARTS = [list(TABLE)[part::16] for part in range(16)]


@pytest.mark.parametrize("names", PARTS, ids=str)
def test_everybody_gets_what_the_table_says(world, names):
    expected, got = {}, {}
    for name, method, person in product(names, ("get", "post"), PEOPLE):
        expected[name, method, person] = TABLE[name].expected(method, person)
        with as_if_never():
            path = world.path(name)
            response = getattr(world.client(person), method)(path, world.data(name) if method == "post" else {})
            login = f"{reverse('login')}?next={quote(path if method == 'get' else '/')}"
            is_login = response.status_code == 302 and response["Location"] == login
            got[name, method, person] = LOGIN if is_login else response.status_code
    assert got == expected


def test_a_fragment_for_nobody_is_401_and_no_login_page(world):
    guarded = [name for name, row in TABLE.items() if row.expected("get", "anonymous") == LOGIN]
    for name in guarded:
        for method in ("get", "post"):
            response = getattr(Client(), method)(world.path(name), headers={"HX-Request": "true"})
            assert (name, response.status_code) == (name, 401)
            assert b"<" not in response.content


@pytest.mark.parametrize("names", PARTS, ids=str)
def test_reading_changes_nothing(world, names):
    before = world.state()
    for name in names:
        world.client("owner").get(world.path(name), world.data(name))
    assert world.state() == before


@pytest.mark.parametrize("person", ["viewer", "stranger", "anonymous"])
def test_who_may_not_change_the_project_changes_nothing(world, person):
    before = world.state()
    client = world.client(person)
    own = {"language", "preferences", "projects", "logout", "password_change", "tokens", "place"}
    for name in TABLE:
        if name not in own:
            client.post(world.path(name), world.data(name))
    assert world.state() == before


# The window of the bookmark shows what another site sent, and does no more; programs are asked for a token first.
FROM_ANOTHER_SITE = {("capture", "owner"): 200, ("capture", "anonymous"): 200, ("pages", "anonymous"): 401}


def test_a_form_of_another_site_is_refused(world):
    before = world.state()
    for name in TABLE:
        for person in ("owner", "anonymous"):
            response = world.client(person, enforce_csrf_checks=True).post(world.path(name), world.data(name))
            assert (name, response.status_code) == (name, FROM_ANOTHER_SITE.get((name, person), 403))
    assert world.state() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing(world, method):
    before = world.state()
    for name in TABLE:
        response = getattr(world.client("owner"), method)(world.path(name))
        # Django's form views take a PUT for a POST, here one of an empty form; a spent link says so to every method.
        takes_put = method == "put" and name in ("login", "password_reset", "password_change")
        expected = 200 if takes_put or name == "password_reset_confirm" else 405
        assert (name, response.status_code) == (name, expected)
    assert world.state() == before


# There is nothing to retry, to accept, or to undo of the codebook in this world.
IDLE = ("retries", "refetches", "annotation_acceptance", "codebook_turn")


def test_what_these_tests_send_is_a_change_where_it_is_let_through(world):
    before = world.state()
    for name, row in TABLE.items():
        if row.post in (EDITORS_MOVE_ON, OWNER_MOVES_ON) and name not in IDLE:
            with as_if_never():
                world.client("owner").post(world.path(name), world.data(name))
                assert world.state() != before, name
