"""What runs when the site runs: the preparation, the server and the job worker, and their orderly end."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

import django
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from reader import clock, redis_jobs

logger = logging.getLogger(__name__)
Work = Callable[[], int | None]  # what a child process does, until it returns its exit code

# A forked child has Django imported already. Where forking is unsafe (macOS) or threads forbid it, it starts anew.
PROCESSES = get_context("fork") if sys.platform == "linux" else get_context("spawn")
JOB_INTERVAL = 0.5  # seconds between two looks for a job
RESTART_AFTER = 1  # seconds, for a job worker that has died
STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PATIENCE = 10  # seconds for what is under way, when all is to stop


class _Probe(socketserver.TCPServer):
    allow_reuse_address = True  # as the server itself binds: connections just closed do not keep a port


def free_port(host: str, first: int, *, tries: int = 100) -> int:
    """Return the first port of this address, from `first` on, that nobody listens at. Raises OSError where all are."""
    for port in range(first, first + tries):
        with suppress(OSError), _Probe((host, port), socketserver.BaseRequestHandler):
            return port
    raise OSError(f"Ports {first} to {first + tries - 1} of {host} are taken, or this machine has no such address.")


def prepare() -> None:
    """Bring the database and the collected static files up to date; load the sample into an empty database."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("reindex", missing=True)  # of a site that is older than its library
    if is_empty():
        manage("load_demo")  # apart: it leaves processes waiting that read pages, which are no business of our children
    if not settings.DEBUG:
        collect_static()


def is_empty() -> bool:
    """Say whether the site holds nothing yet that a person has made, or a sample that they have kept."""
    from reader.models import Project, User  # noqa: PLC0415

    return not (User.objects.exists() or Project.objects.exists())


def collect_static() -> None:
    """Collect the static files into the data folder, if any has changed since that was done last."""
    found = hash_of_static_files()
    stamp = settings.DATA_DIR / "static.sha256"
    if not stamp.exists() or stamp.read_text("ascii") != found:
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(found, "ascii")


def hash_of_static_files() -> str:
    """Return a hash over path, size and time of every file to be collected."""
    digest = sha256(settings.STATIC_FILES.encode())
    for finder in finders.get_finders():
        for name, storage in finder.list(None):
            status = os.stat(storage.path(name))
            digest.update(f"{storage.path(name)}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@transaction.atomic
def resume_jobs() -> None:
    """Queue again what a killed worker left undone. Jobs may run twice, so nothing is lost and nothing is doubled."""
    from reader.models import Article, Import, Picture  # noqa: PLC0415  models, which a spawned child has not loaded yet
    from reader.tasks import read_article  # noqa: PLC0415

    if settings.REDIS_URL:
        redis_jobs.requeue_abandoned()
        if not redis_jobs.is_alone():
            return  # the others have what they have
        known = redis_jobs.queued(read_article.module_path)
    else:
        known = _resume_in_database(read_article.module_path)
    for article in Article.objects.filter(status=Article.Status.WAITING).exclude(pk__in=known):
        article.queue()
    Import.objects.resume()
    Picture.objects.resume()


def _resume_in_database(task: str) -> set[int]:
    """Queue again what a killed worker had begun, and return what this task is queued with."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    DBTaskResult.objects.running().update(status="READY", started_at=None)
    queued = DBTaskResult.objects.ready().filter(task_path=task).values_list("args_kwargs", flat=True)
    return {call["args"][0] for call in queued}


def serve_pages(host: str, port: int) -> None:
    """Answer requests until told to stop: a worker process a core, one thread for Django in each."""
    from granian.constants import Interfaces  # noqa: PLC0415  the job worker needs none of this
    from granian.log import LogLevels  # noqa: PLC0415
    from granian.server import Server  # noqa: PLC0415

    from reader import asgi, urls  # noqa: F401, PLC0415  loaded once, before the workers are forked

    connections.close_all()
    gc.collect()
    gc.freeze()  # what is loaded stays: to look through it again and again took a tenth of each page
    Server(
        "reader.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=os.cpu_count() or 1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE // 2,
        log_level=LogLevels.warning,
    ).serve()


def work_on_jobs() -> None:
    """Do the queued jobs, one after the other, until told to stop."""
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.ERROR)
    resume_jobs()
    clock.start()
    if settings.REDIS_URL:
        redis_jobs.work()
    else:
        call_command("db_worker", interval=JOB_INTERVAL, startup_delay=False, reload=False)


def manage(*arguments: str) -> int:
    """Run a command of `manage.py` in an interpreter of its own, and return its exit code."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603  our own


def run(pages: Work, work: Work) -> int:
    """Run a server and a job worker, a process each, until the first signal to stop; return the exit code.

    A job worker that dies is started again. Where the server dies, all ends, with exit code 1.
    """
    connections.close_all()  # a forked child must not share one
    signals = _pipe_of_signals()
    server, jobs = _start(pages), _start(work)
    try:
        while True:
            if STOP.intersection(os.read(signals, 100)):
                return 0
            if not server.is_alive():
                logger.error("The server has ended (exit code %s).", server.exitcode)
                return 1
            if not jobs.is_alive():
                logger.error("The job worker has ended (exit code %s) and is started again.", jobs.exitcode)
                time.sleep(RESTART_AFTER)
                jobs = _start(work)
    finally:
        _stop(server, jobs)


def _pipe_of_signals() -> int:
    """Return a file descriptor from which the numbers of signals can be read: to stop, or that a child has ended."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing)
    for number in (*STOP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)
    return reading


def _start(work: Work) -> BaseProcess:
    process = PROCESSES.Process(target=_child, args=(os.getpid(), work))
    process.start()
    return process


def _child(parent: int, work: Work) -> None:
    # In a group of its own: a terminal's Ctrl-C reaches the parent alone, which stops its children in order.
    os.setpgrp()
    signal.set_wakeup_fd(-1)
    for number in (*STOP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    django.setup()  # where the child is not a fork
    sys.exit(work())


def _end_with(parent: int) -> None:
    """Stop this process when its parent was killed and could not do so."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


def _stop(*children: BaseProcess) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        child.join(max(0, deadline - time.monotonic()))
        with suppress(ProcessLookupError):  # whatever is left of its group
            os.killpg(child.pid or 0, signal.SIGKILL)
        child.join()
