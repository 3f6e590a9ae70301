"""How many queries a page costs: as many with fifteen articles, highlights, tags and people as with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.exporters.paging import BATCH, FIRST
from annotations.models import Annotation, Tag, codebook_editing
from reader.models import Article, Project, User
from tests.builders import a_highlight, an_article, many_paragraphs

HTMX = {"HX-Request": "true"}
SIZES = (1, 3, 15)
SEVERAL = (8, 15)  # where none beside it saves the query for its tags


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
    assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path), sizes=(3, 15))) == 1


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

    def test_a_long_export_takes_a_query_more_a_batch(self, client, project, article):
        made = a_highlight(article, "Sentence 7", "Claim")
        path = reverse("csv", args=[project.pk, "exact-data"])
        one = queries(client, "get", path)
        Annotation.objects.bulk_create(copies(made, FIRST + 3 * BATCH - 1))
        # The keys of all that the first page does not have, and three pages more.
        assert queries(client, "get", path) == one + 1 + 3


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


class TestAllHighlights:
    """The page of all highlights, the table of tags together, and changes of many."""

    QUERIES = (
        "?q=two+why", "?view=lines", "?note=with&state=anchored", "?untagged=on", "?last=on", "?site=x", "?q=nowhere",
        "?tag={0}&any={1}&without={2}", "?overlap={0}", "?sentence={0}",
    )  # fmt: skip

    @pytest.fixture
    def grow(self, project: Project, owner: User) -> Callable[[int], None]:
        """Make an article more, with a highlight with two tags, one with one and one with none."""

        def grow(number: int) -> None:
            article = an_article(project, title=f"Article {number}")
            a_highlight(article, "two", "Claim", "Disputed", note="why", by=owner)
            a_highlight(article, "two three", "Claim", by=owner)
            a_highlight(article, "five", by=owner)

        return grow

    @pytest.mark.parametrize("query", QUERIES)
    def test_a_page(self, client, project, grow, query):
        path = reverse("project_annotations", args=[project.pk])
        path += query.format(*project.tags.values_list("pk", flat=True))
        assert len(growing(grow, lambda: queries(client, "get", path), SEVERAL)) == 1

    @pytest.mark.parametrize("more", ["more_tags", "more_highlights"])
    @pytest.mark.parametrize("query", ["", "?view=lines", "?note=with"])
    def test_a_page_of_one_article(self, client, project, request, more, query):
        path = reverse("project_annotations", args=[project.pk]) + query
        assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path), SEVERAL)) == 1

    def test_a_page_by_tag_takes_three_queries_more_at_the_most(self, client, project, grow):
        path = reverse("project_annotations", args=[project.pk]) + "?group=tag"
        found = growing(grow, lambda: queries(client, "get", path), (1, 3, 8, 15))
        assert max(found) - min(found) <= 3

    @pytest.mark.parametrize("way", ["highlight", "overlap", "sentence"])
    def test_tags_together(self, client, project, grow, way):
        path = reverse("cooccurrence", args=[project.pk, way])
        assert len(growing(grow, lambda: queries(client, "get", path), SEVERAL)) == 1

    @pytest.mark.parametrize("action", ["tag", "untag", "delete"])
    def test_a_change_of_many(self, client, project, grow, action):
        path = reverse("annotation_changes", args=[project.pk])
        tag = project.tags.get(name="Claim" if action == "untag" else "Casualty figure").pk
        data = {"action": action, "tag": tag, "everything": "on"}

        def ask() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.post(path, data).status_code == 302
            return len(captured)

        found = set()
        for number in range(3):
            for each in range(5**number):
                grow(10 * number + each)
            found.add(ask())
        assert len(found) == 1


class TestCodebook:
    """Pages and changes of the codebook, with ever more tags, one under the other and beside each other."""

    @pytest.fixture
    def more_nested_tags(self, project: Project) -> Callable[[int], Tag]:
        def grow(number: int) -> Tag:
            above = project.tags.get(name=f"Tag {number - 1}") if number % 5 else None
            return Tag.objects.create(project=project, name=f"Tag {number}", position=number + 10, parent=above)

        return grow

    @pytest.mark.parametrize("name", ["tag", "tag_merge", "tag_split", "tag_removal"])
    @pytest.mark.parametrize("more", ["more_highlights", "more_nested_tags"])
    def test_a_tags_pages(self, client, project, request, name, more):
        path = reverse(name, args=[project.tags.get(name="Claim").pk])
        # A split shows highlights, whose tags are a query more than none.
        assert len(growing(request.getfixturevalue(more), lambda: queries(client, "get", path))) <= 1 + (
            "split" in name
        )

    def test_the_codebook_as_a_tree_with_something_to_undo(self, client, project, owner, more_nested_tags):
        codebook_editing.archive(project.tags.get(name="Claim"), by=owner)
        path = reverse("codebook", args=[project.pk])
        assert len(growing(more_nested_tags, lambda: queries(client, "get", path))) == 1

    @pytest.mark.parametrize("suffix", ["csv", "qdc"])
    def test_the_codebook_as_a_file(self, client, project, more_nested_tags, suffix):
        path = reverse("codebook_export", args=[project.pk, suffix])
        assert len(growing(more_nested_tags, lambda: queries(client, "get", path))) == 1
