"""The record of a project as files of its archive: a row a line, people first, history with its references turned.

What the record says depends on what was done in the project and on nothing else: not on the keys that the database
gave, not on who else is here, and not on when it is written.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.db import models

from annotations.models import Change
from reader.models import Project, User

from . import history
from .former_keys import runs
from .recorded import FORMAT, HEAD, KEYS, KINDS, PEOPLE, VERSION, Kind, as_json, is_person, is_plain
from .stand_ins import recorded_name

LINES_A_CHUNK = 250


class Numbers:
    """The numbers of rows, counted from 1 in the order in which they were made; eight bytes of each are kept.

    Rows that history alone still knows are numbered behind those there are, as they come up.
    """

    def __init__(self, project: Project) -> None:
        self.keys: dict[type[models.Model], array[int]] = {
            kind.model: array("q", kind.of(project).order_by("pk").values_list("pk", flat=True).iterator())
            for kind in KINDS
        }
        self._gone: dict[type[models.Model], dict[int, int]] = {model: {} for model in self.keys}
        self.people: dict[int, int] = {}

    def of(self, model: type[models.Model], key: int | None) -> int | None:
        """Return the number of a row that is there, None for one that came since."""
        if key is None:
            return None
        if model is User:
            return self.people.get(key)
        keys = self.keys[model]
        place = bisect_left(keys, key)
        return place + 1 if place < len(keys) and keys[place] == key else None

    def known(self, model: type[models.Model]) -> array[int]:
        """Return the keys by their numbers: of the rows there are, and of those that came up as gone."""
        return self.keys[model] + array("q", self._gone[model])

    # As `history.Turn`: what is our own is right.

    def reference(self, model: type[models.Model], value: Any) -> int | None:
        if type(value) is not int:
            return None
        if (number := self.of(model, value)) is not None or model is User:
            return number
        gone = self._gone[model]
        return gone.setdefault(value, len(self.keys[model]) + len(gone) + 1)

    def check(self, field: models.Field[Any, Any], value: Any) -> None:
        pass

    def refuse(self, problem: str) -> None:
        pass


class Record:
    """What the archive of a project says of it. `name` is what is written for a person of this username."""

    def __init__(self, project: Project, name: Callable[[str], str]) -> None:
        self.project = project
        self.numbers = Numbers(project)
        people = sorted(_people(project, name))
        self.names = [shown for shown, _ in people]
        self.numbers.people = {pk: number for number, (_, pk) in enumerate(people, start=1)}

    def files(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Yield the files, and the chunks of each."""
        head = {"format": FORMAT, "version": VERSION, "name": self.project.name}
        head |= {"created_at": as_json(self.project.created_at)}
        head |= {"lines": {kind.name: len(self.numbers.keys[kind.model]) for kind in KINDS}}
        yield HEAD, [json.dumps(head, ensure_ascii=False, indent=1).encode()]
        yield PEOPLE, [_line({"name": name}) for name in self.names]
        for kind in KINDS:
            yield kind.path, self._lines(kind)
        yield KEYS, self._keys()  # the last: history has said by then which rows are gone

    def _lines(self, kind: Kind) -> Iterator[bytes]:
        fields = kind.fields
        names = [field.name for field in fields]
        ways = [self._way(field) for field in fields]
        required = [place for place, field in enumerate(fields) if field.related_model and not field.null]
        keys = self.numbers.keys[kind.model]
        rows = kind.model._base_manager.order_by().values_list("pk", *(field.attname for field in fields))
        for first in range(0, len(keys), LINES_A_CHUNK):
            page = keys[first : first + LINES_A_CHUNK].tolist()
            found = {pk: cells for pk, *cells in rows.filter(pk__in=page)}
            lines = []
            for key in page:
                # A row that is gone by now, or refers to one that came since, leaves its line, and its number, empty.
                cells = found.get(key)
                said = cells and [way(cell) if way else cell for way, cell in zip(ways, cells, strict=True)]
                whole = said and all(said[place] is not None for place in required)
                lines.append(_line(dict(zip(names, said, strict=True)) if said and whole else None))
            yield b"".join(lines)

    def _keys(self) -> Iterator[bytes]:
        yield _line({"of": "project", "number": 1, "key": self.project.pk, "rows": 1})
        for kind in KINDS:
            left = runs(self.numbers.known(kind.model))
            while found := list(islice(left, LINES_A_CHUNK)):
                said = [{"of": kind.name, "number": number, "key": key, "rows": rows} for number, key, rows in found]
                yield b"".join(map(_line, said))

    def _way(self, field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
        """Return how a field's value is written; None: as it is."""
        if field.related_model:
            return partial(self.numbers.of, field.related_model)
        if field.model is Change and isinstance(field, models.JSONField):
            return partial(history.of_either, self.numbers)
        return None if is_plain(field) else as_json


def _people(project: Project, name: Callable[[str], str]) -> Iterator[tuple[str, int]]:
    """Yield the names that the record has for all who made something of the project, each name once."""
    keys = {
        key
        for kind in KINDS
        for field in kind.fields
        if is_person(field)
        for key in kind.of(project).order_by().values_list(field.attname, flat=True).distinct()
    }
    taken: Counter[str] = Counter()
    for pk, username in User.objects.filter(pk__in=keys - {None}).order_by("pk").values_list("pk", "username"):
        shown = recorded_name(name(username))
        taken[shown] += 1
        yield shown if taken[shown] == 1 else f"{shown} ({taken[shown]})", pk


def _line(value: Any) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n".encode()
