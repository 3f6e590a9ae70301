"""Imports: an address, a file or a paste becomes an article."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from reader.forms import ImportForm
from reader.models import Article, Project
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a source in; the same source again leads to the article there is."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        article, is_new = Article.objects.import_from(form.source(), project=project, by=request.user)
        if not is_new:
            messages.info(request, "This was imported already: here it is.")
        return redirect(article)
    status = 422 if request.method == "POST" else 200
    return render(request, "reader/import.html", {"form": form, "project": project}, status=status)
