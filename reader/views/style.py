"""The style page: every component in every state, from the classes and templates that the site uses; in debug alone."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

COLOURS = (
    *("paper", "surface", "sunken", "ink", "ink-quiet", "line", "edge", "accent", "accent-soft", "on-accent"),
    *("danger", "danger-soft", "on-danger", "focus", "selected"),
)
TINTS = ("amber", "rose", "blue", "green", "violet", "teal", "orange", "grey")
THEMES = ("light", "dark", "sepia", "contrast")


class SampleForm(forms.Form):
    """One field of each kind; sent empty, each says what is wrong."""

    words = forms.CharField(label="A line of text", help_text="What it is for, in one sentence.")
    text = forms.CharField(label="Several lines", widget=forms.Textarea(attrs={"rows": 3}))
    day = forms.DateField(label="A day", widget=forms.DateInput(attrs={"type": "date"}))
    one = forms.ChoiceField(label="One of several", choices=[("a", "The first"), ("b", "The second")])
    some = forms.MultipleChoiceField(
        label="Some of several", choices=[("a", "The first"), ("b", "The second")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Yes or no")


@login_not_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Show every component. `theme` and `dir` are those of the page, and no preference of anybody's."""
    if not settings.DEBUG:
        raise Http404
    theme = request.GET.get("theme", "")
    context = {
        "theme": theme if theme in THEMES else "light",
        "direction": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
        "themes": THEMES,
        "colours": COLOURS,
        "tints": TINTS,
        "sizes": ("s", "m", "l", "xl"),
        "spaces": range(1, 8),
        "form": SampleForm(auto_id="plain-%s", label_suffix=""),
        "wrong": SampleForm({}, auto_id="wrong-%s", label_suffix=""),
    }
    return render(request, "reader/style.html", context)
