"""Many highlights at once: all or none, in one transaction, undone as one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from annotations.importing import web_annotation
from annotations.importing.carrying_out import carry_out
from annotations.importing.planning import Plan
from annotations.importing.rows import File, UnreadableAnnotations
from annotations.models import Annotation
from reader.models import Project
from reader.models.token import Scope
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import KeyPageForm, by_key
from .described import Described, Said
from .endpoint import JSON_TYPES, body_of, endpoint, may_change
from .imports import imports_as_shown
from .representation import iri

MOST, MOST_BYTES = 1000, 20 * 2**20


@endpoint(
    "GET",
    "POST",
    accepts=("application/json",),
    change=Scope.IMPORT,
    described={
        "GET": Described(
            "The imports of a project, the newest first",
            "imports",
            {200: Said("A part of them.", schemas.Page[schemas.Import])},
            query=(KeyPageForm,),
            problems=(400,),
        ),
        "POST": Described(
            "Bring in up to 1,000 Web Annotations, all or none",
            "web annotations",
            {
                200: Said("All were here already.", schemas.WebAnnotations),
                201: Said("They are made.", schemas.WebAnnotations),
            },
            body=dict.fromkeys(JSON_TYPES, list[dict[str, Any]] | dict[str, Any]),
            headers=("Idempotency-Key",),
        ),
    },
)
def imports(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring in a list, a page or a collection of Web Annotations; those that are here already stay as they are."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return by_key(request, project.imports.all(), imports_as_shown, newest_first=True)
    may_change(project, request.user)
    payload = body_of(request, most=MOST_BYTES)
    try:
        if not web_annotation.suits(payload):
            raise UnreadableAnnotations("Send a list, an AnnotationPage or an AnnotationCollection of Web Annotations.")
        file = _read(payload)
        if len(file.rows) > MOST:
            raise Problem(413, f"These are {len(file.rows):,} annotations: send at most {MOST:,} at once.")
        with transaction.atomic():
            made, _ = carry_out(file, project, by=request.user)
            if problem := _left_out(made):
                raise Problem(422, f"Nothing was brought in: {problem}")
    except UnreadableAnnotations as error:
        raise Problem(422, str(error)) from error
    keys = [row.annotation.key for row in made.placed]
    there = {each.key: iri(each) for each in Annotation.objects.filter(key__in=keys).only("key", "article")}
    return JsonResponse({"made": [there[key] for key in keys], "known": made.known}, status=201 if keys else 200)


def _read(payload: Any) -> File:
    """Return what the annotations say. Raises UnreadableAnnotations, and Problem."""
    try:
        return web_annotation.read(payload)
    except TypeError as error:  # a list or an object where the format has the name of a type
        raise Problem(422, f"An annotation is not built as its format asks: {error}.") from error


def _left_out(made: Plan) -> str:
    """Return what could not be brought in, or nothing."""
    if made.file.left_out:
        return f"an annotation {next(iter(made.file.left_out))}."
    if made.strangers:
        return f"no article of this project is of {next(iter(made.strangers))}."
    lost = next((each for each in made.placed if each.annotation.start is None), None)
    return f"“{lost.row.selector.exact[:80]}” ({lost.row.where}) is not in its article, or not once." if lost else ""
