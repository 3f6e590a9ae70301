"""Highlights as plain JSON: listed by the pages' filters, read, made one by one or many at once, changed, deleted.

They say what the export in JSON Lines says. Their other names are those of the W3C protocol: see `container`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import msgspec
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from annotations.exporters.documents import source, whole
from annotations.exporters.json_lines import as_json as exported
from annotations.forms.filters import FilterForm
from annotations.importing.carrying_out import carry_out
from annotations.importing.rows import File, Row, UnreadableAnnotations, quoted, range_of, tag_names, text
from annotations.models import Annotation
from annotations.models.history import lock
from reader.models import Article, Project, Version
from reader.models.token import Scope
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, KeyPageForm, by_key, parsed, shown, valid
from .changing import read_or_changed
from .described import Described, Said
from .endpoint import endpoint, may_change
from .representation import PEOPLE, address, iri
from .writing import create, place_of, revise

MOST_BYTES = 20 * 2**20  # of many at once


def as_shown(annotation: Annotation) -> dict[str, Any]:
    """Return a highlight (as `documents.whole` reads it)."""
    addresses = {"url": address("highlight", annotation.key), "annotation": iri(annotation)}
    return exported(annotation, PEOPLE) | addresses


def _all_shown(rows: Sequence[Annotation]) -> list[dict[str, Any]]:
    found = {each.pk: each for each in whole(Annotation.objects.filter(pk__in=[row.pk for row in rows]))}
    return [as_shown(found[row.pk]) for row in rows if row.pk in found]


@endpoint(
    "GET",
    "POST",
    accepts=(JSON,),
    described={
        "GET": Described(
            "Highlights, filtered as on the page of all highlights, in the order they were made",
            "highlights",
            {200: Said("A part of them.", schemas.Page[schemas.Highlight])},
            query=(FilterForm, KeyPageForm),
            problems=(400,),
        ),
        "POST": Described(
            "Make a highlight",
            "highlights",
            {201: Said("It is made, or was here already by its key.", schemas.Highlight)},
            body={JSON: schemas.NewHighlight},
            headers=("Idempotency-Key",),
            problems=(409, 410),
        ),
    },
)
def project_highlights(request: SignedInRequest, pk: int) -> HttpResponse:
    """The highlights of a project that the address asks for (GET), or another one (POST)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        return _make(request, project)
    form = FilterForm(request.GET, project=project)
    valid(form)
    return by_key(request, form.filter().annotations.only("pk"), _all_shown)


def _make(request: SignedInRequest, project: Project) -> HttpResponse:
    may_change(project, request.user)
    said: schemas.NewHighlight = parsed(request, schemas.NewHighlight)
    article = _articles(project, [said.article])[said.article]
    made = create(article, _row(said, article, _digests([said]), "This highlight"), by=request.user, key=said.key)
    found = whole(Annotation.objects.filter(pk=made.pk)).get()
    return shown(request, as_shown(found), status=201, location=address("highlight", found.key))


@endpoint(
    "POST",
    accepts=(JSON,),
    change=Scope.IMPORT,
    described={
        "POST": Described(
            "Make up to 1,000 highlights, all or none, undone as one",
            "highlights",
            {200: Said("All were here already, by their keys.", schemas.Made), 201: Said("Made.", schemas.Made)},
            body={JSON: schemas.NewHighlights},
            headers=("Idempotency-Key",),
            problems=(409,),
        )
    },
)
def bulk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make many highlights; those whose `key` is here already stay as they are."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    may_change(project, request.user)
    said: list[schemas.NewHighlight] = parsed(request, schemas.NewHighlights, most=MOST_BYTES)
    articles, digests = _articles(project, {each.article for each in said}), _digests(said)
    rows = []
    for number, each in enumerate(said, start=1):
        article, where = articles[each.article], f"Highlight {number}"
        row = _row(each, article, digests, where)
        try:
            place, seen = place_of(row, article)
        except Problem as problem:
            raise Problem(problem.status, f"{where}: {problem.detail}") from problem
        digest = digests.get((article.pk, seen), "") or (article.current.sha256 if article.current else "")
        rows.append(replace(row, position=place, sha256=digest, version=seen))
    try:
        made, _ = carry_out(File("JSON", rows), project, by=request.user)
    except UnreadableAnnotations as error:
        raise Problem(422, str(error)) from error
    keys = [each.annotation.key for each in made.placed]
    return shown(request, schemas.Made(keys, made.known), status=201 if keys else 200)


