"""Requests of programs: `Authorization: Bearer …` (RFC 6750) at the addresses that take it.

A view says by `takes_tokens` which scope reading and changing need. There a request is of the token's person, needs no
CSRF token, and is narrowed to the token's scopes; without the header it is a browser's, of its session and with CSRF.
Every other view knows no tokens: none opens the pages on which passwords and tokens are made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from reader.models import Token
from reader.models.token import Scope
from reader.problems import Problem

SAFE = ("GET", "HEAD", "OPTIONS")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_tokens(*, read: Scope = Scope.READ, change: Scope = Scope.ANNOTATE) -> Callable[[View], View]:
    """Let programs open a view with a token of these scopes."""

    def marked(view: View) -> View:
        view.token_scopes = (read, change)  # type: ignore[attr-defined]  # read by the middleware
        return view

    return marked


class TokenMiddleware:
    """Stands before that of CSRF, which it tells whose request it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        scopes = getattr(view, "token_scopes", None)
        if scopes is None:
            return None
        try:
            admit(request, scopes[request.method not in SAFE])
        except Problem as problem:
            return problem.answer()
        return None


def admit(request: HttpRequest, scope: Scope) -> None:
    """Let the request be its token's person's. Raises Problem where nobody is known, or the scope is another one."""
    # Taken out, so that no report of an error shows it.
    scheme, _, secret = request.META.pop("HTTP_AUTHORIZATION", "").strip().partition(" ")
    if scheme.casefold() != "bearer":
        if not request.user.is_authenticated:
            raise refused("This needs a token: make one at /tokens/, and send it as “Authorization: Bearer …”.")
        return
    token = Token.objects.of_secret(secret.strip())
    if token is None:
        raise refused(
            "This token is wrong or was revoked: make another one at /tokens/.", 'Bearer error="invalid_token"'
        )
    if scope not in token.scopes:
        raise Problem(
            403,
            f"This token is not good for “{scope.value}”: make one at /tokens/ that is.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
        )
    token.note_use()
    request.user = token.user
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # no browser sends it by itself


def refused(detail: str, challenge: str = "Bearer") -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": challenge})
