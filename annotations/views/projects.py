"""All highlights of a project: what a filter shows of them, and their tags together."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from annotations.cooccurrence import Together
from annotations.forms.filters import ShownForm
from annotations.forms.kept_filters import kept_filter
from annotations.models import Operation
from annotations.overview import Overview, newest
from annotations.together import Matrix
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest


@require_GET
def project_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page of the highlights that the filter shows; the filter is the URL."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    (form, gone), shown = kept_filter(request.GET, project), ShownForm(request.GET)
    context = {"project": project, "role": role, "form": form, "gone": gone}
    if not form.is_valid():
        return render(request, "annotations/project_annotations.html", context, status=422)
    overview = Overview(form, shown)
    if form.is_wordy and not gone:  # of what is gone only this address tells
        return redirect(f"{request.path}{overview.here}")
    context |= {"overview": overview, "annotations": overview.annotations, "newest": newest()}
    if role in EDITORS:
        context |= {
            "can_edit": True,
            "undo": Operation.objects.last_done(request.user, project),
            "redo": Operation.objects.last_undone(request.user, project),
        }
    return render(request, "annotations/project_annotations.html", context)


@require_GET
def cooccurrence(request: SignedInRequest, pk: int, together: str) -> HttpResponse:
    """How often the tags of what the filter shows occur together; `together` is a value of `Together`."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form, gone = kept_filter(request.GET, project)
    context = {"project": project, "role": project.role_of(request.user), "form": form, "gone": gone, "ways": Together}
    if form.is_valid():
        context["matrix"] = Matrix(form, Together(together))
    return render(request, "annotations/cooccurrence.html", context, status=200 if form.is_valid() else 422)
