"""An article that is removed for good between a request's look at it and what the request does is not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from reader.models import Article, ReadingState
from tests.access.test_table import as_if_never
from tests.access.world import World

HTMX = {"HX-Request": "true"}
ARTICLE = f'"{Article._meta.db_table}"'


@contextmanager
def removed_after_it_was_seen(article: Article) -> Iterator[None]:
    """Have somebody remove the article as soon as it was asked for, before the next statement."""
    is_seen = is_removed = False

    def execute(ask: Callable[..., Any], sql: str, *given: Any) -> Any:
        nonlocal is_seen, is_removed
        if is_seen and not is_removed:
            is_removed = True
            Article.objects.get(pk=article.pk).remove()
        is_seen = is_seen or ARTICLE in sql
        return ask(sql, *given)

    with connection.execute_wrapper(execute):
        yield
    assert is_removed


def test_to_read_it_is_answered_as_for_one_that_never_was(world: World) -> None:
    with removed_after_it_was_seen(world.article):
        response = world.client("owner").get(world.path("article"))
    assert response.status_code == 404


CHANGES = (
    "restorations", "cuts", "metadata", "metadata_undo", "article_annotations", "annotation_range", "annotation_split",
    "suggestion_acceptances", "refetches", "tagging", "deletion", "relations",
)  # fmt: skip
# What is done to one highlight is refused with the reason, that it was deleted, or leads to where it was.
REFUSED = ("tagging", "deletion", "relations")


def test_what_would_change_it_is_answered_as_for_one_that_never_was(world: World) -> None:
    client = world.client("owner")
    answers = {}
    for name in CHANGES:
        for headers in ({}, HTMX):
            with as_if_never():
                path, data = world.path(name), world.data(name)
                with removed_after_it_was_seen(world.article):
                    response = client.post(path, data, headers=headers)
                is_said = name in REFUSED or "the thing is gone" in response.content.decode()
                is_refusal = response.status_code in ((302, 404, 409, 422) if name in REFUSED else (404,))
                answers[name, "htmx" if headers else "page"] = is_refusal and is_said
    assert [each for each, is_right in answers.items() if not is_right] == []


def test_a_program_is_told_of_it_as_a_problem(world: World) -> None:
    with removed_after_it_was_seen(world.article):
        response = world.client("owner").delete(f"/api/highlights/{world.annotation.key}/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.django_db(transaction=True)
def test_what_refers_to_it_without_holding_it_is_refused_by_the_database(world: World) -> None:
    path, data, client = world.path("place"), world.data("place"), world.client("owner")
    with removed_after_it_was_seen(world.article):
        assert client.post(path, data, headers=HTMX).status_code == 404
    assert not ReadingState.objects.exists()
