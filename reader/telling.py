"""What is said of fetching and importing, in the language of the page. It is kept in English, as the worker said it.

A sentence without values is looked up as it is; those with values are told by their patterns, here.
"""

from __future__ import annotations

from django.utils.translation import gettext

from reader import addresses, fetch_errors, politeness
from reader.importers import importing, items, packages, pdf, tables
from reader.models import article, feed, picture, refetch
from reader.sentences import translated

PATTERNS = (
    *addresses.SENTENCES,
    politeness.BUSY,
    importing.OTHER_TEXT, importing.NEARLY_THE_SAME, importing.SAME_TEXT, importing.HIGHLIGHTS, importing.TOO_MANY,
    importing.NOTHING, importing.OURS,
    items.NO_ADDRESS, packages.TOO_MANY, packages.BROKEN, pdf.LONG, tables.BROKEN,
    article.OURS, feed.OURS, picture.OURS, refetch.OURS, refetch.MUCH_LESS,
)  # fmt: skip


def told(text: str) -> str:
    """Return what was said of an article, a picture, a feed or a look at a page."""
    # The ways out in the sentences of the network are sentences too; what stands in others is somebody's title.
    found = translated(text, fetch_errors.SENTENCES, deep=1)
    return found if found != text else translated(text, PATTERNS)


def told_of_row(reason: str, remedy: str) -> str:
    """Return why a row of an import failed, and the way out, or what else is said of it.

    Both were one sentence, or two, before they were parted for the report (`imports.parted`).
    """
    said = f"{reason} {remedy}".strip()
    found = told(said)
    if found == said and remedy:
        one = f"{reason.removesuffix('.')}: {remedy[:1].lower()}{remedy[1:]}"
        found = next((text for each in (one, one.removesuffix(".")) if (text := told(each)) != each), said)
    return found


def told_of_list(reason: str) -> str:
    """Return what a row of an import was that held several articles, and how many: both are said by us."""
    label, _, number = reason.rpartition(" of ")  # the last: a kind of list may have one in its name
    return gettext(importing.LIST_OF).format(translated(label), number) if label else reason
