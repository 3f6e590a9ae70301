"""Everything out: the formats of `annotations.exporters`, streamed, over the pages' filters."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from annotations.exporters import EXPORTERS, People, Pseudonyms, Selection
from annotations.forms.exports import PeopleForm
from annotations.forms.filters import FilterForm
from reader.models import Project
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, shown, valid
from .described import Described, Said
from .endpoint import endpoint
from .representation import address


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described("The formats there are", "exports", {200: Said("All of them.", list[schemas.Export])})
    },
)  # fmt: skip
def exports(request: SignedInRequest, pk: int) -> HttpResponse:
    """The formats that a project's highlights can be taken away in."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    found = [
        schemas.Export(
            name=name,
            title=str(made.title),
            label=str(made.label),
            description=str(made.description),
            media_type=made.content_type,
            is_whole=made.is_whole,
            url=address("export", project.pk, name),
        )
        for name, made in EXPORTERS.items()
    ]
    return shown(request, found)


@endpoint(
    "GET",
    accepts=(),
    described={
        "GET": Described(
            "What a filter shows, in one of these formats",
            "exports",
            {200: Said("The file, as it is made: its media type is the format's.", media="*/*")},
            query=(FilterForm, PeopleForm),
            problems=(400,),
        )
    },
)
def export(request: SignedInRequest, pk: int, name: str) -> HttpResponseBase:
    """A download, in pieces as they are made; `people=pseudonyms` names nobody."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    made = EXPORTERS.get(name)
    if made is None:
        raise Http404
    form = FilterForm(request.GET, project=project)
    people = valid(PeopleForm(request.GET))["people"]
    valid(form)
    if made.is_whole and form.is_narrow():
        raise Problem(400, "This format holds the whole project: ask for it without a filter.")
    headers = {"Content-Disposition": f'attachment; filename="{made.stem}{made.suffix}"', "Cache-Control": "no-store"}
    if request.method == "HEAD":
        return HttpResponse(content_type=made.content_type, headers=headers)
    selection = Selection(project, form.filter().annotations, Pseudonyms.of(project) if people else People())
    return StreamingHttpResponse(made.write(selection), content_type=made.content_type, headers=headers)
