"""What all addresses have in common: parts of lists, and problems."""

from __future__ import annotations

from typing import Annotated, Generic, TypeAlias, TypeVar

from msgspec import Meta, Struct

T = TypeVar("T")
Key: TypeAlias = Annotated[int, Meta(ge=1, le=2**63 - 1)]


class Page(Struct, Generic[T]):
    """A part of a list. `next` is the address of what follows; null on the last one."""

    items: list[T]
    next: str | None


class Problem(Struct):
    """What is wrong, and the way out (RFC 9457). Some have more members."""

    title: str
    status: int
    detail: str
