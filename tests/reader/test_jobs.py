"""The order of jobs: what a person waits for goes before what is done by the clock."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult

from reader.importers import web_page
from reader.importers.items import link
from reader.models import Article, Feed, Import, Refetch
from tests.builders import an_article


@pytest.mark.django_db(transaction=True)
def test_imports_and_what_people_ask_for_go_before_polls_and_scheduled_looks(project, owner, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    article = an_article(project)
    other = an_article(project)
    feed = Feed.objects.create(project=project, url="https://news.example/feed")
    feed.queue(by_clock=True)
    Refetch.objects.ask(article, by=None)
    batch = Import.objects.start([link("https://news.example/fire")], project=project, by=owner)
    asked = Refetch.objects.ask(other, by=owner)
    read, _ = Article.objects.import_from(web_page("https://news.example/other"), project=project, by=owner)
    jobs = [(job.task_path.rpartition(".")[2], job.args_kwargs["args"]) for job in DBTaskResult.objects.ready()]
    assert jobs[:3] == [("work_on_import", [batch.pk]), ("fetch_again", [asked.pk]), ("read_article", [read.pk])]
    assert [name for name, _ in jobs[3:]] == ["poll_feed", "fetch_again"]
