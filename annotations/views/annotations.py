"""Annotations of an article: list, make, tag, note, delete."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from annotations.forms import NoteForm, PassageForm, TaggingForm
from annotations.models import Annotation, Tag
from annotations.models.annotation import StaleNote
from annotations.models.querysets import NoSuchPassage
from reader.models import Article, User
from reader.prepared import Bind, Prepared
from reader.requests import SignedInRequest

from .answers import changed, refused

EDITABLE = Prepared(
    lambda: (
        Article.objects.editable_by(User(pk=Bind("person")))
        .select_related("project", "current")
        .defer("current__block_values")  # the blocks are in memory mostly: see `Version.blocks`
        .filter(pk=Bind("article"))
    )
)
NOT_WHOLE = gettext_lazy("The selection did not arrive whole: select the passage again.")


@require_http_methods(["GET", "POST"])
def article_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The side list of an article (GET), or a new highlight in it (POST)."""
    if request.method == "POST":
        return _create(request, pk)
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project"), pk=pk)
    if not request.htmx:
        query = request.GET.urlencode()
        return redirect(f"{article.get_absolute_url()}{'?' if query else ''}{query}")
    response = render(request, "annotations/_list.html", {"article": article})
    response["Vary"] = "HX-Request"
    return response


def _create(request: SignedInRequest, pk: int) -> HttpResponse:
    found = EDITABLE(person=request.user.pk, article=pk)
    if not found:
        raise Http404
    (article,) = found
    form = PassageForm(request.POST)
    if not form.is_valid():
        return refused(request, article, str(NOT_WHOLE), status=422)
    data = form.cleaned_data
    try:
        annotation = Annotation.objects.annotate_passage(
            article,
            form.position(),
            by=request.user,
            version=data["version"],
            exact=data["exact"],
            tags=data["tags"],
            note=data["note"],
            key=data["key"],
        )
    except NoSuchPassage as error:
        return refused(request, article, str(error), status=409)
    return changed(
        request, annotation.article, None, event="annotation:created", annotation=annotation, asked=data["tags"]
    )


@require_GET
def annotation(request: SignedInRequest, pk: int) -> HttpResponse:
    """The card of an annotation, as a page of its own or as the fragment beside the text."""
    annotation = get_object_or_404(Annotation.objects.visible_to(request.user).for_card(), pk=pk)
    if annotation.is_deleted:
        raise Http404
    template = "annotations/_card.html" if request.htmx else "annotations/annotation.html"
    response = render(request, template, _card(request, annotation))
    response["Vary"] = "HX-Request"
    return response


@require_POST
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a note; one that somebody else changed meanwhile is answered with both texts.

    Where the annotation was deleted meanwhile there is none (404), and the text stays in the browser.
    Without htmx an answer is the annotation's page, with what was typed in the field.
    """
    annotation = get_object_or_404(Annotation.objects.editable_by(request.user).alive().for_card(), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        # Saved again, it is still based on the note that the person saw: with a newer revision, or with any where
        # the form had none, it would silently replace somebody else's.
        annotation.note, annotation.note_revision = form.typed, form.cleaned_data.get("revision", 1)
        template = "annotations/_note_status.html" if request.htmx else "annotations/annotation.html"
        return render(request, template, {**_card(request, annotation), "form": form}, status=422)
    text = form.cleaned_data["note"]
    try:
        annotation.revise_note(text, based_on=form.cleaned_data["revision"], by=request.user)
    except Annotation.DoesNotExist:
        raise Http404 from None
    except StaleNote as stale:
        if request.htmx:
            return render(request, "annotations/_note_conflict.html", {"annotation": stale.current}, status=409)
        annotation.note, annotation.note_revision = text, stale.current.note_revision
        context = {**_card(request, annotation), "mine": text, "theirs": stale.current.note}
        return render(request, "annotations/annotation.html", context, status=409)
    if not request.htmx:
        return redirect(annotation)
    response = render(request, "annotations/_note_status.html", {"annotation": annotation, "saved": True})
    return trigger_client_event(response, "annotations:changed")


@require_POST
def tagging(request: SignedInRequest, pk: int, tag_pk: int) -> HttpResponse:
    """Put a tag on an annotation or take it off."""
    annotation = get_object_or_404(Annotation.objects.editable_by(request.user).for_card(), pk=pk)
    tag = get_object_or_404(Tag, pk=tag_pk, project=annotation.article.project_id)
    form = TaggingForm(request.POST)
    form.full_clean()
    try:
        operation = annotation.retag(tag, present=form.cleaned_data["present"], by=request.user)
    except NoSuchPassage as error:
        return refused(request, annotation.article, str(error), status=409)
    annotation = Annotation.objects.for_card().get(pk=pk)
    return changed(request, annotation.article, operation, event="annotation:changed", annotation=annotation)


@require_POST
def deletion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete an annotation; the answer offers to undo it."""
    annotation = get_object_or_404(Annotation.objects.editable_by(request.user).for_card(), pk=pk)
    operation = annotation.delete_softly(by=request.user)
    return changed(request, annotation.article, operation, event="annotation:deleted", annotation=annotation)


def _card(request: SignedInRequest, annotation: Annotation) -> dict[str, object]:
    project = annotation.article.project
    return {
        "annotation": annotation,
        "article": annotation.article,
        "project": project,
        "role": project.role_of(request.user),
        "codebook": project.tags.all(),
    }
