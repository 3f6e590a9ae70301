"""A worker that is killed at any instant loses no row and doubles none."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from reader.importers import from_file
from reader.importers.items import Item
from reader.models import Article, Import, Snapshot
from reader.serving import resume_jobs
from tests.builders import PAGE

from .made import zipped

NUMBER = 12
WORK = "import django; django.setup(); from reader.models import Import; Import.objects.get().work()"


def database_url() -> str:
    """The database of this test, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{name}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [0, 5])
def test_kill_9(project, after):
    names = {f"{number}.html": PAGE.replace(b"twelve", str(number).encode()) for number in range(100, 100 + NUMBER)}
    batch = Import.objects.create(project=project)
    batch.add([Item(from_file(zipped(names), "all.zip"))])
    environment = {"DJANGO_SETTINGS_MODULE": "reader.settings", "ATTEST_DATA": str(settings.DATA_DIR)}
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=settings.BASE_DIR,
        env=os.environ | environment | {"DATABASE_URL": database_url()},
    )
    until = time.monotonic() + 60
    while Article.objects.count() <= after and worker.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    worker.kill()
    worker.wait()
    resume_jobs()  # as a worker that starts anew does: here the job is done at once
    assert batch.counts() == {"imported": NUMBER}
    assert (Article.objects.count(), Snapshot.objects.count()) == (NUMBER, NUMBER)
