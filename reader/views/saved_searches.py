"""Searches that a person keeps by a name."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from reader.library import LibraryForm
from reader.models import Project, SavedSearch
from reader.requests import SignedInRequest


class NameForm(forms.Form):
    name = forms.CharField(max_length=60)


@require_POST
def saved_searches(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what the address asks for by a name; a search that was kept by it before goes."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    asked, form = LibraryForm(request.GET), NameForm(request.POST)
    if not asked.is_valid() or not asked.is_narrow or not form.is_valid():
        messages.error(
            request, gettext("Search or narrow the list first, then give it a name of at most 60 characters.")
        )
        return redirect(project)
    values = {"query": asked.query()}
    search, _ = SavedSearch.objects.update_or_create(
        user=request.user, project=project, name=form.cleaned_data["name"], defaults=values
    )
    messages.success(request, gettext("Kept as “{search}”.").format(search=search))
    return redirect(search.get_absolute_url())


@require_POST
def saved_search_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a search of one's own no longer."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    search.delete()
    messages.success(request, gettext("“{search}” is no longer kept.").format(search=search))
    return redirect(reverse("project", args=[search.project_id]))
