"""What a search means as a condition on the library's entries.

Whatever the index knows goes to it as one expression; days, counts and tags are columns, and are joined to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from django.conf import settings
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL
from django.utils.module_loading import import_string

from . import engines
from .expressions import Both, Either, Expression
from .expressions import Sequence as Tokens
from .query import All, Any, Named, Not, Published, Query, Text
from .stems import WAYS
from .words import AUTHOR, LANGUAGE, SITE, named, primary_of, tokens, variants

PREFIXES = {"site": SITE, "author": AUTHOR}


class Bearing(NamedTuple):
    """Which entries have highlights with some tags; where they are few, also the keys of their articles."""

    condition: Q
    articles: Sequence[int] | None = None


class Tags(Protocol):
    """What the library has to be told of the tags of some projects; see `TAGS_IN_SEARCH` in the settings."""

    def tagged(self, is_meant: Callable[[str], bool]) -> Bearing | None:
        """Return which entries have highlights with a tag whose name is meant; None where no tag is."""

    def of_kind(self, kind: str) -> Bearing:
        """Return which entries have highlights with a tag of this kind: claim, disputed or figure."""

    def counted(self, articles: Sequence[int]) -> Mapping[str, int]:
        """Return how many of these articles have highlights with a tag of each of these kinds."""


@dataclass(frozen=True)
class Conditions:
    """Makes conditions on the entries of these projects, given by their keys.

    `languages` are those of their articles (primary subtags), where they are known: words are looked for in all others
    in vain.
    """

    projects: Sequence[int]
    languages: Sequence[str] = WAYS

    def of(self, query: Query) -> Q:
        """Return what a search means."""
        expression = self.expression(query)
        return self._found(expression) if expression else self._joined(query)

    def expression(self, query: Query) -> Expression | None:
        """Return what the index is asked for a query that it can answer alone, otherwise None."""
        match query:
            case Text(text) if not self._is_in_tags(text):
                return self._any_way(text)
            case Named(("site" | "author") as field, value):
                return Tokens(named(value, PREFIXES[field]) or (PREFIXES[field],))
            case Named("lang", value):
                return Tokens(named(primary_of(value), LANGUAGE) or (LANGUAGE,))
            case Any(parts):
                found = [self.expression(part) for part in parts]
                return Either(tuple(part for part in found if part)) if all(found) else None
            case All(parts):
                return self._all(parts)
        return None

    def _all(self, parts: Iterable[Query]) -> Expression | None:
        """All at once where the index knows each, and something has to be there for others to be absent."""
        there: list[Expression] = []
        absent: list[Expression] = []
        for part in parts:
            inner = part.inner if isinstance(part, Not) else part
            expression = self.expression(inner)
            if expression is None:
                return None
            (absent if isinstance(part, Not) else there).append(expression)
        return Both(tuple(there), tuple(absent)) if there else None

    def _joined(self, query: Query) -> Q:
        match query:
            case Text(text):
                in_tags = self.tags.tagged(lambda name: _says(name, text))
                return self._found(self._any_way(text)) | (in_tags or NONE).condition
            case Named("has", value) if value in HAS:
                return HAS[value]
            case Named():
                return self._bearing(query).condition
            case Published(since, until):
                return _between(since.isoformat() if since else "", until.isoformat() if until else "")
            case Not(inner):
                return ~self.of(inner)
            case Any(parts):
                found = Q()
                for part in parts:
                    found |= self.of(part)
                return found
            case All(parts):
                # What the index can answer, it answers in one go.
                known = [part for part in parts if self.expression(part.inner if isinstance(part, Not) else part)]
                together = self._all(known)
                others = [part for part in parts if not together or part not in known]
                found = self._found(together, self._fewest(others)) if together else Q()
                for part in others:
                    found &= self.of(part)
                return found
        raise TypeError(f"{query!r} is no query")

    def _found(self, expression: Expression, among: Sequence[int] | None = None) -> Q:
        return Q(pk__in=engines.engine().matching(expression, among))

    def _bearing(self, query: Named) -> Bearing:
        if query.name == "has":
            return self.tags.of_kind(query.value)
        wanted = tokens(query.value, "en")
        return self.tags.tagged(lambda name: tokens(name, "en") == wanted) or NONE

    def _fewest(self, parts: Iterable[Query]) -> Sequence[int] | None:
        """Return the articles that alone can fit all of this, where tags say so, and few have them."""
        named = (part for part in parts if isinstance(part, Named))
        by_tag = (part for part in named if part.name == "tag" or (part.name == "has" and part.value not in HAS))
        known = (bearing.articles for bearing in map(self._bearing, by_tag) if bearing.articles is not None)
        return min(known, key=len, default=None)

    def _any_way(self, text: str) -> Expression:
        ways = [Tokens(sequence) for sequence in variants(text, self.languages) or variants(text)]
        return ways[0] if len(ways) == 1 else Either(tuple(ways))

    def _is_in_tags(self, text: str) -> bool:
        return self.tags.tagged(lambda name: _says(name, text)) is not None

    @cached_property
    def tags(self) -> Tags:
        tags: Tags = import_string(settings.TAGS_IN_SEARCH)(self.projects)
        return tags


NONE = Bearing(Q(pk__in=[]), ())


def _rare(condition: str) -> Q:
    """Return a condition in the words of an index that holds what fits it alone, which SQLite compares."""
    return Q(RawSQL(condition, [], BooleanField()))  # noqa: S611  ours


HAS = {
    "note": Q(notes__gt=0),
    "highlight": Q(highlights__gt=0),
    "orphan": _rare('"reader_entry"."orphans" > 0'),
    "trouble": _rare('"reader_entry"."status" = \'unreadable\''),
}


def texts(query: Query | None) -> list[str]:
    """Return the words and phrases that a search looks for, in order: those to be marked where they are found."""
    match query:
        case Text(text):
            return [text]
        case All(parts) | Any(parts):
            return [text for part in parts for text in texts(part)]
    return []


@lru_cache(maxsize=1_000)  # of one search it is asked several times
def _says(name: str, text: str) -> bool:
    """Say whether the words stand side by side in a name, whatever language it is in."""
    for language in ("en", "xx"):
        there, sought = tokens(name, language), tokens(text, language)
        if any(there[at : at + len(sought)] == sought for at in range(len(there) - len(sought) + 1)):
            return True
    return False


def _between(since: str, until: str) -> Q:
    """Published from one day on, and before another. ISO 8601 sorts as text; what says no day is in no period."""
    found = Q(published__gte=since) if since else Q(published__gt="")
    return found & Q(published__lt=until) if until else found
