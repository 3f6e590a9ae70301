"""What was changed here after a table was written, as history tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from annotations.models.history import Change

from .planning import batches


def since(moments: Mapping[int, datetime]) -> dict[int, dict[str, Any]]:
    """Return what highlights said at these moments (whole seconds) of what was changed after them, by their keys.

    Fields are named as history names them (see `Annotation.put_back`); rows of evidence are by their keys under the
    model's HISTORY name. A highlight without an entry was not changed since, as far as history tells.
    """
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for keys in batches(moments):
        earliest = min(moments[key] for key in keys) + timedelta(seconds=1)
        changes = Change.objects.filter(annotation__in=keys, operation__made_at__gte=earliest).order_by("pk")
        for pk, made, before in changes.values_list("annotation_id", "operation__made_at", "before"):
            if made >= moments[pk] + timedelta(seconds=1):
                _add(found[pk], before)
    return dict(found)


def _add(known: dict[str, Any], before: dict[str, Any]) -> None:
    """The first change after the moment knows what was said at it."""
    for name, value in before.items():
        if isinstance(value, dict) and name != "range":
            known[name] = {**value, **known.get(name, {})}
        else:
            known.setdefault(name, value)
