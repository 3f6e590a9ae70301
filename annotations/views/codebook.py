"""The codebook: a project's tags as a tree, and what is done to one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from annotations.forms import ArchivalForm, PlaceForm, TagForm, TurnForm
from annotations.models import Annotation, Operation, Tag, codebook_editing
from annotations.models.codebook_revision import UnfitChange
from annotations.models.codebook_tree import tree
from annotations.models.history import Overtaken
from reader.models import Project
from reader.requests import SignedInRequest

from .answers import DONE, NOTHING


@require_http_methods(["GET", "POST"])
def codebook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tags with their counts, and a form for a new one."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    if request.method == "POST":
        get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = TagForm(request.POST or None, instance=Tag(project=project))
    if request.method == "POST" and form.is_valid():
        return attempt(request, project, lambda: codebook_editing.add(form.instance, by=request.user))
    context = {
        "project": project,
        "role": role,
        "form": form,
        "moved": request.GET.get("moved", ""),  # the tag whose button has the focus
        "way": request.GET.get("way", ""),
        **_shown(project),
        **_turns(request, project, role),
    }
    return render(request, "annotations/codebook.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tag(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename, recolour, describe or move a tag; what bears it bears it still."""
    tag = editable_tag(request, pk)
    name = tag.name
    form = TagForm(request.POST or None, instance=tag)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        return attempt(request, tag.project, lambda: codebook_editing.revise(tag, values, by=request.user))
    context = {"project": tag.project, "tag": tag, "name": name, "form": form}
    return render(request, "annotations/tag.html", context, status=422 if form.errors else 200)


@require_POST
def tag_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a tag change places with the one before or after it; the focus stays on the button that was pressed."""
    tag, form = editable_tag(request, pk), PlaceForm(request.POST)
    if not form.is_valid():
        return redirect("codebook", tag.project_id)
    way = form.cleaned_data["way"]
    answer = attempt(request, tag.project, lambda: codebook_editing.move(tag, way, by=request.user))
    answer["Location"] += f"?moved={tag.pk}&way={way}"
    return answer


@require_POST
def tag_archival(request: SignedInRequest, pk: int) -> HttpResponse:
    """Archive a tag, or bring it back."""
    tag, form = editable_tag(request, pk), ArchivalForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["archived"]
    act = codebook_editing.archive if wanted else codebook_editing.bring_back
    return attempt(request, tag.project, lambda: act(tag, by=request.user))


@require_http_methods(["GET", "POST"])
def tag_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a tag after a question; the highlights that bear it stay."""
    tag = editable_tag(request, pk)
    if request.method == "POST":
        return attempt(request, tag.project, lambda: codebook_editing.remove(tag, by=request.user))
    context = {"project": tag.project, "tag": tag, "uses": uses_of(tag), "children": tag.children.count()}
    return render(request, "annotations/tag_removal.html", context)


@require_POST
def codebook_turn(request: SignedInRequest, pk: int, way: str) -> HttpResponse:
    """Undo what the person did last to the codebook, or the operation that a message offers; or do it again."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = TurnForm(request.POST)
    find = codebook_editing.last_done if way == "undo" else codebook_editing.last_undone
    operation = find(project, request.user)
    if form.is_valid() and (named := form.cleaned_data["operation"]):
        state = Operation.State.DONE if way == "undo" else Operation.State.UNDONE
        mine = project.operations.filter(by=request.user, action=Operation.Action.CODEBOOK, state=state)
        operation = mine.filter(pk=named).first()
    if operation is None:
        messages.info(request, str(NOTHING[way]))
        return redirect("codebook", pk)
    told = codebook_editing.told(operation)
    try:
        _ = operation.undo(request.user) if way == "undo" else operation.redo(request.user)
    except Overtaken as error:
        operation.set_aside()
        messages.error(request, gettext("This cannot be taken back: {error}").format(error=error))
    else:
        messages.success(request, DONE[way].format(what=told))
    return redirect("codebook", pk)


def editable_tag(request: SignedInRequest, pk: int) -> Tag:
    """Return a tag of a project in which the person may tag; for everybody else there is none."""
    return get_object_or_404(Tag.objects.editable_by(request.user).select_related("project"), pk=pk)


def attempt(request: SignedInRequest, project: Project, act: Callable[[], Operation | None]) -> HttpResponseRedirect:
    """Change the codebook and go back to it, with what was done and a way to undo it, or why it was not done."""
    there = HttpResponseRedirect(reverse("codebook", args=[project.pk]))
    try:
        operation = act()
    except UnfitChange as error:
        messages.error(request, gettext("Nothing was changed: {error}").format(error=error))
        return there
    if operation is None:
        messages.info(request, gettext("That is how it was already: nothing was changed."))
        return there
    told = codebook_editing.told(operation)
    touched = operation.changes.exclude(annotation=None).count()
    told = told[:1].upper() + told[1:]
    if touched:
        where = ngettext("{what}, on {number:,} highlight", "{what}, on {number:,} highlights", touched)
        told = where.format(what=told, number=touched)
    # The form it belongs to stands on the codebook's page.
    undo = '{}. <button form="codebook-form" name="operation" value="{}">{}</button>'
    messages.success(request, format_html(undo, told, operation.pk, gettext("Undo")))
    return there


def uses_of(tag: Tag) -> int:
    """Return how many highlights bear the tag."""
    return tag.annotations.filter(deleted_at=None).count()


def _shown(project: Project) -> dict[str, Any]:
    """Return the tree, the archived tags, and how many highlights bear each, in two queries."""
    tags = list(project.tags.all())
    tagging = Annotation.tags.through.objects.filter(tag__project=project, annotation__deleted_at=None)
    tagging = tagging.exclude(annotation__article__in=project.binned.values("article"))
    counts = dict(tagging.order_by().values_list("tag").annotate(Count("pk")))
    for tag in tags:
        tag.uses = counts.get(tag.pk, 0)  # type: ignore[attr-defined]  # as an annotated query would give it
    return {"nodes": tree(tags), "archived": [tag for tag in tags if tag.archived]}


def _turns(request: SignedInRequest, project: Project, role: str) -> dict[str, str]:
    """Return in words what can be undone and done again."""
    if role == "viewer":
        return {}
    done = codebook_editing.last_done(project, request.user)
    undone = codebook_editing.last_undone(project, request.user)
    return {
        "undo": codebook_editing.told(done) if done else "",
        "redo": codebook_editing.told(undone) if undone else "",
    }
