"""Error pages that say what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that is too old, or not ours."""
    return render(request, "403_csrf.html", status=403)
