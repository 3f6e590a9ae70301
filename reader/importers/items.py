"""What stands in a list: articles to be, each with what another tool knew of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from reader.extraction.text import harmless
from reader.extraction.translation import gettext_noop

from . import Source
from .saved_page import address

WHOLE = "whole article"
NO_ADDRESS = gettext_noop("{0} is not a web address that can be opened: look it up, and import that address.")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage that was highlighted elsewhere. Offsets are not carried: they count in a text that is not ours.

    `key` is the other tool's own name for it, so that the same export twice brings it once. `made` is ISO 8601.
    A highlight without `exact` is a note on the whole article.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    made: str = ""
    by: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An article to be. `problem` says why there will be none, where that is known already."""

    source: Source
    title: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    highlights: tuple[Highlight, ...] = ()
    problem: str = ""

    @property
    def label(self) -> str:
        return self.title or self.source.label

    def as_json(self) -> dict[str, Any]:
        """Return what the other tool knew, without the source."""
        known: dict[str, Any] = {"title": self.title, "tags": list(self.tags), "note": self.note}
        known["as_seen"] = self.source.as_seen
        known["highlights"] = [asdict(highlight) for highlight in self.highlights]
        return {name: storable(value) for name, value in known.items() if value}


def storable(value: Any) -> Any:
    """Return the value with its texts harmless: neither NUL nor a lone surrogate can be stored, or shown."""
    match value:
        case str():
            return harmless(value)
        case dict():
            return {name: storable(each) for name, each in value.items()}
        case list() | tuple():
            return [storable(each) for each in value]
    return value


def known_from(values: Mapping[str, Any]) -> list[Highlight]:
    """Return the highlights that `as_json` wrote; a note on the whole article is one more, without words."""
    found = [Highlight(**{**each, "tags": tuple(each["tags"])}) for each in values.get("highlights", ())]
    if values.get("note"):
        found.append(Highlight("", note=values["note"], key=WHOLE))
    return found


def link(url: str, **known: Any) -> Item:
    """Return an item that is to be fetched; one whose address is none says so."""
    found = address(url)
    if not found:
        shown = ascii(url[:200])[1:-1] or "(nothing)"
        said = NO_ADDRESS.format(shown)
        return Item(Source(filename=shown[:255]), problem=said, **known)
    return Item(Source(url=found), **known)


def page(
    html: str, *, url: str = "", title: str = "", byline: str = "", published: str = "", name: str = "", **known: Any
) -> Item:
    """Return an item whose cleaned HTML another tool has kept, as a page that says its title, author and date."""
    said = "".join(
        f'<meta name="{key}" content="{escape(value)}">'
        for key, value in (("author", byline), ("article:published_time", published))
        if value
    )
    whole = (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{said}</head>'
        f"<body><article><h1>{escape(title)}</h1>{html}</article></body></html>"
    )
    content = whole.encode("utf-8", "replace")
    return Item(
        Source(address(url), content, "text/html; charset=utf-8", name[:255] or title[:250]), title=title, **known
    )


def words(values: Iterable[Any] | str | None, separator: str = ",") -> tuple[str, ...]:
    """Return tags from a list, or from one string of them: trimmed, each once, none empty."""
    parts = values.split(separator) if isinstance(values, str) else [str(value) for value in values or ()]
    return tuple(dict.fromkeys(part.strip()[:100] for part in parts if part.strip()))
