"""Saving a row of evidence from its form: a figure's or a claim's. A field saves itself as one leaves it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from annotations.forms.evidence import EvidenceForm
from annotations.models.evidence import StaleEvidence
from annotations.models.querysets import NoSuchPassage
from reader.requests import SignedInRequest

from .answers import refused


def save(request: SignedInRequest, form: EvidenceForm[Any], action: str) -> HttpResponse:
    """Save what the form says of its row; what cannot be is answered beside its field, and stays there as it was typed.

    `action` is the form's address. What somebody else has changed meanwhile is told (409), and replaced when it is
    saved again.
    """
    annotation = form.instance.annotation
    article = annotation.article
    problem, status = "", 200
    if form.is_valid():
        row = type(form.instance)._default_manager.select_related("annotation__article").get(pk=form.instance.pk)
        try:
            row.change(form.values, by=request.user, seen=form.seen_values)
        except NoSuchPassage as gone:
            return refused(request, article, str(gone), status=404)
        except StaleEvidence as stale:
            problem, status = _said_meanwhile(stale, form), 409
    else:
        problem, status = gettext("Not saved: see the message beside the field."), 422
    context = {"form": form, "problem": problem, "status": status, "action": action}
    if request.htmx:
        return render(request, "annotations/_evidence_status.html", context, status=status)
    if not problem:
        return redirect(annotation)
    page = {"annotation": annotation, "article": article, "project": article.project}
    return render(request, "annotations/evidence.html", {**context, **page}, status=status)


def _said_meanwhile(stale: StaleEvidence, form: EvidenceForm[Any]) -> str:
    fields = [name for name in stale.fields if name in form.fields and not form.fields[name].widget.is_hidden]
    said = [f"{form.fields[name].label}: {getattr(stale.current, name) or 'nothing'}" for name in fields]
    return gettext("Not saved: somebody else says meanwhile {names}. Yours is still in the field.").format(
        names=", ".join(said)
    )
