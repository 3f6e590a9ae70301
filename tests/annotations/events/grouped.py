"""How the tests of events name figures and read which events they are in."""

from __future__ import annotations

from annotations.models import Figure, Operation
from reader.models import Project, User


def these(*figures: Figure):
    return Figure.objects.filter(pk__in=[figure.pk for figure in figures])


def names(figures: list[Figure]) -> list[str | None]:
    """The names of the events that figures are in, now."""
    found = Figure.objects.in_bulk([figure.pk for figure in figures])
    return [event.name if (event := found[figure.pk].event) else None for figure in figures]


def last(by: User, project: Project) -> Operation:
    operation = Operation.objects.last_done(by, project)
    assert operation
    return operation
