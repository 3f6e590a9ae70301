"""Many highlights in one request: all or none."""

from __future__ import annotations

import pytest

from annotations.models import Annotation, Operation, Tag
from tests.annotations.api.programs import Program, path_of
from tests.builders import an_article, many_paragraphs


def highlight(exact: str, *tags: str, source: str = "https://news.example/report") -> dict:
    target = {"source": source, "selector": {"type": "TextQuoteSelector", "exact": exact}}
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    return {"type": "Annotation", "target": target, "body": body}


@pytest.fixture
def send(project, owner):
    an_article(project, many_paragraphs(1000), url="https://news.example/report")
    ask = Program(owner)
    return lambda data: ask("POST", f"/api/projects/{project.pk}/imports/", data)


def test_a_thousand_come_in_as_one_operation(send, owner):
    operations = Operation.objects.count()
    response = send([highlight(f"Sentence {number} of", "Brand new") for number in range(1, 1001)])
    assert response.status_code == 201
    assert len(response.json()["made"]) == Annotation.objects.filter(created_by=owner).count() == 1000
    assert Operation.objects.count() == operations + 2  # the tag, and the highlights
    assert Program(owner)("GET", path_of(response.json()["made"][0])).status_code == 200


def test_what_is_here_already_stays(send):
    data = [highlight("Sentence 7 of"), highlight("Sentence 8 of")]
    send(data[:1])
    response = send({"type": "AnnotationPage", "items": data})
    assert (len(response.json()["made"]), response.json()["known"]) == (1, 1)
    assert (send(data).status_code, Annotation.objects.count()) == (200, 2)


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        (highlight("not there"), 422),
        (highlight("of the report"), 422),
        (highlight("Sentence 9 of", source="https://nowhere.example/"), 422),
        ({"type": "Annotation", "target": "https://news.example/report"}, 422),
        (highlight("Sentence 9 of", "x" * 101), 422),
        ("https://news.example/1", 422),
    ],
)
def test_where_one_does_not_fit_none_comes_in(send, wrong, status):
    tags = Tag.objects.count()
    response = send([highlight("Sentence 7 of", "Brand new"), wrong])
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert (Annotation.objects.count(), Tag.objects.count()) == (0, tags)


@pytest.mark.parametrize(("data", "status"), [({}, 422), ([], 422), (b"{", 400), ([highlight("x")] * 1001, 413)])
def test_what_is_no_list_of_annotations_is_refused(send, data, status):
    assert send(data).status_code == status
