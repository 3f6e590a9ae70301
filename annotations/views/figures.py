"""Casualty figures of a highlight: say, add, remove. A field saves itself as one leaves it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from annotations.forms.figures import FigureForm
from annotations.models import Annotation, Figure
from annotations.models.figure import FIELDS, add_figure
from reader.requests import SignedInRequest


@require_POST
def figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what a figure says; what cannot be is answered beside its field, and stays there as it was typed."""
    figure = _editable(request, pk)
    form = FigureForm(request.POST, instance=figure)
    is_valid = form.is_valid()
    if is_valid:
        values = {name: form.cleaned_data[name] for name in FIELDS}
        Figure.objects.get(pk=pk).change(values, by=request.user)
    if not request.htmx:
        if is_valid:
            return redirect(figure.annotation)
        article = figure.annotation.article
        page = {"annotation": figure.annotation, "article": article, "project": article.project, "figure_form": form}
        return render(request, "annotations/figure.html", page, status=422)
    status = {"figure": figure, "figure_form": form, "saved": is_valid}
    return render(request, "annotations/_figure_status.html", status, status=200 if is_valid else 422)


@require_POST
def figure_addition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a highlight one more figure."""
    annotations = Annotation.objects.editable_by(request.user).alive()
    annotation = get_object_or_404(annotations.select_related("article__project"), pk=pk)
    add_figure(annotation, by=request.user)
    return _all(request, annotation)


@require_POST
def figure_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a figure from its highlight; undo brings it back."""
    figure = _editable(request, pk)
    figure.remove(by=request.user)
    return _all(request, figure.annotation)


def _editable(request: SignedInRequest, pk: int) -> Figure:
    figures = Figure.objects.editable_by(request.user).filter(annotation__deleted_at=None)
    return get_object_or_404(figures.select_related("annotation__article__project"), pk=pk)


def _all(request: SignedInRequest, annotation: Annotation) -> HttpResponse:
    if not request.htmx:
        return redirect(annotation)
    context = {"annotation": annotation, "role": "coder"}
    response = render(request, "annotations/_figures.html", context)
    return trigger_client_event(response, "annotations:changed", {})
