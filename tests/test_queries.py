"""How many queries a page costs: as many with thirty articles, highlights, tags and people as with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.exporters.rows import BATCH
from annotations.models import Annotation, Tag
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article, many_paragraphs

HTMX = {"HX-Request": "true"}
SIZES = (1, 3, 30)
SEVERAL = (8, 30)  # where none beside it saves the query for its tags


@pytest.fixture
def client(owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(owner)


def queries(client: Client, method: str, path: str, **options: object) -> int:
    """Return how many queries an answer takes, to its last byte."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = getattr(client, method)(path, **options)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
    return len(captured)


def growing(grow: Callable[[int], object], ask: Callable[[], int], sizes: Iterable[int] = SIZES) -> set[int]:
    """Return the different numbers of queries that `ask` takes while there are ever more things."""
    ask()  # what is looked up once in a process
    there, found = 0, set()
    for size in sizes:
        for number in range(there, size):
            grow(number)
        there = size
        found.add(ask())
    return found


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, many_paragraphs(40))


@pytest.fixture
def more_highlights(article: Article, owner: User) -> Callable[[int], Annotation]:
    """Make one more highlight, on a paragraph of its own, with three tags and a note."""
    names = [tag.name for tag in article.project.tags.all()]
    return lambda number: a_highlight(article, f" {number + 1} of", *names, note="why", by=owner)


@pytest.fixture
def more_overlaps(article: Article, owner: User) -> Callable[[int], Annotation]:
    """Make one more highlight on the same passage."""
    names = [tag.name for tag in article.project.tags.all()]
    return lambda _: a_highlight(article, "Sentence 7 of", *names, by=owner)


@pytest.fixture
def more_tags(project: Project) -> Callable[[int], Tag]:
    return lambda number: Tag.objects.create(project=project, name=f"Tag {number}", position=number + 10)


def test_the_list_of_projects(client, owner):
    grow: Callable[[int], Project] = lambda number: Project.objects.start(f"Project {number}", by=owner)  # noqa: E731
    assert len(growing(grow, lambda: queries(client, "get", "/projects/"))) == 1


def test_a_projects_articles(client, project):
    def grow(number: int) -> None:
        a_highlight(an_article(project, title=f"Article {number}"), "two", "Claim")

    assert len(growing(grow, lambda: queries(client, "get", project.get_absolute_url()))) == 1


@pytest.mark.parametrize("query", ["", "?cut", "?tag=none"])
@pytest.mark.parametrize("more", ["more_highlights", "more_overlaps", "more_tags"])
def test_the_reading_page(client, article, request, more, query):
    path = article.get_absolute_url() + query
    assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path), sizes=(3, 30))) == 1


@pytest.mark.parametrize("more", ["more_highlights", "more_overlaps", "more_tags"])
def test_the_side_list(client, article, request, more):
    path = reverse("article_annotations", args=[article.pk])
    ask: Callable[[], int] = lambda: queries(client, "get", path, headers=HTMX)  # noqa: E731
    assert len(growing(request.getfixturevalue(more), ask)) == 1


def test_all_highlights_of_many_articles(client, project, owner):
    def grow(number: int) -> None:
        a_highlight(an_article(project, title=f"Article {number}"), "two", "Claim", "Disputed", note="why", by=owner)

    path = reverse("project_annotations", args=[project.pk])
    assert len(growing(grow, lambda: queries(client, "get", path))) == 1


@pytest.mark.parametrize("more", ["more_highlights", "more_tags"])
def test_the_codebook(client, project, request, more):
    path = reverse("codebook", args=[project.pk])
    assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path))) == 1


def test_the_people(client, project):
    grow: Callable[[int], object] = lambda number: project.add(User.objects.create_user(f"p{number}"), "coder")  # noqa: E731
    path = reverse("people", args=[project.pk])
    assert len(growing(grow, lambda: queries(client, "get", path))) == 1


@pytest.mark.parametrize("more", ["more_overlaps", "more_tags"])
def test_the_card(client, article, request, more):
    made = a_highlight(article, "Sentence 7 of the", "Claim")
    a_highlight(article, " 7 of the report", "Claim")
    assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", made.get_absolute_url()))) == 1


@pytest.mark.parametrize("more", ["more_highlights", "more_overlaps"])
class TestChanging:
    def test_a_new_highlight(self, client, article, request, more):
        tags = [tag.pk for tag in article.project.tags.all()]
        data = {"start": 0, "end": 8, "exact": "Sentence", "tags": tags}
        path = reverse("article_annotations", args=[article.pk])
        ask: Callable[[], int] = lambda: queries(client, "post", path, data=data, headers=HTMX)  # noqa: E731
        assert len(growing(request.getfixturevalue(more), ask, SEVERAL)) == 1

    def test_a_tag_on_a_highlight(self, client, article, request, more):
        made = a_highlight(article, "Sentence 7 of the")
        path = reverse("tagging", args=[made.pk, article.project.tags.get(name="Claim").pk])
        ask: Callable[[], int] = lambda: queries(client, "post", path, data={"present": "on"}, headers=HTMX)  # noqa: E731
        assert len(growing(request.getfixturevalue(more), ask, SEVERAL)) == 1

    def test_a_deletion(self, client, article, request, more):
        made = a_highlight(article, "Sentence 7 of the")
        path = reverse("deletion", args=[made.pk])
        ask: Callable[[], int] = lambda: queries(client, "post", path, headers=HTMX)  # noqa: E731
        assert len(growing(request.getfixturevalue(more), ask, SEVERAL)) == 1


class TestCsv:
    @pytest.mark.parametrize("more", ["more_highlights", "more_tags"])
    def test_an_export(self, client, project, request, more):
        path = reverse("csv", args=[project.pk, "exact-data"])
        # Nothing to export saves the last query.
        assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path))) <= 1

    def test_a_long_export_takes_two_queries_more_a_batch(self, client, project, article):
        made = a_highlight(article, "Sentence 7", "Claim")
        path = reverse("csv", args=[project.pk, "exact-data"])
        one = queries(client, "get", path)
        Annotation.objects.bulk_create(copies(made, 4 * BATCH - 1))
        assert queries(client, "get", path) == one + 2 * 3


def copies(made: Annotation, number: int) -> Iterator[Annotation]:
    for _ in range(number):
        yield Annotation(
            article=made.article, version=made.version, start=made.start, end=made.end, paragraph=1, exact=made.exact
        )


def test_restoring_a_block_with_many_highlights_on_the_article(client, article, more_highlights, owner):
    def ask() -> int:
        with CaptureQueriesContext(connection) as captured:
            article.cut_block(39, by=owner)
            article.restore_block(39, by=owner)
        return len(captured)

    assert len(growing(more_highlights, ask)) == 1