@endpoint(
    "GET",
    "PATCH",
    "DELETE",
    accepts=(JSON,),
    described={
        "GET": Described("One highlight", "highlights", {200: Said("The highlight.", schemas.Highlight)}),
        "PATCH": Described(
            "Change the note, the tags or the place: one operation, one undo",
            "highlights",
            {200: Said("The highlight as it is now.", schemas.Highlight)},
            body={JSON: schemas.HighlightChange},
            headers=("If-Match",),
            problems=(409, 412, 428),
        ),
        "DELETE": Described(
            "Delete a highlight; an undo on its article's page brings it back",
            "highlights",
            {204: Said("It is deleted.")},
            headers=("If-Match",),
            problems=(412,),
        ),
    },
)
def highlight(request: SignedInRequest, key: UUID) -> HttpResponse:
    """A highlight: read, changed, deleted."""
    visible = whole(Annotation.objects.visible_to(request.user).alive()).select_related("article__project")
    return read_or_changed(
        request,
        lambda: get_object_or_404(visible, key=key),
        as_shown=as_shown,
        project=lambda found: found.article.project,
        hold=lambda found: lock([found.article_id]),
        change=_change,
        remove=lambda found: found.delete_softly(by=request.user),
    )


def _change(request: SignedInRequest, found: Annotation) -> None:
    said: schemas.HighlightChange = parsed(request, schemas.HighlightChange)
    row = None
    if isinstance(said.quote, str):
        row = Row(
            "This highlight",
            found.key,
            "",
            quoted(said.quote, said.prefix, said.suffix),
            range_of(said.start, said.end),
            sha256=_digest(found.article, said.version),
        )
    elif said.start is not None or said.end is not None or said.prefix or said.suffix:
        raise Problem(422, "Another place needs its words: send “quote” as well.")
    note = text(said.note) if isinstance(said.note, str) else found.note
    worn = tuple(tag.name for tag in found.tags.all())
    revise(
        found, by=request.user, row=row, note=note, tags=_names(said.tags) if said.tags is not msgspec.UNSET else worn
    )


def _row(said: schemas.NewHighlight, article: Article, digests: dict[tuple[int, int], str], where: str) -> Row:
    """Return what is said of a highlight to be, as the import's formats say it. Raises Problem."""
    if said.version is not None and (said.article, said.version) not in digests:
        raise Problem(422, f"{where}: the article has no version {said.version}.")
    selector = quoted(said.quote, said.prefix, said.suffix)
    if not selector.exact.strip():
        raise Problem(422, f"{where}: “quote” has no words.")
    return Row(
        where,
        said.key or uuid4(),
        source(article),
        selector,
        range_of(said.start, said.end),
        sha256=digests[said.article, said.version] if said.version else "",
        tags=_names(said.tags),
        note=text(said.note),
    )


def _names(names: Any) -> tuple[str, ...]:
    try:
        return tag_names(names, "A highlight")
    except UnreadableAnnotations as error:
        raise Problem(422, str(error)) from error


def _articles(project: Project, keys: Iterable[int]) -> dict[int, Article]:
    """Return the project's articles of these keys, with their texts. Raises Problem where there is none."""
    found = project.articles.select_related("project", "current").defer("problem").in_bulk({*keys})
    for key in keys:
        if key not in found:
            raise Problem(422, f"The project has no article {key}.")
    return found


def _digests(said: Iterable[schemas.NewHighlight]) -> dict[tuple[int, int], str]:
    """Return the digests of the texts of the versions that are named, by article and number."""
    named = {each.article for each in said if each.version is not None}
    found = Version.objects.filter(article__in=named).values_list("article_id", "number", "sha256")
    return {(article, number): digest for article, number, digest in found}


def _digest(article: Article, number: int | None) -> str:
    if number is None:
        return ""
    found = article.versions.filter(number=number).values_list("sha256", flat=True).first()
    if found is None:
        raise Problem(422, f"The article has no version {number}.")
    return found
