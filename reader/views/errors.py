"""Errors: pages that say what to do, and problems for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views import defaults

from reader.problems import Problem


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old, or not ours."""
    if is_of_api(request):
        return Problem(
            403, gettext("Send the CSRF token as X-CSRFToken, or a token as “Authorization: Bearer …”.")
        ).answer()
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What is no request of HTTP as we take it."""
    if is_of_api(request):
        return Problem(400, gettext("The request cannot be read.")).answer()
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
    """A mistake of ours."""
    if is_of_api(request):
        return Problem(
            500, gettext("Attest failed on this request, and has written down why: try again, or tell us.")
        ).answer()
    return defaults.server_error(request, *args, **options)


def is_of_api(request: HttpRequest) -> bool:
    """Say whether a program has sent it."""
    return request.path.startswith("/api/")
