"""What is done to many highlights at once, from the page of all: tags, deletion, export."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from annotations.forms import FilterForm
from annotations.forms.filters import ChangeForm, SelectionForm, ShownForm
from annotations.models import Operation, Tag, bulk
from annotations.models.querysets import AnnotationQuerySet
from annotations.tasks import read_evidence
from reader.models import Project
from reader.requests import SignedInRequest

MOST = 25_000  # highlights that are changed in one go: some seconds, in which nobody else can write
NONE_CHOSEN = gettext_lazy("Choose some highlights first.")


@require_POST
def changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tag, untag or delete the chosen highlights, as one operation. The query is that of the page they are on."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = ChangeForm(request.POST, project=project)
    page = _page_of(request, project)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(page)
    found = _chosen(request, project, form)
    count = found.count()
    if count == 0 or count > MOST:
        text = gettext("{count:,} highlights are too many at once: narrow the filter to {MOST:,} or less.").format(
            count=count, MOST=MOST
        )
        messages.error(request, text if count else NONE_CHOSEN)
        return redirect(page)
    messages.success(request, _told(_change(form, found, project, request), form))
    return redirect(page)


@require_POST
def selection(request: SignedInRequest, pk: int, use: str = "") -> HttpResponse:
    """Lead to the CSV of the chosen highlights, `use` as in the export; without, to the page of all their exports."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form, filtered = SelectionForm(request.POST), FilterForm(request.GET, project=project)
    if not form.is_valid() or not filtered.is_valid():
        raise Http404
    everything, keys = form.cleaned_data["everything"], form.cleaned_data["key"]
    if not everything and not keys:
        messages.error(request, NONE_CHOSEN)
        return redirect(_page_of(request, project))
    query = filtered.query() if everything else f"keys={'.'.join(map(str, keys))}"
    path = reverse("csv", args=[pk, use]) if use else reverse("exports", args=[pk])
    return redirect(f"{path}{'?' if query else ''}{query}")


def _change(
    form: ChangeForm, found: AnnotationQuerySet, project: Project, request: SignedInRequest
) -> Operation | None:
    data = form.cleaned_data
    if data["action"] == "delete":
        return bulk.delete(found, project=project, by=request.user)
    tag, is_given = data["tag"], data["action"] == "tag"
    operation = bulk.retag(found, tag, present=is_given, project=project, by=request.user)
    if operation and is_given and tag.kind in (Tag.Kind.CLAIM, Tag.Kind.CASUALTY_FIGURE):
        transaction.on_commit(lambda: read_evidence.enqueue(tag.pk))
    return operation


def _chosen(request: SignedInRequest, project: Project, form: SelectionForm) -> AnnotationQuerySet:
    """Return what is chosen: the highlights that are named, or all that the address's filter shows."""
    filtered = FilterForm(request.GET if form.cleaned_data["everything"] else {}, project=project)
    if not filtered.is_valid():
        raise Http404
    found = filtered.filter().annotations
    if form.cleaned_data["everything"]:
        newest = form.cleaned_data["newest"]
        return found if newest is None else found.filter(pk__lte=newest)
    return found.filter(pk__in=form.cleaned_data["key"])


def _told(operation: Operation | None, form: ChangeForm) -> str:
    count = operation.changes.count() if operation else 0
    highlights = ngettext("{number:,} highlight", "{number:,} highlights", count).format(number=count)
    match form.cleaned_data["action"]:
        case "delete":
            return gettext("{highlights} deleted. This can be undone.").format(highlights=highlights)
        case "tag" if not count:
            return gettext("All of them are tagged “{tag}” already.").format(tag=form.cleaned_data["tag"])
        case "untag" if not count:
            return gettext("None of them is tagged “{tag}”.").format(tag=form.cleaned_data["tag"])
        case "tag":
            return gettext("“{tag}” is on {highlights} more. This can be undone.").format(
                tag=form.cleaned_data["tag"], highlights=highlights
            )
    return gettext("“{tag}” is off {highlights}. This can be undone.").format(
        tag=form.cleaned_data["tag"], highlights=highlights
    )


def _page_of(request: SignedInRequest, project: Project) -> str:
    form, shown = FilterForm(request.GET, project=project), ShownForm(request.GET)
    queries = (form.query() if form.is_valid() else "", shown.query())
    query = "&".join(filter(None, queries))
    return f"{reverse('project_annotations', args=[project.pk])}{'?' if query else ''}{query}"
