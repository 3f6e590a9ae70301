"""Politeness: no host is asked more often, or by more of us at once, than the settings say, or before it said."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from django.conf import settings

from reader.addresses import FetchError
from reader.extraction.translation import gettext_noop

BUSY: Final = gettext_noop("{0} is not to be asked more often: try again in {1}.")
PATIENCE: Final = 5  # seconds that a fetch waits for its turn
LONGEST_REST: Final = 24 * 60 * 60  # seconds: what a server may ask for and we keep to


class Busy(FetchError):
    """The host has been asked enough for the moment: its turn comes in `seconds`."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(BUSY.format(host, spoken(seconds)))
        self.seconds = seconds


def spoken(seconds: float) -> str:
    """Return a time for people, rounded up: "40 seconds", "5 minutes", "3 hours"."""
    for length, name in ((3600, "hour"), (60, "minute")):
        if seconds > length:
            number = -int(-seconds // length)
            return f"{number} {name}{'s' if number > 1 else ''}"
    return f"{max(1, -int(-seconds // 1))} seconds"


@contextmanager
def turn(host: str, *, seconds: float, pace: float = 1.0) -> Iterator[float]:
    """Wait for the turn to ask a host (`name:port`); give how long that took. Raises Busy where it takes too long.

    `seconds` is the longest that the request may take: so long its place is kept, if this process is killed.
    `pace` is how much of the pause is kept after it.
    """
    pause, at_once = settings.FETCH_PAUSE * pace, settings.FETCH_AT_ONCE
    if not pause and not at_once:
        yield 0
        return
    from reader.models.host import Host  # noqa: PLC0415  the models fetch

    before = time.monotonic()
    found = Host.objects.reserve(host, pause=pause, at_once=at_once, patience=PATIENCE, lease=seconds)
    if isinstance(found, float):
        raise Busy(host, found)
    start, place = found
    time.sleep(max(0.0, start - time.time()))
    try:
        yield time.monotonic() - before
    finally:
        Host.objects.give_back(host, place)


def rest(host: str, seconds: float) -> None:
    """Leave a host alone for as long as it asked for, but for a day at most."""
    if settings.FETCH_PAUSE or settings.FETCH_AT_ONCE:
        from reader.models.host import Host  # noqa: PLC0415  the models fetch

        Host.objects.rest(host, min(seconds, LONGEST_REST))


def retry_after(value: str) -> float:
    """Return the seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date), or 0."""
    if value.isdecimal():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return 0
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
