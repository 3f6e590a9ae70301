"""Two prints of a text, side by side in their words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from reader.differences import passages
from reader.importers.variants import address_key
from reader.models import Article
from reader.requests import SignedInRequest


@require_GET
def likeness(request: SignedInRequest, pk: int, other_pk: int) -> HttpResponse:
    """What differs between two articles of a project, word by word."""
    ready = Article.objects.visible_to(request.user).exclude(current=None).select_related("project", "current")
    article = get_object_or_404(ready, pk=pk)
    other = get_object_or_404(ready, pk=other_pk, project=article.project_id)
    texts = [[placed.block.text for placed in each.current.kept] for each in (article, other) if each.current]
    found = passages(*texts)
    earlier, later = sorted((article, other), key=lambda each: each.pk)
    role = article.project.role_of(request.user)
    is_one_address = address_key(article.url) == address_key(other.url) != ""
    differs = any(each.is_changed for each in found)
    context = {
        "article": article,
        "other": other,
        "project": article.project,
        "role": role,
        "passages": found,
        "differs": differs,
        "earlier": earlier,
        "later": later,
        "can_take_over": differs and is_one_address and role != "viewer",
    }
    return render(request, "reader/likeness.html", context)
