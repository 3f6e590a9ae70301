"""Requests of programs: `Authorization: Bearer …` (RFC 6750) at the addresses that take it.

A view says by `takes_tokens` which scope reading and changing need. There a request is of the token's person, needs no
CSRF token, and is narrowed to the token's scopes; without the header it is a browser's, of its session and with CSRF.
Every other view knows no tokens: none opens the pages on which passwords and tokens are made.

Pages of the sites that `ATTEST_API_ORIGINS` names may send such requests from the browser (CORS), with a token and
never with a session.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from reader.models import Token
from reader.models.token import Scope
from reader.problems import Problem
from reader.rates import Limit, address_of, api, strangers

ALLOWED_TO_OTHERS = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Prefer, Slug"
    ),
    "Access-Control-Max-Age": "3600",
}
SHOWN_TO_OTHERS = "Allow, Content-Location, ETag, Link, Location, Retry-After, WWW-Authenticate"
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
        response = self.get_response(request)
        if settings.API_ORIGINS and getattr(request, "takes_tokens", False):
            patch_vary_headers(response, ["Origin"])
            if request.headers.get("Origin") in settings.API_ORIGINS:
                response["Access-Control-Allow-Origin"] = request.headers["Origin"]
                response["Access-Control-Expose-Headers"] = SHOWN_TO_OTHERS
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        scopes = getattr(view, "token_scopes", None)
        if scopes is None:
            return None
        request.takes_tokens = True  # type: ignore[attr-defined]  # for the answer
        if request.method == "OPTIONS" and request.headers.get("Origin") in settings.API_ORIGINS:
            return HttpResponse(status=204, headers=ALLOWED_TO_OTHERS)  # a browser asks so before it sends the token
        try:
            admit(request, scopes[request.method not in SAFE])
        except Problem as problem:
            return problem.answer()
        return None


def admit(request: HttpRequest, scope: Scope) -> None:
    """Let the request be its token's person's.

    Raises Problem where nobody is known, the scope is another one, or there were too many requests lately.
    """
    # Taken out, so that no report of an error shows it.
    scheme, _, secret = request.META.pop("HTTP_AUTHORIZATION", "").strip().partition(" ")
    if scheme.casefold() != "bearer":
        if not request.user.is_authenticated:
            slow_down(strangers(), address_of(request))
            raise refused("This needs a token: make one at /tokens/, and send it as “Authorization: Bearer …”.")
        slow_down(api(), f"person-{request.user.pk}")
        return
    token = Token.objects.of_secret(secret.strip())
    if token is None:
        slow_down(strangers(), address_of(request))
        raise refused(
            "This token is wrong or was revoked: make another one at /tokens/.", 'Bearer error="invalid_token"'
        )
    slow_down(api(), f"token-{token.pk}")
    if scope not in token.scopes:
        raise Problem(
            403,
            f"This token is not good for “{scope.value}”: make one at /tokens/ that is.",
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope.value}"'},
        )
    token.note_use()
    request.user = token.user
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # no browser sends it by itself


def slow_down(limit: Limit, who: str) -> None:
    """Raise Problem where there were too many requests lately."""
    if wait := limit.wait(who):
        detail = f"More than {limit.most:,} requests in {limit.seconds} seconds: wait {wait} seconds."
        raise Problem(429, detail, headers={"Retry-After": str(wait)})


def refused(detail: str, challenge: str = "Bearer") -> Problem:
    return Problem(401, detail, headers={"WWW-Authenticate": challenge})
