"""Signing in, for pages and for fragments; and what is sent compressed."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from reader.models import Installation
from reader.offline import PERSON


class CompressionMiddleware(GZipMiddleware):
    """Compresses pages. A stream goes out as it is made: compressing would hold its first bytes back."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if response.streaming else super().process_response(request, response)


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, but that the policy of an answer that has none of its own is written once and not each time."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_plain = not any(name.startswith("_csp") for name in (*vars(response), *vars(request)))
        if settings.DEBUG or HEADER in response or not is_plain:
            return super().process_response(request, response)
        response.headers[HEADER] = self._policy
        return response

    @cached_property
    def _policy(self) -> str:
        return build_policy()


class LanguageMiddleware:
    """The interface in the language that a person has chosen, else in the one that their browser asks for.

    Django's own middleware knows no person; it also looks for languages in paths, of which this site has none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = getattr(request.user, "language", "")
        if request.path.startswith("/api/"):  # programs read one language
            language = settings.LANGUAGE_CODE
        elif chosen in dict(settings.LANGUAGES):
            language = chosen
        else:
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not chosen:
            patch_vary_headers(response, ("Accept-Language",))
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Every view needs a person, but for those marked `login_not_required`.

    A page request goes to the login page and then to the page asked for; on a site without an owner, to set-up.
    A fragment request is answered 401: a login page swapped into an article would help nobody, and the page's own
    script keeps what was being typed. So is one from a page of somebody else, who was signed in before: what they did
    there is not to be this person's.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], *given: Any
    ) -> HttpResponseBase | None:
        whose = request.headers.get(PERSON)
        needs_a_person = getattr(view_func, "login_required", True)
        if whose and whose != str(request.user.pk) and needs_a_person and getattr(request, "htmx", False):
            return self.handle_no_permission(request, view_func)
        return super().process_view(request, view_func, *given)

    def handle_no_permission(  # type: ignore[override]  # Django only ever redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        if getattr(request, "htmx", False):
            return HttpResponse(gettext("You are signed out."), status=401, content_type="text/plain")
        if not Installation.is_set_up():
            return redirect("setup")
        if request.method not in ("GET", "HEAD"):
            # What was to be sent cannot be sent again after the login: go back to the page it was on.
            page = request.headers.get("Referer", "")
            ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
            return redirect_to_login(urlsplit(page).path if ours else "/", settings.LOGIN_URL)
        return super().handle_no_permission(request, view_func)
