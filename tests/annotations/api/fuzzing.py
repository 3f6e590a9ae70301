"""Requests made of the API's own description, as it allows them and as it does not; and whether the answers keep it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from annotations.api.openapi import document
from annotations.models import Annotation
from reader.importers import Source
from reader.importers.items import Item
from reader.models import Article, Import, Project, Token, User
from tests.builders import a_highlight

# No 500, no status that is not described, and each answer of the type that is.
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
WORDS = "Four five six"


@contextmanager
def connection_kept() -> Iterator[None]:
    """Let a request be answered in the test's transaction, as Django's own client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass
class Fuzzer:
    """Sends requests to a project with one article, as its owner; each is taken back when it is answered."""

    article: Article
    owner: User
    seen: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        _, secret = Token.objects.issue(self.owner, "A fuzzer", ["read", "annotate", "import"])
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        self.highlight: Annotation = a_highlight(self.article, "One two", "Claim", note="A note.", by=self.owner)
        project: Project = self.article.project
        batch = Import.objects.start([Item(Source(content=b"Nine ten."))], project=project, by=self.owner)
        name = urlsafe_b64encode(self.highlight.key.bytes).decode().rstrip("=")
        self.tag = self.highlight.tags.get()
        # What is there, by the beginning of the address that it is at.
        self.there = {
            "/api/projects/": {"pk": project.pk, "name": "json-lines"},
            "/api/articles/": {"pk": self.article.pk, "number": 1, "key": str(self.highlight.key)},
            "/api/highlights/": {"key": str(self.highlight.key)},
            "/api/tags/": {"pk": self.tag.pk},
            "/api/imports/": {"pk": batch.pk},
            "/api/annotations/": {"name": name},
        }
        self.schema = schemathesis.openapi.from_dict(document())
        self.schema.app = get_wsgi_application()

    @property
    def operations(self) -> list[Any]:
        return [each.ok() for each in self.schema.get_all_operations()]

    def run(self, operation: Any, examples: int, *, same: bool = False) -> None:
        """Send so many requests of one operation, if `same` always the same ones.

        Raises where an answer is none that is described.
        """

        wanted = {each.name for each in operation.path_parameters}
        known = next((there for start, there in self.there.items() if operation.path.startswith(start)), {})
        there = {name: value for name, value in known.items() if name in wanted}

        @settings(
            max_examples=examples,
            deadline=None,
            derandomize=same,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(operation), choices=st.data())
        def send(case: Any, choices: Any) -> None:
            self._make_fit(case, there, choices)
            with transaction.atomic(), connection_kept():
                response = case.call(headers=self.headers)
                transaction.set_rollback(True)
            self.seen[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        send()

    def _make_fit(self, case: Any, there: dict[str, Any], choices: Any) -> None:
        """Let most requests get further than to the first thing that is not there."""
        if there and choices.draw(st.integers(0, 9)) < 8:
            case.path_parameters = dict(there)
        if choices.draw(st.integers(0, 19)) < 19:
            (case.headers or {}).pop("Authorization", None)
        if "If-Match" in (case.headers or {}) and choices.draw(st.booleans()):
            case.headers["If-Match"] = "*"
        for body in case.body if isinstance(case.body, list) else [case.body]:
            if not isinstance(body, dict) or not choices.draw(st.booleans()):
                continue
            if "article" in body:
                body["article"] = self.article.pk
            if "quote" in body:
                body["quote"] = WORDS
            if "uri" in body:
                body["uri"] = self.article.url
            if "parent" in body:
                body["parent"] = self.tag.pk
            if "target" in body:
                quote = {"type": "TextQuoteSelector", "exact": WORDS}
                target = {"source": self.article.url, "selector": [quote]}
                body["target"] = [target] if isinstance(body["target"], list) else target


def cases(operation: Any) -> st.SearchStrategy[Any]:
    """Return requests as the description allows them and, one in three, as it does not."""
    as_allowed = operation.as_strategy()
    wrong = operation.as_strategy(GenerationMode.NEGATIVE)
    return as_allowed if wrong.is_empty else st.one_of(as_allowed, as_allowed, wrong)
