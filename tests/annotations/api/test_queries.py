"""How many queries an answer costs: as many with thirty highlights as with one or with eight."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.annotations.api.programs import Program
from tests.builders import a_highlight, an_article, many_paragraphs


@pytest.fixture
def ask(owner):
    ask = Program(owner)
    ask("GET", "/api/")  # its use is kept now, and not again for a minute
    return ask


@pytest.mark.parametrize(
    "path",
    [
        "/api/articles/{article}/annotations/",
        "/api/articles/{article}/annotations/?iris=1",
        "/api/articles/{article}/annotations/?iris=0&page=0",
        "/api/projects/{project}/annotations/",
        "/api/search?limit=200&any=sentence&tag=Claim",
        "/projects/{project}/annotations.atom",
    ],
)
def test_reading_takes_as_many_for_thirty_highlights_as_for_three(ask, project, owner, path):
    article = an_article(project, many_paragraphs(30))
    path, counts = path.format(article=article.pk, project=project.pk), set()
    for number in range(1, 31):
        a_highlight(article, f" {number} of", "Claim", "Casualty figure", note="why", by=owner)
        if number in (3, 30):
            with CaptureQueriesContext(
                connection,
            ) as captured:
                assert ask("GET", path, accept="*/*").status_code == 200
            counts.add(len(captured))
    assert len(counts) == 1
