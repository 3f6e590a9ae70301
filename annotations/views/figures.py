"""Casualty figures of a highlight: say, add, remove."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import trigger_client_event

from annotations.forms.figures import FigureForm
from annotations.models import Annotation, Figure
from annotations.models.figure import add_figure
from annotations.models.querysets import NoSuchPassage
from reader.requests import SignedInRequest

from .answers import refused
from .evidence import save


@require_POST
def figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what a figure says."""
    return save(request, FigureForm(request.POST, instance=_editable(request, pk)), request.path)


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
