"""The list of highlights beside an article: filtered, in reading order, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from annotations.models import Annotation
from annotations.models.querysets import AnnotationQuerySet
from reader.models import Article

ENTRIES_A_PAGE = 100
PRINTED = 200  # highlights that are printed below their article without being asked for


@dataclass(frozen=True)
class SideList:
    """What the list shows: `chosen` is '' for all, 'none', 'orphans' or 'changed', or a tag's key."""

    article: Article
    chosen: str = ""
    number: str = "1"  # of the page, as it stands in the address

    @cached_property
    def total(self) -> int:
        """How many highlights the article has."""
        return self._all.count()

    @cached_property
    def page(self) -> Page[Annotation]:
        """The entries shown now, with all that an entry shows."""
        found = self.narrowed.in_reading_order().for_listing().defer("prefix", "suffix")
        paginator = Paginator(found, ENTRIES_A_PAGE)
        if not self.chosen:
            paginator.count = self.total  # counted already
        return paginator.get_page(self.number)

    @property
    def printed(self) -> AnnotationQuerySet:
        """The highlights that are printed below the article; of very many none, unless asked for."""
        return self._all.in_reading_order().for_listing()

    @property
    def is_short(self) -> bool:
        return self.total <= PRINTED

    @property
    def is_dense(self) -> bool:
        """Whether the browser is to lay out only the blocks in view."""
        return self.total > PRINTED

    @property
    def narrowed(self) -> AnnotationQuerySet:
        """What the filter leaves."""
        match self.chosen:
            case "":
                return self._all
            case "none":
                return self._all.filter(tags=None)
            case "orphans":
                return self._all.filter(start=None)
            case "changed":
                return self._all.exclude(former_exact="")
            case tag if tag.isdecimal():
                return self._all.filter(tags=int(tag))
        return self._all.none()

    @property
    def _all(self) -> AnnotationQuerySet:
        return Annotation.objects.filter(article=self.article).alive()
