"""Feeds of a project: subscribe, see what is new, keep or leave it; and how often pages are fetched again."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.feed_forms import ChoiceForm, KeepingForm, ProjectScheduleForm, ScheduleForm, SubscriptionForm
from reader.models import Article, Feed, Project, Schedule
from reader.opml import opml
from reader.requests import SignedInRequest

ITEMS_A_PAGE = 50
FEEDS_A_PAGE = 50  # looked at again every other second while one of them is polled for the first time
SHOWN = {"fresh", "kept", "dismissed"}


@require_http_methods(["GET", "POST"])
def feeds(request: SignedInRequest, pk: int) -> HttpResponse:
    """The feeds of a project, and the way to more of them."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    if request.method == "POST" and role == "viewer":
        raise Http404
    form = SubscriptionForm(request.POST, request.FILES) if request.method == "POST" else SubscriptionForm()
    if form.is_valid():
        found, keeps_all = form.cleaned_data["feeds"], form.cleaned_data["keeps_all"]
        if len(found) > 1:
            Feed.objects.subscribe_all(found, project=project, by=request.user, keeps_all=keeps_all)
            messages.success(request, _("The feeds are here. They are asked for what is new within minutes."))
            return redirect("feeds", project.pk)
        [(title, url)] = found
        return redirect(Feed.objects.subscribe(url, project=project, by=request.user, title=title, keeps_all=keeps_all))
    found = Paginator(project.feeds.with_counts().order_by("title", "pk"), FEEDS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "project": project,
        "role": role,
        "form": form,
        "feeds": found,
        "is_polling": any(each.polled_at is None and not each.stopped_at for each in found),
    }
    return render(request, "reader/feeds.html", context, status=422 if form.errors else 200)


@require_GET
def feeds_opml(request: SignedInRequest, pk: int) -> HttpResponse:
    """The feeds of a project as OPML 2.0, which other feed readers import."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    response = HttpResponse(opml(project.name, project.feeds.all()), content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="feeds-{project.pk}.opml"'
    return response


@require_GET
def feed(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a feed has announced: what nobody has chosen about, what was kept, what was left."""
    found = get_object_or_404(Feed.objects.visible_to(request.user).with_counts().select_related("project"), pk=pk)
    show = request.GET.get("show", "fresh")
    items = found.items.shown(show).select_related("row__article")
    page = Paginator(items, ITEMS_A_PAGE).get_page(request.GET.get("page"))
    there = Article.objects.filter(project=found.project_id, url__in=[item.folded_url for item in page])
    here = {article.url: article for article in there.defer("problem")}
    context = {
        "project": found.project,
        "role": found.project.role_of(request.user),
        "feed": found,
        "items": page,
        "rows": [(item, (item.row.article if item.row else None) or here.get(item.folded_url)) for item in page],
        "show": show if show in SHOWN else "fresh",
        "dismissed": found.items.shown("dismissed").count(),
    }
    return render(request, "reader/feed.html", context)


@require_POST
def feed_choices(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep items, which imports them, or leave them."""
    found = get_object_or_404(Feed.objects.editable_by(request.user).select_related("project"), pk=pk)
    waiting = found.items.filter(kept_at=None)
    form = ChoiceForm(request.POST, items=list(waiting.values_list("pk", flat=True)))
    if not form.is_valid():
        raise Http404
    chosen = waiting.fresh() if form.cleaned_data["everything"] else waiting.filter(pk__in=form.cleaned_data["item"])
    if form.cleaned_data["action"] == "dismiss":
        number = chosen.dismiss()
        said = ngettext("%(number)s item is left out.", "%(number)s items are left out.", number)
        messages.success(request, said % {"number": number})
        return redirect(found)
    batch = found.keep(list(chosen), by=request.user)
    if batch is None:
        messages.info(request, _("Choose at least one item."))
        return redirect(found)
    return redirect(batch)


@require_POST
def feed_polls(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask a feed for what is new now; one that was given up is taken up again."""
    found = get_object_or_404(Feed.objects.editable_by(request.user), pk=pk)
    found.resume()
    messages.info(request, _("The feed is asked for what is new. Look again in a moment."))
    return redirect(found)


@require_POST
def feed_keeping(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether everything that a feed announces from now on is imported without asking."""
    found = get_object_or_404(Feed.objects.editable_by(request.user), pk=pk)
    form = KeepingForm(request.POST)
    found.keeps_all = form.is_valid() and form.cleaned_data["keeps_all"]
    found.save(update_fields=["keeps_all"])
    return redirect(found)


@require_http_methods(["GET", "POST"])
def feed_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a subscription, after a question. What was imported stays."""
    found = get_object_or_404(Feed.objects.editable_by(request.user).select_related("project"), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("“%(feed)s” is not polled any more. Its articles stay.") % {"feed": found})
        return redirect("feeds", found.project_id)
    return render(request, "reader/feed_removal.html", {"feed": found, "project": found.project})


@require_http_methods(["GET", "POST"])
def schedules(request: SignedInRequest, pk: int) -> HttpResponse:
    """How often the pages of a project, and those with a label, are fetched again."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    role = project.role_of(request.user)
    if request.method == "POST":
        form = ProjectScheduleForm(request.POST)
        if role == "viewer" or not form.is_valid():
            raise Http404
        label = form.cleaned_data["label"]
        found = get_object_or_404(project.labels, pk=label) if label else None
        Schedule.objects.put(form.cleaned_data["every"], project=project, label=found, by=request.user)
        messages.success(request, _("The schedule is changed."))
        return redirect("schedules", project.pk)
    known = {each.label_id: each.every for each in project.schedules.filter(article=None)}
    articles = Article.objects.filter(project=project, source_key__startswith="url:")
    context = {
        "project": project,
        "role": role,
        "form": ScheduleForm(
            initial={"every": known.get(None)}, auto_id="project-%s", otherwise=_("only when somebody asks")
        ),
        "labels": [
            (
                label,
                ScheduleForm(
                    initial={"every": known.get(label.pk)},
                    auto_id=f"label-{label.pk}-%s",
                    otherwise=_("as the project says"),
                ),
            )
            for label in project.labels.all()
        ],
        "own": project.schedules.filter(article__project=project).select_related("article"),
        "pages": articles.count(),
        "last": articles.aggregate(last=Max("refetches__done_at"))["last"],
    }
    return render(request, "reader/schedules.html", context)
