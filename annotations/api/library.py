"""Projects, their articles, and the versions of these."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from reader.extraction.rendering import place
from reader.forms import ImportForm
from reader.importers.items import Item
from reader.library import Library, LibraryForm
from reader.library.forms import TurnForm
from reader.library.paging import ORDERS, Place
from reader.models import Article, Import, Project, Version
from reader.models.token import Scope
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .answering import JSON, USUAL, KeyPageForm, PageForm, by_key, form_data, listed, parsed, refusal, shown, valid
from .described import Described, Said
from .endpoint import endpoint, may_change
from .imports import imports_as_shown
from .representation import address

FORM = "multipart/form-data"
MOST_BYTES = 12 * 2**20  # of a text that was pasted: the form allows 10 MB, and JSON writes line ends as two


class ArticlesForm(LibraryForm):
    """The library's filter and order, without how its page looks."""

    rows = None  # type: ignore[assignment]  # so Django takes a field out of a form
    # Not by how well they fit a search: that is of some hundreds, and no order of all that there is.
    sort = forms.ChoiceField(required=False, choices=[(key, order.label) for key, order in ORDERS.items()])


def page_of(thing: Article | Import | Project) -> str:
    """Return the address of the page that people open."""
    return settings.ADDRESS.rstrip("/") + thing.get_absolute_url()


def second(moment: datetime) -> datetime:
    """Return a moment to the second, as the exports write it."""
    return moment.replace(microsecond=0)


def project_as_shown(project: Project) -> schemas.Project:
    """Return a project of `with_role`."""
    pk = project.pk
    return schemas.Project(
        id=pk,
        name=project.name,
        role=project.role,  # type: ignore[attr-defined]
        created_at=second(project.created_at),
        url=address("project", pk),
        articles=address("project_articles", pk),
        highlights=address("project_highlights", pk),
        annotations=address("project_annotations", pk),
        tags=address("tags", pk),
        imports=address("imports", pk),
        exports=address("exports", pk),
    )


def article_as_shown(article: Article) -> schemas.Article:
    """Return an article of `for_showing`."""
    pk = article.pk
    return schemas.Article(
        id=pk,
        project=article.project_id,
        status=article.status,
        problem=article.problem,
        title=article.title,
        standfirst=article.standfirst,
        byline=article.byline,
        site_name=article.site_name,
        published=article.published,
        language=article.language,
        direction=article.direction,
        word_count=article.word_count,
        url=article.url,
        version=article.version_number,  # type: ignore[attr-defined]
        created_at=second(article.created_at),
        page=page_of(article),
        versions=address("versions", pk),
        highlights=f"{address('project_highlights', article.project_id)}?article={pk}",
        annotations=address("article_annotations", pk),
    )


def version_as_shown(version: Version) -> schemas.Version:
    return schemas.Version(**_of_version(version))


def _of_version(version: Version) -> dict[str, Any]:
    place_ = (version.article_id, version.number)
    return {
        "article": version.article_id,
        "number": version.number,
        "cause": version.cause,
        "sha256": version.sha256,
        "created_at": second(version.created_at),
        "url": address("version", *place_),
        "blocks": address("blocks", *place_),
    }


def for_showing(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.annotate(version_number=F("current__number"))


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "The person's projects",
            "projects",
            {200: Said("A part of them.", schemas.Page[schemas.Project])},
            query=(KeyPageForm,),
            problems=(400,),
        )
    },
)
def projects(request: SignedInRequest) -> HttpResponse:
    """The projects that the person is a member of."""
    return by_key(request, _projects(request), lambda rows: [project_as_shown(row) for row in rows])


@endpoint(
    "GET",
    accepts=(JSON,),
    described={"GET": Described("One project", "projects", {200: Said("The project.", schemas.Project)})},
)
def project(request: SignedInRequest, pk: int) -> HttpResponse:
    """A project, with where what belongs to it is."""
    return shown(request, project_as_shown(get_object_or_404(_projects(request), pk=pk)))


def _projects(request: SignedInRequest) -> QuerySet[Project]:
    return Project.objects.visible_to(request.user).annotate(role=F("memberships__role"))


