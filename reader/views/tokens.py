"""A person's tokens: made, shown once, revoked."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from reader.models import Token
from reader.models.token import Scope
from reader.requests import SignedInRequest


class TokenForm(forms.Form):
    """What a token is called, and what it is good for."""

    name = forms.CharField(
        max_length=60,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What it is for, so that you know later which one to revoke."),
    )
    scopes = forms.MultipleChoiceField(
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("It may"),
        error_messages={"required": gettext_lazy("Choose what it may do.")},
    )


@never_cache  # the secret is in one answer, and in no copy of it
@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """The person's tokens (GET), or another one, with its secret, this once (POST)."""
    form, secret, made = TokenForm(request.POST or None), "", None
    if request.method == "POST" and form.is_valid():
        made, secret = Token.objects.issue(request.user, form.cleaned_data["name"], form.cleaned_data["scopes"])
        form = TokenForm()
    context = {"tokens": Token.objects.of(request.user), "form": form, "secret": secret, "made": made}
    return render(request, "reader/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def token_revocation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Revoke a token: from now on it opens nothing."""
    token = get_object_or_404(Token.objects.of(request.user), pk=pk)
    token.delete()
    messages.success(request, gettext("“{token}” is revoked.").format(token=token))
    return redirect("tokens")
