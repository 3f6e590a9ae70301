"""What a passage says of others, and others of it: see, make, change, remove."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.forms.relations import RelationForm
from annotations.models import Annotation, Relation
from annotations.models.querysets import NoSuchPassage
from annotations.models.relation import NotRelated, relate
from annotations.relating import candidates
from reader.models import Article
from reader.requests import SignedInRequest

from .answers import changed, refused


@require_http_methods(["GET", "POST"])
def relations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form that relates a highlight to another one, with passages to choose from (GET), or the relation (POST)."""
    annotations = Annotation.objects.editable_by(request.user).alive().for_card()
    annotation = get_object_or_404(annotations, pk=pk)
    project = annotation.article.project
    if request.method == "POST":
        form = RelationForm(request.POST, project=project)
        problem = ""
        if form.is_valid():
            try:
                operation = relate(annotation, by=request.user, **form.cleaned_data)
            except NoSuchPassage as gone:
                return refused(request, annotation.article, str(gone), status=404)
            except NotRelated as error:
                problem = str(error)
            else:
                return changed(
                    request, annotation.article, operation, event="annotation:related", annotation=annotation
                )
        problem = problem or " ".join(str(message) for messages in form.errors.values() for message in messages)
        if request.htmx:
            return refused(request, annotation.article, problem, status=422)
        return _page(request, annotation, form, problem, status=422)
    typed = {name: value for name, value in request.GET.items() if name in RelationForm.base_fields}
    form = RelationForm(initial={"kind": Relation.Kind.DISPUTES, **typed}, project=project)
    if request.htmx and "q" in request.GET:
        context = {"candidates": candidates(annotation, request.GET["q"]), "annotation": annotation}
        return render(request, "annotations/_relation_candidates.html", context)
    return _page(request, annotation, form)


@require_POST
def relation_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a relation away; undo brings it back. `on` is the passage, of the two, whose page asks."""
    found = Relation.objects.editable_by(request.user).shown()
    relation = get_object_or_404(found.select_related("annotation__article", "target__article"), pk=pk)
    here = relation.target if request.POST.get("on") == str(relation.target_id) else relation.annotation
    try:
        operation = relation.remove(by=request.user)
    except NoSuchPassage as gone:
        return refused(request, here.article, str(gone), status=404)
    return changed(request, here.article, operation, event="annotation:unrelated", annotation=here)


@require_GET
def relation_lines(request: SignedInRequest, pk: int) -> HttpResponse:
    """The relations of an article's passages, for the margin of its reading page."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    return render(request, "annotations/_relation_lines.html", {"article": article})


def _page(
    request: SignedInRequest, annotation: Annotation, form: RelationForm, problem: str = "", *, status: int = 200
) -> HttpResponse:
    context = {
        "annotation": annotation,
        "article": annotation.article,
        "project": annotation.article.project,
        "form": form,
        "q": (q := request.GET.get("q", "")),
        "candidates": candidates(annotation, q),
        "problem": problem,
    }
    name = "_relation_form" if request.htmx else "relation_form"
    response = render(request, f"annotations/{name}.html", context, status=status)
    response["Vary"] = "HX-Request"
    return response
