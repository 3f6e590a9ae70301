"""How a change is answered: the touched blocks, what happened, and how far the page has seen now."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy
from django_htmx.http import trigger_client_event

from annotations.models import Annotation, Change, Operation
from annotations.news import News, Seen
from reader.models import Article
from reader.prepared import Bind, Prepared
from reader.requests import SignedInRequest

# Of undoing and doing again, by the way.
DONE = {"undo": gettext_lazy("Undone: {what}."), "redo": gettext_lazy("Done again: {what}.")}
NOTHING = {
    "undo": gettext_lazy("There is nothing of yours to undo."),
    "redo": gettext_lazy("There is nothing of yours to do again."),
}
NOTHING_BECAUSE = {
    "undo": gettext_lazy("There is nothing to undo: {reason}"),
    "redo": gettext_lazy("There is nothing to do again: {reason}"),
}


def changed(
    request: SignedInRequest,
    article: Article,
    operation: Operation | None,
    *,
    event: str,
    annotation: Annotation | None = None,
    asked: Iterable[int] = (),
) -> HttpResponse:
    """Answer a change with the blocks it touches, marked anew, and what happened; without htmx, with the article.

    The browser hears of it by two events: `event`, with the annotation's key, and `annotations:changed`. `asked` are
    the keys of the tags that were asked for, of which some may be gone by now: that is said.
    """
    if not request.htmx:
        if operation and operation.of:
            messages.success(request, f"{_capital(operation)}: {operation.of.get_action_display()}.")
        return redirect(article)
    is_new = event == "annotation:created"
    seen = Seen.by(request) or _unsaid(operation, annotation, is_new=is_new)
    news = News.with_new(article, seen, annotation) if is_new and annotation else News(article, seen.change, seen.card)
    if annotation and is_new and not news.card_changed:
        response = _highlighted(news, annotation, asked)
    else:
        response = _told_of(request, news, operation, annotation, event=event, asked=asked)
    if annotation:
        trigger_client_event(response, event, {"id": annotation.pk})
    return told(response, article, news)


def _highlighted(news: News, annotation: Annotation, asked: Iterable[int]) -> HttpResponse:
    """Answer a new highlight, what is asked most often, with nothing but the blocks and that it is there."""
    context = {"tags": news.given_to(annotation), "is_tag_gone": news.are_gone(asked)}
    said = render_to_string("annotations/_created.html", context)
    return HttpResponse(f'{news.blocks}\n<div hx-swap-oob="innerHTML:#messages">{said}</div>')


def _told_of(
    request: HttpRequest,
    news: News,
    operation: Operation | None,
    annotation: Annotation | None,
    *,
    event: str,
    asked: Iterable[int],
) -> HttpResponse:
    context = {
        "article": news.article,
        "project": news.article.project,
        "news": news,
        "event": event,
        "operation": operation,
        "annotation": annotation,
        "tags": news.given_to(annotation) if annotation and event == "annotation:created" else [],
        "is_tag_gone": news.are_gone(asked),
        "shown": card_of(news) if news.card_changed else None,
        "codebook": news.codebook,
    }
    return render(request, "annotations/_changed.html", context)


def told(response: HttpResponse, article: Article, news: News) -> HttpResponse:
    """Add to the answer how far it goes: a page of another version counts from other starts, and is loaded anew."""
    version = article.current.number if article.current else 0
    how_far = {"painted": news.painted_at} if news.painted_at else {"change": news.latest}
    detail = {"version": version, **how_far, "reload": news.is_too_much}
    return trigger_client_event(response, "annotations:changed", detail)


def card_of(news: News) -> Annotation | None:
    """Return the annotation whose card the page has open."""
    return Annotation.objects.alive().for_card().filter(pk=news.card or 0).first()


def message(request: HttpRequest, text: str, *, status: int) -> HttpResponse:
    """Answer with a sentence, where messages stand."""
    return render(request, "annotations/_message.html", {"text": text, "is_error": True}, status=status)


def refused(request: SignedInRequest, article: Article, text: str, *, status: int) -> HttpResponse:
    """Answer a change that was not made with the reason; without htmx, above the article."""
    if request.htmx:
        return message(request, text, status=status)
    messages.error(request, text)
    return redirect(article)


OF_ANNOTATION = Prepared(
    lambda: Change.objects.filter(annotation=Bind("annotation")).order_by("-pk").values_list("pk", flat=True)[:1]
)


def _unsaid(operation: Operation | None, annotation: Annotation | None, *, is_new: bool) -> Seen:
    """Return what a page has seen that does not say so: all before what was done just now, and this highlight's card.

    Of a highlight that `is_new` no page has a card.
    """
    if operation:
        changes = Change.objects.filter(operation=operation).order_by("pk")
        first = list(changes.values_list("pk", flat=True)[:1])
    else:
        first = OF_ANNOTATION(annotation=annotation.pk) if annotation else []
    return Seen(0, next(iter(first), 1) - 1, annotation.pk if annotation and not is_new else None)


def _capital(operation: Operation) -> str:
    return operation.get_action_display().capitalize()
