"""What was given at one time, and what came of each part of it."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from reader.models import Import, ImportRow
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, KeyPageForm, by_key, shown, valid
from .described import Described, Said
from .endpoint import endpoint
from .representation import address


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
