"""A coder at an article of three lines, one of them beyond ASCII, and one that was cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from reader.models import Article, Project, User
from tests.builders import an_article, paragraph


@pytest.fixture
def client(coder: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(coder)


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(
        project,
        ["Nine people died.", paragraph("Subscribe.", cut="An appeal"), "Twelve <b> died 🕊.", "Nobody knows."],
    )
