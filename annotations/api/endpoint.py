"""What all addresses of the API have in common: methods, the type of the answer, and problems instead of pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from reader.gone import is_gone
from reader.models import Project, User
from reader.models.project import EDITORS
from reader.models.token import Scope
from reader.problems import Problem
from reader.requests import SignedInRequest
from reader.tokens import takes_tokens

from .described import Described
from .once import once

MOST_BYTES = 2**20  # of one annotation: ten times the longest note
NOT_YOURS = "There is nothing here that you may open: check the number, and that you are a member of the project."
ANY = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")  # for a view that refuses methods by itself
JSON_TYPES = ("application/ld+json", "application/json")


def endpoint(
    *methods: str,
    accepts: tuple[str, ...] = JSON_TYPES,
    change: Scope = Scope.ANNOTATE,
    described: Mapping[str, Described] | None = None,
) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Make a view one of the API: open to tokens, for these methods, answering one of these media types.

    HEAD and OPTIONS come with GET: a view answers HEAD as GET, and OPTIONS is answered here unless it is named. With no
    media types the view negotiates by itself. `described` is what OpenAPI says of each method.
    """
    allowed = [*methods, *(each for each in ("HEAD", "OPTIONS") if each not in methods)]

    def made(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @takes_tokens(change=change)
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            response: HttpResponseBase
            try:
                if request.method not in allowed:
                    raise Problem(405, f"{request.method} is not known here: use {', '.join(allowed)}.")
                if accepts:
                    negotiate(request, accepts)
                is_plain = request.method == "OPTIONS" and "OPTIONS" not in methods
                response = (
                    HttpResponse() if is_plain else _carried_out(request, lambda: view(request, *args, **options))
                )
            except Http404:
                response = Problem(404, NOT_YOURS).answer()
            except Problem as problem:
                response = problem.answer()
            except RequestDataTooBig:
                response = Problem(413, "The body is larger than the site takes.").answer()
            except (ObjectDoesNotExist, IntegrityError) as error:
                if not is_gone(error):
                    raise
                response = Problem(404, NOT_YOURS).answer()
            response.headers.setdefault("Allow", ", ".join(allowed))
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        answer.described = described or {}  # type: ignore[attr-defined]  # read by `openapi`
        return answer

    return made


def _carried_out(request: Any, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    return once(request, act) if request.method == "POST" else act()


def negotiate(request: HttpRequest, accepts: tuple[str, ...] = JSON_TYPES) -> None:
    """Raise Problem unless the client takes one of these media types; of its profiles none is asked: there is one."""
    for each in request.accepted_types:
        kind = f"{each.main_type}/{each.sub_type}"
        taken = kind == "*/*" or any(kind in (known, f"{known.partition('/')[0]}/*") for known in accepts)
        if taken and each.quality > 0:
            return
    raise Problem(406, f"The answer is {accepts[0]}, which the Accept header leaves out.")


def may_change(project: Project, user: User) -> None:
    """Raise Problem where the person may only read in this project. One they do not see is not told of: that is 404."""
    if project.role_of(user) not in EDITORS:
        raise Problem(403, "You read in this project, and do not highlight: ask an owner to make you a coder.")


def body_of(request: SignedInRequest, *, accepts: tuple[str, ...] = JSON_TYPES, most: int = MOST_BYTES) -> Any:
    """Return the JSON value that was sent. Raises Problem."""
    try:
        return json.loads(bytes_of(request, accepts=accepts, most=most))
    except (ValueError, RecursionError) as error:
        raise Problem(400, f"The body is no JSON: {error}") from error


def bytes_of(request: SignedInRequest, *, accepts: tuple[str, ...] = JSON_TYPES, most: int = MOST_BYTES) -> bytes:
    """Return the body that was sent. Raises Problem."""
    if request.content_type not in accepts:
        raise Problem(415, f"Send {accepts[0]}, not {request.content_type or 'a body of no type'}.")
    if len(request.body) > most:
        raise Problem(413, f"The body has {len(request.body):,} bytes, and may have {most:,}.")
    return request.body
