"""Pictures of articles: asked for, followed while they come, and served from here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from reader.extraction.model import Kind
from reader.forms import PicturesForm
from reader.models import Article, Picture, Project, User
from reader.pictures.shown import Shelf
from reader.requests import SignedInRequest


@require_http_methods(["GET", "POST"])
def pictures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have an article's pictures fetched, or those that failed once more; say how far that is."""
    if request.method == "POST":
        article = get_object_or_404(Article.objects.editable_by(request.user).select_related("current"), pk=pk)
        form = PicturesForm(request.POST)
        if form.is_valid():
            _ask_for(article, form.cleaned_data["again"], by=request.user)
        return redirect(article)
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    if not request.htmx:
        return redirect(article)
    shelf, form = Shelf.of(article), PicturesForm(request.GET)
    can_edit = article.project.role_of(request.user) in ("owner", "coder")
    new = shelf.settled_after(form.cleaned_data["done"] or 0) if form.is_valid() else []
    images = [placed for placed in article.current.kept if placed.block.kind is Kind.IMAGE] if article.current else []
    blocks = [
        shelf.block(placed, can_edit=can_edit, attributes=' hx-swap-oob="true"')
        for placed in images
        if shelf.picture_of(placed.block) in new
    ]
    context = {"article": article, "shelf": shelf, "can_edit": can_edit, "blocks": blocks}
    response = render(request, "reader/_pictures.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _ask_for(article: Article, again: str, *, by: User) -> None:
    if again:
        Picture.objects.retry(article, picture=None if again == "all" else int(again))
    if again in ("", "all"):
        Picture.objects.ask_for(article, by=by)


@require_GET
def picture(request: SignedInRequest, pk: int, picture_pk: int) -> HttpResponse:
    """A picture as it is kept: written by us, of a kind that can do nothing, and the same for ever."""
    found = get_object_or_404(Picture.objects.visible_to(request.user).stored(), pk=picture_pk, article__pk=pk)
    if found.content_type not in ("image/jpeg", "image/png"):
        raise Http404
    response = HttpResponse(found.content, content_type=found.content_type)
    suffix = "jpg" if found.content_type == "image/jpeg" else "png"
    response["Content-Disposition"] = f'inline; filename="picture-{found.pk}.{suffix}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    response["ETag"] = f'"{found.sha256}"'
    return response


@require_http_methods(["GET", "POST"])
def project_pictures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Whether the project's pictures are loaded at once: said to its members, decided by its owners."""
    mine = Project.objects.owned_by if request.method == "POST" else Project.objects.visible_to
    project = get_object_or_404(mine(request.user), pk=pk)
    if request.method == "POST":
        always = "always" in request.POST
        project.pictures_always_since = timezone.now() if always else None
        project.save(update_fields=["pictures_always_since"])
        at_once, on_request = _("Pictures are loaded as soon as an article is here."), _("They are loaded on request.")
        messages.success(request, at_once if always else on_request)
        return redirect("project_pictures", project.pk)
    context = {"project": project, "is_owner": project.role_of(request.user) == "owner"}
    return render(request, "reader/project_pictures.html", context)
