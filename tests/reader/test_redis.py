"""The queue of jobs in a real Redis, with real workers. `.ci/redis COMMAND` gives TEST_REDIS_URL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.utils import timezone

from reader import redis_jobs, serving
from reader.importers import from_file
from reader.importers.items import Item
from reader.models import Article, Feed, Import, Snapshot
from reader.tasks import read_article
from tests.builders import PAGE
from tests.reader.importers.made import zipped
from tests.reader.importers.test_killed import database_url
from tests.served import wait_until

URL = os.environ.get("TEST_REDIS_URL", "")
WORK = "import django; django.setup(); from reader import serving; serving.work_on_jobs()"
NUMBER = 30

pytestmark = [
    pytest.mark.skipif(not URL, reason="there is no Redis: .ci/redis gives one"),
    pytest.mark.django_db(transaction=True),
]


@contextmanager
def a_worker():
    """A job worker of the site, in a process of its own."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "reader.settings",
        "ATTEST_DATA": str(site_settings.DATA_DIR),
        "ATTEST_REDIS_URL": URL,
        "DATABASE_URL": database_url(),
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK], cwd=site_settings.BASE_DIR, env=os.environ | environment, start_new_session=True
    )
    try:
        yield worker
    finally:
        with suppress(ProcessLookupError):  # it has ended, and its children with it
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@pytest.fixture(autouse=True)
def queue(settings):
    """The queue as the site's processes see it, empty."""
    settings.REDIS_URL = URL
    settings.RQ_QUEUES = {
        name: {"URL": URL, "DEFAULT_TIMEOUT": -1, "SERIALIZER": "rq.serializers.JSONSerializer"}
        for name in ("default", "later")
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend", "QUEUES": ["default", "later"]}}
    queue = redis_jobs.queue()
    for each in redis_jobs.queues():
        each.empty()
    yield queue
    queue.connection.close()


def test_an_import_goes_on_after_kill_9_with_no_row_lost_and_none_twice(project, queue):
    names = {f"{number}.html": PAGE.replace(b"twelve", str(number).encode()) for number in range(100, 100 + NUMBER)}
    batch = Import.objects.start([Item(from_file(zipped(names), "all.zip"))], project=project, by=None)
    assert len(queue) == 1
    with a_worker() as worker:
        wait_until(lambda: Article.objects.filter(status="ready").count() > NUMBER // 3)
        assert worker.poll() is None
    assert not batch.is_over
    assert redis_jobs.is_alone()
    later = Article.objects.take_in(from_file(PAGE, "later.html"), project=project, by=None)[0]
    read_article.using(run_after=timezone.now() + timedelta(seconds=1)).enqueue(later.pk)
    assert redis_jobs.queued(read_article.module_path) == {later.pk}
    with a_worker() as worker:
        wait_until(lambda: batch.is_over)
        wait_until(lambda: Article.objects.get(pk=later.pk).is_ready)
        assert not redis_jobs.is_alone()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    assert batch.counts() == {"imported": NUMBER}
    assert (Article.objects.count(), Snapshot.objects.count()) == (NUMBER + 1, NUMBER + 1)


def test_a_worker_that_starts_beside_others_leaves_them_what_they_have(project, queue):
    article = Article.objects.take_in(from_file(PAGE, "a.html"), project=project, by=None)[0]
    with a_worker():
        wait_until(lambda: Article.objects.get(pk=article.pk).is_ready)
        wait_until(lambda: not redis_jobs.queued(read_article.module_path))
        waiting = Article.objects.take_in(from_file(PAGE + b" ", "b.html"), project=project, by=None)[0]
        serving.resume_jobs()
        assert redis_jobs.queued(read_article.module_path) == set()
    serving.resume_jobs()
    assert redis_jobs.queued(read_article.module_path) == {waiting.pk}


def test_what_a_person_waits_for_goes_before_what_the_clock_asks_for(project, owner):
    feed = Feed.objects.create(project=project, url="http://127.0.0.1:9/feed")  # nothing is asked: it is no public one
    feed.queue(by_clock=True)
    batch = Import.objects.start([Item(from_file(PAGE, "a.html"))], project=project, by=owner)
    assert [len(queue) for queue in redis_jobs.queues()] == [1, 1]
    with a_worker():
        wait_until(lambda: Feed.objects.filter(failing_since__isnull=False).exists())
        assert batch.is_over
