"""What is deleted between a request's look at it and what the request does with it: answered as not found."""

from __future__ import annotations

import logging

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import Http404, HttpRequest
from django.utils.deprecation import MiddlewareMixin

logger = logging.getLogger(__name__)


class GoneMiddleware(MiddlewareMixin):
    """Answers 404 where a view finds half-way that what it has looked up is deleted by now.

    No look holds a row: an article may be removed for good while somebody highlights in it. Whatever the view had
    done is taken back by its transaction. A mistake of ours may look the same, and so it is written down.
    """

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if is_gone(error):
            logger.warning("Gone meanwhile: %s", request.path, exc_info=error)
            raise Http404 from error


def is_gone(error: Exception) -> bool:
    """Say whether a row was asked for, or referred to, that is not there (any more)."""
    if isinstance(error, IntegrityError):
        cause = error.__cause__
        # PostgreSQL's foreign_key_violation (its Appendix A), and SQLite's extended result code.
        is_foreign_key = getattr(cause, "sqlstate", "") == "23503"
        return is_foreign_key or getattr(cause, "sqlite_errorname", "") == "SQLITE_CONSTRAINT_FOREIGNKEY"
    return isinstance(error, ObjectDoesNotExist)
