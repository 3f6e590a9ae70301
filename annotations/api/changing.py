"""What PATCH and DELETE of a thing have in common: it is held, seen as it is by then, and changed or removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpResponse

from reader.models import Project
from reader.requests import SignedInRequest

from .answering import check_match, shown
from .endpoint import may_change

Thing = TypeVar("Thing")


def read_or_changed(
    request: SignedInRequest,
    find: Callable[[], Thing],
    *,
    as_shown: Callable[[Thing], Any],
    project: Callable[[Thing], Project],
    hold: Callable[[Thing], object],
    change: Callable[[SignedInRequest, Thing], object],
    remove: Callable[[Thing], object],
) -> HttpResponse:
    """Answer GET, PATCH or DELETE of what `find` finds, or for which it raises Http404.

    It is found again when `hold` has kept others from it: `change` and `remove` get it as it is then. A PATCH says by
    If-Match what it has seen; a DELETE may. Raises Problem.
    """
    found = find()
    if request.method in ("GET", "HEAD"):
        return shown(request, as_shown(found))
    may_change(project(found), request.user)
    with transaction.atomic():
        hold(found)
        found = find()
        check_match(request, as_shown(found), needed=request.method == "PATCH")
        if request.method == "DELETE":
            remove(found)
            return HttpResponse(status=204)
        change(request, found)
        return shown(request, as_shown(find()))
