"""PostgreSQL: a tsvector without positions (which it holds of the first 16,383 words alone) says which articles have
the words; where they have to stand side by side, the stream itself is looked at."""

from __future__ import annotations

from typing import Any

from .expressions import Both, Either, Expression, Sequence


class TextSearch:
    def writing(self, column: str) -> str:
        return (
            f"INSERT INTO reader_search (rowid, {column}) VALUES (%s, %s) "  # noqa: S608
            f"ON CONFLICT (rowid) DO UPDATE SET {column} = EXCLUDED.{column}"
        )

    def condition(self, expression: Expression) -> tuple[str, list[Any]]:
        sql, params = "SELECT rowid FROM reader_search WHERE words @@ %s::tsquery", [likely(expression)]
        if _has_phrases(expression):
            exact, more = certain(expression)
            return f"{sql} AND {exact}", [*params, *more]
        return sql, params


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


def certain(expression: Expression) -> tuple[str, list[Any]]:
    """Return a condition that fits what the expression fits, with its parameters."""
    match expression:
        case Sequence((token,)):
            return "words @@ %s::tsquery", [_quoted(token)]
        case Sequence(tokens):
            # The words first: the streams are long, and fetched from beside the row each time.
            side_by_side = f" {' '.join(tokens)} "
            return (
                "(words @@ %s::tsquery AND (strpos(text, %s) > 0 OR strpos(notes, %s) > 0))",
                [likely(expression), side_by_side, side_by_side],
            )
        case Either(parts):
            return _joined(" OR ", [certain(part) for part in parts])
        case Both(parts, without):
            absent = [(f"NOT {sql}", params) for sql, params in map(certain, without)]
            return _joined(" AND ", [*map(certain, parts), *absent])


def _joined(word: str, conditions: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
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
