"""One annotation of the W3C Web Annotation Protocol: read, replaced, deleted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from annotations.exporters.documents import whole
from annotations.importing import web_annotation
from annotations.models import Annotation
from annotations.models.history import lock
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .checking import checked, evidence_of
from .described import Described, Said
from .endpoint import JSON_TYPES, body_of, endpoint, may_change
from .representation import CONTENT_TYPE, LDP, as_bytes, as_json, etag, matches
from .writing import revise, row_of

METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
SHOWN = Said("The annotation.", schemas.WebAnnotation, CONTENT_TYPE)
LINKS = f'<{LDP}#Resource>; rel="type", <http://www.w3.org/ns/oa#Annotation>; rel="type"'


@endpoint(
    *METHODS,
    described={
        "GET": Described("One Web Annotation", "web annotations", {200: SHOWN}, problems=(410,)),
        "PUT": Described(
            "Replace tags, note and place: one operation, one undo",
            "web annotations",
            {200: SHOWN},
            body=dict.fromkeys(JSON_TYPES, schemas.NewWebAnnotation),
            headers=("If-Match",),
            problems=(409, 410, 412, 428),
        ),
        "DELETE": Described(
            "Delete a Web Annotation",
            "web annotations",
            {204: Said("It is deleted.")},
            headers=("If-Match",),
            problems=(410, 412),
        ),
    },
)
def annotation(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    """A highlight of an article."""
    try:
        response = _answer(request, pk, key)
    except Problem as problem:
        response = problem.answer()
    response["Link"], response["Vary"] = LINKS, "Accept"
    return response


def _answer(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    if request.method == "PUT":
        return _replace(request, pk, key)
    if request.method == "DELETE":
        return _delete(request, pk, key)
    found = _found(request, pk, key)
    if request.method == "OPTIONS":
        return HttpResponse()
    response = _represented(found)
    if matches(request.headers.get("If-None-Match", ""), response["ETag"]):
        return HttpResponse(status=304, headers={"ETag": response["ETag"]})
    return response


def _found(request: SignedInRequest, pk: int, key: UUID) -> Annotation:
    """Return the annotation with all that is said of it. One that was deleted is 410."""
    visible = Annotation.objects.visible_to(request.user).filter(article__pk=pk)
    found: Annotation = get_object_or_404(whole(visible).select_related("article__project"), key=key)
    if found.is_deleted:
        raise Problem(410, "This highlight was deleted: an undo on its article's page brings it back.")
    return found


def _represented(found: Annotation) -> HttpResponse:
    content = as_bytes(as_json(found))
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"ETag": etag(content)})


@transaction.atomic
def _replace(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    found = _to_change(request, pk, key)
    payload = checked(body_of(request))
    shown = as_json(found)
    if (
        payload.get("id", shown["id"]) != shown["id"]
        or payload.get("canonical", shown["canonical"]) != shown["canonical"]
    ):
        raise Problem(409, "“id” and “canonical” cannot be changed: send them as they were, or leave them out.")
    row = row_of(payload, web_annotation.read)
    _same_evidence(payload, shown)
    if (row.source or shown["target"]["source"]) != shown["target"]["source"]:
        raise Problem(409, "A highlight stays in its article: make another one there, and delete this one.")
    revise(found, by=request.user, row=row, note=row.note, tags=row.tags)
    return _represented(_found(request, pk, key))


@transaction.atomic
def _delete(request: SignedInRequest, pk: int, key: UUID) -> HttpResponse:
    found = _to_change(request, pk, key, needs_tag=False)
    found.delete_softly(by=request.user)
    return HttpResponse(status=204)


def _to_change(request: SignedInRequest, pk: int, key: UUID, *, needs_tag: bool = True) -> Annotation:
    """Return the annotation as it is now, held until the transaction ends, if the client has seen it so.

    Raises Problem: a change says what it was based on, a deletion may (and is undone on the page).
    """
    found = _found(request, pk, key)
    may_change(found.article.project, request.user)
    lock([found.article_id])
    found = _found(request, pk, key)
    wanted = request.headers.get("If-Match", "")
    if not wanted and needs_tag:
        raise Problem(428, "Send the ETag that you got with the annotation as If-Match.")
    shown = as_json(found)
    tag = etag(as_bytes(shown))
    if wanted and not matches(wanted, tag):
        detail = "Somebody has changed this annotation since: “current” is how it is now."
        raise Problem(412, detail, extra={"current": shown}, headers={"ETag": tag})
    return found


def _same_evidence(payload: dict[str, Any], shown: dict[str, Any]) -> None:
    """Raise Problem where figures, the claim or relations are sent otherwise than they are."""
    if any(body not in evidence_of(shown) for body in evidence_of(payload)):
        raise Problem(409, "Figures, claims and relations are changed on the article's page: send them as they were.")
