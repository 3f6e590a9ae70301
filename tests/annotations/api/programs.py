"""A program that asks with a token."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from reader.models import Token, User

LD = "application/ld+json"


class Program:
    """Sends requests in the name of a person, with CSRF enforced, as a server does."""

    def __init__(self, user: User, *scopes: str) -> None:
        self.token, self.secret = Token.objects.issue(user, "A script", scopes or ("read", "annotate", "import"))
        self.client = Client(enforce_csrf_checks=True)

    def __call__(self, method: str, path: str, data: Any = None, **headers: str) -> HttpResponse:
        """Send `data` as JSON. A header is named as an argument: `if_match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Bearer {self.secret}", **named}
        body = b"" if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
        kind = sent.pop("content-type", LD)
        return self.client.generic(method, path, body, content_type=kind, headers=sent)


def path_of(iri: str) -> str:
    """Return the path and query of an IRI of this site."""
    return "/" + iri.split("/", 3)[3]


def sent(exact: str = "Four five six", **more) -> dict[str, Any]:
    """Return a Web Annotation on these words, as a program sends it; `more` is what else it says."""
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": more.pop("prefix", "")}
    target = {"source": more.pop("source", "https://news.example/fire"), "selector": selector}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target} | more
