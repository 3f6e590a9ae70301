from __future__ import annotations

import pytest

from reader.models import Article, Project, User
from tests.annotations.api.programs import Program
from tests.builders import an_article


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, ["One two three.", "Four five six, and two more."], url="https://news.example/fire")


@pytest.fixture
def ask(owner: User) -> Program:
    """A program of the owner that may do everything."""
    return Program(owner)
