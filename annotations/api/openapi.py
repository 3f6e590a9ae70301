"""The description of the API (OpenAPI 3.1), made of the views: their addresses, and what is described beside them.

Types become JSON Schema by `msgspec`, the parameters of an address come of the forms that read them. It is the same for
everybody, and open to all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern
from django.urls.converters import IntConverter, UUIDConverter
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from annotations.exporters import EXPORTERS
from reader.problems import Problem

from . import imports, schemas
from .described import Described, Said, parameters

TEMPLATE = "#/components/schemas/{name}"
PROBLEM = "application/problem+json"
ELSEWHERE = {"pages": {"POST": imports.PAGES}}  # views of `reader` that are of the API, by their names there
HEADERS = {
    "If-Match": "The ETag of what is to be changed, as it was read.",
    "Idempotency-Key": "Up to 255 characters of your own: sent again within a day, it is carried out once.",
    "Prefer": "What a container's representation includes (RFC 7240; protocol, section 4.2).",
    "Slug": "The UUID that the annotation shall have.",
}
ABOUT = """\
Programs read and write here in a person's name: what they make appears in history, can be undone on the pages, and
reaches other people at once. Highlights are plain JSON; the same are there in the words of the W3C ("web annotations")
and of Hypothesis. Lists come in parts: follow "next". Changes take the ETag that was read as If-Match.
"""


@login_not_required
@cache_control(max_age=300)
def openapi_json(request: HttpRequest) -> HttpResponse:
    """The description, for programs."""
    if request.method not in ("GET", "HEAD"):
        return Problem(405, "The description is read by GET.").answer()
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The description, for people."""
    return render(request, "annotations/api_reference.html", {"groups": _groups(), "about": ABOUT})


@cache
def document() -> dict[str, Any]:
    """Return the description as JSON values."""
    found = list(_operations())
    types = [schemas.Problem, *(kind for *_, each in found for kind in _types(each))]
    refs, components = msgspec.json.schema_components(types, ref_template=TEMPLATE)
    by_type = {_name(kind): ref for kind, ref in zip(types, refs, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for path, method, pattern, described in found:
        paths.setdefault(path, {})[method.lower()] = _operation(path, method, pattern, described, by_type)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Attest", "version": "1", "description": ABOUT, "license": {"name": "MIT"}},
        "servers": [{"url": settings.ADDRESS.rstrip("/")}],
        "security": [{"token": []}],
        "tags": [{"name": name} for name in dict.fromkeys(each.tag for *_, each in found)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "Made at /tokens/, with its scopes."}
            },
        },
        "x-generator": f"msgspec {version('msgspec')}",
    }


def _operations() -> Iterator[tuple[str, str, URLPattern, Described]]:
    from reader.urls import urlpatterns as others  # noqa: PLC0415  which name this module's views

    from .urls import urlpatterns  # noqa: PLC0415

    elsewhere = [each for each in others if isinstance(each, URLPattern) and each.name in ELSEWHERE]
    for pattern in (*urlpatterns, *elsewhere):
        known = ELSEWHERE.get(str(pattern.name), {}) if pattern in elsewhere else {}
        for method, described in getattr(pattern.callback, "described", known).items():
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{pattern.pattern}")
            yield path, method, pattern, described


def _operation(
    path: str, method: str, pattern: URLPattern, described: Described, refs: dict[str, Any]
) -> dict[str, Any]:
    view: Any = pattern.callback
    made: dict[str, Any] = {
        "operationId": f"{method.lower()}_{pattern.name}",
        "summary": described.summary,
        "tags": [described.tag],
        "parameters": [*_path(pattern), *(each for form in described.query for each in parameters(form))],
        "responses": {str(code): _answer(said, refs) for code, said in described.answers.items()},
    }
    made["parameters"] += [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string"}, "description": HEADERS[name]}
        for name in described.headers
    ]
    for code, words in described.all_problems().items():
        made["responses"][str(code)] = _answer(Said(words, schemas.Problem, PROBLEM), refs)
    if described.body:
        content = {media: {"schema": refs[_name(kind)]} for media, kind in described.body.items()}
        made["requestBody"] = {"required": True, "content": content}
    if described.is_open:
        made["security"] = []
    else:
        read, change = view.token_scopes
        scope = (read if method == "GET" else change).value
        made["description"] = f"Scope: {scope}."
    return made


def _path(pattern: URLPattern) -> Iterator[dict[str, Any]]:
    for name, converter in pattern.pattern.converters.items():
        schema: dict[str, Any] = {"type": "string", "pattern": "^[^/]+$"}
        if isinstance(converter, IntConverter):
            schema = {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
        elif isinstance(converter, UUIDConverter):
            # The pattern, since formats are remarks: small letters alone are an address.
            schema = {"type": "string", "format": "uuid", "pattern": f"^{converter.regex}$"}
        elif pattern.name == "export":
            schema = {"type": "string", "enum": list(EXPORTERS)}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _answer(said: Said, refs: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"description": said.words}
    if said.type is not None:
        made["content"] = {said.media: {"schema": refs[_name(said.type)]}}
    elif said.media != "application/json":
        made["content"] = {said.media: {}}
    return made


def _types(described: Described) -> Iterator[Any]:
    yield from (said.type for said in described.answers.values() if said.type is not None)
    yield from described.body.values()


def _name(kind: Any) -> str:
    return str(kind)


@cache
def _groups() -> dict[str, list[dict[str, Any]]]:
    """Return the operations by their tags, as the page shows them."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            shown = {**operation, "path": path, "method": method.upper()}
            groups.setdefault(operation["tags"][0], []).append(shown)
    return groups
