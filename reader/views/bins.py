"""The bin of a project: what lies in it, put back, or deleted for good."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.library import changes
from reader.library.forms import BinForm
from reader.models import Article, Binned, Project
from reader.models.bin import BinnedQuerySet
from reader.requests import SignedInRequest

PAGE = 50
MOST = 500  # that are deleted for good at once


@require_POST
def article_bin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an article in the bin of its project; its list offers the way back."""
    article = get_object_or_404(Article.objects.editable_by(request.user).select_related("project"), pk=pk)
    change = changes.make(article.project, [pk], "bin", "", by=request.user)
    request.session[changes.KEY] = change.as_json()
    messages.success(request, gettext("“{title}” is in the bin.").format(title=article.title))
    return redirect(article.project)


@require_GET
def project_bin(request: SignedInRequest, pk: int) -> HttpResponse:
    """What lies in the bin of a project; with `article`, that one, to which an old address led."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = BinForm({"key": request.GET.getlist("article")})
    found = Binned.objects.filter(project=project).select_related("article", "by").defer("article__problem")
    asked = form.keys if form.is_valid() else []
    context = {
        "project": project,
        "role": project.role_of(request.user),
        "total": found.count(),
        "asked": asked,
        "page": Paginator(found.filter(pk__in=asked) if asked else found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reader/bin.html", context)


@require_POST
def bin_restorations(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put what is chosen in the bin, or all of it, back in the list."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    chosen = _chosen(BinForm(request.POST), project)
    back = Binned.objects.restore(project, chosen.values_list("article", flat=True))
    told = ngettext("{number:,} article is back.", "{number:,} articles are back.", len(back))
    (messages.success if back else messages.info)(request, told.format(number=len(back)))
    if len(back) == 1:
        return redirect("article", back[0])
    return redirect("project" if back else "bin", pk)


@require_http_methods(["GET", "POST"])
def bin_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete what is chosen in the bin, or all of it, for good, after a question that names it."""
    project = get_object_or_404(Project.objects.owned_by(request.user), pk=pk)
    form = BinForm(request.POST if request.method == "POST" else request.GET)
    chosen = _chosen(form, project)
    if request.method == "POST":
        number = chosen.filter(article__in=form.keys).remove()  # those that were asked about, and no others
        told = ngettext("{number:,} article is deleted for good.", "{number:,} articles are deleted for good.", number)
        messages.success(request, told.format(number=number))
        return redirect("bin", pk)
    shown = list(chosen.select_related("article").defer("article__problem").order_by("at", "article")[:MOST])
    if not shown:
        messages.info(request, gettext("Choose what is to be deleted for good."))
        return redirect("bin", pk)
    return render(request, "reader/bin_removal.html", {"project": project, "shown": shown})


def _chosen(form: BinForm, project: Project) -> BinnedQuerySet:
    if not form.is_valid():
        raise Http404
    found = Binned.objects.filter(project=project)
    return found if form.cleaned_data["everything"] else found.filter(article__in=form.keys)
