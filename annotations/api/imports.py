"""What was given at one time, and what came of each part of it."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from reader.models import Import, ImportRow
from reader.models.token import Scope
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, KeyPageForm, by_key, parsed, shown, valid
from .described import Described, Said
from .endpoint import endpoint, may_change
from .representation import address

# The view is of `reader`, since the browser extension brings pages by it. It is described here.
PAGES = Described(
    "Bring in a page as a browser shows it",
    "imports",
    {
        200: Said("It was here already.", schemas.SeenPageKept),
        201: Said("It is an article, and is being read.", schemas.SeenPageKept),
    },
    body={"multipart/form-data": schemas.SeenPage},
)


class RowsForm(forms.Form):
    """Which rows of an import."""

    state = forms.ChoiceField(required=False, choices=[("", "All"), *ImportRow.State.choices])


def imports_as_shown(batches: Sequence[Import]) -> list[schemas.Import]:
    """Return imports with the counts of their rows, in one query: what a list has given, and not the list."""
    rows = ImportRow.objects.filter(batch__in=[each.pk for each in batches]).exclude(state=ImportRow.State.UNPACKED)
    counts: dict[int, dict[str, int]] = {each.pk: {} for each in batches}
    for pk, state, number in rows.order_by().values_list("batch", "state").annotate(Count("pk")):
        counts[pk][state] = number
    return [
        schemas.Import(
            id=batch.pk,
            project=batch.project_id,
            label=str(batch),
            is_over=ImportRow.State.WAITING not in counts[batch.pk],
            counts=counts[batch.pk],
            created_at=batch.created_at.replace(microsecond=0),
            url=address("import", batch.pk),
            rows=address("import_rows", batch.pk),
            page=settings.ADDRESS.rstrip("/") + batch.get_absolute_url(),
        )
        for batch in batches
    ]


def _row(row: ImportRow) -> schemas.ImportRow:
    return schemas.ImportRow(row.pk, row.label, row.url, row.state, row.reason, row.remedy, row.article_id)


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "How far an import is", "imports", {200: Said("The import: ask again until “is_over”.", schemas.Import)}
        )
    },
)
def article_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """An import, with how many of its rows are in which state."""
    batch = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    return shown(request, imports_as_shown([batch])[0])


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "What came of each part of an import",
            "imports",
            {200: Said("A part of the rows.", schemas.Page[schemas.ImportRow])},
            query=(RowsForm, KeyPageForm),
            problems=(400,),
        )
    },
)
def import_rows(request: SignedInRequest, pk: int) -> HttpResponse:
    """The rows of an import, with the article that each has become, or why it has not."""
    batch = get_object_or_404(Import.objects.visible_to(request.user), pk=pk)
    state = valid(RowsForm(request.GET))["state"]
    rows = batch.rows.filter(state=state) if state else batch.rows.all()
    return by_key(request, rows.defer("known"), lambda found: [_row(row) for row in found])


@endpoint(
    "POST",
    accepts=(JSON,),
    change=Scope.IMPORT,
    described={
        "POST": Described(
            "Do again what failed or was cancelled: all of it, or one row",
            "imports",
            {200: Said("The import, with what waits now.", schemas.Import)},
            body={JSON: schemas.ImportRetry},
            headers=("Idempotency-Key",),
            problems=(409,),
        )
    },
)
def import_retries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do rows of an import again."""
    batch = _changeable(request, pk)
    said: schemas.ImportRetry = parsed(request, schemas.ImportRetry)
    if not batch.retry(row=said.row):
        raise Problem(409, "There is nothing to do again: of what you name, nothing failed or was cancelled.")
    return shown(request, imports_as_shown([batch])[0])


@endpoint(
    "POST",
    accepts=(JSON,),
    change=Scope.IMPORT,
    described={
        "POST": Described(
            "Leave undone what waits; what was imported stays",
            "imports",
            {200: Said("The import, as it ended.", schemas.Import)},
            headers=("Idempotency-Key",),
        )
    },
)
def import_cancellation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop an import."""
    batch = _changeable(request, pk)
    batch.cancel()
    return shown(request, imports_as_shown([batch])[0])


def _changeable(request: SignedInRequest, pk: int) -> Import:
    batch = get_object_or_404(Import.objects.visible_to(request.user).select_related("project"), pk=pk)
    may_change(batch.project, request.user)
    return batch
