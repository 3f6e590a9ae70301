"""Changing which tags highlights bear, all at once: merging two tags, splitting one."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from annotations.forms import PartForm, TagMergeForm, TagSplitForm
from annotations.models import Annotation, codebook_editing
from reader.requests import SignedInRequest

from .codebook import attempt, editable_tag, uses_of

SHOWN = 20  # highlights, as a taste of what a split takes


@require_http_methods(["GET", "POST"])
def tag_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let all that bears a tag bear another, and remove it."""
    tag = editable_tag(request, pk)
    form = TagMergeForm(request.POST or None, tag=tag)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        return attempt(request, tag.project, lambda: codebook_editing.merge(tag, into, by=request.user))
    context = {"project": tag.project, "tag": tag, "form": form, "uses": uses_of(tag)}
    return render(request, "annotations/tag_merge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tag_split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give those highlights of a tag that a filter finds a new tag; the filter is the address."""
    tag = editable_tag(request, pk)
    given = request.POST if request.method == "POST" else request.GET
    part = PartForm(given, tag=tag)
    form = TagSplitForm(request.POST or None, tag=tag, initial={"tint": tag.tint, "keep": "", **request.GET.dict()})
    if request.method == "POST" and form.is_valid():
        new, keep = form.part(), bool(form.cleaned_data["keep"])
        return attempt(
            request,
            tag.project,
            lambda: codebook_editing.split(tag, new, form.narrowed, keep=keep, by=request.user),
        )
    borne = Annotation.objects.alive().filter(tags=tag)
    found = part.narrowed(borne) if part.is_valid() else borne.none()
    count = found.count()
    context = {
        "project": tag.project,
        "tag": tag,
        "part": part,
        "form": form,
        "uses": uses_of(tag),
        "count": count,
        "found": found.in_reading_order().for_listing().select_related("article")[:SHOWN],
        "more": max(0, count - SHOWN),
    }
    return render(request, "annotations/tag_split.html", context, status=422 if form.errors or part.errors else 200)
