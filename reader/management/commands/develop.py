from functools import partial

from django.conf import settings
from django.core.management.base import CommandError

from reader import serving

from . import serve


class Command(serve.Command):
    help = "Serve the site to who works on it: Django's server and the job worker, reloaded on change, until Ctrl-C."

    def run_site(self, host: str, port: int) -> int:
        if not settings.DEBUG:
            raise CommandError("This needs ATTEST_DEBUG=true, which `make dev` sets.")
        serving.resume_jobs()
        pages = partial(serving.manage, "runserver", f"{host}:{port}")
        work = partial(serving.manage, "db_worker", "--interval", str(serving.JOB_INTERVAL), "--no-startup-delay")
        return serving.run(pages, work)
