"""What an index is asked: sequences of words, joined by and, or, not. Pure: no Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Sequence:
    """Tokens side by side, at least one."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """Each of these, of which there is at least one, and none of `without`."""

    parts: tuple[Expression, ...]
    without: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Expression, ...]


Expression: TypeAlias = Sequence | Both | Either


def sequences(expression: Expression) -> Iterator[tuple[str, ...]]:
    """Yield the sequences that are looked for, without those that are not to be there."""
    match expression:
        case Sequence(tokens):
            yield tokens
        case Both(parts) | Either(parts):
            for part in parts:
                yield from sequences(part)
