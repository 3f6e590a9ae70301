"""What a format is, and what is given to it: a selection of a project's annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext_noop

from annotations.archive.writing import Record
from annotations.models import Tag
from annotations.models.querysets import AnnotationQuerySet
from reader.models import Project, User

from .paging import pages
from .people import People


class Group(Enum):
    """What a format is for, as the exports page groups them."""

    TABLES = gettext_noop("Tables")
    DOCUMENTS = gettext_noop("Documents and exchange")
    PROJECT = gettext_noop("The whole project")


@dataclass(frozen=True)
class Selection:
    """What is exported: annotations of one project that were not deleted, and under which names its people appear.

    `annotations` is filtered, and in no order that counts. It may hold a million: read it by `pages`, since no cursor
    may be open between two chunks. `told` hears how many annotations are done, of how many.
    """

    project: Project
    annotations: AnnotationQuerySet
    people: People = field(default_factory=People)
    told: Callable[[int, int], None] | None = None

    @cached_property
    def tags(self) -> list[Tag]:
        """The codebook, archived tags too, in its order; the same for a file's header and all its rows."""
        return list(self.project.tags.all())

    @cached_property
    def record(self) -> Record:
        """The project as its archive has it, with the numbers of its rows there."""
        return Record(self.project, self.people.name)

    @cached_property
    def coders(self) -> dict[str, int]:
        """The keys of the people who made the annotations, by the names that the export gives them, in their order."""
        made = User.objects.filter(pk__in=self.annotations.order_by().values("created_by"))
        names = {self.people.name(username): pk for pk, username in made.values_list("pk", "username")}
        return dict(sorted(names.items()))

    def pages(self) -> Iterator[list[int]]:
        """Yield the keys of the annotations in the order they were made, 250 at a time."""
        return pages(self.annotations, self.told)


class Format(NamedTuple):
    """A way out. Its name in the address and on the command line is its key in `EXPORTERS`."""

    suffix: str  # of the file's name, with the dot
    content_type: str
    title: str  # what it is, as the exports page names it; formats of the same title stand together there
    label: str  # of the link or button that downloads it
    description: str  # a sentence: what it is for
    # Yields the file in chunks, the first at once, in memory that does not grow with the annotations.
    write: Callable[[Selection], Iterator[bytes]]
    group: Group = Group.DOCUMENTS
    stem: str = "annotations"  # what the file's name says it holds
    is_whole: bool = False  # it holds the project as a whole, whatever the filter
    records: Callable[[Selection], int] | None = None  # the records it will have, each on a line, where that is known
