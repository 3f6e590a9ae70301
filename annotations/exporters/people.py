"""Under which names the people of a project appear in an export: their own, or pseudonyms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from annotations.models import Annotation, Operation
from reader.models import User, Version

if TYPE_CHECKING:
    from reader.models import Project

UNKNOWN = "person-0"  # who came only while the file was written


class People:
    """Names as they are. An empty name, of somebody whose account is gone, stays empty."""

    are_named = True

    def name(self, person: User | str | None) -> str:
        """Return what an export writes for this person, or for the one of this name."""
        return str(person or "")

    def hiding(self, place: int, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of which the cell at `place` is a person's name, with what an export writes for it."""
        for row in rows:
            yield (*row[:place], self.name(row[place]), *row[place + 1 :])


class Pseudonyms(People):
    """`person-1`, `person-2` and so on: the same person has the same in the whole file, and no name is in it.

    Their order says nothing of who they are or when they came: it is by a keyed hash of each, and so the same in every
    file as long as nobody joins.
    """

    are_named = False

    def __init__(self, usernames: dict[int, str], *, salt: str) -> None:
        order = sorted(usernames, key=lambda pk: salted_hmac(salt, str(pk), algorithm="sha256").digest())
        self._names = {usernames[pk]: f"person-{number}" for number, pk in enumerate(order, start=1)}

    @classmethod
    def of(cls, project: Project) -> Self:
        """Return the pseudonyms of all who belong to the project or have made something in it."""
        made = Annotation.objects.filter(article__project=project, created_by=OuterRef("pk"))
        done = Operation.objects.filter(project=project, by=OuterRef("pk"))
        published = Version.objects.filter(article__project=project, created_by=OuterRef("pk"))
        people = User.objects.filter(Q(projects=project) | Exists(made) | Exists(done) | Exists(published)).distinct()
        return cls(dict(people.values_list("pk", "username")), salt=f"annotations.exporters.people/{project.pk}")

    def name(self, person: User | str | None) -> str:
        return self._names.get(str(person), UNKNOWN) if person else ""
