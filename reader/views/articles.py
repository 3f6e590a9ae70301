"""Articles: read one, follow its import, restore a block, download the original, remove."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from reader.forms import BlockForm
from reader.models import Article
from reader.reading import Reading
from reader.requests import SignedInRequest


@require_GET
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reading page; for an article that is not ready, where its import stands."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    role = article.project.role_of(request.user)
    reading = Reading(
        show_cut="cut" in request.GET, show_images="images" in request.GET, can_edit=role in ("owner", "coder")
    )
    restored = BlockForm({"block": request.GET.get("restored")})
    context = {
        "article": article,
        "project": article.project,
        "role": role,
        "reading": reading,
        "restored": restored.cleaned_data["block"] if restored.is_valid() else None,
    }
    template = "reader/article.html" if article.is_ready else "reader/article_pending.html"
    response = render(request, template, context)
    if reading.show_images:
        response._csp_update = {"img-src": ["https:", "http:"]}  # type: ignore[attr-defined]  # read by django-csp
    return response


@require_GET
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where an import stands, asked for by the waiting page every second; the page itself once it is over."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project"), pk=pk)
    if not article.is_waiting:
        return HttpResponseClientRefresh()
    response = render(request, "reader/_progress.html", {"article": article})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def retries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Try again to read an article that could not be read."""
    article = get_object_or_404(Article.objects.editable_by(request.user), pk=pk)
    article.retry()
    return redirect(article)


@require_POST
def restorations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring a cut block back."""
    article, index = _article_and_block(request, pk)
    article.restore_block(index, by=request.user)
    return redirect(f"{article.get_absolute_url()}?cut&restored={index}#block-{index}")


@require_POST
def cuts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cut a block, which is how a restoration is undone."""
    article, index = _article_and_block(request, pk)
    article.cut_block(index, by=request.user)
    return redirect(f"{article.get_absolute_url()}?cut#block-{index}")


def _article_and_block(request: SignedInRequest, pk: int) -> tuple[Article, int]:
    article = get_object_or_404(Article.objects.editable_by(request.user).select_related("current"), pk=pk)
    form = BlockForm(request.POST)
    if not form.is_valid() or not article.current or form.cleaned_data["block"] >= len(article.current.blocks):
        raise Http404
    return article, form.cleaned_data["block"]


@require_GET
def original(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bytes as they came, as a download: never shown as a page of ours."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    snapshot = article.original
    if snapshot is None:
        raise Http404
    response = HttpResponse(snapshot.content, content_type="application/octet-stream")
    name = f"article-{article.pk}-{snapshot.sha256[:12]}{snapshot.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_http_methods(["GET", "POST"])
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove an article with all that stands on it, after a question that says what that is."""
    article = get_object_or_404(Article.objects.editable_by(request.user).select_related("project"), pk=pk)
    if request.method == "POST":
        project = article.project
        article.remove()
        messages.success(request, f"“{article.title}” is removed.")
        return redirect(project)
    return render(request, "reader/article_removal.html", {"article": article, "project": article.project})
