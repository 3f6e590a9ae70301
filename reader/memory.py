"""What was made lately, kept in the memory of a worker as far as there is room for it."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Values by what they were made of, which is to say all that they depend on: nothing in it is ever out of date.

    `room` is how much they may take together, in code points, about; the one that was asked for longest ago goes first.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self._kept: dict[Key, tuple[Value, int]] = {}  # the one that was asked for last at the end
        self._taken = 0
        self._lock = Lock()

    def get(self, key: Key) -> Value | None:
        """Return the value of this key, or None where it is not known any more."""
        with self._lock:
            if found := self._kept.pop(key, None):
                self._kept[key] = found
        return found[0] if found else None

    def keep(self, key: Key, value: Value, size: int) -> None:
        """Keep a value of this size; one for which there is no room, not even alone, is not kept."""
        if size > self.room:
            return
        with self._lock:
            self._taken += size - self._kept.pop(key, (None, 0))[1]
            self._kept[key] = value, size
            while self._taken > self.room:
                self._taken -= self._kept.pop(next(iter(self._kept)))[1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._taken = 0
