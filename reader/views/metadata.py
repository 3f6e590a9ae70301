"""An article's metadata, corrected by hand."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from reader.correcting import MetadataForm, rows
from reader.forms import CorrectionsForm
from reader.models import Article, Correction
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def metadata(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form, with who corrected what before; a change that overtook somebody else's is answered with both."""
    article = get_object_or_404(
        Article.objects.editable_by(request.user).select_related("project", "current__snapshot"), pk=pk
    )
    form = MetadataForm(article)
    if request.method == "POST":
        with transaction.atomic():
            # Locked before it is compared with what the person saw.
            article = Article.objects.select_for_update(of=("self",)).select_related("project").get(pk=article.pk)
            form = MetadataForm(article, request.POST)
            if form.is_valid() and not form.conflicts:
                return _moved_on(request, article, article.correct(form.corrections, by=request.user))
    context = {
        "article": article,
        "project": article.project,
        "role": article.project.role_of(request.user),
        "form": form,
        "rows": rows(form),
        "history": article.corrections.select_related("made_by").order_by("-pk")[:50],
    }
    template = "reader/_metadata.html" if request.htmx else "reader/metadata.html"
    response = render(request, template, context, status=422 if form.errors else 409 if form.conflicts else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def metadata_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take corrections back, but for those of fields that somebody has corrected since."""
    article = get_object_or_404(Article.objects.editable_by(request.user), pk=pk)
    form = CorrectionsForm(request.POST)
    undone = list(article.corrections.filter(pk__in=form.keys)) if form.is_valid() else []
    if not undone:
        raise Http404
    with transaction.atomic():
        Article.objects.select_for_update().get(pk=article.pk)
        made = article.correct(Correction.objects.before(undone), by=request.user)
    return _moved_on(request, article, made)


def _moved_on(request: SignedInRequest, article: Article, made: list[Correction]) -> HttpResponse:
    path = article.get_absolute_url()
    if made:
        path += "?" + urlencode({"corrected": " ".join(str(correction.pk) for correction in made)})
    return HttpResponseClientRedirect(path) if request.htmx else redirect(path)
