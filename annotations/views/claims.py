"""Claims: what a highlight claims, the page of a claim, and the claims of a project."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.claims import answers_to, claims_of, printed_twice
from annotations.forms.claims import ClaimFilterForm, ClaimForm
from annotations.models import Annotation, Claim
from annotations.models.claim import ensure_claim
from annotations.models.querysets import NoSuchPassage
from reader.models import Project
from reader.models.project import EDITORS
from reader.requests import SignedInRequest

from .answers import refused
from .evidence import save

CLAIMS_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """The page of a claim with everything that answers it (GET), or what is said of it from its form (POST)."""
    if request.method == "POST":
        return save(request, ClaimForm(request.POST, instance=_editable(request, pk)), request.path)
    claims = Claim.objects.visible_to(request.user).shown().with_state()
    claim = get_object_or_404(claims.select_related("annotation__article__project", "annotation__version"), pk=pk)
    project = claim.annotation.article.project
    role = project.role_of(request.user)
    context = {
        "claim": claim,
        "annotation": claim.annotation,
        "article": claim.annotation.article,
        "project": project,
        "role": role,
        "answers": answers_to(claim),
        "form": ClaimForm(instance=claim) if role in EDITORS else None,
    }
    return render(request, "annotations/claim.html", context)


@require_POST
def claim_addition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read what a highlight claims that was tagged without being read."""
    annotations = Annotation.objects.editable_by(request.user).alive().for_card()
    annotation = get_object_or_404(annotations, pk=pk)
    try:
        ensure_claim(annotation)
    except NoSuchPassage as gone:
        return refused(request, annotation.article, str(gone), status=404)
    if not request.htmx:
        return redirect(annotation)
    return render(request, "annotations/_claim.html", {"annotation": annotation, "role": "coder"})


@require_GET
def claims(request: SignedInRequest, pk: int) -> HttpResponse:
    """The claims of a project: who says what, who disputes it, and what became of it."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = ClaimFilterForm(request.GET)
    conditions = form.conditions if form.is_valid() else None
    found = Claim.objects.none() if conditions is None else claims_of(project, conditions)
    copies = {} if conditions is None else printed_twice(project, conditions)
    repeated = [pk for others in copies.values() for pk in others]
    number = found.filter(pk__in=repeated).count() if repeated else 0
    if is_once := bool(conditions and conditions.get("once")):
        found = found.exclude(pk__in=repeated)
    page = Paginator(found, CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "form": form,
        "page": page,
        "found": found,
        "repeated": number,
        "is_once": is_once,
        "claims": answers_to(*page.object_list, copies=copies if is_once else None),
    }
    return render(request, "annotations/claims.html", context)


def _editable(request: SignedInRequest, pk: int) -> Claim:
    claims = Claim.objects.editable_by(request.user).filter(annotation__deleted_at=None)
    related = claims.select_related("annotation__article__project", "annotation__version")
    claim: Claim = get_object_or_404(related, pk=pk)
    return claim