@endpoint(
    "GET",
    "POST",
    accepts=(JSON,),
    change=Scope.IMPORT,
    described={
        "GET": Described(
            "Articles, filtered and ordered as on the project's page",
            "articles",
            {200: Said("A part of them. Without “state” the ones that the person archived are left out.",
                       schemas.Page[schemas.Article])},
            query=(ArticlesForm, PageForm),
            problems=(400,),
        ),
        "POST": Described(
            "Import an address, a text or files",
            "articles",
            {202: Said("The import, whose rows say what comes of each.", schemas.Import)},
            body={JSON: schemas.NewSource, FORM: schemas.Upload},
            headers=("Idempotency-Key",),
        ),
    },
)  # fmt: skip
def project_articles(request: SignedInRequest, pk: int) -> HttpResponse:
    """The articles of a project (GET), or sources that are to become some (POST)."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        return _take_in(request, project)
    form, turn = ArticlesForm(request.GET), valid(PageForm(request.GET))
    valid(form)
    library, limit = Library(form, TurnForm({}), [pk], request.user), turn["limit"] or USUAL
    order = library.order
    at = Place.read(turn["cursor"], order)
    if turn["cursor"] and at is None:
        raise Problem(400, "“cursor” is none of this list: follow “next” from its beginning.")
    found = library.entries.filter(at.beyond(order, upwards=order.is_upwards)) if at else library.entries
    ways = [F(name).asc() if order.is_upwards else F(name).desc() for name in {order.column: 0, "article_id": 0}]
    places = [Place(*row) for row in found.order_by(*ways).values_list("article_id", order.column)[: limit + 1]]
    articles = for_showing(Article.objects.all()).in_bulk([each.pk for each in places[:limit]])
    items = [article_as_shown(articles[each.pk]) for each in places[:limit] if each.pk in articles]
    return listed(request, items, places[limit - 1].written(order) if len(places) > limit else None)


def _take_in(request: SignedInRequest, project: Project) -> HttpResponse:
    """Have the job worker import what was sent, as the page of imports does."""
    may_change(project, request.user)
    if request.content_type == FORM:
        form = ImportForm(request.POST, request.FILES)
    else:
        form = ImportForm(form_data(parsed(request, schemas.NewSource, most=MOST_BYTES)))
    if not form.is_valid():
        raise Problem(422, refusal(form))
    sources = form.sources()
    label = sources[0].label if len(sources) == 1 else f"{len(sources)} files"
    batch = Import.objects.start([Item(each) for each in sources], project=project, by=request.user, label=label)
    location = address("import", batch.pk)
    return shown(request, imports_as_shown([batch])[0], status=202, location=location)


@endpoint(
    "GET",
    accepts=(JSON,),
    described={"GET": Described("One article", "articles", {200: Said("The article.", schemas.Article)})},
)
def article(request: SignedInRequest, pk: int) -> HttpResponse:
    """An article, with where its versions and highlights are."""
    return shown(request, article_as_shown(get_object_or_404(for_showing(_articles(request)), pk=pk)))


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "The versions of an article, the first one first",
            "articles",
            {200: Said("A part of them.", schemas.Page[schemas.Version])},
            query=(KeyPageForm,),
            problems=(400,),
        )
    },
)
def versions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The versions of an article, without their texts."""
    article = get_object_or_404(_articles(request), pk=pk)
    return by_key(
        request, article.versions.defer("text", "block_values"), lambda rows: [version_as_shown(row) for row in rows]
    )


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "A version with its text", "articles", {200: Said("The version.", schemas.VersionWithText)}
        )
    },
)  # fmt: skip
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """A version with its canonical text, in which offsets count."""
    found = _version(request, pk, number, without="block_values")
    return shown(request, schemas.VersionWithText(**_of_version(found), text=found.text))


@endpoint(
    "GET",
    accepts=(JSON,),
    described={
        "GET": Described(
            "The blocks of a version, also those that were cut", "articles", {200: Said("All.", list[schemas.Block])}
        )
    },
)
def blocks(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The blocks of a version in their order, with the reason of each that was cut."""
    found = []
    for each in place(_version(request, pk, number, without="text").blocks):
        start, end = (each.start, each.end) if each.block.kept else (None, None)
        block = each.block
        found.append(
            schemas.Block(
                number=each.number,
                kind=str(block.kind),
                html=block.html,
                text=block.text,
                kept=block.kept,
                reason=block.reason,
                level=block.level,
                start=start,
                end=end,
            )
        )
    return shown(request, found)


def _articles(request: SignedInRequest) -> QuerySet[Article]:
    return Article.objects.visible_to(request.user)


def _version(request: SignedInRequest, pk: int, number: int, *, without: str) -> Version:
    found = Version.objects.filter(article__in=_articles(request).filter(pk=pk)).defer(without)
    return get_object_or_404(found, number=number)
