"""JSON Lines: one object a highlight, with everything that is said of it, for programs that read line by line.

UTF-8, a line feed after each object, and nothing but objects (jsonlines.org). What is not said is left out of figures,
claims and relations, and null or an empty string elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from . import json_rows
from .documents import utc
from .format import Format, Group, Selection
from .gathering import tags_of
from .people import People
from .print_pages import printed_page


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the file, a page of highlights at a time, in the order they were made."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
    for page in json_rows.pages(selection):
        yield "".join([f"{encode(said)}\n" for said in page]).encode()


def as_json(annotation: Any, people: People) -> dict[str, Any]:
    """Return everything that is said of a highlight, under the names that the tables have for it.

    It comes with what `documents.whole` brings; `json_rows` says the same of very many.
    """
    article, version = annotation.article, annotation.version
    claim = annotation.said_claim
    return {
        "annotation_id": annotation.pk,
        "key": str(annotation.key),
        "article": {
            "article_id": article.pk,
            "title": article.title,
            "url": article.url,
            "site_name": article.site_name,
            "byline": article.byline,
            "published_at": article.published,
            "language": article.language,
        },
        "version": {"number": version.number, "sha256": version.sha256},
        "status": annotation.status,
        "start": annotation.start,
        "end": annotation.end,
        "paragraph": annotation.paragraph,
        "page": printed_page(annotation),
        "prefix": annotation.prefix,
        "quote": annotation.exact,
        "suffix": annotation.suffix,
        "former_quote": annotation.former_exact,
        "tags": [{"tag_id": tag.pk, "name": tag.name, "kind": tag.kind} for tag in tags_of(annotation)],
        "note": annotation.note,
        "author": people.name(annotation.created_by),
        "created_at": utc(annotation.created_at),
        "updated_at": utc(annotation.updated_at),
        "figures": [{"figure_id": figure.pk} | _said(figure) for figure in annotation.said_figures],
        "claim": {"claim_id": claim.pk} | _said(claim) if claim else None,
        "relations": [
            {"relation_id": relation.pk} | _said(relation) | {"author": people.name(relation.created_by)}
            for relation in annotation.said_relations
        ],
    }


def _said(evidence: Any) -> dict[str, Any]:
    """Return the fields of a figure, a claim or a relation of which something is said, but for who wrote it."""
    return {name: said for name, said in evidence.kept.items() if said not in (None, "") and name != "created_by_id"}


FORMAT = Format(
    suffix=".jsonl",
    content_type="application/jsonl; charset=utf-8",
    title=gettext_noop("Annotations with their evidence"),
    label=gettext_noop("JSON Lines"),
    description=gettext_noop(
        "One object per highlight, with its tags, figures, claim and relations inside: for programs."
    ),
    write=write,
    group=Group.TABLES,
    records=lambda selection: selection.annotations.count(),
)
