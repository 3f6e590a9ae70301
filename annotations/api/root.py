"""Where the API begins: whom the token is of, and the containers of their projects and articles."""

from __future__ import annotations

from django.http import Http404, HttpResponse, JsonResponse

from reader.models import Project
from reader.requests import SignedInRequest

from . import schemas
from .described import Described, Said
from .endpoint import ANY, endpoint
from .representation import address


@endpoint(
    "GET",
    accepts=("application/json",),
    described={
        "GET": Described(
            "Whom the token is of, and their projects", "projects", {200: Said("The person.", schemas.Root)}
        )
    },
)
def root(request: SignedInRequest) -> HttpResponse:
    """The person's projects, each with the address of its annotations."""
    projects = Project.objects.visible_to(request.user)
    shown = [
        {"id": pk, "name": name, "annotations": address("project_annotations", pk)}
        for pk, name in projects.values_list("pk", "name")
    ]
    return JsonResponse({"user": request.user.username, "projects": shown})


@endpoint(*ANY, accepts=())
def nothing(request: SignedInRequest, rest: str) -> HttpResponse:
    """What is no address of ours, so that a program is told so in JSON."""
    raise Http404
