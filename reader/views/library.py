"""The library: the articles of a project, and of all that a person is in; searched, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from reader.library import Library, LibraryForm, changes
from reader.library.facets import facets as facets_of
from reader.library.forms import ChangeForm, TurnForm
from reader.models import Article, Entry, Label, Project, SavedSearch, User
from reader.models.project import EDITORS
from reader.prepared import Bind, Prepared
from reader.requests import SignedInRequest

MOST = 5_000  # articles that are changed in one go
MINE = Prepared(
    lambda: (
        Project.objects.visible_to(User(pk=Bind("user")))
        .filter(pk=Bind("project"))
        .annotate(role=F("memberships__role"))
    )
)
LABELS = Prepared(lambda: Label.objects.filter(project=Bind("project")))
SAVED = Prepared(lambda: SavedSearch.objects.filter(user=Bind("user"), project=Bind("project")))


@require_GET
def project(request: SignedInRequest, pk: int) -> HttpResponse:
    """The articles of a project that the address asks for."""
    found = MINE(user=request.user.pk, project=pk)
    if not found:
        raise Http404
    return _page(request, "reader/project.html", [pk], {"project": found[0], "role": vars(found[0])["role"]})


@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """The articles of all the person's projects that the address asks for."""
    return _page(request, "reader/search.html", _projects_of(request), {})


@require_GET
def project_facets(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a project's list can be narrowed by, where there is too much to count while the page is made."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    return _facets(request, [project.pk])


@require_GET
def search_facets(request: SignedInRequest) -> HttpResponse:
    """What the list of all projects can be narrowed by."""
    return _facets(request, _projects_of(request))


@require_GET
def passage(request: SignedInRequest, pk: int, start: int, end: int) -> HttpResponse:
    """Lead to a passage of an article's text, in code points: to its block, and there to the words themselves."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("current"), pk=pk)
    if article.current is None or not article.current.kept:
        return redirect(article)
    last = len(article.current.kept)
    block = article.current.kept[min(max(article.current.paragraph_at(start), 1), last) - 1].number
    return redirect(f"{article.get_absolute_url()}?at={start}-{end}#block-{block}")


@require_POST
def article_changes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the chosen articles be in another state for the person, or bear a label, or no more; it can be undone.

    The query is that of the page they are on.
    """
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    page = f"{reverse('project', args=[pk])}?{request.META.get('QUERY_STRING', '')}".rstrip("?")
    form, asked = ChangeForm(request.POST), LibraryForm(request.GET)
    if not form.is_valid() or not asked.is_valid():
        messages.error(request, str(next(iter(form.errors.values()), [gettext("This list cannot be read.")])[0]))
        return redirect(page)
    if form.is_for_editors and project.role_of(request.user) not in EDITORS:
        raise Http404
    keys = _chosen(Library(asked, TurnForm({}), [pk], request.user), form, project)
    if len(keys) > MOST:
        messages.error(
            request,
            gettext("These are too many at once: narrow the list to {MOST:,} articles or less.").format(MOST=MOST),
        )
        return redirect(page)
    change = changes.make(project, keys, form.cleaned_data["action"], form.cleaned_data["label"], by=request.user)
    request.session[changes.KEY] = change.as_json() if change.articles else None
    messages.success(request, change.told)
    return redirect(page)


@require_POST
def article_changes_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what the person did last to chosen articles of the project."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    told = changes.undo(project, request.session.pop(changes.KEY, None), by=request.user)
    (messages.success if told else messages.info)(request, told or gettext("There is nothing to undo any more."))
    return redirect(f"{reverse('project', args=[pk])}?{request.META.get('QUERY_STRING', '')}".rstrip("?"))


def _chosen(library: Library, form: ChangeForm, project: Project) -> list[int]:
    if not form.cleaned_data["everything"]:
        named = Entry.objects.filter(project=project, pk__in=form.cleaned_data["key"])
        return list(named.order_by("pk").values_list("pk", flat=True))
    found, newest = library.entries, form.cleaned_data["newest"]
    found = found if newest is None else found.filter(pk__lte=newest)
    return list(found.order_by("pk").values_list("pk", flat=True)[: MOST + 1])


def _page(request: SignedInRequest, template: str, projects: Sequence[int], context: dict[str, Any]) -> HttpResponse:
    form = LibraryForm(request.GET)
    context |= {"form": form}
    if not form.is_valid():
        return render(request, template, context, status=422)
    library = Library(form, TurnForm(request.GET), projects, request.user)
    if any(name in form.fields and not all(values) for name, values in request.GET.lists()):
        return redirect(
            urljoin(request.path, library.address())
        )  # a browser sends empty fields too: the address says what is asked for
    is_counted = library.is_small or "facets" in request.GET  # of very many, once the page is there
    if "project" in context:
        undo = request.session.get(changes.KEY) or {}
        context |= {
            "can_undo": undo.get("project") == projects[0],
            "labels": LABELS(project=projects[0]),
            "saved": SAVED(user=request.user.pk, project=projects[0]),
        }
    context |= {"library": library, "facets": list(facets_of(library)) if is_counted else None}
    return render(request, template, context)


def _facets(request: SignedInRequest, projects: Sequence[int]) -> HttpResponse:
    form = LibraryForm(request.GET)
    if not form.is_valid():
        raise Http404
    found = list(facets_of(Library(form, TurnForm({}), projects, request.user)))
    return render(request, "reader/_library_facets.html", {"facets": found})


def _projects_of(request: SignedInRequest) -> list[int]:
    return list(Project.objects.visible_to(request.user).order_by("pk").values_list("pk", flat=True))
