"""PostgreSQL: a tsvector without positions (which it holds of the first 16,383 words alone) says which articles have
the words, and an index of pairs of neighbours, by a hash of each, which of them may have them side by side; of the few
that are left, the stream itself is looked through. `reader_words` and `reader_pairs`: see the migrations."""

from __future__ import annotations

from collections.abc import Sequence as Keys
from typing import Any, TypeAlias

from reader.keys import written

from .expressions import Both, Either, Expression, Sequence

Condition: TypeAlias = tuple[str, list[Any]]


class TextSearch:
    def writing(self, column: str) -> str:
        return (
            f"INSERT INTO reader_search (rowid, {column}) VALUES (%s, %s) "  # noqa: S608
            f"ON CONFLICT (rowid) DO UPDATE SET {column} = EXCLUDED.{column}"
        )

    def condition(self, expression: Expression, among: Keys[int] | None) -> Condition:
        parts, without = _parts(expression)
        conditions = [_has(expression)]
        if among is not None:  # as an array, by which the index of the keys is laid over that of the words
            conditions.append(("rowid = ANY(%s::bigint[])", [written(among)]))
        for part in filter(_has_phrases, parts):
            conditions += [condition for condition in (paired(part), _looked_at(part)) if condition]
        for part in filter(_has_phrases, without):
            sql, params = _joined(" AND ", [_has(part), _looked_at(part)])
            conditions.append((f"NOT {sql}", params))
        sql, params = _joined(" AND ", conditions)
        return f"SELECT rowid FROM reader_search WHERE {sql}", params  # noqa: S608  every word is a parameter


def _parts(expression: Expression) -> tuple[tuple[Expression, ...], tuple[Expression, ...]]:
    return (expression.parts, expression.without) if isinstance(expression, Both) else ((expression,), ())


def _has(expression: Expression) -> Condition:
    return "reader_words(words) @@ %s::tsquery", [likely(expression)]


def likely(expression: Expression) -> str:
    """Return a tsquery that fits whatever the expression fits, and some more where words must stand side by side."""
    match expression:
        case Sequence(tokens):
            return f"({' & '.join(map(_quoted, tokens))})"
        case Either(parts):
            return f"({' | '.join(map(likely, parts))})"
        case Both(parts, without):
            absent = [f"!{likely(part)}" for part in without if not _has_phrases(part)]
            return f"({' & '.join([*map(likely, parts), *absent])})"


def paired(expression: Expression) -> Condition | None:
    """Return a condition that fits whatever the expression fits, by the pairs in it alone; None where there are none.

    It is asked of the index, never of a row: to make the pairs of a text takes longer than to look through it.
    """
    match expression:
        case Sequence(tokens):
            pairs = "reader_pairs(text || notes) @> reader_pairs(%s)"
            return (pairs, [" ".join(tokens)]) if len(tokens) > 1 else None
        case Either(parts):
            ways = [paired(part) for part in parts]
            return _joined(" OR ", [way for way in ways if way]) if all(ways) else None
        case Both(parts):
            needed = [condition for condition in map(paired, parts) if condition]
            return _joined(" AND ", needed) if needed else None


def _looked_at(expression: Expression) -> Condition:
    """Return a condition that fits what the expression fits. The stream is unpacked once, however much is sought."""
    sql, params = _said(expression)
    return f"EXISTS (SELECT FROM (SELECT text || notes AS said OFFSET 0) AS stream WHERE {sql})", params


def _said(expression: Expression) -> Condition:
    match expression:
        case Sequence(tokens):
            return "strpos(said, %s) > 0", [f" {' '.join(tokens)} "]
        case Either(parts):
            return _joined(" OR ", list(map(_said, parts)))
        case Both(parts, without):
            absent = [(f"NOT {sql}", params) for sql, params in map(_said, without)]
            return _joined(" AND ", [*map(_said, parts), *absent])


def _joined(word: str, conditions: list[Condition]) -> Condition:
    sql = word.join(sql for sql, _ in conditions)
    return f"({sql})", [param for _, params in conditions for param in params]


def _has_phrases(expression: Expression) -> bool:
    match expression:
        case Sequence(tokens):
            return len(tokens) > 1
        case Either(parts):
            return any(map(_has_phrases, parts))
        case Both(parts, without):
            return any(map(_has_phrases, [*parts, *without]))


def _quoted(token: str) -> str:
    return f"'{token}'"  # of letters, digits and marks alone
