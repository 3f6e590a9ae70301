"""The list of highlights beside an article: filtered, in reading order, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import Any, NamedTuple, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max
from django.http import Http404
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from annotations.marking import painted
from annotations.models import Annotation, Tag
from annotations.models.querysets import AnnotationQuerySet
from annotations.news import NOW
from reader.extraction.language import tongue_of_quote
from reader.keys import listed, written
from reader.memory import Memory
from reader.models import Article
from reader.prepared import Bind, Prepared

ENTRIES_A_PAGE = 25  # a few windows of them: each costs opening the page as much as ten marks
CROWDED = 2000  # highlights, from where their ends are only said where the keyboard stands
FEW = 200  # highlights that are printed below their article without being asked for, and laid out all at once


class Entry(NamedTuple):
    """What the list shows of a highlight."""

    pk: int
    exact: str
    note: str
    start: int | None
    former_exact: str
    tags: list[Tag]

    @property
    def chips(self) -> str:
        """Its tags and its state as HTML."""
        worn = [f'<span class="chip tint-{escape(tag.tint)}">{escape(tag.name)}</span> ' for tag in self.tags]
        states = [(gettext("Orphan"), self.start is None), (gettext("The text changed here"), bool(self.former_exact))]
        told = [f'<span class="chip warning">{text}</span> ' for text, is_so in states if is_so]
        return "".join(worn or [f'<span class="chip">{gettext("Highlight")}</span> ']) + "".join(told)


Html = TypeVar("Html", str, dict[int, str])
LEAST = 500  # code points that anything takes as much room as, however short
SHOWN: Memory[tuple[str, str], Any] = Memory(32 * 2**20)  # each part of what pages show, by the state it is of
FIELDS = ("pk", "exact", "note", "start", "former_exact")
TAGS = Prepared(
    lambda: Annotation.tags.through.objects.filter(annotation__in=listed(Bind("keys"))).values_list(
        "annotation_id", "tag_id"
    )
)
FIRST = Prepared(lambda: _alive(Bind("article")).in_reading_order().values_list(*FIELDS)[:ENTRIES_A_PAGE])
SUMMARY = Prepared(
    lambda: (
        _alive(Bind("article"))
        .order_by()
        .values("article")
        .annotate(total=Count("pk"), latest=Max("updated_at"))
        .values_list("total", "latest")
    )
)


def _alive(article: Article | Bind) -> AnnotationQuerySet:
    return Annotation.objects.filter(article=article).alive()


@dataclass(frozen=True)
class SideList:
    """What the list shows: `chosen` is '' for all, 'none', 'orphans' or 'changed', or a tag's key.

    Its entries are written here and not in a template, and read as plain rows: there are fifty of them on a page
    whose other parts take some milliseconds together.
    """

    article: Article
    tags: list[Tag]  # of the codebook, in its order
    chosen: str = ""
    number: str = "1"  # of the page, as it stands in the address

    @property
    def total(self) -> int:
        """How many highlights the article has."""
        return self._summary[0]

    @cached_property
    def change(self) -> int:
        """The number up to which a page that is made now knows what was done to the article's highlights."""
        # Of the codebook too, which the page shows: see the view `news`.
        now = NOW(article=self.article.pk)
        if not now:
            raise Http404  # the article was removed since it was read
        return max(number or 0 for number in now[0])

    @cached_property
    def _summary(self) -> tuple[int, datetime | None]:
        """How many highlights there are, and when one was changed last."""
        found = SUMMARY(article=self.article.pk)
        return found[0] if found else (0, None)

    @cached_property
    def page(self) -> Page[tuple[Any, ...]]:
        """The rows shown now."""
        paginator = Paginator(self.narrowed.in_reading_order().values_list(*FIELDS), ENTRIES_A_PAGE)
        if not self.chosen:
            paginator.count = self.total  # counted already
        return paginator.get_page(self.number)

    @cached_property
    def entries(self) -> list[Entry]:
        """What is shown now, in a fixed number of queries."""
        return self._with_tags(FIRST(article=self.article.pk) if self._is_first_of_all else self.page.object_list)

    @property
    def has_entries(self) -> bool:
        """Whether anything is shown now."""
        return self.page.paginator.count > 0

    @property
    def html(self) -> SafeString:
        """The entries as HTML."""
        lines = self._kept("entries", self._lines) if self._is_first_of_all else self._lines()
        return mark_safe(lines)  # noqa: S308  escaped there

    @property
    def printed(self) -> SafeString:
        """All highlights as they are printed below the article, as HTML; nothing where they are many."""
        printed = self._kept("printed", self._printed) if self.is_short else ""
        return mark_safe(printed)  # noqa: S308  escaped there

    @cached_property
    def marked(self) -> dict[int, str]:
        """The HTML of each block of the text that bears marks, with them, by the block's number."""
        version = self.article.current
        return self._kept("blocks", lambda: painted(version, self.tags)) if version else {}

    def _kept(self, part: str, make: Callable[[], Html]) -> Html:
        """Return a part of what the page shows before anybody filters it or turns it, made anew if something changed.

        Each part by itself: after every change the list is asked for, and the marked text is not.
        """
        found: Html | None = SHOWN.get((part, self._state))
        if found is None:
            found = make()
            size = sum(map(len, [found] if isinstance(found, str) else found.values()))
            SHOWN.keep((part, self._state), found, LEAST + size)
        return found

    @cached_property
    def _state(self) -> str:
        """What differs whenever something differs that the page shows of the highlights to whoever reads a language."""
        version = self.article.current
        looks = [(tag.pk, tag.name, tag.tint) for tag in self.tags]
        text = (version.pk, version.sha256) if version else ()
        tongue = self.article.language, self.article.direction
        said = repr((self.article.pk, text, tongue, self.change, *self._summary, looks, get_language()))
        return sha256(said.encode()).hexdigest()

    def _lines(self) -> str:
        # What the entries say alike is looked up once: the words in this language, the address but for the key.
        noted = f'<span class="visually-hidden">{gettext("with a note")}</span>'
        address = reverse("annotation", args=[0]).rsplit("0", 1)
        looks: dict[tuple[object, ...], str] = {}
        lines = []
        for entry in self.entries:
            look = (tuple(tag.pk for tag in entry.tags), entry.start is None, bool(entry.former_exact))
            if look not in looks:
                looks[look] = entry.chips
            chips = looks[look] + (noted if entry.note else "")
            lines.append(_line(entry, chips, str(entry.pk).join(address), self._tongue_of(entry.exact)))
        return "\n".join(lines)

    def _printed(self) -> str:
        are_there = self._is_first_of_all and self.total <= ENTRIES_A_PAGE
        everything = self._all.in_reading_order().values_list(*FIELDS)
        entries = self.entries if are_there else self._with_tags(everything)
        return "\n".join(_printed_line(entry, self._tongue_of(entry.exact)) for entry in entries)

    def _tongue_of(self, quote: str) -> str:
        language, direction = tongue_of_quote(quote, self.article.language, self.article.direction)
        return f'lang="{escape(language)}" dir="{escape(direction)}"'

    @property
    def _is_first_of_all(self) -> bool:
        return self.page.number == 1 and not self.chosen

    @property
    def is_short(self) -> bool:
        """Whether the highlights are few enough to be printed unasked, and laid out all at once."""
        return self.total <= FEW

    @property
    def is_crowded(self) -> bool:
        """Whether so much is highlighted that to say where each begins and ends would drown the text."""
        return self.total > CROWDED

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
            case tag if tag.isdecimal() and len(tag) < 19:
                return self._all.filter(tags=int(tag))
        return self._all.none()

    @property
    def _all(self) -> AnnotationQuerySet:
        return _alive(self.article)

    def _with_tags(self, rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
        values = list(rows)
        borne: dict[int, set[int]] = {}
        for annotation, tag in TAGS(keys=written([row[0] for row in values])):
            borne.setdefault(annotation, set()).add(tag)
        order = [(tag.pk, tag) for tag in self.tags]
        return [
            Entry._make((*row, [tag for key, tag in order if key in borne[row[0]]] if row[0] in borne else []))
            for row in values
        ]


def _line(entry: Entry, chips: str, path: str, tongue: str) -> str:
    note = f'<span class="entry-note" dir="auto">{escape(short(entry.note, 120))}</span>' if entry.note else ""
    return (
        f'<li class="entry" id="entry-{entry.pk}">'
        f'<a class="entry-link" id="open-{entry.pk}" href="{path}" data-annotation="{entry.pk}">'
        f'<span class="chips">{chips}</span> '
        f'<q class="entry-quote" {tongue}>{escape(short(entry.exact, 140))}</q> {note}</a></li>'
    )


def _printed_line(entry: Entry, tongue: str) -> str:
    tags = "".join(f"[{escape(tag.name)}] " for tag in entry.tags)
    note = f'<p dir="auto">{linebreaksbr(entry.note, True)}</p>' if entry.note else ""
    return f"<li>“<span {tongue}>{escape(entry.exact)}</span>” {tags}{note}</li>"


def short(text: str, length: int) -> str:
    """Return a text of at most this many code points, the last an ellipsis where something is left out."""
    return text if len(text) <= length else f"{text[: length - 1]}…"
