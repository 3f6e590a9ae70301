"""The annotations of an article or a project as a container of the W3C Web Annotation Protocol.

https://www.w3.org/TR/annotation-protocol/. Without a preference the answer holds the first page, of whole annotations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from annotations.exporters.documents import source, whole
from annotations.importing import web_annotation
from annotations.importing.planning import page as page_address
from annotations.models import Annotation
from reader.models import Article, Project
from reader.problems import Problem
from reader.requests import SignedInRequest

from . import schemas
from .checking import checked, evidence_of
from .described import Described, Said
from .endpoint import ANY, JSON_TYPES, body_of, endpoint, may_change, negotiate
from .paging import Page, last_of
from .representation import CONTENT_TYPE, CONTEXT, LDP, address, as_bytes, as_json, container_iri, etag, iri, matches
from .writing import create, row_of

if TYPE_CHECKING:
    from annotations.models.querysets import AnnotationQuerySet

LINKS = f'<{LDP}#BasicContainer>; rel="type", <http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}#constrainedBy"'
MINIMAL, IRIS = f"{LDP}#PreferMinimalContainer", "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"
INCLUDE = re.compile(r'\breturn\s*=\s*"?representation"?[^,]*?;\s*include\s*=\s*"([^"]*)"', re.IGNORECASE)


class ViewForm(forms.Form):
    """Which view of a container, and which page of it: see `Container.at`."""

    iris = forms.IntegerField(required=False, min_value=0, max_value=1, help_text="1: IRIs alone.")
    page = forms.RegexField(r"^[0-9]{1,18}$", required=False, help_text="As the container links to it.")


READING = Described(
    "Web Annotations as a container (W3C Web Annotation Protocol)",
    "web annotations",
    {200: Said("The container, or a page of it.", schemas.Container, CONTENT_TYPE)},
    query=(ViewForm,),
    headers=("Prefer",),
    problems=(400,),
)


@dataclass(frozen=True)
class Container:
    """Annotations under an IRI; `iris` says whether its pages hold their IRIs alone."""

    iri: str
    label: str
    annotations: AnnotationQuerySet
    iris: bool = False

    def at(self, **place: int) -> str:
        """Return the IRI of this view of the container, or of a page of it."""
        return f"{self.iri}?{urlencode({'iris': int(self.iris), **place})}"

    def described(self, *, minimal: bool) -> dict[str, Any]:
        """Return the container, with its first page in it unless the client wants it minimal."""
        total = self.annotations.count()
        shown = {
            "@context": [*CONTEXT[:1], f"{LDP}.jsonld", *CONTEXT[1:]],
            "id": self.at(),
            "type": ["BasicContainer", "AnnotationCollection"],
            "label": self.label,
            "total": total,
        }
        if not total:
            return shown  # of nothing there is no page
        first = self.at(page=0) if minimal else self.page(Page.of(self.annotations, 0)) | {"partOf": self.at()}
        return shown | {"first": first, "last": self.at(page=last_of(self.annotations, total))}

    def page(self, page: Page) -> dict[str, Any]:
        found = Annotation.objects.filter(pk__in=page.keys).order_by("pk")
        items: list[Any]
        if self.iris:
            items = [iri(each) for each in found.only("key", "article")]
        else:
            items = [as_json(each) for each in whole(found)]
            for item in items:
                del item["@context"]  # the page's is theirs
        return {
            "id": self.at(page=page.after),
            "type": "AnnotationPage",
            "startIndex": page.start_index,
            **({} if page.previous is None else {"prev": self.at(page=page.previous)}),
            **({} if page.following is None else {"next": self.at(page=page.following)}),
            "items": items,
        }

    def whole_page(self, after: int) -> dict[str, Any]:
        """Return a page that stands for itself. Raises Problem where there is none."""
        page = Page.of(self.annotations, after)
        if not page.keys:
            raise Problem(404, f"There is no such page: begin with {self.at()}")
        of = {"id": self.at(), "type": "AnnotationCollection", "label": self.label, "total": self.annotations.count()}
        return {"@context": CONTEXT, **self.page(page), "partOf": of}


@endpoint(
    *ANY,
    accepts=(),
    described={
        "GET": READING,
        "POST": Described(
            "Make a Web Annotation",
            "web annotations",
            {201: Said("It is made.", schemas.WebAnnotation, CONTENT_TYPE)},
            body=dict.fromkeys(JSON_TYPES, schemas.NewWebAnnotation),
            headers=("Idempotency-Key", "Slug"),
            problems=(409, 410),
        ),
    },
)
def article_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The highlights of an article; a POST makes another one."""
    articles = Article.objects.visible_to(request.user).select_related("project", "current")
    article = get_object_or_404(articles.defer("problem"), pk=pk)
    alive = Annotation.objects.alive().filter(article=article)
    container = Container(container_iri(article), article.title, alive)
    return _answer(request, container, article)


