"""An annotation as the W3C protocol shows it: the exporter's JSON-LD under an address of ours, with its entity tag."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import parse_etags

from annotations.exporters import People, web_annotation
from annotations.models import Annotation
from reader.models import Article

LDP = "http://www.w3.org/ns/ldp"
CONTENT_TYPE = web_annotation.CONTENT_TYPE
CONTEXT = web_annotation.CONTEXT
PEOPLE = People()


def address(name: str, *args: object) -> str:
    """Return an IRI of the API: always under the site's own address, whatever the request calls it."""
    return settings.ADDRESS.rstrip("/") + reverse(f"api:{name}", args=args)


def container_iri(article: Article | int) -> str:
    return address("article_annotations", article if isinstance(article, int) else article.pk)


def iri(annotation: Annotation) -> str:
    """Return the annotation's IRI: that of its article's container, with its key behind (protocol, section 5.1)."""
    return f"{container_iri(annotation.article_id)}{annotation.key}"


def as_json(annotation: Annotation) -> dict[str, Any]:
    """Return an annotation (as `documents.whole` reads it). Its name in our exports is its canonical IRI."""
    shown = web_annotation.as_json(annotation, PEOPLE)
    name = shown.pop("id")
    return {"@context": shown.pop("@context"), "id": iri(annotation), "canonical": name, **shown}


def as_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def etag(content: bytes) -> str:
    """Return the entity tag of a representation, quoted: strong, since it is made of all its bytes."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def matches(header: str, tag: str) -> bool:
    """Say whether a tag is among those of an If-Match or If-None-Match header.

    One that compression on the way has marked as weak is the same: what was compressed is what it stands for.
    """
    tags = parse_etags(header)
    return tags == ["*"] or tag in {each.removeprefix("W/") for each in tags}
