"""What was done, as JSON Lines: one object an operation, in the order they were done, with what each changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotations.archive.recorded import KINDS
from annotations.models import Change, Operation
from reader.models import User

from .documents import utc
from .format import Selection
from .paging import pages
from .people import People

OPERATIONS, CHANGES = (next(kind for kind in KINDS if kind.model is model) for model in (Operation, Change))


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the history of the project's highlights and tags, whatever the filter, but for what lies in the bin."""
    for keys in pages(OPERATIONS.of(selection.project)):
        changes: dict[int, list[Change]] = {}
        for change in CHANGES.of(selection.project).filter(operation__in=keys).order_by("pk"):
            changes.setdefault(change.operation_id, []).append(change)
        names = _Names(selection.people)
        for operation in Operation.objects.filter(pk__in=keys).order_by("pk"):
            line = {
                "operation_id": operation.pk,
                "action": operation.action,
                "by": names[operation.by_id],
                "made_at": utc(operation.made_at),
                "state": operation.state,
                "of": operation.of_id,
                "article_id": operation.article_id,
                "changes": [_change(change, names) for change in changes.get(operation.pk, ())],
            }
            yield f"{json.dumps(line, ensure_ascii=False, separators=(',', ':'))}\n".encode()


class _Names(dict[int | None, str]):
    """People's names in the export, by their keys, looked up once."""

    def __init__(self, people: People) -> None:
        super().__init__({None: ""})
        self._people = people

    def __missing__(self, key: int | None) -> str:
        username = User.objects.filter(pk=key or 0).values_list("username", flat=True).first()
        return self.setdefault(key, self._people.name(username))


def _change(change: Change, names: _Names) -> dict[str, Any]:
    target = "annotation_id" if change.annotation_id else "tag_id"
    before, after = (_named(values, names) for values in (change.before, change.after))
    return {target: change.annotation_id or change.tag_id, "before": before, "after": after}


def _named(said: Any, names: _Names) -> Any:
    """Return what history keeps with people by the names of the export, and not by our keys.

    In the order of the names: PostgreSQL keeps no order of its own, and a project that was brought back has another.
    """
    if isinstance(said, Mapping):
        return {
            ("author" if key == "created_by_id" else key): names[each]
            if key == "created_by_id"
            else _named(each, names)
            for key, each in sorted(said.items())
        }
    return said
