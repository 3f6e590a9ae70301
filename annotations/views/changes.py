"""Changing highlights after they are made: range, split, merge; undo, redo, history; and what others did."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from annotations.forms import MergeForm, RangeForm, SplitForm
from annotations.models import Annotation, Operation, Tag, editing
from annotations.models.editing import StaleRange
from annotations.models.history import NothingToTurn, Overtaken
from annotations.models.querysets import NoSuchPassage
from annotations.news import LATEST, News, Seen
from reader.models import Article, Project, User
from reader.prepared import Bind, Prepared
from reader.requests import SignedInRequest

from .annotations import NOT_WHOLE
from .answers import DONE, NOTHING, NOTHING_BECAUSE, card_of, changed, message, refused, told
from .events import page_after

LOOK = Prepared(
    lambda: (
        Article.objects.visible_to(User(pk=Bind("person")))
        .filter(pk=Bind("article"))
        .values_list("current__number", *LATEST)
    )
)


@require_GET
def news(request: SignedInRequest, pk: int) -> HttpResponse:
    """What others did to the article's highlights since the page looked last; nothing (204) where nothing was done."""
    seen = Seen.by(request)
    # Asked every few seconds by every open page: one query, and what costs, the text, is read only where there is
    # something to show.
    state = LOOK(person=request.user.pk, article=pk)
    if not state:
        raise Http404
    version, here, codebook = (number or 0 for number in state[0])
    seen = seen or Seen(version, 0)
    if version == seen.version and max(here, codebook) <= seen.change:
        return HttpResponse(status=204)
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("project", "current"), pk=pk)
    found = News(article, seen.change, seen.card, is_other_codebook=codebook > seen.change)
    context = {
        "news": found if version == seen.version else None,
        "event": "news",
        "article": article,
        "project": article.project,
        "shown": card_of(found) if found.card_changed else None,
        "codebook": found.codebook,
    }
    return told(render(request, "annotations/_changed.html", context), article, found)


