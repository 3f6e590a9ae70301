"""All annotations of a project, and the CSV of what the filter shows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from annotations.exporters import csv_long
from annotations.exporters.rows import rows
from annotations.forms import FilterForm
from annotations.models import Annotation
from reader.models import Project
from reader.requests import SignedInRequest

ANNOTATIONS_A_PAGE = 50
LINES_A_CHUNK = 100


@require_GET
def project_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every highlight of the project that the filter shows; the filter is the URL."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = FilterForm(request.GET, project=project)
    found = Annotation.objects.filter(article__project=project).alive()
    if form.is_valid():
        found = found.matching(**form.cleaned_data)
    page = Paginator(found.in_reading_order().for_listing().select_related("article"), ANNOTATIONS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"project": project, "form": form, "annotations": page, "role": project.role_of(request.user)}
    return render(request, "annotations/project_annotations.html", context, status=200 if form.is_valid() else 422)


@require_GET
def export_csv(request: SignedInRequest, pk: int, use: str) -> HttpResponseBase:
    """The CSV of the filter's annotations, streamed. `use` is 'spreadsheets' or 'exact-data'."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = FilterForm(request.GET, project=project)
    if not form.is_valid():
        raise Http404
    found = Annotation.objects.filter(article__project=project).alive().matching(**form.cleaned_data)
    lines = csv_long.lines(rows(found), spreadsheet=use == "spreadsheets")
    response = StreamingHttpResponse(chunks(lines), content_type="text/csv; charset=utf-8; header=present")
    name = slugify(form.cleaned_data["article"] or project.name)[:60] or f"project-{project.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}-annotations-{use}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def chunks(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield the file in pieces worth a packet: the header at once, then many lines together."""
    yield next(lines, "").encode()
    while piece := "".join(islice(lines, LINES_A_CHUNK)):
        yield piece.encode()
