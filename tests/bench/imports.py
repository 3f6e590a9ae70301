"""An import of 10,000 rows: how soon it answers, how fast it goes on, and the memory of the worker all the way.

    python -m tests.bench.imports [ROWS]

The worker is killed with `kill -9` in the middle, and another goes on.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile

from tests.bench.bad_inputs import peak

ROWS = 10_000
WORK = "import django; django.setup(); from reader import serving; serving.work_on_jobs()"


def archive(number: int) -> bytes:
    """Return a ZIP of so many pages, each with a text of its own."""
    from tests.builders import PAGE  # noqa: PLC0415

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for index in range(number):
            packed.writestr(f"{index}.html", PAGE.replace(b"twelve", f"number {index}".encode()))
    return file.getvalue()


def main(rows: int = ROWS) -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from reader.importers import from_file  # noqa: PLC0415
    from reader.importers.items import Item  # noqa: PLC0415
    from reader.models import Article, Import, ImportRow, Project, Snapshot  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    project = Project.objects.start("Many", by=None)
    source = from_file(archive(rows), "many.zip")
    begun = time.perf_counter()
    batch = Import.objects.create(project=project)
    batch.add([Item(source)])
    print(f"taken in after {time.perf_counter() - begun:.2f} s: a ZIP of {rows} pages")
    environment = {
        "DJANGO_SETTINGS_MODULE": "reader.settings",
        "ATTEST_DATA": str(settings.DATA_DIR),
        "DATABASE_URL": os.environ["DATABASE_URL"],
    }
    killed = False
    while not batch.is_over:
        worker = subprocess.Popen([sys.executable, "-c", WORK], cwd=settings.BASE_DIR, env=os.environ | environment)
        while not batch.is_over:
            time.sleep(5)
            done = batch.rows.exclude(origin=None).exclude(state=ImportRow.State.WAITING).count()
            seconds = time.perf_counter() - begun
            print(
                f"{seconds:6.0f} s  {done:6} rows  {done / seconds:5.1f} a second  worker {peak(worker.pid)} MB at most"
            )
            if done > rows / 2 and not killed:
                killed = True
                break
        worker.kill()
        worker.wait()
        print("the worker is killed")
    print(dict(batch.counts()), f"{Article.objects.count()} articles, {Snapshot.objects.count()} originals")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    main(*map(int, sys.argv[1:]))
