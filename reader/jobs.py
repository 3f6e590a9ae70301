"""Which jobs go first: what a person waits for, before what is done by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")

LAST: Final = -10  # between -100 and 100; what is not said has 0
LATER: Final = "later"  # the queue beside the default one, where a backend knows no priorities (RQ)


def later(work: Task[P, T]) -> Task[P, T]:
    """Return the task as it is queued behind all that people wait for, but before nothing that is done by the clock."""
    backend = work.get_backend()
    if backend.supports_priority:
        return work.using(priority=LAST)
    return work.using(queue_name=LATER) if LATER in backend.queues else work