@endpoint(*ANY, accepts=(), described={"GET": READING})
def project_annotations(request: SignedInRequest, pk: int) -> HttpResponse:
    """The highlights of a project. New ones are made in the container of their article."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    alive = Annotation.objects.alive().filter(article__project=project)
    container = Container(address("project_annotations", project.pk), project.name, alive)
    return _answer(request, container, None)


def _answer(request: SignedInRequest, container: Container, article: Article | None) -> HttpResponse:
    """Answer any method, with the headers that every answer of a container has (protocol, section 4.1)."""
    is_page = "page" in request.GET
    try:
        negotiate(request)
        if request.method == "POST" and article and not is_page:
            response = _create(request, article)
        elif request.method == "OPTIONS":
            response = HttpResponse()
        elif request.method in ("GET", "HEAD"):
            response = _read(request, container)
        else:
            detail = "Read here; a POST to the container of an article makes an annotation, and that one is changed."
            raise Problem(405, detail)
    except Problem as problem:
        response = problem.answer()
    if "ETag" not in response:
        response["ETag"] = etag(as_bytes(container.described(minimal=True)))
    if not is_page:
        response["Link"] = LINKS
    takes_new = article is not None and not is_page
    response["Allow"] = "GET, HEAD, OPTIONS, POST" if takes_new else "GET, HEAD, OPTIONS"
    if takes_new:
        response["Accept-Post"] = CONTENT_TYPE
    response["Vary"] = "Accept, Prefer"
    return response


def _read(request: SignedInRequest, container: Container) -> HttpResponse:
    wanted = _wanted(request)
    if request.GET.get("iris", "0") not in ("0", "1"):
        raise Problem(400, "“iris” is 1 for a list of IRIs, and 0 for whole annotations.")
    iris = request.GET["iris"] == "1" if "iris" in request.GET else IRIS in wanted and DESCRIPTIONS not in wanted
    container = Container(container.iri, container.label, container.annotations, iris)
    if "page" in request.GET:
        after = request.GET["page"]
        if not re.fullmatch(r"[0-9]{1,18}", after):
            raise Problem(400, f"“page” is no page of ours: follow the links from {container.at()}")
        return _represented(request, as_bytes(container.whole_page(int(after))))
    minimal = MINIMAL in wanted
    response = _represented(request, as_bytes(container.described(minimal=minimal)))
    response["Content-Location"] = container.at()
    if wanted & {MINIMAL, IRIS, DESCRIPTIONS}:
        response["Preference-Applied"] = "return=representation"
    return response


def _wanted(request: SignedInRequest) -> set[str]:
    """Return the IRIs that a Prefer header includes (RFC 7240; LDP, section 7.2)."""
    found = INCLUDE.search(request.headers.get("Prefer", ""))
    return set(found[1].split()) if found else set()


def _represented(request: SignedInRequest, content: bytes) -> HttpResponse:
    """Return a representation, or 304 where the client has it."""
    tag = etag(content)
    if matches(request.headers.get("If-None-Match", ""), tag):
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(content, content_type=CONTENT_TYPE, headers={"ETag": tag})


def _create(request: SignedInRequest, article: Article) -> HttpResponse:
    may_change(article.project, request.user)
    payload = checked(body_of(request))
    if evidence_of(payload):
        raise Problem(422, "Figures, claims and relations come in by the project's imports/: leave them out here.")
    row = row_of(payload, web_annotation.read)
    known = {source(article), address_of(article)}
    if page_address(row.source) not in {page_address(each) for each in known}:
        raise Problem(
            422, f"The target's source is {row.source or 'missing'}, and this article's is {source(article)}."
        )
    made = create(article, row, by=request.user, key=_key(request, payload))
    shown = whole(Annotation.objects.filter(pk=made.pk)).get()
    content, place = as_bytes(as_json(shown)), iri(shown)
    headers = {"ETag": etag(content), "Location": place, "Content-Location": place}
    return HttpResponse(content, status=201, content_type=CONTENT_TYPE, headers=headers)


def address_of(article: Article) -> str:
    """Return the address of the article's page here."""
    return address("root").removesuffix("/api/") + article.get_absolute_url()


def _key(request: SignedInRequest, payload: dict[str, Any]) -> UUID | None:
    """Return the key that the client asks for: as `canonical`, which is kept as it is, or as a wish.

    Raises Problem.
    """
    if "canonical" in payload:
        key = _uuid(str(payload["canonical"]).removeprefix("urn:uuid:"))
        if key is None or payload["canonical"] != f"urn:uuid:{key}":
            raise Problem(422, "“canonical” can be kept here only as urn:uuid:… (in small letters): leave it out.")
        if Annotation.objects.filter(key=key).exists():
            raise Problem(409, "An annotation of this canonical IRI is here already: change that one.")
        return key
    wish = _uuid(request.headers.get("Slug", "").strip('"'))
    return None if wish is None or Annotation.objects.filter(key=wish).exists() else wish


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
