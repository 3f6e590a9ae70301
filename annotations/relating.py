"""Passages that another one may be about."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Exists, OuterRef, Value, When

from annotations.models import Annotation, Tag
from annotations.models.folding import Fold

MOST = 20  # passages offered at a time
WORDS = 10  # of a search


def candidates(annotation: Annotation, q: str = "") -> list[Annotation]:
    """Return at most MOST other passages of the project with all words of `q` in their quote or note.

    Those of the same article come first, and among them and among the others the claims, in reading order.
    """
    found = Annotation.objects.alive().filter(article__project=annotation.article.project_id).exclude(pk=annotation.pk)
    for word in q.split()[:WORDS]:
        found = found.filter(searchable__contains=Fold(Value(word)))
    here = Case(When(article=annotation.article_id, then=True), default=False, output_field=BooleanField())
    claims = Tag.objects.filter(annotations=OuterRef("pk"), kind=Tag.Kind.CLAIM)
    ordered = found.alias(is_here=here, is_claim=Exists(claims)).order_by(
        "-is_here", "-is_claim", "article", "start", "pk"
    )
    return list(ordered.select_related("article").prefetch_related("tags")[:MOST])
