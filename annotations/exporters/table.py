"""What a table is: columns that the data dictionary tells of, and rows. CSV and XLSX are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.db.models import Field, Model

from .format import Selection

Row = Sequence[object]


@dataclass(frozen=True)
class Column:
    """A column, once for all: the file's header, the documentation, the README and datapackage.json.

    `type` is a Frictionless Table Schema type: string, integer, boolean, date, datetime. An empty cell says that there
    is nothing to say. `constraints` are the schema's: required, unique, minimum, pattern, enum.
    """

    name: str
    type: str
    description: str
    example: object = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)

    def narrowed(self, **constraints: Any) -> Self:
        """Return the column, with these constraints besides."""
        return replace(self, constraints={**self.constraints, **constraints})


def one_of(model: type[Model], name: str) -> dict[str, list[Any]]:
    """Return the constraint that a cell holds one of the choices of a model's field."""
    field = model._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101  of ours, and no relation
    return {"enum": [value for value, _ in field.choices or ()]}


@dataclass(frozen=True)
class Table:
    """A table: its name in the file's name, its columns in a selection, and the rows, values in the columns' order.

    `key` names the columns that tell a row from all others; `foreign` the table and column that a column refers to.
    """

    name: str
    title: str
    description: str  # a sentence: what a row is, and what it is for
    columns: Callable[[Selection], Sequence[Column]]
    rows: Callable[[Selection], Iterable[Row]]
    key: Sequence[str] = ()
    foreign: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    count: Callable[[Selection], int] | None = None  # how many rows there will be, where that is quickly found

    def header(self, selection: Selection) -> list[str]:
        """The names of its columns."""
        return [column.name for column in self.columns(selection)]