@require_POST
def annotation_range(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a highlight another range, or an orphan a place; one that was changed meanwhile is answered with both."""
    annotation = _editable(request, pk)
    form = RangeForm(request.POST)
    if not form.is_valid():
        return refused(request, annotation.article, str(NOT_WHOLE), status=422)
    data = form.cleaned_data
    try:
        operation = editing.change_range(
            annotation, form.position(), by=request.user, version=data["version"], exact=data["exact"], seen=form.seen()
        )
    except StaleRange as stale:
        return _range_conflict(request, stale.current, form)
    except NoSuchPassage as error:
        return refused(request, annotation.article, str(error), status=409)
    return _answer(request, pk, operation, event="annotation:changed")


def _range_conflict(request: SignedInRequest, current: Annotation, form: RangeForm) -> HttpResponse:
    version, place, data = current.version, form.position(), form.cleaned_data
    seen = {"seen_version": version.number, "seen_start": current.start, "seen_end": current.end}
    on = current.article.versions.filter(number=data["version"] or version.number).first() or version
    context = {
        "annotation": current,
        "article": current.article,
        "mine": {**data, **seen},
        "words": data["exact"] or on.text[place.start : place.end],
    }
    template = "annotations/_range_conflict.html" if request.htmx else "annotations/range_conflict.html"
    return render(request, template, context, status=409)


@require_POST
def annotation_split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make two highlights of one."""
    annotation = _editable(request, pk)
    form = SplitForm(request.POST)
    if not form.is_valid():
        return refused(request, annotation.article, str(NOT_WHOLE), status=422)
    try:
        operation = editing.split(
            annotation, form.cleaned_data["at"], by=request.user, version=form.cleaned_data["version"]
        )
    except NoSuchPassage as error:
        return refused(request, annotation.article, str(error), status=409)
    return _answer(request, pk, operation, event="annotation:changed")


@require_POST
def annotation_merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make one highlight of two."""
    annotation = _editable(request, pk)
    form = MergeForm(request.POST, annotation=annotation)
    if not form.is_valid():
        return refused(
            request, annotation.article, gettext("The other highlight is gone: reload the page."), status=422
        )
    try:
        operation = editing.merge(annotation, form.cleaned_data["other"], by=request.user)
    except NoSuchPassage as error:
        return refused(request, annotation.article, str(error), status=409)
    return _answer(request, pk, operation, event="annotation:merged")


@require_POST
def annotation_acceptance(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept the words that the source has now for those that were highlighted."""
    annotation = _editable(request, pk)
    try:
        operation = editing.accept(annotation, by=request.user)
    except NoSuchPassage as error:
        return refused(request, annotation.article, str(error), status=409)
    return _answer(request, pk, operation, event="annotation:changed")


@require_GET
def annotation_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who did what to an annotation, the latest first."""
    annotations = Annotation.objects.visible_to(request.user).alive().select_related("article__project", "created_by")
    annotation = get_object_or_404(annotations, pk=pk)
    changes = annotation.changes.select_related("operation__by", "operation__of").order_by("-pk")
    names = dict(Tag.with_removed.filter(project=annotation.article.project_id).values_list("pk", "name"))
    context = {
        "annotation": annotation,
        "article": annotation.article,
        "project": annotation.article.project,
        "changes": changes[:200],
        "tag_names": names,
    }
    template = "annotations/_history.html" if request.htmx else "annotations/history.html"
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


@require_POST
def article_turn(request: SignedInRequest, pk: int, way: str) -> HttpResponse:
    """Undo what the person did last in an article, or do it again."""
    article = get_object_or_404(Article.objects.editable_by(request.user).select_related("project"), pk=pk)
    operation = _next(request, article.project, article, way)
    if operation is None:
        return _nothing(request, article, str(NOTHING[way]))
    return _turned(request, operation, way)


@require_POST
def project_turn(request: SignedInRequest, pk: int, way: str) -> HttpResponse:
    """Undo what the person did last in a project, or do it again; the answer is the page it was asked from."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    operation = _next(request, project, None, way)
    where = request.POST.get("next", "")
    there = reverse("codebook" if where == "codebook" else "project_annotations", args=[pk])
    if where.partition("-")[0] in ("ledger", "events", "event"):
        there = page_after(pk, where)
    if query := QueryDict(request.POST.get("query", "")[:4000]).urlencode():  # the filter that the page showed
        there += f"?{query}"
    if operation is None:
        messages.info(request, str(NOTHING[way]))
        return redirect(there)
    try:
        _turn(request, operation, way)
    except NothingToTurn as nothing:
        messages.info(request, NOTHING_BECAUSE[way].format(reason=nothing))
    except Overtaken as error:
        messages.error(request, gettext("This cannot be taken back: {error}").format(error=error))
    else:
        messages.success(request, DONE[way].format(what=operation.get_action_display()))
    return redirect(there)


@require_POST
def operation_undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Undo one thing that the person did, as the message about it offers."""
    mine = Operation.objects.filter(project__in=Project.objects.editable_by(request.user), by=request.user)
    operation = get_object_or_404(mine.by_hand().select_related("article__project"), pk=pk)
    if operation.article is None:
        raise Http404
    if operation.state != Operation.State.DONE:
        return _nothing(request, operation.article, str(NOTHING["undo"]))
    return _turned(request, operation, "undo")


def _next(request: SignedInRequest, project: Project, article: Article | None, way: str) -> Operation | None:
    find = Operation.objects.last_done if way == "undo" else Operation.objects.last_undone
    return find(request.user, project, article)


def _turn(request: SignedInRequest, operation: Operation, way: str) -> Operation:
    try:
        return operation.undo(request.user) if way == "undo" else operation.redo(request.user)
    except Overtaken:
        operation.set_aside()
        raise


def _turned(request: SignedInRequest, operation: Operation, way: str) -> HttpResponse:
    article = get_object_or_404(Article, pk=operation.article_id or 0)
    try:
        done = _turn(request, operation, way)
    except NothingToTurn as nothing:
        return _nothing(request, article, NOTHING_BECAUSE[way].format(reason=nothing))
    except Overtaken as error:
        return refused(request, article, gettext("This cannot be taken back: {error}").format(error=error), status=409)
    # Of two, as after a split that is undone, the one that is still there: the focus goes to it.
    first = done.changes.order_by(F("annotation__deleted_at").asc(nulls_first=True), "pk").first()
    pk = first.annotation_id if first else None
    annotation = Annotation.objects.for_card().filter(pk=pk or 0).first()
    article = Article.objects.select_related("project", "current").get(pk=article.pk)
    return changed(request, article, done, event="annotation:turned", annotation=annotation)


def _nothing(request: SignedInRequest, article: Article, text: str) -> HttpResponse:
    if request.htmx:
        return message(request, text, status=200)
    messages.info(request, text)
    return redirect(article)


def _editable(request: SignedInRequest, pk: int) -> Annotation:
    """Return the annotation, also a deleted one: what cannot be done to it is said by whoever is to do it."""
    return get_object_or_404(Annotation.objects.editable_by(request.user).for_card(), pk=pk)


def _answer(request: SignedInRequest, pk: int, operation: Operation | None, *, event: str) -> HttpResponse:
    annotation = Annotation.objects.for_card().get(pk=pk)
    article = Article.objects.select_related("project", "current").get(pk=annotation.article_id)
    return changed(request, article, operation, event=event, annotation=annotation)
