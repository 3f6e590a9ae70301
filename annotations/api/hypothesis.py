"""Annotations as programs written for Hypothesis ask for them (https://h.readthedocs.io/en/latest/api-reference/v1/).

Rows are those of our Hypothesis export; a group is a project by its number, `__world__` all of them.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404

from annotations.exporters import hypothesis as exported
from annotations.exporters.documents import whole
from annotations.importing import hypothesis as reading
from annotations.importing.rows import text
from annotations.models import Annotation
from annotations.models.history import lock
from reader.models import Article
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .checking import checked_row
from .described import Described, Said
from .endpoint import body_of, endpoint, may_change
from .hypothesis_search import Search, SearchForm, at_uri, in_group
from .representation import PEOPLE
from .writing import create, revise, row_of

JSON = ("application/json", "application/ld+json", "text/plain")  # some clients name no type
ROW = Said("The highlight.", schemas.HypothesisRow)
CHANGE = Described(
    "Change a highlight, as at Hypothesis",
    "hypothesis",
    {200: ROW},
    body={"application/json": schemas.NewHypothesisRow},
    problems=(409,),
)


def as_row(annotation: Annotation) -> dict[str, Any]:
    """Return an annotation (as `documents.whole` reads it) as a row, in the group of its project."""
    return exported.as_row(annotation, PEOPLE) | {"group": str(annotation.article.project_id)}


@endpoint(
    "GET",
    accepts=("application/json",),
    described={
        "GET": Described(
            "Search, as at Hypothesis",
            "hypothesis",
            {200: Said("What was found.", schemas.HypothesisRows)},
            query=(SearchForm,),
            problems=(400,),
        )
    },
)
def search(request: SignedInRequest) -> HttpResponse:
    """The highlights that the parameters of the address name, and how many they are."""
    asked = Search.read(request.GET)
    found = asked.matching(request.user)
    keys = asked.page(found)
    rows = {each.pk: each for each in whole(Annotation.objects.filter(pk__in=keys))}
    return _json({"total": found.count(), "rows": [as_row(rows[key]) for key in keys if key in rows]})


@endpoint(
    "POST",
    accepts=("application/json",),
    described={
        "POST": Described(
            "Make a highlight, as at Hypothesis",
            "hypothesis",
            {200: ROW},
            body={"application/json": schemas.NewHypothesisRow},
            headers=("Idempotency-Key",),
            problems=(409, 410),
        )
    },
)
def new_annotation(request: SignedInRequest) -> HttpResponse:
    """Make a highlight on the article of an address."""
    payload = checked_row(body_of(request, accepts=JSON))
    if not isinstance(payload.get("uri"), str):
        raise Problem(422, "Send a JSON object with “uri” and “target”.")
    row = row_of({"target": [], **payload, "id": None}, reading.read)
    article = _article(request, payload)
    may_change(article.project, request.user)
    made = create(article, row, by=request.user)
    return _json(as_row(whole(Annotation.objects.filter(pk=made.pk)).get()))


@endpoint(
    "GET",
    "PATCH",
    "PUT",
    "DELETE",
    accepts=("application/json",),
    described={
        "GET": Described("One highlight, as at Hypothesis", "hypothesis", {200: ROW}),
        "PATCH": CHANGE,
        "PUT": CHANGE,
        "DELETE": Described(
            "Delete a highlight, as at Hypothesis",
            "hypothesis",
            {200: Said("It is deleted.", schemas.HypothesisDeleted)},
        ),
    },
)
def annotation(request: SignedInRequest, name: str) -> HttpResponse:
    """A highlight by its id: read, given another note or tags, deleted."""
    key = _key(name)
    visible = whole(Annotation.objects.visible_to(request.user).alive()).select_related("article__project")
    found: Annotation = get_object_or_404(visible, key=key)
    if request.method in ("GET", "HEAD"):
        return _json(as_row(found))
    may_change(found.article.project, request.user)
    if request.method == "DELETE":
        found.delete_softly(by=request.user)
        return _json({"id": name, "deleted": True})
    return _revise(request, visible, key)


@transaction.atomic
def _revise(request: SignedInRequest, visible: QuerySet[Annotation], key: UUID) -> HttpResponse:
    """Change what is sent; what is not stays."""
    payload = checked_row(body_of(request, accepts=JSON))
    lock([visible.values_list("article_id", flat=True).get(key=key)])
    found = get_object_or_404(visible, key=key)
    shown = as_row(found)
    if any(payload.get(name, shown[name]) != shown[name] for name in ("uri", "group")):
        raise Problem(422, "A highlight stays in its article and project: make another one there.")
    merged = {name: payload.get(name, shown[name]) for name in ("text", "tags", "target", "attest")}
    row = row_of({"uri": shown["uri"], "id": shown["id"], **merged}, reading.read)
    moves = "target" in payload and payload["target"] != shown["target"]
    revise(found, by=request.user, row=row if moves else None, note=row.note, tags=row.tags)
    return _json(as_row(visible.get(key=key)))


def _article(request: SignedInRequest, payload: dict[str, Any]) -> Article:
    """Return the article of an address in the group that is named. Raises Problem where there is none, or several."""
    articles = Article.objects.visible_to(request.user).exclude(current=None).filter(at_uri(payload["uri"]))
    found = list(in_group(articles, text(payload.get("group")), "project").select_related("project", "current")[:2])
    if not found:
        raise Problem(422, f"No article here is of {payload['uri']}: import it first.")
    if len(found) > 1:
        raise Problem(422, "Several of your projects have this article: name one by its number as “group”.")
    return found[0]


def _key(name: str) -> UUID:
    try:
        return UUID(bytes=urlsafe_b64decode(f"{name}==")) if len(name) == 22 else UUID(name)
    except ValueError:
        raise Http404 from None


def _json(value: dict[str, Any]) -> HttpResponse:
    return JsonResponse(value, json_dumps_params={"ensure_ascii": False})
