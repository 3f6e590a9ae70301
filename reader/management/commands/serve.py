import os
import sys
from argparse import ArgumentParser
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from reader import serving
from reader.models import Installation


class Command(BaseCommand):
    help = "Serve the site: the web server and the job worker, until Ctrl-C."
    requires_system_checks = ()  # `make test` runs them; here they would only delay the first page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: this machine only)")
        parser.add_argument("--port", type=int, help="the port (default: that of a local ATTEST_URL, or 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        host = options["host"]
        wanted = options["port"] or (not settings.HTTPS and urlsplit(settings.ADDRESS).port) or 8000
        try:
            # A proxy would not find a site that has moved to another port.
            port = serving.free_port(host, wanted, tries=1 if settings.HTTPS else 100)
            if port != wanted:
                self.stdout.write(f"Port {wanted} is taken: using {port}.")
            self._settle_address(host, port)
            serving.prepare()
            self._announce(host, port)
            code = self.run_site(host, port)
        except OSError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {error}") from error
        except KeyboardInterrupt:  # before there was anything to stop
            return
        self.stdout.write("Stopped.")
        if code:
            sys.exit(code)

    def run_site(self, host: str, port: int) -> int:
        return serving.run(partial(serving.serve_pages, host, port), serving.work_on_jobs)

    def _settle_address(self, host: str, port: int) -> None:
        """Tell the settings, here and in child processes, where the site is, unless the person has said so."""
        if "ATTEST_URL" not in os.environ:
            here = host if host in settings.LOOPBACK else "127.0.0.1"
            os.environ["ATTEST_URL"] = settings.ADDRESS = f"http://{here}:{port}"
            settings.CSRF_TRUSTED_ORIGINS = [settings.ADDRESS]

    def _announce(self, host: str, port: int) -> None:
        self.stdout.write(f"Attest is at {settings.ADDRESS}, its data in {settings.DATA_DIR}")
        if urlsplit(settings.ADDRESS).port != port:
            self.stdout.write(f"It listens at {host}:{port}.")
        if not settings.HTTPS and host not in settings.LOOPBACK:
            self.stdout.write("Only this machine is answered: others need ATTEST_URL, the https:// address they open.")
        if not Installation.is_set_up():
            self.stdout.write("There is no account yet: the first visit makes the owner's.")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()
