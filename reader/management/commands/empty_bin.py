"""Delete what has lain in the bins for thirty days, for a cron job; or all that lies in a project's."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.models import Binned, Project


class Command(BaseCommand):
    help = (
        "Delete for good the articles that have lain in a bin for thirty days, as the site's job worker does; with "
        "--all, whatever lies there."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", type=int, metavar="ID", help="of one project")
        parser.add_argument("--all", action="store_true", help="also what lies there since less than thirty days")

    def handle(self, *, project: int | None, all: bool, **options: Any) -> None:  # noqa: A002  the option's name
        found = Binned.objects.all() if all else Binned.objects.overdue()
        if project is not None:
            if not Project.objects.filter(pk=project).exists():
                raise CommandError(f"There is no project {project}.")
            found = found.filter(project=project)
        number = found.remove()
        self.stdout.write(f"{number} article{'' if number == 1 else 's'} deleted for good.")
