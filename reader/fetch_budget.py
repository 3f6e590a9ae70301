"""What one fetch may cost, and what is left of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from reader.fetch_errors import LARGE, LATER_OR_UPLOAD, SLOW, TooLarge, TooSlow


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: bytes (each of the wire's and the unpacked), seconds and redirects over all hops."""

    bytes: int = 10 * 2**20
    header_bytes: int = 64 * 2**10
    seconds: float = 20
    redirects: int = 5


LIMITS: Final = Limits()


class Budget:
    """What is left of the limits, over all hops of one fetch."""

    def __init__(self, limits: Limits, first_url: str) -> None:
        self.limits = limits
        self.first_url = first_url
        self.until = time.monotonic() + limits.seconds
        self.bytes_left = limits.bytes + limits.header_bytes * (limits.redirects + 1)

    def seconds(self) -> float:
        """Return the time that is left, or raise TooSlow."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise self.too_slow()
        return left

    def received(self, count: int) -> None:
        """Take note of bytes from the wire, or raise TooLarge."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise self.too_large()

    def too_slow(self) -> TooSlow:
        """Return what is said of an answer that was not complete in time."""
        return TooSlow(SLOW.format(self.first_url, f"{self.limits.seconds:g}", LATER_OR_UPLOAD))

    def too_large(self) -> TooLarge:
        """Return what is said of an answer that is over the limit."""
        return TooLarge(LARGE.format(self.first_url, f"{self.limits.bytes / 2**20:g}"))
