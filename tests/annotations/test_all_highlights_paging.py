"""Pages of all highlights: each once, in order, forth and back, whatever comes or goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.urls import reverse

from annotations import paging
from annotations.models import Annotation
from annotations.paging import Place
from reader.models import Project, User
from tests.answers import page_of
from tests.builders import an_article

TEXT = "One two three four five six seven eight nine ten."
PAGE = 4


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", PAGE)


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def path(project: Project) -> str:
    return reverse("project_annotations", args=[project.pk])


@pytest.fixture
def many(project: Project) -> list[int]:
    """Keys of highlights in three articles, in the order of the list: some begin together, some are orphans."""
    tags = list(project.tags.all())
    made: list[Annotation] = []
    for number in range(3):
        article = an_article(project, [TEXT], title=f"Report {number}")
        for start, end in ((4, 7), (0, 3), (4, 13), (4, 7), (None, None), (8, 13), (None, None)):
            row = Annotation(article=article, version=article.current, start=start, end=end)
            row.paragraph, row.exact = None if start is None else 1, "words"
            row.save()
            row.tags.set(tags[: len(made) % 4])
            made.append(row)
    last = len(TEXT) + 1

    def order(row: Annotation) -> tuple[int, int, int, int]:
        return -row.article_id, last if row.start is None else row.start, -(row.end or 0), row.pk

    return [row.pk for row in sorted(made, key=order)]


def walk(client: Client, path: str, query: str, way: str) -> list[list[int]]:
    """Return the keys on each page, by following the link of this name from page to page."""
    found = []
    while True:
        response = client.get(path + query)
        found.append([annotation.pk for annotation in response.context["annotations"]])
        there = page_of(response).xpath(f"//nav[@aria-label='Pages']/a[text()='{way}']/@href")
        if not there or len(found) > 20:
            return found
        query = there[0]


def flat(pages: Sequence[Sequence[int]]) -> list[int]:
    return [key for page in pages for key in page]


@pytest.mark.parametrize("query", ["", "?untagged=on", "?q=WORDS&view=lines", "?state=orphan"])
def test_forth_each_comes_once_in_order(client, path, many, query):
    pages = walk(client, path, query or "?", "Next")
    shown = [key for key in many if key in {*flat(pages)}]
    assert flat(pages) == shown
    assert {len(page) for page in pages[:-1]} <= {PAGE}
    if "untagged" not in query and "orphan" not in query:
        assert shown == many


def test_back_from_the_last_come_the_same(client, path, many):
    back = walk(client, path, "?last=on", "Earlier")
    assert flat(back[::-1]) == many
    assert walk(client, path, "?last=on", "Next") == [many[-PAGE:]]


@pytest.mark.parametrize("size", [2, 4, 9])
def test_by_tag_forth_and_back_each_comes_under_each_of_its_tags(client, path, project, many, size, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", size)
    worn = {key: set(Annotation.objects.get(pk=key).tags.values_list("pk", flat=True)) for key in many}
    tags = [tag.pk for tag in project.tags.all()]
    expected = [key for tag in tags for key in many if tag in worn[key]] + [key for key in many if not worn[key]]
    forth = walk(client, path, "?group=tag", "Next")
    assert flat(forth) == expected
    assert {len(page) for page in forth[:-1]} == {size}
    assert flat(walk(client, path, "?group=tag&last=on", "Earlier")[::-1]) == expected


def test_what_comes_or_goes_before_a_page_does_not_shift_it(client, path, many, coder):
    first = client.get(path)
    following = page_of(first).xpath("//a[@rel='next']/@href")[0]
    Annotation.objects.get(pk=many[PAGE - 1]).delete_softly(by=coder)  # by which the page begins
    Annotation.objects.get(pk=many[0]).delete_softly(by=coder)
    assert [each.pk for each in client.get(path + following).context["annotations"]] == many[PAGE : 2 * PAGE]


def test_the_first_page_leads_only_on_and_the_last_only_back(client, path, many):
    def links(query: str) -> list[str]:
        return page_of(client.get(path + query)).xpath("//nav[@aria-label='Pages']/a/text()")

    middle = page_of(client.get(path)).xpath("//a[@rel='next']/@href")[0]
    assert links("") == ["Next", "Last"]
    assert links(middle) == ["First", "Earlier", "Next", "Last"]
    assert links("?last=on") == ["First", "Earlier"]


def test_a_page_keeps_the_filter_and_the_way_it_is_shown(client, path, many):
    (following,) = page_of(client.get(path, {"q": "words", "view": "lines"})).xpath("//a[@rel='next']/@href")
    assert following.startswith("?q=words&view=lines&after=")


@pytest.mark.parametrize("cursor", ["nonsense", "1-2-3", "-1-2-3-4", "9" * 30, "1-" + "9" * 20 + "-1-1"])
def test_a_cursor_that_is_none_is_the_first_page(client, path, many, cursor):
    shown = client.get(path, {"after": cursor}).context["annotations"]
    assert [each.pk for each in shown] == many[:PAGE]


def test_beyond_the_end_it_says_so(client, path, many):
    assert "nothing on this page any more" in client.get(path, {"after": "1--999999999"}).content.decode()


@pytest.mark.parametrize(
    "place", [Place(1, 2, 3, 4), Place(1, None, None, 4), Place(1, 0, 3, 4, tag=0), Place(1, 2, 3, 4, 5)]
)
def test_a_cursor_names_its_place(place):
    assert Place.read(str(place)) == place
