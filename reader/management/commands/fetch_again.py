"""Fetch pages again, for a cron job or at once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.models import Article, Project, Refetch, Schedule


class Command(BaseCommand):
    help = (
        "Fetch again the pages that are due by the schedules, or those named. A new version is made only where the "
        "text has changed; what cannot be fetched stays as it is. The exit code is 1 if any failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--article", type=int, metavar="ID", help="one article, due or not")
        which.add_argument("--project", type=int, metavar="ID", help="the articles of a project, due or not")

    def handle(self, *, article: int | None, project: int | None, **options: Any) -> None:
        if article is None and project is None:
            asked = Schedule.objects.ask_for_due()
        else:
            asked = [Refetch.objects.ask(each, by=None) for each in self._wanted(article, project)]
        came: Counter[str] = Counter()
        for refetch in asked:
            refetch.refresh_from_db()
            refetch.do()
            refetch.refresh_from_db()
            came[refetch.get_state_display().lower()] += 1
            if refetch.state != Refetch.State.UNCHANGED:
                said = refetch.problem or f"{refetch.get_state_display()}."
                self.stdout.write(f"Article {refetch.article_id}, {refetch.article}: {said}")
        self.stdout.write(", ".join(f"{number} {state}" for state, number in sorted(came.items())) or "Nothing is due.")
        if came["failed"]:
            sys.exit(1)

    def _wanted(self, article: int | None, project: int | None) -> list[Article]:
        found = Article.objects.filter(status=Article.Status.READY, source_key__startswith="url:").order_by("pk")
        if article is not None:
            found = found.filter(pk=article)
            if not found:
                raise CommandError(f"There is no article {article} that was fetched from an address.")
        if project is not None:
            if not Project.objects.filter(pk=project).exists():
                raise CommandError(f"There is no project {project}.")
            found = found.filter(project=project)
        return list(found)
