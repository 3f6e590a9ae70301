"""The codebook: a project's tags, changed as on its page, so that each change can be undone there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from annotations.forms.codebook import TagForm
from annotations.models import Annotation, Operation, Tag, codebook_editing
from annotations.models.codebook_revision import UnfitChange
from reader.models import Project
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, KeyPageForm, by_key, form_data, parsed, refusal, shown
from .changing import read_or_changed
from .described import Described, Said
from .endpoint import endpoint, may_change
from .representation import address


def tags_as_shown(tags: Sequence[Tag]) -> list[schemas.Tag]:
    """Return tags with how many highlights bear each, in one query."""
    worn = Annotation.tags.through.objects.filter(tag__in=[tag.pk for tag in tags], annotation__deleted_at=None)
    counts = dict(worn.order_by().values_list("tag").annotate(Count("pk")))
    return [
        schemas.Tag(
            id=tag.pk,
            project=tag.project_id,
            name=tag.name,
            kind=tag.kind,
            tint=tag.tint,
            hotkey=tag.hotkey,
            parent=tag.parent_id,
            description=tag.description,
            examples=tag.examples,
            archived=tag.archived,
            highlights=counts.get(tag.pk, 0),
            url=address("tag", tag.pk),
        )
        for tag in tags
    ]


@endpoint(
    "GET",
    "POST",
    accepts=(JSON,),
    described={
        "GET": Described(
            "The codebook, archived tags too",
            "tags",
            {200: Said("A part of the tags.", schemas.Page[schemas.Tag])},
            query=(KeyPageForm,),
            problems=(400,),
        ),
        "POST": Described(
            "Add a tag",
            "tags",
            {201: Said("The new tag.", schemas.Tag)},
            body={JSON: schemas.NewTag},
            headers=("Idempotency-Key",),
            problems=(409,),
        ),
    },
)
def tags(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tags of a project (GET), or another one (POST)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    if request.method != "POST":
        return by_key(request, Tag.objects.filter(project=project), tags_as_shown)
    may_change(project, request.user)
    form = TagForm(form_data(parsed(request, schemas.NewTag)), instance=Tag(project=project))
    if not form.is_valid():
        raise Problem(422, refusal(form))
    _attempt(lambda: codebook_editing.add(form.instance, by=request.user))
    made = Tag.objects.get(project=project, name=form.instance.name)
    return shown(request, tags_as_shown([made])[0], status=201, location=address("tag", made.pk))


@endpoint(
    "GET",
    "PATCH",
    "DELETE",
    accepts=(JSON,),
    described={
        "GET": Described("One tag", "tags", {200: Said("The tag.", schemas.Tag)}),
        "PATCH": Described(
            "Change a tag, or archive it",
            "tags",
            {200: Said("The tag as it is now.", schemas.Tag)},
            body={JSON: schemas.TagChange},
            headers=("If-Match",),
            problems=(409, 412, 428),
        ),
        "DELETE": Described(
            "Take a tag from the codebook and from all highlights; an undo on the codebook's page brings it back",
            "tags",
            {204: Said("It is gone.")},
            headers=("If-Match",),
            problems=(409, 412),
        ),
    },
)
def tag(request: SignedInRequest, pk: int) -> HttpResponse:
    """A tag: read, changed, removed."""
    visible = Tag.objects.visible_to(request.user).select_related("project")
    return read_or_changed(
        request,
        lambda: get_object_or_404(visible, pk=pk),
        as_shown=lambda found: tags_as_shown([found])[0],
        project=lambda found: found.project,
        hold=lambda found: found.project.lock(),
        change=_change,
        remove=lambda found: _attempt(lambda: codebook_editing.remove(found, by=request.user)),
    )


def _change(request: SignedInRequest, found: Tag) -> None:
    said: schemas.TagChange = parsed(request, schemas.TagChange)
    archived, said.archived = said.archived, msgspec.UNSET
    fields: tuple[str, ...] = TagForm.Meta.fields
    data: dict[str, Any] = {name: getattr(found, name) for name in fields if name != "parent"}
    form = TagForm(form_data(said, **data, parent=found.parent_id or ""), instance=found)
    if not form.is_valid():
        raise Problem(422, refusal(form))
    values = form.values()
    _attempt(lambda: codebook_editing.revise(found, values, by=request.user))
    if isinstance(archived, bool):
        act = codebook_editing.archive if archived else codebook_editing.bring_back
        _attempt(lambda: act(found, by=request.user))


def _attempt(act: Callable[[], Operation | None]) -> None:
    """Change the codebook. Raises Problem where it does not fit."""
    try:
        act()
    except UnfitChange as error:
        raise Problem(409, f"Nothing was changed: {error}") from error
