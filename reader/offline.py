"""What a browser needs to read without a connection: the files of every page, and whose page an answer is."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reader.staticfiles import STYLES, HashedStorage

PERSON = "Attest-Person"
HTMX = "django_htmx/htmx-2.min.js"
WORKER = Path(__file__).with_name("service_worker.js")


class PersonMiddleware:
    """Says in a header whose page it is, nobody's as an empty one: the service worker drops the pages of all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html") and hasattr(request, "user"):
            response.headers[PERSON] = str(request.user.pk or "")
        return response


def service_worker() -> str:
    """Return the worker's script, which says what to keep and differs whenever one of those files does."""
    return (files_of_pages() if settings.DEBUG else _kept_files_of_pages()) + WORKER.read_text("utf-8")


def files_of_pages() -> str:
    """Return what the worker's script begins with: the addresses of all that pages load, and a hash over it."""
    own = Path(settings.STATICFILES_DIRS[0])
    names = sorted(
        path.relative_to(own).as_posix() for path in own.rglob("*") if path.suffix in (".js", ".css", ".svg")
    )
    if isinstance(staticfiles_storage, HashedStorage):  # it makes a few style sheets of them
        names = [name for name in names if name in STYLES or not name.endswith(".css")]
    digest = sha256()
    for name in (*names, HTMX):
        digest.update(Path(str(finders.find(name))).read_bytes())
    addresses = [staticfiles_storage.url(name) for name in (*names, HTMX)]
    return f"const FILES = {json.dumps(addresses)};\nconst VERSION = {json.dumps(digest.hexdigest()[:12])};\n"


_kept_files_of_pages = cache(files_of_pages)
