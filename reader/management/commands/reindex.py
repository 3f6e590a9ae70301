"""Make anew what the library knows of articles, and which are alike: to be run once after an upgrade says so; safe at
any time."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q

from reader.models import Article, Entry, Fingerprint
from reader.models.entry import follow
from reader.models.signatures import Row

BATCH = 100  # articles a transaction: others write in between


class Command(BaseCommand):
    help = "Make the library's entries and its index of words anew, from the articles and what stands on them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only of articles that the library does not know")
        parser.add_argument("--project", type=int, help="only of this project, by the number in its address")

    def handle(self, *args: Any, missing: bool = False, project: int | None = None, **options: Any) -> None:
        unknown = Q(entry=None) | Q(fingerprint=None, status=Article.Status.READY)
        articles = Article.objects.filter(unknown) if missing else Article.objects.all()
        if project is not None:
            articles = articles.filter(project=project)
        keys = list(articles.order_by("pk").values_list("pk", flat=True))
        done = 0
        for batch in (keys[at : at + BATCH] for at in range(0, len(keys), BATCH)):
            with transaction.atomic():
                held = Article.objects.select_for_update(of=("self",)).filter(pk__in=batch).order_by("pk")
                found = list(held.select_related("current").defer("current__block_values"))
                Entry.objects.rebuild(found)
                follow([article.pk for article in found], settings.LIBRARY_FOLLOWERS)
                _take_fingerprints(found)
            done += len(batch)
            self._tell(done, len(keys))
        if keys or not missing:
            self.stdout.write(f"{len(keys):,} article{'' if len(keys) == 1 else 's'} indexed.")

    def _tell(self, done: int, total: int) -> None:
        if sys.stderr.isatty() or done == total or done % (BATCH * 50) == 0:
            self.stderr.write(f"\r{done:,} of {total:,}", ending="\n" if done == total else "")


def _take_fingerprints(articles: list[Article]) -> None:
    """Take the fingerprints of articles, comparing each with all of its project, which are read once."""
    known: dict[int, dict[int, Row]] = {}
    for article in articles:
        if article.current is None:
            continue
        among = known.setdefault(article.project_id, {})
        if not among:
            among.update({row.article: row for row in Fingerprint.objects.rows(article.project_id)})
        among[article.pk] = Fingerprint.objects.take(article, list(among.values()))
