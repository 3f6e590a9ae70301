"""Articles: read one, follow its import, restore a block, download the original."""

from __future__ import annotations

from urllib.parse import urlencode

from csp.constants import SELF
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from reader.forms import BlocksForm, CorrectionsForm, PlaceForm
from reader.models import Article, Binned, Likeness, ReadingState, User
from reader.models.rule import CUT_BY_RULE, LONGEST_LINE
from reader.models.version import CUT_BY_HAND
from reader.pictures.shown import Shelf
from reader.prepared import Bind, Prepared
from reader.reading import Reading, contents
from reader.requests import SignedInRequest

VISIBLE = Prepared(
    lambda: (
        Article.objects.visible_to(User(pk=Bind("person")))
        .select_related("project", "current__snapshot")
        .defer("current__block_values")  # the blocks are in memory mostly: see `Version.blocks`
        .filter(pk=Bind("article"))
    )
)


@require_GET
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """The reading page; for an article that is not ready, where its import stands; for one in the bin, that."""
    article = next(iter(VISIBLE(person=request.user.pk, article=pk)), None)
    if article is None:
        known = Article.objects.filter(pk=pk)
        binned = get_object_or_404(Binned.objects.visible_to(request.user), article__in=known)
        return redirect(binned)
    role = article.project.role_of(request.user)
    reading = Reading(
        show_cut="cut" in request.GET,
        can_edit=role in ("owner", "coder"),
        host=article.host,
        shelf=Shelf.of(article),
    )
    restored, cut = (BlocksForm({"block": request.GET.get(name)}) for name in ("restored", "cut"))
    context = {
        "article": article,
        "project": article.project,
        "role": role,
        "reading": reading,
        "restored": restored.indexes if restored.is_valid() else None,
        "just_cut": cut.indexes if cut.is_valid() else None,
        "place": ReadingState.objects.place_of(request.user, article.current) if article.current else None,
        "show_original": article.is_ready and "original" in request.GET,
        "corrected": corrected(article, request.GET.get("corrected")) if reading.can_edit else None,
        "contents": contents(article.current) if article.current else [],
        "likes": Likeness.objects.beside(article),
        "cut_blocks": [n for n, block in enumerate(article.current.blocks) if not block.kept]
        if article.current
        else [],
    }
    template = "reader/article.html" if article.is_ready else "reader/article_pending.html"
    response = render(request, template, context)
    if context["show_original"]:
        response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]  # read by django-csp
    return response


@require_POST
def place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remember where the person is in the article, as the reading page says when they pause or leave it."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("current"), pk=pk)
    form = PlaceForm(request.POST)
    if not form.is_valid() or not article.current or form.place.version > article.current.number:
        return HttpResponse(status=422)
    ReadingState.objects.keep_place(request.user, article.pk, form.place)
    return HttpResponse(status=204)


def corrected(article: Article, keys: str | None) -> dict[str, str] | None:
    """Return the names of the fields that these corrections changed, and what undoes them."""
    form = CorrectionsForm({"correction": keys})
    found = list(article.corrections.filter(pk__in=form.keys)) if keys and form.is_valid() else []
    if not found:
        return None
    fields = ", ".join(each.get_name_display() for each in found)
    return {"fields": fields, "keys": " ".join(str(each.pk) for each in found)}


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
    if form.cleaned_data["always"] and article.host:
        for reason in {block.reason for block in form.blocks_of(article)} - {"", CUT_BY_HAND, CUT_BY_RULE}:
            article.always(reason=reason, by=request.user)
            messages.success(
                request,
                gettext("On {host}, what is cut as “{reason}” stays from now on.").format(
                    host=article.host, reason=reason
                ),
            )
    article.restore_block(*form.indexes, by=request.user)
    return _back_to(article, "restored", form)


@require_POST
def cuts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cut blocks that stayed, or that were restored; `always`: and each line like them on this site from now on."""
    article, form = _article_and_blocks(request, pk)
    if form.cleaned_data["always"] and article.host:
        for line in {block.text for block in form.blocks_of(article) if 0 < len(block.text) <= LONGEST_LINE}:
            rule = article.always(line=line, by=request.user)
            messages.success(request, _("From now on: %(rule)s") % {"rule": rule})
    article.cut_block(*form.indexes, by=request.user)
    return _back_to(article, "cut", form)


def _back_to(article: Article, done: str, form: BlocksForm) -> HttpResponse:
    """Return to the article with what was cut in it, at the first of the blocks, with the way back offered."""
    blocks = " ".join(map(str, form.indexes))
    query = urlencode({"cut": blocks} if done == "cut" else {"cut": "", done: blocks})
    return redirect(f"{article.get_absolute_url()}?{query}#block-{form.indexes[0]}")


def _article_and_blocks(request: SignedInRequest, pk: int) -> tuple[Article, BlocksForm]:
    editable = Article.objects.editable_by(request.user).select_related("current", "project")
    article = get_object_or_404(editable, pk=pk)
    form = BlocksForm({**request.POST.dict(), "chosen": " ".join(request.POST.getlist("chosen"))})
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
