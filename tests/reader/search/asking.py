"""How tests ask for what a search finds."""

from __future__ import annotations

from reader.library import Library, LibraryForm
from reader.library.forms import TurnForm
from reader.models import Project


def found(project: Project, query: str) -> list[str]:
    """Return the titles of the articles that a search finds, in the order of their making."""
    form = LibraryForm({"q": query})
    assert form.is_valid(), form.errors
    entries = Library(form, TurnForm({}), [project.pk]).entries
    return list(entries.order_by("pk").values_list("article__title", flat=True))
