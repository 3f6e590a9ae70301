"""The codebook: a project's tags."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from annotations.forms import TagForm
from annotations.models import Tag
from reader.models import Project
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def codebook(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tags with their counts, and a form for a new one."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    if request.method == "POST":
        get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    last = project.tags.aggregate(last=Max("position"))["last"] or 0
    form = TagForm(request.POST or None, instance=Tag(project=project, position=last + 1))
    if request.method == "POST" and form.is_valid():
        tag = form.save()
        messages.success(request, f"“{tag}” is in the codebook.")
        return redirect("codebook", pk)
    tags = project.tags.annotate(uses=Count("annotations", filter=Q(annotations__deleted_at=None)))
    context = {"project": project, "role": role, "form": form, "tags": tags}
    return render(request, "annotations/codebook.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tag(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename, recolour or describe a tag; what bears it bears it still."""
    tag = get_object_or_404(Tag.objects.editable_by(request.user).select_related("project"), pk=pk)
    form = TagForm(request.POST or None, instance=tag)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"“{tag}” is saved.")
        return redirect("codebook", tag.project_id)
    context = {"project": tag.project, "tag": tag, "form": form}
    return render(request, "annotations/tag.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tag_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a tag after a question; the highlights that bear it stay."""
    tag = get_object_or_404(Tag.objects.editable_by(request.user).select_related("project"), pk=pk)
    if request.method == "POST":
        tag.delete()
        messages.success(request, f"“{tag}” is removed; the highlights that had it are still there.")
        return redirect("codebook", tag.project_id)
    uses = tag.annotations.filter(deleted_at=None).count()
    return render(request, "annotations/tag_removal.html", {"project": tag.project, "tag": tag, "uses": uses})
