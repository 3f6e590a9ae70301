"""The ways out. `EXPORTERS` says which tables there are: their columns, and the rows of a query of annotations."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from annotations.models import Annotation

from . import csv_long, figures, rows


class Table(NamedTuple):
    """A table that is written as CSV."""

    name: str  # in the file's name
    columns: Sequence[str]
    rows: Callable[[QuerySet[Annotation]], Iterable[csv_long.Row]]


EXPORTERS = {
    "csv": Table("annotations", csv_long.COLUMNS, rows.rows),
    "figures": Table("figures", figures.COLUMNS, figures.rows),
}

__all__ = ["EXPORTERS", "Table"]
