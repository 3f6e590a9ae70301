"""What an article suggests: the list of it, as a page and beside the text; accept one, dismiss one or all."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from annotations.forms.suggestions import SuggestionForm
from annotations.models import Operation, Tag
from annotations.models.querysets import NoSuchPassage
from annotations.suggesting import NoSuchSuggestion, accept, dismiss, offers
from reader.models import Article
from reader.requests import SignedInRequest

from .answers import changed, message

MOST = 200  # shown at once: where some are decided, the next come
OTHER_VERSION = gettext_lazy("The article has changed meanwhile: reload the page.")


@require_GET
def suggestions(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is suggested, each with its rule and what it would be read as."""
    article = _editable(request, pk)
    every = offers(article)
    kind = request.GET.get("kind", "")
    found = [offer for offer in every if offer.kind == kind] if kind else every
    context = {
        "article": article,
        "project": article.project,
        "role": article.project.role_of(request.user),
        "offers": found[:MOST],
        "total": len(found),
        "kind": kind,
        "kinds": sorted(Counter((offer.tag, offer.kind) for offer in every).items(), key=_place_in_codebook),
    }
    template = "annotations/_suggestions.html" if request.htmx else "annotations/suggestions.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@require_POST
def acceptances(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a highlight of a suggestion."""
    article = _editable(request, pk)
    form = SuggestionForm(request.POST, article=article)
    if not form.is_valid():
        return _refused(request, article, str(OTHER_VERSION))
    try:
        annotation = accept(article, form.cleaned_data["suggestion"], by=request.user)
    except (NoSuchSuggestion, NoSuchPassage) as gone:
        return _refused(request, article, str(gone))
    if not request.htmx:
        names = gettext(", ").join(tag.name for tag in annotation.tags.all())
        messages.success(request, gettext("Highlighted: {names}.").format(names=names))
        return redirect("suggestions", pk)
    return changed(request, annotation.article, None, event="annotation:created", annotation=annotation)


@require_POST
def dismissals(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a suggestion, or all of them, stay away; the answer offers to undo it."""
    article = _editable(request, pk)
    form = SuggestionForm(request.POST, article=article)
    if not form.is_valid():
        return _refused(request, article, str(OTHER_VERSION))
    try:
        operation = dismiss(article, form.cleaned_data["suggestion"], by=request.user)
    except NoSuchSuggestion as gone:
        return _refused(request, article, str(gone))
    return _dismissed(request, article, operation)


def _place_in_codebook(counted: tuple[tuple[Tag, str], int]) -> tuple[int, int]:
    (tag, _), _ = counted
    return tag.position, tag.pk


def _dismissed(request: SignedInRequest, article: Article, operation: Operation) -> HttpResponse:
    number = operation.dismissals.count()
    text = ngettext("Dismissed.", "{number} suggestions dismissed.", number).format(number=number)
    if not request.htmx:
        messages.success(
            request, gettext("{text} Undo on the article's page brings back what you dismissed.").format(text=text)
        )
        return redirect("suggestions", article.pk)
    response = render(request, "annotations/_suggestion_dismissed.html", {"operation": operation, "text": text})
    return trigger_client_event(response, "annotations:changed", {})


def _refused(request: SignedInRequest, article: Article, text: str) -> HttpResponse:
    if request.htmx:
        return message(request, text, status=409)
    messages.error(request, text)
    return redirect("suggestions", article.pk)


def _editable(request: SignedInRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.editable_by(request.user).select_related("project", "current"), pk=pk)
