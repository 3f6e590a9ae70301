"""Everything out: the page that offers a project's exports, and the downloads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from annotations.exporters import EXPORTERS, Format, Group, People, Pseudonyms, Selection
from annotations.forms import FilterForm
from annotations.forms.exports import PEOPLE, PeopleForm
from annotations.forms.filters import MOST_LISTED
from annotations.forms.kept_filters import kept_filter
from reader.models import Project
from reader.requests import SignedInRequest

LONG = 20_000  # highlights, from which on the page shows how far a download is
PROGRESS = "Attest-Progress"  # of a request: 'rows' asks how many there will be, which takes a look at all of them


class Offer(NamedTuple):
    """What can be taken away under one title: the links of its formats, by their labels."""

    title: str
    description: str
    links: list[tuple[str, str]]


@require_GET
def exports(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page that offers all exports of what the address's filter shows."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    (form, gone), people = kept_filter(request.GET, project), PeopleForm(request.GET)
    context = {"project": project, "role": project.role_of(request.user), "form": form, "gone": gone}
    if not form.is_valid() or not people.is_valid():
        return render(request, "annotations/exports.html", context, status=422)
    chosen, here = people.cleaned_data["people"], reverse("exports", args=[pk])
    context |= {
        "query": form.query(),
        "conditions": [
            condition._replace(without=here + _joined(condition.without, people=chosen))
            for condition in form.conditions()
        ],
        "everything": here + _joined("", people=chosen),
        "count": (count := form.filter().annotations.count()),
        "is_long": count >= LONG,
        "articles": form.fields["article"].queryset[: MOST_LISTED + 1],  # type: ignore[attr-defined]
        "most_listed": MOST_LISTED,
        "people": chosen,
        "ways": [(label, _joined(form.query(), people=value), value == chosen) for value, label in PEOPLE],
        "groups": [(group.value, list(_offers(project, group, form.query(), chosen))) for group in Group],
    }
    return render(request, "annotations/exports.html", context)


@require_GET
def export(request: SignedInRequest, pk: int, name: str, use: str = "exact-data") -> HttpResponseBase:
    """A download of what the filter shows, streamed. `name` is of EXPORTERS; `use` as in an address of its own."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form, people = FilterForm(request.GET, project=project), PeopleForm(request.GET)
    made = EXPORTERS.get(f"{name}-spreadsheets" if use == "spreadsheets" else name)
    if made is None or not form.is_valid() or not people.is_valid():
        raise Http404
    if made.is_whole and form.is_narrow():
        raise Http404  # nobody takes the whole for what the filter shows
    names = Pseudonyms.of(project) if people.cleaned_data["people"] else People()
    selection = Selection(project, form.filter().annotations, names)
    response = StreamingHttpResponse(made.write(selection), content_type=made.content_type)
    if made.records and request.headers.get(PROGRESS) == "rows":
        response["Attest-Rows"] = str(made.records(selection))
    about = slugify(form.cleaned_data["article"] or project.name)[:60] or f"project-{project.pk}"
    response["Content-Disposition"] = f'attachment; filename="{about}-{made.stem}{made.suffix}"'
    response["Cache-Control"] = "no-store"
    return response


def _offers(project: Project, group: Group, query: str, people: str) -> Iterator[Offer]:
    """Yield what a group offers; formats of the same title, which stand side by side in EXPORTERS, together."""
    there = [(name, made) for name, made in EXPORTERS.items() if made.group is group]
    for title, formats in groupby(there, key=lambda each: each[1].title):
        found = list(formats)
        links = [(made.label, _address(project, name, made, query, people)) for name, made in found]
        yield Offer(title, found[0][1].description, links)


def _address(project: Project, name: str, made: Format, query: str, people: str) -> str:
    return reverse("export", args=[project.pk, name]) + _joined("" if made.is_whole else query, people=people)


def _joined(query: str, *, people: str) -> str:
    found = "&".join(filter(None, (query, urlencode({"people": people}) if people else "")))
    return f"?{found}" if found else "?"
