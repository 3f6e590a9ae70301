"""Signing in, for pages and for fragments."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from reader.models import Installation


class SignInMiddleware(LoginRequiredMiddleware):
    """Every view needs a person, but for those marked `login_not_required`.

    A page request goes to the login page and then to the page asked for; on a site without an owner, to set-up.
    A fragment request is answered 401: a login page swapped into an article would help nobody, and the page's own
    script keeps what was being typed.
    """

    def handle_no_permission(  # type: ignore[override]  # Django only ever redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if getattr(request, "htmx", False):
            return HttpResponse("You are signed out.", status=401, content_type="text/plain")
        if not Installation.is_set_up():
            return redirect("setup")
        if request.method not in ("GET", "HEAD"):
            # What was to be sent cannot be sent again after the login: go back to the page it was on.
            page = request.headers.get("Referer", "")
            ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
            return redirect_to_login(urlsplit(page).path if ours else "/", settings.LOGIN_URL)
        return super().handle_no_permission(request, view_func)
