"""Files that leave the site are the same bytes in whatever language the person reads the interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps

from django.conf import settings
from django.utils import translation

from .format import Selection

Write = Callable[[Selection], Iterator[bytes]]


def in_english(write: Write) -> Write:
    """Return the writer, made to write in the site's own language.

    Language belongs to a thread, and between two chunks of a stream others work in it: it is set for each.
    """

    @wraps(write)
    def written(selection: Selection) -> Iterator[bytes]:
        with translation.override(settings.LANGUAGE_CODE):
            chunks = iter(write(selection))
        while True:
            with translation.override(settings.LANGUAGE_CODE):
                chunk = next(chunks, None)
            if chunk is None:
                return
            yield chunk

    return written
