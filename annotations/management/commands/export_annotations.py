import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exporters import EXPORTERS, People, Pseudonyms, Selection
from annotations.models import Annotation
from reader.models import Article, Project


class Command(BaseCommand):
    help = "Write the annotations of a project or an article to a file or standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=sorted(EXPORTERS), default="csv", metavar="FORMAT", help=_formats())
        parser.add_argument("--project", type=int, metavar="ID", help="the project; not needed where there is one only")
        parser.add_argument("--article", type=int, metavar="ID", help="one article of it")
        parser.add_argument("--tag", metavar="NAME", help="only annotations with this tag")
        parser.add_argument("--people", choices=("names", "pseudonyms"), default="names", help="how people are named")
        parser.add_argument("--spreadsheet", action="store_true", help="escape formulas and add a byte-order mark")
        parser.add_argument("--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        name = f"{options['format']}-spreadsheets" if options["spreadsheet"] else options["format"]
        if name not in EXPORTERS:
            raise CommandError(f"{options['format']} is for no spreadsheet: leave --spreadsheet out.")
        made = EXPORTERS[name]
        project = self._project(options["project"], options["article"])
        found = Annotation.objects.filter(article__project=project).alive()
        if made.is_whole and (options["article"] or options["tag"]):
            raise CommandError(f"{name} holds the whole project: leave --article and --tag out.")
        if options["article"]:
            found = found.filter(article=options["article"])
        if options["tag"]:
            if not project.tags.filter(name__iexact=options["tag"]).exists():
                names = ", ".join(project.tags.values_list("name", flat=True))
                raise CommandError(f"“{project}” has no tag {options['tag']!r}: take one of {names}.")
            found = found.tagged(options["tag"])
        people = Pseudonyms.of(project) if options["people"] == "pseudonyms" else People()
        with self._bar() as told:
            self._write(made.write(Selection(project, found, people, told)), options["output"])

    def _write(self, chunks: Iterator[bytes], output: str | None) -> None:
        if not output:
            # Not the command's own stream, which takes text and ends every line again.
            with open(sys.stdout.fileno(), "wb", closefd=False) as stream:
                stream.writelines(chunks)
            return
        try:
            with replaced(Path(output)) as file:
                file.writelines(chunks)
                size = file.tell()
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{size:,} bytes in {output}")

    @contextmanager
    def _bar(self) -> Iterator[Any]:
        """Give what draws how far it is, on a terminal; elsewhere nothing."""
        if not sys.stderr.isatty():
            yield None
            return

        def told(done: int, of: int) -> None:
            full = done * 40 // of
            sys.stderr.write(f"\r[{'#' * full}{'.' * (40 - full)}] {done:,} of {of:,} highlights")
            sys.stderr.flush()

        try:
            yield told
        finally:
            sys.stderr.write("\r\x1b[K")  # to the start of the line, and clear it

    def _project(self, pk: int | None, article: int | None) -> Project:
        projects = Project.objects.all()
        if pk:
            projects = projects.filter(pk=pk)
        if article:
            projects = projects.filter(articles=Article(pk=article))
        found = list(projects[:2])
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{project.pk} ({project})" for project in projects)
            raise CommandError(f"Which project? Give --project ID, one of: {names}.")
        there = ", ".join(f"{project.pk} ({project})" for project in Project.objects.all()) or "none yet"
        raise CommandError(f"There is no such project or article. The projects are: {there}.")


@contextmanager
def replaced(path: Path) -> Iterator[IO[bytes]]:
    """Give a file beside this one, which takes its place at the end: what is cut off is never mistaken for whole."""
    if path.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", suffix=".part", delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            umask = os.umask(0)
            os.umask(umask)
            os.chmod(file.name, 0o666 & ~umask)
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise


def _formats() -> str:
    return "one of " + ", ".join(EXPORTERS)
