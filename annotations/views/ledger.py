"""The figure ledger: every casualty figure of a project in one table, and as CSV."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from annotations.exporters import csv_long, figures
from annotations.forms.ledger import LedgerForm, OrderForm
from annotations.ledger import Ledger
from annotations.models import Operation
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest


@require_GET
def ledger(request: SignedInRequest, pk: int) -> HttpResponse:
    """A page of the figures that the filter shows, sorted by a column; both are the URL."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    form = LedgerForm(request.GET, project=project)
    context = {"project": project, "role": role, "form": form, "can_edit": role in EDITORS}
    if not form.is_valid():
        return render(request, "annotations/ledger.html", context, status=422)
    shown = Ledger(form.filter(), OrderForm(request.GET).order(), form.query())
    if form.is_wordy:
        return redirect(f"{request.path}{shown.here}")
    context |= {"ledger": shown, "events": form.events.values(), **turns(request, project)}
    return render(request, "annotations/ledger.html", context)


@require_GET
def ledger_csv(request: SignedInRequest, pk: int, use: str) -> HttpResponseBase:
    """The figures that the filter shows as CSV, streamed. `use` is 'spreadsheets' or 'exact-data'."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = LedgerForm(request.GET, project=project)
    if not form.is_valid():
        raise Http404
    rows = figures.rows_of(form.filter().figures)
    columns = [column.name for column in figures.COLUMNS]
    chunks = csv_long.chunks(columns, rows, spreadsheet=use == "spreadsheets")
    response = StreamingHttpResponse(chunks, content_type=csv_long.CONTENT_TYPE)
    name = slugify(project.name)[:60] or f"project-{project.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}-figures-{use}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def turns(request: SignedInRequest, project: Project) -> dict[str, Operation | None]:
    """Return what the person may undo, or do again, on a page of the project."""
    if project.role_of(request.user) not in EDITORS:
        return {}
    done, undone = Operation.objects.last_done, Operation.objects.last_undone
    return {"undo": done(request.user, project), "redo": undone(request.user, project)}
