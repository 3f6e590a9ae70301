"""An import of 10,000 rows: how soon it answers, how fast it goes on, and the memory of the worker all the way.

    python -m tests.bench.imports [ROWS] [alike]

The rows are addresses of a server on this machine, each page with a text of its own; with `alike` they are the files of
a ZIP, each nearly the same as the others, which is the dearest case. The worker is killed with `kill -9` in the middle,
and another goes on.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.bench.bad_inputs import peak

ROWS = 10_000
WORDS = 400  # of a page
WORK = "import django; django.setup(); from reader import serving; serving.work_on_jobs()"
TICKS = os.sysconf("SC_CLK_TCK")


def archive(number: int) -> bytes:
    """Return a ZIP of so many pages, each with a number of its own in one text."""
    from tests.builders import PAGE  # noqa: PLC0415

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for index in range(number):
            packed.writestr(f"{index}.html", PAGE.replace(b"twelve", f"number {index}".encode()))
    return file.getvalue()


class Pages(BaseHTTPRequestHandler):
    """A page at every address, the same each time, with words that are its own."""

    def do_GET(self) -> None:
        dice = random.Random(self.path)
        words = ["".join(dice.choices("aeioulnrst", k=dice.randint(3, 9))) for _ in range(WORDS)]
        text = "</p><p>".join(" ".join(words[at : at + 50]).capitalize() + "." for at in range(0, WORDS, 50))
        page = (
            f"<!doctype html><title>Page {self.path}</title><article><h1>Page {self.path}</h1><p>{text}</p></article>"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def seconds_of(pid: int) -> float:
    """Return the processor time of a process and of those it has ended with, and of its children, so far."""
    try:
        own = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return 0
    return sum(map(int, own[11:15])) / TICKS + sum(seconds_of(int(child)) for child in children)


def main(rows: int = ROWS, kind: str = "") -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from reader.importers import from_file  # noqa: PLC0415
    from reader.importers.items import Item, link  # noqa: PLC0415
    from reader.models import Article, Import, ImportRow, Project, Snapshot  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    project = Project.objects.start("Many", by=None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"127.0.0.1:{server.server_port}"
    items = [Item(from_file(archive(rows), "many.zip"))] if kind else (link(f"http://{place}/{n}") for n in range(rows))
    begun = time.perf_counter()
    batch = Import.objects.create(project=project)
    batch.add(items)
    print(f"taken in after {time.perf_counter() - begun:.2f} s: {'a ZIP of' if kind else ''} {rows} pages")
    environment = {
        "DJANGO_SETTINGS_MODULE": "reader.settings",
        "ATTEST_DATA": str(settings.DATA_DIR),
        "ATTEST_FETCH_ALLOW": place,
        "ATTEST_FETCH_PAUSE": "0",
        "DATABASE_URL": os.environ["DATABASE_URL"],
    }
    given = batch.rows.filter(origin=None) if not kind else batch.rows.exclude(origin=None)
    killed, spent = False, 0.0
    while not batch.is_over:
        worker = subprocess.Popen([sys.executable, "-c", WORK], cwd=settings.BASE_DIR, env=os.environ | environment)
        while not batch.is_over:
            time.sleep(5)
            done = given.exclude(state=ImportRow.State.WAITING).count()
            seconds, cpu = time.perf_counter() - begun, spent + seconds_of(worker.pid)
            each = f"{done / seconds:5.1f} a second, {1000 * cpu / max(done, 1):3.0f} ms of processor time a row"
            print(f"{seconds:6.0f} s  {done:6} rows  {each}  worker {peak(worker.pid)} MB at most", flush=True)
            if done > rows / 2 and not killed:
                killed = True
                break
        spent += seconds_of(worker.pid)
        worker.kill()
        worker.wait()
        print("the worker is killed")
    print(dict(batch.counts()), f"{Article.objects.count()} articles, {Snapshot.objects.count()} originals")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
