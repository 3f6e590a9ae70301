from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.importing import KINDS, UnreadableAnnotations, read
from annotations.importing.bringing import bring, look
from annotations.importing.telling import Told
from reader.models import Project, Role, User


class Command(BaseCommand):
    help = f"Bring annotations into a project from files: {KINDS}."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--project", type=int, required=True, metavar="ID")
        parser.add_argument(
            "--by", metavar="USERNAME", help="whose operation it is; default: the project's first owner"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would come, and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        project = Project.objects.filter(pk=options["project"]).first()
        if project is None:
            raise CommandError(f"There is no project {options['project']}.")
        by = self._by(project, options["by"])
        for name in options["files"]:
            try:
                file = read(Path(name).read_bytes())
                if options["dry_run"]:
                    self._tell(name, look(file, project, by))
                    continue
                said, _ = bring(file, project, by)
            except OSError as error:
                raise CommandError(f"{name} cannot be read: {error.strerror}.") from error
            except UnreadableAnnotations as error:
                raise CommandError(f"{name}: {error}") from error
            self.stdout.write(f"{name}: {'All of it was here already.' if said.is_empty else said.done}")
            for line in said.left_out:
                self.stdout.write(f"  {line}")

    def _tell(self, name: str, said: Told) -> None:
        self.stdout.write(f"{name}: {'nothing new.' if said.is_empty else 'would come in:'}")
        for line in [*said.lines, *said.left_out]:
            self.stdout.write(f"  {line}")

    def _by(self, project: Project, username: str | None) -> User:
        members = User.objects.filter(memberships__project=project)
        found = members.filter(username=username) if username else members.filter(memberships__role=Role.OWNER)
        person = found.order_by("memberships__pk").first()
        if person is None:
            raise CommandError(f"“{project}” has no {f'member {username!r}' if username else 'owner'}: give --by.")
        if project.role_of(person) == Role.VIEWER:
            raise CommandError(f"{person} may only look at “{project}”: give --by with the name of an owner or coder.")
        return person
