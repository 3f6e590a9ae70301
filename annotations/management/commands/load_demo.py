from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.demo import load_demo
from reader.models import Project, Role, User


class Command(BaseCommand):
    help = "Load the sample project: three reports of one invented event, highlighted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing on a site that has people or projects")
        parser.add_argument("--owner", help="the username of the sample's owner; without it the site's first person")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and (Project.objects.exists() or User.objects.exists()):
            return
        if Project.objects.filter(is_sample=True).exists():
            raise CommandError("The sample is loaded already: remove it in the browser first.")
        owner = User.objects.filter(username=options["owner"]).first()
        if options["owner"] and owner is None:
            raise CommandError(f"There is nobody called {options['owner']!r}.")
        project = load_demo()
        if owner:
            project.add(owner, Role.OWNER)
        self.stdout.write(f"Loaded “{project}”.")
