"""Which policy an answer has: the one that django-csp would give it, whatever the answer is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from csp.decorators import csp_exempt, csp_update
from csp.middleware import CSPMiddleware
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.http import StreamingHttpResponse as Stream

from reader.middleware import PolicyMiddleware

HEADERS = ("Content-Security-Policy", "Content-Security-Policy-Report-Only")
View = Callable[[HttpRequest], HttpResponseBase]


def with_nonce(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]  # set by django-csp


VIEWS: dict[str, View] = {
    "a page": lambda _: HttpResponse("page"),
    "a redirection": lambda _: HttpResponseRedirect("/login/"),
    "an error": lambda _: HttpResponse(status=500),
    "a stream": lambda _: Stream([b"row"]),
    "a download": lambda _: FileResponse(b"row", as_attachment=True, filename="rows.csv"),
    "a policy of its own": lambda _: HttpResponse(headers={HEADERS[0]: "sandbox; default-src 'none'"}),
    "one more source": csp_update({"frame-src": ["'self'"]})(lambda _: HttpResponse("frame")),
    "none": csp_exempt()(lambda _: HttpResponse("exempt")),
    "a nonce": with_nonce,
}


@pytest.mark.parametrize("is_debug", [False, True])
@pytest.mark.parametrize("kind", VIEWS)
def test_it_is_as_django_csp_says(kind, is_debug, rf, settings):
    settings.DEBUG = is_debug
    said = []
    for middleware in (CSPMiddleware, PolicyMiddleware):
        request = rf.get("/")
        if kind == "a nonce":
            request._csp_nonce = "0" * 22  # the same for both, to be compared
        ours = middleware(VIEWS[kind])
        for _ in range(2):  # as written for the first, and from memory
            response = ours(request)
            said.append([directives(response.get(name)) for name in HEADERS])
    assert said == [said[0]] * 4
    assert (said[0][0] is None) == (kind == "none" or (kind == "an error" and is_debug))


def directives(policy: str | None) -> set[str] | None:
    return None if policy is None else {each.strip() for each in policy.split(";")}
