"""Three figures to group, and the owner at a browser."""

from __future__ import annotations

import pytest
from django.test import Client

from annotations.models import Figure
from reader.models import Project, User
from tests.annotations.figures import a_figure


@pytest.fixture
def client(owner: User, client_of) -> Client:
    return client_of(owner)


@pytest.fixture
def figures(project: Project) -> list[Figure]:
    return [a_figure(project, best=number, title=f"Report {number}") for number in (3, 4, 5)]
