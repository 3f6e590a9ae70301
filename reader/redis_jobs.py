"""The queue of jobs in Redis (RQ), where ATTEST_REDIS_URL names one: several workers, also on other machines.

What holds for the queue in the database holds here: a job is done at least once, and doing it again changes nothing.
RQ gives up a job whose worker was killed; here it is queued again, by the next worker that starts or looks at the
clock. RQ is imported where it is used: an installation without Redis has none.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import close_old_connections

if TYPE_CHECKING:
    from rq import Queue
    from rq.job import Job

logger = logging.getLogger(__name__)

EVERY: Final = 1  # seconds between two looks for jobs whose time has come
LOOK_AFTER: Final = 30  # seconds between two looks for jobs of killed workers
WORKER_SECONDS: Final = 75  # without a sign, after which a worker that waits for jobs is thought dead


def queue(name: str = "default") -> Queue:
    """Return the queue of this name."""
    import django_rq  # noqa: PLC0415
    from django_tasks_rq import Job  # noqa: PLC0415

    found: Queue = django_rq.get_queue(name, job_class=Job)
    return found


def queues() -> list[Queue]:
    """Return all queues, in the order in which they are worked on."""
    return [queue(name) for name in settings.RQ_QUEUES]


def queued(task: str) -> set[Any]:
    """Return the first arguments that this task, by its path, is queued or being done with, or will be."""
    found: list[Job | None] = []
    for jobs in queues():
        keys = [*jobs.get_job_ids(), *jobs.scheduled_job_registry.get_job_ids(cleanup=False)]
        keys += jobs.started_job_registry.get_job_ids(cleanup=False)
        found += jobs.job_class.fetch_many(keys, connection=jobs.connection, serializer=jobs.serializer)
    return {job.args[0] for job in found if job and job.func_name == task and job.args}


def requeue_abandoned() -> int:
    """Queue again the jobs whose worker was killed; return how many."""
    return sum(map(_requeue_abandoned, queues()))


def _requeue_abandoned(jobs: Queue) -> int:
    from rq.exceptions import NoSuchJobError  # noqa: PLC0415

    number = 0
    for key, execution in jobs.started_job_registry.get_job_and_execution_ids(cleanup=False):
        try:
            job = jobs.job_class.fetch(key, connection=jobs.connection, serializer=jobs.serializer)
        except NoSuchJobError:
            job = None
        if job and _is_worked_on(job):
            continue
        # Of several workers that look at once, the one that takes it out queues it.
        if jobs.connection.zrem(jobs.started_job_registry.key, f"{key}:{execution}") and job:
            jobs.enqueue_job(job)
            number += 1
    return number


def is_alone() -> bool:
    """Say whether no worker is alive: whatever one had begun is anybody's then."""
    return not any(_is_alive(worker) for worker in _workers())


def _workers() -> list[Any]:
    from rq import Worker  # noqa: PLC0415

    return list(Worker.all(queue=queue()))


def _is_worked_on(job: Job) -> bool:
    return any(worker.name == job.worker_name and _is_alive(worker) for worker in _workers())


def _is_alive(worker: Any) -> bool:
    """Say whether a worker that Redis knows is there. It forgets those that give no sign; on this machine we look."""
    if worker.hostname != os.uname().nodename:
        return True
    if worker.pid == os.getpid():
        return bool(worker.name == _name())
    try:
        os.kill(worker.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _name() -> str:
    return f"{os.uname().nodename}-{os.getpid()}-{START}"


START: Final = os.urandom(4).hex()  # a machine that starts anew may give its processes the same numbers again


def work() -> None:
    """Do the queued jobs, one after the other, until told to stop."""
    import django_rq  # noqa: PLC0415
    from rq import SimpleWorker  # noqa: PLC0415

    class InThisProcess(SimpleWorker):
        """Does a job in this process, which keeps its children that parse: another one would start some for each."""

        def execute_job(self, job: Job, queue: Queue) -> None:
            close_old_connections()
            super().execute_job(job, queue)
            close_old_connections()

    for name in ("rq.worker", "rq.job", "rq.scheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    threading.Thread(target=_look_after, daemon=True, name="redis").start()
    jobs = queue()
    worker = django_rq.get_worker(
        *settings.RQ_QUEUES,
        worker_class=InThisProcess,  # type: ignore[arg-type]  # it has a worker's methods
        job_class=jobs.job_class,
        serializer=jobs.serializer,
        name=_name(),
        worker_ttl=WORKER_SECONDS,
    )
    worker.work(logging_level="WARNING")


def _look_after() -> None:
    """Queue what was to wait until now, and what killed workers left, for as long as this process runs."""
    from rq.scheduler import RQScheduler  # noqa: PLC0415

    jobs = queue()
    # Under the machine's name: a worker that is started again need not wait for the lock of the one that was killed.
    scheduler = RQScheduler(
        [*settings.RQ_QUEUES],
        jobs.connection,
        interval=EVERY,
        serializer=jobs.serializer,
        name=os.uname().nodename,
        logging_level=logging.WARNING,
    )
    pause, looks = threading.Event(), 0
    while not pause.wait(EVERY):
        try:
            scheduler.acquire_locks()  # type: ignore[no-untyped-call]  # one of the workers does it
            scheduler.enqueue_scheduled_jobs()  # type: ignore[no-untyped-call]
            looks += 1
            if looks % (LOOK_AFTER // EVERY) == 0:
                requeue_abandoned()
        except Exception:  # a Redis that is away for a while must not end it
            logger.exception("The queue in Redis could not be looked after")
