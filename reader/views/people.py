"""The person: set-up of the site, and how they like to read."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from reader.forms import PreferencesForm, SetupForm
from reader.models import Installation, Project
from reader.requests import SignedInRequest


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Make the owner's account. There is no such page once there is an owner."""
    if Installation.is_set_up():
        raise Http404
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        owner = form.save(commit=False)
        try:
            Installation.set_up(owner, form.cleaned_data["password1"])
        except IntegrityError as error:  # somebody else was first
            raise Http404 from error
        login(request, owner)
        sample = Project.objects.owned_by(owner).filter(is_sample=True).first()
        return redirect(sample or "home")  # the first screen shows what this is for
    return render(request, "reader/setup.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Show the interface in another language from now on: kept with the person, and for pages that know none."""
    chosen = request.POST.get("language", "")
    response = _back(request)
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = chosen
            request.user.save(update_fields=["language"])
        _keep_cookie(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def preferences(request: SignedInRequest) -> HttpResponse:
    """Keep the person's theme and how their text is set, and go back to what they read."""
    form = PreferencesForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
    response = HttpResponse(status=204) if request.htmx else _back(request)
    # For the pages before signing in, which know no person.
    _keep_cookie(response, "attest_theme", request.user.theme)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the page that the form names, or on which it stands, if it is one of ours."""
    back = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # Not by `redirect`, which would look for a view of that name.
    return HttpResponseRedirect(back) if safe else redirect("home")


def _keep_cookie(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, timedelta(days=365), secure=secure, httponly=True, samesite="Lax")
