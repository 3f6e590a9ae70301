"""Events: which there are and which are proposed, what sources say of one, and grouping figures by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.event_offers import EventList, suggested_name
from annotations.events import EventPage
from annotations.forms.events import Action, EventMergeForm, EventNameForm, GroupingForm
from annotations.models import Event, Operation
from annotations.models.event import group, hold_apart, start_event, ungroup
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest

from .ledger import turns


@require_http_methods(["GET", "HEAD", "POST"])
def events(request: SignedInRequest, pk: int) -> HttpResponse:
    """The events of a project, with what is proposed; a POST groups figures: see `GroupingForm`."""
    if request.method == "POST":
        return _grouped(request, get_object_or_404(Project.objects.editable_by(request.user), pk=pk))
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    context = {"project": project, "role": role, "can_edit": role in EDITORS, "list": EventList(project)}
    return render(request, "annotations/events.html", context | turns(request, project))


@require_GET
def event(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the sources say of an event, side by side, with a picture."""
    found = get_object_or_404(Event.objects.visible_to(request.user).select_related("project"), pk=pk)
    return _page(request, found)


@require_POST
def event_name(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call an event something else."""
    found = _editable(request, pk)
    form = EventNameForm(request.POST, instance=Event(pk=found.pk, project=found.project))
    if not form.is_valid():
        return _page(request, found, name_form=form, status=422)
    found.rename(form.cleaned_data["name"], by=request.user)
    return redirect(found)


@require_POST
def event_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put all its figures into another event, where the answer leads."""
    found = _editable(request, pk)
    form = EventMergeForm(request.POST, event=found)
    if not form.is_valid():
        return _page(request, found, merge_form=form, status=422)
    into: Event = form.cleaned_data["into"]
    found.merge_into(into, by=request.user)
    messages.success(
        request,
        gettext("All figures of “{found}” are in “{into}” now. This can be undone.").format(found=found, into=into),
    )
    return redirect(into)


@require_POST
def event_deletion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take all figures out of an event: the figures stay, it goes. Undo brings it back."""
    found = _editable(request, pk)
    found.dissolve(by=request.user)
    messages.success(
        request, gettext("“{found}” is deleted; its figures are in no event. This can be undone.").format(found=found)
    )
    return redirect("events", found.project_id)


def page_after(project: Project | int, where: str | None, query: str | None = "") -> str:
    """Return the address of the page that a change was asked from, as its form says; else that of the ledger."""
    key = project if isinstance(project, int) else project.pk
    kind, _, number = (where or "").partition("-")
    if kind == "event" and number.isascii() and number.isdigit() and len(number) < 19:
        return reverse("event", args=[int(number)])
    there = reverse("events" if kind == "events" else "ledger", args=[key])
    # Read and written again: nothing but a query comes of it.
    said = QueryDict((query or "")[:4000]).urlencode()
    return f"{there}?{said}" if said else there


def _grouped(request: SignedInRequest, project: Project) -> HttpResponse:
    form = GroupingForm(request.POST, project=project)
    back = page_after(project, request.POST.get("next"), request.POST.get("query"))
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(back)
    data, by = form.cleaned_data, request.user
    figures, into, number = data["figures"], data["event"], data["figures"].count()
    operation: Operation | None
    match data["action"]:
        case Action.UNGROUP:
            operation = ungroup(figures, by=by)
            done = ngettext(
                "{number} figure taken out of its event. This can be undone.",
                "{number} figures taken out of their event. This can be undone.",
                number,
            )
        case Action.APART:
            operation = hold_apart(figures, into, by=by)
            done = ngettext(
                "{number} figure not proposed together any more. This can be undone.",
                "{number} figures not proposed together any more. This can be undone.",
                number,
            )
        case _ if into:
            operation = group(figures, into, by=by)
            done = ngettext(
                "{number} figure put into “{event}”. This can be undone.",
                "{number} figures put into “{event}”. This can be undone.",
                number,
            )
        case _:
            found = figures.select_related("annotation__article").order_by("pk")
            name = data["name"].strip() or suggested_name(found)
            made = start_event(figures, name, project=project, by=by)
            messages.success(request, gettext("“{made}” is an event now. This can be undone.").format(made=made))
            return redirect(made or back)
    _tell(request, operation, done.format(number=number, event=into))
    return redirect(back)


def _tell(request: SignedInRequest, operation: Operation | None, done: str) -> None:
    if operation is None:
        messages.info(request, gettext("There was nothing to change."))
    else:
        messages.success(request, done)


def _editable(request: SignedInRequest, pk: int) -> Event:
    return get_object_or_404(Event.objects.editable_by(request.user).select_related("project"), pk=pk)


def _page(
    request: SignedInRequest,
    event: Event,
    *,
    name_form: EventNameForm | None = None,
    merge_form: EventMergeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    project = event.project
    role = project.role_of(request.user)
    context = {
        "project": project,
        "role": role,
        "event": event,
        "page": EventPage(event),
        "name_form": name_form or EventNameForm(instance=event),
        "merge_form": merge_form or EventMergeForm(event=event),
        "can_edit": role in EDITORS,
    }
    return render(request, "annotations/event.html", context | turns(request, project), status=status)
