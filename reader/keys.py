"""Many keys as one parameter of a statement, so that it is the same statement however many they are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models.expressions import RawSQL

from .prepared import Bind


def listed(keys: Iterable[int] | Bind) -> RawSQL:
    """Return these keys as something to look them up in; of a statement that is made once, see `written`."""
    rows = "SELECT value FROM json_each(%s)" if connection.vendor == "sqlite" else "SELECT unnest(%s::bigint[])"
    return RawSQL(rows, [keys if isinstance(keys, Bind) else written(keys)])  # noqa: S611  ours


def written(keys: Iterable[int]) -> str:
    """Return keys as the database reads them."""
    inside = ",".join(map(str, keys))
    return f"[{inside}]" if connection.vendor == "sqlite" else f"{{{inside}}}"
