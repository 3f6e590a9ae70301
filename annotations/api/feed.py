"""The newest highlights of a project as an Atom feed (RFC 4287), for feed readers and programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import Truncator

from annotations.models import Annotation
from reader.models import Project
from reader.requests import SignedInRequest

from .endpoint import endpoint
from .representation import address

ENTRIES = 50
MEDIA_TYPES = ("application/atom+xml", "application/xml", "text/xml", "text/html")  # browsers ask for the last


@endpoint("GET", accepts=MEDIA_TYPES)
def feed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The highlights made last: each with its words, its note, its tags and a link to its page."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    site = settings.ADDRESS.rstrip("/")
    atom = Atom1Feed(
        title=f"New highlights in {project.name}",
        link=site + project.get_absolute_url(),
        feed_url=address("feed", project.pk),
        description="",
    )
    made = Annotation.objects.alive().filter(article__project=project).select_related("article", "created_by")
    for each in made.defer("article__problem").prefetch_related("tags").order_by("-pk")[:ENTRIES]:
        atom.add_item(
            title=f"“{Truncator(each.exact).chars(80)}” · {each.article.title}",
            link=site + each.get_absolute_url(),
            description="\n\n".join(filter(None, (f"“{each.exact}”", each.note))),
            unique_id=f"urn:uuid:{each.key}",
            pubdate=each.created_at,
            updateddate=each.updated_at,
            author_name=each.created_by.username if each.created_by else "Somebody",
            categories=[tag.name for tag in each.tags.all()],
        )
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
