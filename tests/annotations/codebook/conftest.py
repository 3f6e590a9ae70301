"""An article to highlight, and a coder's undo and redo."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.models import Operation, codebook_editing
from reader.models import Article, Project, User
from tests.builders import an_article, many_paragraphs

Turn = Callable[[], Operation]


@pytest.fixture
def article(project: Project) -> Article:
    return an_article(project, many_paragraphs(9))


@pytest.fixture
def undo(project: Project, coder: User) -> Turn:
    def undo() -> Operation:
        last = codebook_editing.last_done(project, coder)
        assert last
        return last.undo(coder)

    return undo


@pytest.fixture
def redo(project: Project, coder: User) -> Turn:
    def redo() -> Operation:
        last = codebook_editing.last_undone(project, coder)
        assert last
        return last.redo(coder)

    return redo
