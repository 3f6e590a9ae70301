"""All highlights of a project: what a filter shows of them, their tags together, and the CSV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from annotations.cooccurrence import Together
from annotations.exporters import EXPORTERS, csv_long
from annotations.forms import FilterForm
from annotations.forms.filters import ShownForm
from annotations.models import Operation
from annotations.overview import Overview, newest
from annotations.together import Matrix
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest

LINES_A_CHUNK = 100


@require_GET
def project_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page of the highlights that the filter shows; the filter is the URL."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    form, shown = FilterForm(request.GET, project=project), ShownForm(request.GET)
    context = {"project": project, "role": role, "form": form}
    if not form.is_valid():
        return render(request, "annotations/project_annotations.html", context, status=422)
    overview = Overview(form, shown)
    if form.is_wordy:
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
    form = FilterForm(request.GET, project=project)
    context = {"project": project, "role": project.role_of(request.user), "form": form, "ways": Together}
    if form.is_valid():
        context["matrix"] = Matrix(form, Together(together))
    return render(request, "annotations/cooccurrence.html", context, status=200 if form.is_valid() else 422)


@require_GET
def export_csv(request: SignedInRequest, pk: int, use: str, table: str = "csv") -> HttpResponseBase:
    """A table of the filter's annotations as CSV, streamed. `use` is 'spreadsheets' or 'exact-data'."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = FilterForm(request.GET, project=project)
    if not form.is_valid():
        raise Http404
    made = EXPORTERS[table]
    found = made.rows(form.filter().annotations)
    lines = csv_long.lines(found, columns=made.columns, spreadsheet=use == "spreadsheets")
    response = StreamingHttpResponse(chunks(lines), content_type="text/csv; charset=utf-8; header=present")
    name = slugify(form.cleaned_data["article"] or project.name)[:60] or f"project-{project.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{made.name}-{use}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield the file in pieces worth a packet: the header at once, then many lines together."""
    yield next(lines, "").encode()
    while piece := "".join(islice(lines, LINES_A_CHUNK)):
        yield piece.encode()
