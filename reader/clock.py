"""What happens by the clock, beside what people ask for: feeds are polled, pages are fetched again, bins emptied.

Every job worker looks once a minute; a lease in the database lets one of them do so.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Final

from django.db import close_old_connections

logger = logging.getLogger(__name__)

MINUTE: Final = 60  # seconds between two looks
FEEDS_AT_ONCE: Final = 50


def tick() -> bool:
    """Queue what is due; say whether it was this worker's turn to look."""
    from reader.models import Binned, Feed, Lease, Schedule  # noqa: PLC0415  models, which a spawned child has not loaded yet

    # A little less than the time between two looks: the same worker may look again.
    if not Lease.objects.take("clock", length=timedelta(seconds=MINUTE * 0.9)):
        return False
    for feed in Feed.objects.due()[:FEEDS_AT_ONCE]:
        feed.queue(by_clock=True)
    Schedule.objects.ask_for_due()
    Binned.objects.overdue().remove()
    return True


def start() -> None:
    """Look at the clock in a thread of its own, for as long as this process runs."""
    threading.Thread(target=_run, daemon=True, name="clock").start()


def _run() -> None:
    pause = threading.Event()
    while not pause.wait(MINUTE):
        try:
            tick()
        except Exception:  # a database that is away for a while must not end it
            logger.exception("What is due could not be looked up")
        finally:
            close_old_connections()
