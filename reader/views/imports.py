"""Imports: addresses, files and pastes become articles; each import has a page that says what came of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.forms import ImportForm, RetryForm
from reader.importers.items import Item
from reader.importers.lists import list_of
from reader.models import Import, ImportRow, Project
from reader.requests import SignedInRequest

ROWS_A_PAGE = 50
LATEST = 8
ROWS_A_QUERY = 500
COLUMNS = ("number", "what", "address", "state", "reason", "remedy", "article", "title")
SHOWN = ("failed", "existing", "imported", "waiting", "cancelled")


class Echo:
    """A file that gives back what is written to it: what csv writes goes out at once."""

    def write(self, value: str) -> str:
        return value


@require_http_methods(["GET", "POST"])
def imports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take sources in: one leads to its article, or to the article there is; several lead to their import's page."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _take_in(request, project, form)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "project": project, "latest": project.imports.all()[:LATEST]}
    return render(request, "reader/import.html", context, status=status)


def _take_in(request: SignedInRequest, project: Project, form: ImportForm) -> HttpResponse:
    sources, batch = form.sources(), form.cleaned_data["batch"]
    if len(sources) == 1 and not batch and not list_of(sources[0].content or b"", sources[0].content_type):
        article, is_new = Import.objects.start_one(sources[0], project=project, by=request.user)
        if not is_new and article.project_id != project.pk:
            messages.info(request, gettext("This was imported already, and lies in the bin: put it back from here."))
        elif not is_new:
            messages.info(request, gettext("This was imported already: here it is."))
        return redirect(article)
    items = [Item(source) for source in sources]
    if batch in ("", "new"):
        label = sources[0].label if len(sources) == 1 else gettext("{number} files").format(number=len(sources))
        return redirect(Import.objects.start(items, project=project, by=request.user, label=label))
    going_on = get_object_or_404(project.imports, pk=int(batch))
    going_on.take_more(items)
    return redirect(going_on)


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came of each row of an import; asked for every second by its page until it is over."""
    batch = get_object_or_404(Import.objects.visible_to(request.user).select_related("project"), pk=pk)
    state = request.GET.get("state", "")
    rows = batch.rows.in_order().select_related("article").defer("known")
    if state in ImportRow.State.values:
        rows = rows.filter(state=state)
    counts = batch.counts()
    context = {
        "batch": batch,
        "project": batch.project,
        "role": batch.project.role_of(request.user),
        "rows": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "total": sum(counts.values()),
        "done": sum(counts.values()) - counts["waiting"],
        "counts": [(ImportRow.State(name), counts[name]) for name in SHOWN if counts[name]],
        "failed": counts["failed"] + counts["cancelled"],
        "is_over": batch.is_over,
    }
    response = render(request, "reader/_import.html" if request.htmx else "reader/import_report.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def import_retries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do what failed again: one row, or all."""
    batch = get_object_or_404(Import.objects.editable_by(request.user), pk=pk)
    form = RetryForm(request.POST)
    if not form.is_valid():
        raise Http404
    if not batch.retry(row=form.cleaned_data["row"]):
        messages.info(request, gettext("There is nothing to try again."))
    return redirect(batch)


@require_POST
def import_cancellation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave undone what waits."""
    batch = get_object_or_404(Import.objects.editable_by(request.user), pk=pk)
    batch.cancel()
    return redirect(batch)


@require_GET
def import_csv(request: SignedInRequest, pk: int) -> StreamingHttpResponse:
    """The report as CSV (RFC 4180, UTF-8 with a mark, for spreadsheets)."""
    batch = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    response = StreamingHttpResponse(_lines(batch), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{batch.pk}.csv"'
    return response


@require_GET
def import_failed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The addresses of what failed, as a list that can be corrected and imported again."""
    batch = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    failed = batch.rows.filter(state=ImportRow.State.FAILED).in_order().values_list("url", "label", "reason")
    lines = [f"# {' '.join(reason.split())}\n{url or f'# {label}'}\n" for url, label, reason in failed]
    response = HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{batch.pk}-failed.txt"'
    return response


def _lines(batch: Import) -> Iterator[str]:
    writer: Any = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for number, row in enumerate(_paged(batch), 1):
        article = row.article
        values = (row.label, row.url, row.get_state_display(), row.reason, row.remedy)
        yield writer.writerow(
            [number, *map(harmless_cell, values), article.pk if article else "", harmless_cell(str(article or ""))]
        )


def _paged(batch: Import) -> Iterator[ImportRow]:
    """Yield the rows in order, by their keys: between two pieces of a stream no cursor may stay open."""
    rows = batch.rows.in_order().select_related("article").defer("known", "article__problem")
    last = 0
    while found := list(rows.filter(pk__gt=last)[:ROWS_A_QUERY]):
        yield from found
        last = found[-1].pk


def harmless_cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, 'CSV injection')."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
