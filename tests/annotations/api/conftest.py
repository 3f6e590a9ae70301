from __future__ import annotations

import pytest

from annotations.models import Annotation
from reader.models import Article, Project, User
from tests.annotations.api.programs import Program
from tests.builders import a_highlight, an_article


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["One two three.", "Four five six, and two more."], url="https://news.example/fire")


@pytest.fixture
def ask(owner: User) -> Program:
    """A program of the owner that may do everything."""
    return Program(owner)


@pytest.fixture
def container(article) -> str:
    return f"/api/articles/{article.pk}/annotations/"


@pytest.fixture
def highlight(article, owner) -> Annotation:
    return a_highlight(article, "One two", "Claim", note="A note.", by=owner)


@pytest.fixture
def address(container, highlight) -> str:
    return f"{container}{highlight.key}"
