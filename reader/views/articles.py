"""Articles: read one, follow its import, restore a block, download the original, remove."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from reader.forms import BlocksForm
from reader.models import Article
from reader.reading import Reading
from reader.requests import SignedInRequest


@require_GET
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reading page; for an article that is not ready, where its import stands."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    role = article.project.role_of(request.user)
    reading = Reading(
        show_cut="cut" in request.GET,
        show_images="images" in request.GET,
        can_edit=role in ("owner", "coder"),
        host=article.host,
    )
    restored = BlocksForm({"block": request.GET.get("restored")})
    context = {
        "article": article,
        "project": article.project,
        "role": role,
        "reading": reading,
        "restored": restored.indexes if restored.is_valid() else None,
        "cut_blocks": [n for n, block in enumerate(article.current.blocks) if not block.kept]
        if article.current
        else [],
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
    """Bring cut blocks back; `always`: and keep what is cut for the same reason on this site from now on."""
    article, form = _article_and_blocks(request, pk)
    indexes = form.indexes
    if form.cleaned_data["always"] and article.host and article.current:
        for reason in {article.current.blocks[index].reason for index in indexes} - {""}:
            article.always_keep(reason, by=request.user)
            messages.success(request, f"On {article.host}, what is cut as “{reason}” stays from now on.")
    article.restore_block(*indexes, by=request.user)
    restored = " ".join(map(str, indexes))
    return redirect(f"{article.get_absolute_url()}?{urlencode({'cut': '', 'restored': restored})}#block-{indexes[0]}")


@require_POST
def cuts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cut blocks that stayed, or that were restored."""
    article, form = _article_and_blocks(request, pk)
    article.cut_block(*form.indexes, by=request.user)
    return redirect(f"{article.get_absolute_url()}?cut#block-{form.indexes[0]}")


def _article_and_blocks(request: SignedInRequest, pk: int) -> tuple[Article, BlocksForm]:
    editable = Article.objects.editable_by(request.user).select_related("current", "project")
    article = get_object_or_404(editable, pk=pk)
    form = BlocksForm(request.POST)
    if not form.is_valid() or not article.current or form.indexes[-1] >= len(article.current.blocks):
        raise Http404
    return article, form


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
