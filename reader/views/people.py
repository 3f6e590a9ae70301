"""The person: set-up of the site, and how they like to read."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
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


@require_POST
def preferences(request: SignedInRequest) -> HttpResponse:
    """Keep the person's theme, text size and text width, and go back to what they read."""
    form = PreferencesForm(request.POST, instance=request.user)
    if form.is_valid():
        form.save()
    if request.htmx:
        return HttpResponse(status=204)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "home")
