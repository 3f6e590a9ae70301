"""Annotations from a file, brought in after a look at what would come."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from annotations.forms.importing import AnnotationsFileForm, AnnotationsImportForm
from annotations.importing import Readable, UnreadableAnnotations, read
from annotations.importing.bringing import bring, look
from reader.models import Project
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def annotations_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in a file of annotations: first what would come, and, once that was looked at, the annotations."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    if request.method == "POST" and "content" in request.POST:
        return _looked_at(request, project)
    form = AnnotationsFileForm(request.POST, request.FILES) if request.method == "POST" else AnnotationsFileForm()
    if not form.is_valid():
        return _page(request, project, form=form, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    return _look(request, project, file.read(), file.name)


def _looked_at(request: SignedInRequest, project: Project) -> HttpResponse:
    form = AnnotationsImportForm(request.POST)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return _page(request, project, problems=problems, status=422)
    content, name = form.cleaned_data["content"], form.cleaned_data["name"]
    try:
        file = read(content)
        if look(file, project, request.user).digest != form.cleaned_data["seen"]:
            return _preview(request, project, content, name, file, is_stale=bool(form.cleaned_data["seen"]))
        done, operation = bring(file, project, request.user)
    except UnreadableAnnotations as error:
        return _page(request, project, name=name, problems=error.problems, status=422)
    if operation:
        messages.success(request, done.done)
    else:
        messages.info(request, gettext("All of the file was here already: nothing was changed."))
    return redirect("project_annotations", project.pk)


def _look(request: SignedInRequest, project: Project, content: bytes, name: str) -> HttpResponse:
    try:
        return _preview(request, project, content, name, read(content))
    except UnreadableAnnotations as error:
        return _page(request, project, name=name, problems=error.problems, status=422)


def _preview(
    request: SignedInRequest, project: Project, content: bytes, name: str, file: Readable, *, is_stale: bool = False
) -> HttpResponse:
    """Show what would come. `is_stale`: the project was changed since the last look."""
    found = look(file, project, request.user)
    seen = {"content": AnnotationsImportForm.packed(content), "name": name, "seen": found.digest}
    context = {"project": project, "told": found, "kind": file.format, "name": name, "is_stale": is_stale}
    context["form"] = AnnotationsImportForm(initial=seen)
    return render(request, "annotations/annotations_preview.html", context)


def _page(
    request: SignedInRequest,
    project: Project,
    *,
    form: AnnotationsFileForm | None = None,
    name: str = "",
    problems: tuple[str, ...] | list[str] = (),
    status: int,
) -> HttpResponse:
    context = {"project": project, "form": form or AnnotationsFileForm(), "name": name, "problems": problems}
    return render(request, "annotations/annotations_import.html", context, status=status)
