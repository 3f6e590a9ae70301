"""The table of tags that occur together, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from annotations.cooccurrence import Together, counts, counts_of
from annotations.filtering import tallies
from annotations.forms.filters import FilterForm
from annotations.models import Tag


@dataclass(frozen=True)
class Cell:
    """How many highlights of the row's tag occur with the column's, how many of the row's that is in tenths, and the
    query that shows them; None where the two are one tag."""

    tag: Tag
    count: int
    share: int
    query: str


@dataclass(frozen=True)
class Row:
    """A tag, how many highlights bear it, and its cells; none where the column is the same tag."""

    tag: Tag
    total: int
    cells: list[Cell | None]


@dataclass(frozen=True)
class Matrix:
    """What is in the table, for a valid form."""

    form: FilterForm
    together: Together

    @cached_property
    def tags(self) -> list[Tag]:
        """The tags that the highlights bear, in the codebook's order."""
        return [tag for tag in self.form.tags if self._totals.get(tag.pk)]

    @cached_property
    def rows(self) -> list[Row]:
        if self.form.is_narrow():
            found = counts(self.form.filter().annotations, self.together)
        else:
            found = counts_of(self.form.project, self.together)
        return [
            Row(
                one,
                self._totals.get(one.pk) or 0,
                [self._cell(one, other, found[one.pk, other.pk]) for other in self.tags],
            )
            for one in self.tags
        ]

    @property
    def query(self) -> str:
        """The query of the filter."""
        return self.form.query()

    def _cell(self, one: Tag, other: Tag, count: int) -> Cell | None:
        if one == other:
            return None
        total = self._totals.get(one.pk) or 1
        return Cell(other, count, -(-10 * count // total), self._query(one, other) if count else "")

    def _query(self, one: Tag, other: Tag) -> str:
        tags = list(self.form.cleaned_data["tag"])
        wanted = tags if one in tags else [*tags, one]
        if self.together == Together.HIGHLIGHT:
            return self.form.query(tag=wanted if other in wanted else [*wanted, other])
        return self.form.query(tag=wanted, **{self.together.value: other})

    @cached_property
    def _totals(self) -> dict[int | None, int]:
        return tallies(self.form.filter().annotations).by_tag
