"""Addresses of a filter that were kept while the codebook went on."""

from __future__ import annotations

import re

from django.http import QueryDict

from annotations.models import Tag
from reader.models import Project

from .filters import FilterForm

TAG_FIELDS = ("tag", "any", "without", "overlap", "sentence")


def kept_filter(query: QueryDict, project: Project) -> tuple[FilterForm, list[Tag]]:
    """Return the filter of an address, and the tags it asks for that were removed from the codebook since.

    What it asks for beside them stands; nonsense, and a tag that the project never had, is refused by the form.
    """
    form = FilterForm(query, project=project)
    gone = [] if form.is_valid() else _removed(query, project)
    if not gone:
        return form, []
    left, keys = query.copy(), {str(tag.pk) for tag in gone}
    for name in TAG_FIELDS:
        left.setlist(name, [value for value in query.getlist(name) if value not in keys])
        if not left.getlist(name):
            del left[name]
    return FilterForm(left, project=project), gone


def _removed(query: QueryDict, project: Project) -> list[Tag]:
    asked = {value for name in TAG_FIELDS for value in query.getlist(name) if re.fullmatch(r"[0-9]{1,18}", value)}
    return list(Tag.with_removed.filter(project=project, pk__in=asked).exclude(removed_at=None))
