"""Where the API begins: whom the token is of, and the containers of their projects and articles."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse

from reader.models import Project
from reader.requests import SignedInRequest

from .endpoint import endpoint
from .representation import address


@endpoint("GET", accepts=("application/json",))
def root(request: SignedInRequest) -> HttpResponse:
    """The person's projects, each with the address of its annotations."""
    projects = Project.objects.visible_to(request.user)
    shown = [
        {"id": pk, "name": name, "annotations": address("project_annotations", pk)}
        for pk, name in projects.values_list("pk", "name")
    ]
    return JsonResponse({"user": request.user.username, "projects": shown})
