import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.exporters import EXPORTERS
from annotations.exporters.csv_long import export
from annotations.models import Annotation
from reader.models import Article, Project


class Command(BaseCommand):
    help = "Write the annotations of a project or an article to a file or standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=sorted(EXPORTERS), default="csv")
        parser.add_argument("--project", type=int, metavar="ID", help="the project; not needed where there is one only")
        parser.add_argument("--article", type=int, metavar="ID", help="one article of it")
        parser.add_argument("--tag", metavar="NAME", help="only annotations with this tag")
        parser.add_argument("--spreadsheet", action="store_true", help="escape formulas and add a byte-order mark")
        parser.add_argument("--output", metavar="FILE", help="default: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        project = self._project(options["project"], options["article"])
        found = Annotation.objects.filter(article__project=project).alive()
        if options["article"]:
            found = found.filter(article=options["article"])
        if options["tag"]:
            if not project.tags.filter(name__iexact=options["tag"]).exists():
                raise CommandError(f"“{project}” has no tag {options['tag']!r}.")
            found = found.tagged(options["tag"])
        table = EXPORTERS[options["format"]]
        ways = {"columns": table.columns, "spreadsheet": options["spreadsheet"]}
        if options["output"]:
            try:
                with open(options["output"], "w", encoding="utf-8", newline="") as file:
                    count = export(table.rows(found), file, **ways)
            except OSError as error:
                raise CommandError(f"{options['output']} cannot be written: {error.strerror}.") from error
            self.stderr.write(f"{count} rows in {options['output']}")
        else:
            # The command's own stream would end every line again; the format has its own line ends.
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            export(table.rows(found), sys.stdout, **ways)

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
        raise CommandError("There is no such project or article.")
