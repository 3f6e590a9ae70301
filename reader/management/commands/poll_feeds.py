"""Ask feeds for what is new, for a cron job or at once."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.models import Feed


class Command(BaseCommand):
    help = (
        "Ask the feeds that are due for what is new, without the site's job worker; what is imported of them, the "
        "worker does. The exit code is 1 if any failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--feed", type=int, metavar="ID", help="one feed, due or not")
        which.add_argument("--all", action="store_true", help="all feeds that are not given up, due or not")

    def handle(self, *, feed: int | None, all: bool, **options: Any) -> None:  # noqa: A002  the option's name
        wanted = Feed.objects.filter(stopped_at=None) if all else Feed.objects.due()
        if feed is not None:
            wanted = Feed.objects.filter(pk=feed)
            if not wanted:
                raise CommandError(f"There is no feed {feed}.")
        failed = 0
        for found in wanted.select_related("project").order_by("pk"):
            before = found.items.count()
            found.poll()
            failed += bool(found.problem)
            said = found.problem or f"{found.items.count() - before} new."
            (self.stderr if found.problem else self.stdout).write(f"Feed {found.pk}, {found}: {said}")
        if failed:
            sys.exit(1)
