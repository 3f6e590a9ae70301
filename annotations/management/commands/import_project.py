import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.archive.opening import Archive, UnreadableProject
from annotations.archive.restoring import restore
from reader.models import Installation, User


class Command(BaseCommand):
    help = "Make a project of the ZIP that export_annotations --format project has written: all of it, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--by", metavar="USERNAME", help="whose project it will be; default: the site's owner")
        parser.add_argument(
            "--known-people",
            action="store_true",
            help="for a file whose origin you know: its people are the accounts of the same names here, with the roles "
            "they had, and its rows have the keys they had, if all of these are free",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = self._by(options["by"])
        try:
            with Archive(options["file"]) as archive:
                made = restore(archive, by=by, told=self._told, known=options["known_people"])
        except UnreadableProject as error:
            raise CommandError(f"{options['file']}: {error} Nothing was brought in.") from error
        finally:
            if sys.stderr.isatty():
                sys.stderr.write("\r\x1b[K")
        rows = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in made.rows.items())
        self.stdout.write(f"Project {made.project.pk} ({made.project}), owned by {by}: {rows or 'empty'}.")
        if options["known_people"]:
            said = "have the keys they had" if made.keys else "have new keys: some of theirs are taken, or not known"
            self.stdout.write(f"  Its rows {said}.")
        if made.stand_ins:
            self.stdout.write(f"  {made.stand_ins} people of the file have no account here that is known to be theirs.")
        if made.lost:
            self.stdout.write(f"  The bytes of {made.lost} originals were lost before the export.")
        if made.cleaned:
            self.stdout.write(f"  The markup of {made.cleaned} blocks was cleaned anew.")

    def _told(self, done: int, of: int) -> None:
        if sys.stderr.isatty():
            full = done * 40 // max(of, 1)
            sys.stderr.write(f"\r[{'#' * full}{'.' * (40 - full)}] {done:,} of {of:,} rows")
            sys.stderr.flush()

    def _by(self, username: str | None) -> User:
        if username:
            person = User.objects.filter(username=username, is_active=True).first()
        else:
            installation = Installation.objects.select_related("owner").first()
            person = installation.owner if installation else None
        if person is None:
            raise CommandError(
                f"There is no {f'account {username!r}' if username else 'owner of the site'}: give --by."
            )
        return person
