"""Casualty figures of a highlight: say, add, remove. A field saves itself as one leaves it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from annotations.forms.figures import FigureForm
from annotations.models import Annotation, Figure
from annotations.models.evidence import StaleEvidence
from annotations.models.figure import FIELDS, add_figure
from annotations.models.querysets import NoSuchPassage
from reader.requests import SignedInRequest

from .answers import refused


@require_POST
def figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what a figure says; what cannot be is answered beside its field, and stays there as it was typed."""
    figure = _editable(request, pk)
    article = figure.annotation.article
    form = FigureForm(request.POST, instance=figure)
    problem, status = "", 200
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        seen = form.cleaned_data["seen"]
        try:
            Figure.objects.get(pk=pk).change(values, by=request.user, seen=seen if isinstance(seen, dict) else None)
        except NoSuchPassage as gone:
            return refused(request, article, str(gone), status=404)
        except StaleEvidence as stale:
            problem, status = _said_meanwhile(stale), 409
    else:
        problem, status = "Not saved: see the message beside the field.", 422
    if not request.htmx:
        if not problem:
            return redirect(figure.annotation)
        page = {"annotation": figure.annotation, "article": article, "project": article.project, "figure_form": form}
        return render(request, "annotations/figure.html", {**page, "problem": problem}, status=status)
    now = Figure.objects.get(pk=pk)
    context = {"figure": now, "figure_form": form, "problem": problem, "status": status}
    return render(request, "annotations/_figure_status.html", context, status=status)


def _said_meanwhile(stale: StaleEvidence) -> str:
    fields = FigureForm(instance=stale.current).fields
    said = [f"{fields[name].label}: {getattr(stale.current, name) or 'nothing'}" for name in stale.fields]
    return f"Not saved: somebody else says meanwhile {', '.join(said)}. Yours is still in the field."


@require_POST
def figure_addition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a highlight one more figure."""
    annotations = Annotation.objects.editable_by(request.user).alive()
    annotation = get_object_or_404(annotations.select_related("article__project"), pk=pk)
    try:
        add_figure(annotation, by=request.user)
    except NoSuchPassage as gone:
        return refused(request, annotation.article, str(gone), status=404)
    return _all(request, annotation)


@require_POST
def figure_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a figure from its highlight; undo brings it back."""
    figure = _editable(request, pk)
    try:
        figure.remove(by=request.user)
    except NoSuchPassage as gone:
        return refused(request, figure.annotation.article, str(gone), status=404)
    return _all(request, figure.annotation)


def _editable(request: SignedInRequest, pk: int) -> Figure:
    figures = Figure.objects.editable_by(request.user).filter(annotation__deleted_at=None)
    figure: Figure = get_object_or_404(figures.select_related("annotation__article__project"), pk=pk)
    return figure


def _all(request: SignedInRequest, annotation: Annotation) -> HttpResponse:
    if not request.htmx:
        return redirect(annotation)
    context = {"annotation": annotation, "role": "coder"}
    response = render(request, "annotations/_figures.html", context)
    return trigger_client_event(response, "annotations:changed", {})
