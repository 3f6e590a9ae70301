"""An article's history: its versions and originals, what became of each look at its page, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.differences import passages
from reader.feed_forms import ComparisonForm, ScheduleForm
from reader.models import Article, Refetch, Schedule, Snapshot, Version
from reader.reading import Reading
from reader.requests import SignedInRequest

LOOKS = 500  # the latest ones are listed


@dataclass(frozen=True)
class Event:
    """Something that happened to an article: a version, an original that none was made of, or looks at its page."""

    sort: Literal["version", "snapshot", "unchanged", "failed", "waiting"]
    at: datetime
    version: Version | None = None
    snapshot: Snapshot | None = None
    refetch: Refetch | None = None
    since: datetime | None = None  # of several looks in a row, which is the last one's `at`
    looks: int = 1


@require_GET
def history(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happened to the article's text, the latest first."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    schedule = Schedule.objects.filter(article=article).first()
    versions = list(article.versions.select_related("created_by", "snapshot").defer("block_values", "text"))
    context = {
        "article": article,
        "project": article.project,
        "role": article.project.role_of(request.user),
        "events": events(article, versions),
        "versions": versions,
        "refetch": article.refetches.first(),
        "schedule_form": ScheduleForm(initial={"every": schedule.every if schedule else None}),
    }
    return render(request, "reader/history.html", context)


def events(article: Article, versions: Iterable[Version]) -> list[Event]:
    """Return what happened, the latest first; looks at the page that found the same one after the other are one."""
    used = {version.snapshot_id for version in versions}
    found = [Event("version", version.created_at, version=version) for version in versions]
    left = article.snapshots.exclude(pk__in=used).select_related("created_by")
    found += [Event("snapshot", each.created_at, snapshot=each) for each in left]
    looks = article.refetches.exclude(state=Refetch.State.CHANGED).select_related("asked_by")[:LOOKS]
    found += [
        Event(each.state, each.done_at or each.asked_at, refetch=each, since=each.since, looks=each.looks)  # type: ignore[arg-type]
        for each in looks
    ]
    found.sort(key=lambda event: event.at, reverse=True)
    return list(joined(found))


def joined(found: Iterable[Event]) -> Iterator[Event]:
    """Yield the events with looks in a row that found no change, or failed for one reason, as one."""
    alike = groupby(found, key=lambda event: (event.sort, event.refetch.problem if event.refetch else event.at))
    for _alike, run in alike:
        first, *others = run
        if others:
            looks, since = sum(event.looks for event in (first, *others)), others[-1].since or others[-1].at
            yield Event(first.sort, first.at, refetch=first.refetch, since=since, looks=looks)
        else:
            yield first


@require_GET
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """An old version, to be read only; the current one is the article's page."""
    article, found = _article_and_version(request, pk, number)
    if found == article.current:
        return redirect(article)
    context = {
        "article": article,
        "project": article.project,
        "role": article.project.role_of(request.user),
        "version": found,
        "text": Reading().page(found, lambda placed: placed.block.html),
    }
    return render(request, "reader/version.html", context)


def _article_and_version(request: SignedInRequest, pk: int, number: int) -> tuple[Article, Version]:
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    return article, get_object_or_404(article.versions.select_related("snapshot", "created_by"), number=number)


@require_GET
def comparison(request: SignedInRequest, pk: int) -> HttpResponse:
    """What differs between two versions, word by word."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    form = ComparisonForm(request.GET)
    if not form.is_valid():
        raise Http404
    latest = article.current.number if article.current else 1
    new = get_object_or_404(article.versions, number=form.cleaned_data["new"] or latest)
    old = get_object_or_404(article.versions, number=form.cleaned_data["old"] or max(1, new.number - 1))
    found = passages(*([placed.block.text for placed in each.kept] for each in (old, new)))
    context = {
        "article": article,
        "project": article.project,
        "role": article.project.role_of(request.user),
        "old": old,
        "new": new,
        "versions": article.versions.defer("block_values", "text"),
        "passages": found,
        "differs": any(each.is_changed for each in found),
    }
    return render(request, "reader/comparison.html", context)


@require_GET
def snapshot(request: SignedInRequest, pk: int, snapshot_pk: int) -> HttpResponse:
    """The bytes of one original, as a download: never shown as a page of ours."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    return download(get_object_or_404(article.snapshots, pk=snapshot_pk))


def download(found: Snapshot) -> HttpResponse:
    """Return an original as a file that no browser opens by itself."""
    response = HttpResponse(found.content, content_type="application/octet-stream")
    name = f"article-{found.article_id}-{found.created_at:%Y%m%d}-{found.sha256[:12]}{found.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_http_methods(["GET", "POST"])
def refetches(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the page fetched again, or say where that stands, as its fragment asks every second until it is over."""
    is_change = request.method == "POST"
    articles = Article.objects.editable_by(request.user) if is_change else Article.objects.visible_to(request.user)
    article = get_object_or_404(articles.select_related("project"), pk=pk)
    if is_change and article.can_be_fetched_again:
        Refetch.objects.ask(article, by=request.user)
    if not request.htmx:
        return redirect("history", article.pk)
    context = {"article": article, "refetch": article.refetches.select_related("version").first(), "is_asked": True}
    response = render(request, "reader/_refetch.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_POST
def taking_over(request: SignedInRequest, pk: int, snapshot_pk: int) -> HttpResponse:
    """Make a new version of an original that none was made of: a notice in the page's place, say, is evidence too."""
    article = get_object_or_404(Article.objects.editable_by(request.user), pk=pk)
    return _taken_over(request, article, get_object_or_404(article.snapshots, pk=snapshot_pk))


@require_POST
def taking_over_print(request: SignedInRequest, pk: int, other_pk: int) -> HttpResponse:
    """Make the text of one article a new version of another, which has its address; the one article stays."""
    articles = Article.objects.editable_by(request.user)
    article = get_object_or_404(articles.exclude(current=None), pk=pk)
    other = get_object_or_404(articles, pk=other_pk, project=article.project_id)
    assert article.current is not None  # noqa: S101  those without are excluded
    return _taken_over(request, other, article.current.snapshot.kept_for(other, by=request.user))


def _taken_over(request: SignedInRequest, article: Article, original: Snapshot) -> HttpResponse:
    asked = Refetch.objects.ask(article, by=request.user, original=original)
    if asked.original != original:
        messages.info(request, _("Its page is being fetched at this moment: try again when that is over."))
    return redirect("history", article.pk)


@require_POST
def schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set how often an article's page is fetched again."""
    article = get_object_or_404(Article.objects.editable_by(request.user).select_related("project"), pk=pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        raise Http404
    Schedule.objects.put(form.cleaned_data["every"], project=article.project, article=article, by=request.user)
    return redirect("history", article.pk)
