import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader import serving


class Command(BaseCommand):
    help = "Do the site's jobs without serving pages, until Ctrl-C: a further worker of a queue in Redis."

    def handle(self, *args: Any, **options: Any) -> None:
        if not os.environ.get("ATTEST_REDIS_URL"):
            raise CommandError(
                "The queue is in the database, which `manage.py serve` works on alone: see ATTEST_REDIS_URL."
            )
        serving.work_on_jobs()
