"""Hypothesis JSON: the answer of its search (https://h.readthedocs.io/en/latest/api-reference/v1/), a row a highlight.

The id is the annotation's key as Hypothesis writes a UUID: base64 for addresses, without padding. A row can be read by
its author alone, so that no tool that puts it into Hypothesis publishes it. What Hypothesis has no word for is under
`attest`; figures, claims and relations are left out.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from annotations.models import Annotation

from .documents import account, made, source
from .format import Format, Selection
from .gathering import tags_of
from .people import People


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the answer as JSON, a row a line. A cut-off file does not parse."""
    yield b'{"rows": [\n'
    total = 0
    for page in made(selection):
        rows = ",\n".join(json.dumps(as_row(annotation, selection.people), ensure_ascii=False) for annotation in page)
        yield (f",\n{rows}" if total and rows else rows).encode()
        total += len(page)
    yield f'\n], "total": {total}}}\n'.encode()


def as_row(annotation: Annotation, people: People) -> dict[str, Any]:
    """Return one annotation (as `documents.whole` reads it) as a row."""
    article, version = annotation.article, annotation.version
    user = account(people.name(annotation.created_by and annotation.created_by.username) or "nobody")
    uri = source(article)
    return {
        "id": urlsafe_b64encode(annotation.key.bytes).decode().rstrip("="),
        "created": annotation.created_at.astimezone(UTC).isoformat("T", "microseconds"),
        "updated": annotation.updated_at.astimezone(UTC).isoformat("T", "microseconds"),
        "user": user,
        "user_info": {"display_name": None},
        "uri": uri,
        "text": annotation.note,
        "tags": [tag.name for tag in tags_of(annotation)],
        "group": "__world__",
        "permissions": {"read": [user], "admin": [user], "update": [user], "delete": [user]},
        "document": {"title": [article.title]},
        "target": [{"source": uri, "selector": _selectors(annotation)}],
        "links": {"html": settings.ADDRESS.rstrip("/") + article.get_absolute_url()},
        "flagged": False,
        "hidden": False,
        "references": [],
        "attest": {
            "status": annotation.status,
            "version": version.number,
            "sha256": version.sha256,
            **({"former_exact": annotation.former_exact} if annotation.former_exact else {}),
        },
    }


def _selectors(annotation: Annotation) -> list[dict[str, Any]]:
    quote, place = annotation.selector, annotation.position
    words = {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    # In code points of our text, where Hypothesis counts UTF-16 of the page: there, the quote decides.
    return [{"type": "TextPositionSelector", "start": place.start, "end": place.end}, words] if place else [words]


FORMAT = Format(
    suffix=".json",
    content_type="application/json",
    title=gettext_noop("Hypothesis"),
    label=gettext_noop("JSON"),
    description=gettext_noop(
        "As Hypothesis answers a search: for the scripts and notebooks that people have written for it."
    ),
    write=write,
    stem="hypothesis",
)
