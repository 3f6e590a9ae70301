"""Many annotations with everything that is said of them, as `documents.whole` brings it.

What many of them share, the article, the version, who made them and their tags, is made an object of once: which is
where the time goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from annotations.filtering import listed
from annotations.models import Annotation, Claim, Figure, Relation, Tag
from annotations.models.taggings import Tagging
from reader.models import Article, User, Version

MOST = 500  # objects of a kind that are kept from page to page


class Gathering:
    """What was read so far of what annotations share."""

    def __init__(self) -> None:
        self._articles = Shared(Article.objects.defer("problem"))
        self._versions = Shared(Version.objects.select_related("snapshot").defer("text", "block_values"))
        self._people = Shared(User.objects.all())
        self._tags = Shared(Tag.objects.all())

    def whole(self, annotations: QuerySet[Annotation]) -> list[Annotation]:
        """Return one page of annotations, each with `said_tags`, `said_figures`, `said_claim` and `said_relations`."""
        page = list(annotations)
        keys = listed([each.pk for each in page])
        articles = self._articles.of(each.article_id for each in page)
        versions = self._versions.of(each.version_id for each in page)
        people = self._people.of(each.created_by_id for each in page)
        tags = self._worn(keys)
        figures = _by_annotation(Figure.objects.shown().filter(annotation__in=keys).order_by("pk"))
        claims = _by_annotation(Claim.objects.shown().filter(annotation__in=keys))
        related = Relation.objects.shown().filter(annotation__in=keys).select_related("target", "created_by")
        relations = _by_annotation(related.order_by("pk"))
        for each in page:
            known: dict[str, Any] = each._state.fields_cache  # Django's, of relations
            known["article"], known["version"] = articles[each.article_id], versions[each.version_id]
            known["created_by"] = people[each.created_by_id] if each.created_by_id else None
            said: Any = each
            said.said_tags = tags.get(each.pk, [])
            said.said_figures, said.said_relations = figures.get(each.pk, []), relations.get(each.pk, [])
            said.said_claim = next(iter(claims.get(each.pk, ())), None)
            for evidence in (*said.said_figures, *said.said_relations, *claims.get(each.pk, ())):
                evidence._state.fields_cache["annotation"] = each
        return page

    def _worn(self, annotations: Any) -> dict[int, list[Tag]]:
        """Return the tags that these annotations bear, in the order of the codebook."""
        pairs = list(Tagging.objects.filter(annotation__in=annotations).values_list("annotation_id", "tag_id"))
        tags = self._tags.of(tag for _, tag in pairs)
        found: dict[int, list[Tag]] = defaultdict(list)
        for annotation, tag in pairs:
            if tag in tags:  # one that was removed meanwhile is none
                found[annotation].append(tags[tag])
        for worn in found.values():
            worn.sort(key=lambda tag: (tag.position, tag.pk))
        return found


class Shared:
    """Rows by their keys, each read once as long as there are not too many."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows, self._found = rows, dict[int, Any]()

    def of(self, keys: Iterable[int | None]) -> dict[int, Any]:
        wanted = {key for key in keys if key is not None}
        if missing := wanted - self._found.keys():
            if len(self._found) + len(missing) > MOST:
                self._found = {key: row for key, row in self._found.items() if key in wanted}
            self._found.update(self._rows.in_bulk(missing))
        return self._found


def _by_annotation(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.annotation_id].append(row)
    return found


def tags_of(annotation: Any) -> list[Tag]:
    """Return an annotation's tags, however it was read: by a `Gathering`, or by `documents.whole`."""
    gathered: list[Tag] | None = getattr(annotation, "said_tags", None)
    return list(annotation.tags.all()) if gathered is None else gathered
