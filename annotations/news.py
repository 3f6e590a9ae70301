"""What a reading page has not seen yet of its article's highlights, as blocks to be swapped.

Every answer to a change, and every look for the changes of others, goes this way: a page that says how far it has
seen gets whatever was done since, its own and others' alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import Any, NamedTuple, Self

from django.db.models import Max, OuterRef, Subquery
from django.http import HttpRequest

from annotations.marking import marked_blocks
from annotations.models import Annotation, Change, Tag, codebook_of
from reader.models import Article
from reader.prepared import Bind, Prepared

# The latest change of an article's highlights and of its project's codebook, for a query of articles.
LATEST = (
    Subquery(Change.objects.filter(article=OuterRef("pk")).order_by("-pk").values("pk")[:1]),
    Subquery(
        Change.objects.filter(tag__project=OuterRef("project"))
        .order_by()
        .values("tag__project")
        .annotate(latest=Max("pk"))
        .values("latest")
    ),
)
MOST = 2000  # changes: a page that has missed more is loaded anew
FEW = 5  # changes that the answer to a new highlight brings; where more was done meanwhile, the next look does
NOW = Prepared(lambda: Article.objects.filter(pk=Bind("article")).values_list(*LATEST))
WHAT = ("pk", "annotation_id", "before", "after")  # of a change: a page that looks may have missed a thousand of them
SINCE = Prepared(
    lambda: (
        Change.objects.filter(article=Bind("article"), pk__gt=Bind("since"))
        .order_by("pk")
        .values_list(*WHAT)[: MOST + 1]
    )
)
NEWEST = Prepared(
    lambda: (
        Change.objects.filter(article=Bind("article"), pk__gt=Bind("since"))
        .order_by("-pk")
        .values_list("pk", flat=True)[: FEW + 1]
    )
)
OWN = Prepared(lambda: Change.objects.filter(annotation=Bind("annotation")).order_by("pk").values_list(*WHAT))


class Done(NamedTuple):
    """What one change did to an annotation: the parts that it changed, as they were and as they are."""

    pk: int
    annotation_id: int | None
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows: an article's version, its changes up to one, and perhaps the card of an annotation."""

    version: int
    change: int
    card: int | None = None

    @classmethod
    def by(cls, request: HttpRequest) -> Self | None:
        """Return what the page that asks has seen; None where it does not say so, or nonsense."""
        parts = request.headers.get("Attest-Seen", "").split(".")
        if len(parts) != 3 or not all(part.isascii() and len(part) < 19 for part in parts):
            return None
        try:
            return cls(int(parts[0]), int(parts[1]), int(parts[2] or 0) or None)
        except ValueError:
            return None


class News:
    """What was done to an article's highlights after a change."""

    def __init__(
        self, article: Article, since: int, card: int | None = None, *, is_other_codebook: bool = False
    ) -> None:
        self.article, self.since, self.card, self.is_other_codebook = article, since, card, is_other_codebook
        self.painted_at = 0  # the change up to which the blocks are, where the news leave out what others did

    @classmethod
    def with_new(cls, article: Article, seen: Seen, annotation: Annotation) -> Self:
        """Return the news for the page that has just made this annotation.

        Where many highlight at once these are of the annotation alone, so that it is there at once however much the
        others do. They go no further than what was seen, and the next look brings the rest.
        """
        newest = NEWEST(article=article.pk, since=seen.change)
        if len(newest) <= FEW:
            return cls(article, seen.change, seen.card)
        news = cls(article, seen.change)
        news.changes, news.painted_at = [*starmap(Done, OWN(annotation=annotation.pk))], newest[0]
        return news

    @cached_property
    def changes(self) -> list[Done]:
        return [*starmap(Done, SINCE(article=self.article.pk, since=self.since))]

    @cached_property
    def codebook(self) -> list[Tag]:
        """The project's tags, in order."""
        return codebook_of(self.article.project_id)

    def given_to(self, annotation: Annotation) -> list[Tag]:
        """Return the tags that an annotation made just now has got.

        Where its making is no news any more, they are those it bears: the first answer about it was lost, and the
        page has looked for news before it asked again.
        """
        said = [change.after["tags"] for change in self.changes
                if change.annotation_id == annotation.pk and "tags" in change.after]  # fmt: skip
        borne = Annotation.tags.through.objects.filter(annotation=annotation.pk).values_list("tag", flat=True)
        given = said[-1] if said else set(borne)
        return [tag for tag in self.codebook if tag.pk in given]

    def are_gone(self, asked: Iterable[int]) -> bool:
        """Say whether one of the tags with these keys is in the codebook no longer."""
        return not {*asked} <= {tag.pk for tag in self.codebook}

    @property
    def latest(self) -> int:
        """The change up to which these news go."""
        return self.changes[-1].pk if self.changes else self.since

    @property
    def is_too_much(self) -> bool:
        """Say whether the page is to be loaded anew: a tag's name and colour stand everywhere on it."""
        return self.is_other_codebook or len(self.changes) > MOST

    @cached_property
    def blocks(self) -> str:
        """The touched blocks as HTML, marked as they are now."""
        version = self.article.current
        if version is None:
            return ""
        ranges = [
            (values["start"], values["end"])
            for change in self.changes
            for values in (change.before.get("range"), change.after.get("range"))
            if values and values["version_id"] == version.pk and values["start"] is not None
        ]
        # Where one stands that was not moved is not in what was done to it, unless it was made just now.
        told = {
            change.annotation_id
            for change in self.changes
            if change.after.get("range", {}).get("version_id") == version.pk
        }
        if touched := [change.annotation_id for change in self.changes if change.annotation_id not in told]:
            now: Any = Annotation.objects.filter(pk__in=set(touched), version=version, start__isnull=False)
            ranges += now.values_list("start", "end")
        return marked_blocks(version, self.codebook, ranges)

    @property
    def card_changed(self) -> bool:
        """Say whether the annotation whose card is open is among them."""
        return self.card is not None and any(change.annotation_id == self.card for change in self.changes)
