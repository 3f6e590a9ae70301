"""Errors for programs: `application/problem+json` (RFC 9457), which say what is wrong and the way out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


class Problem(Exception):
    """A request that cannot be carried out. `extra` are further members of the answer, `headers` those of its own."""

    def __init__(
        self, status: int, detail: str, *, extra: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.extra, self.headers = status, detail, extra or {}, headers or {}

    def answer(self) -> JsonResponse:
        """Return the answer that says it. Without a `type` its title is the status' own name (section 4.2.1)."""
        title = HTTPStatus(self.status).phrase
        body = {"title": title, "status": self.status, "detail": self.detail, **self.extra}
        return JsonResponse(
            body, status=self.status, content_type="application/problem+json", headers=self.headers,
            json_dumps_params={"ensure_ascii": False},
        )  # fmt: skip
