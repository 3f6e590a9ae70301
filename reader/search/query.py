"""The language of searches: words, “phrases”, -not, or, brackets and fields. Pure: no Django. See docs/search.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeAlias

from django.utils.translation import gettext

from .words import tokens

LONGEST = 500  # code points of a search
MOST = 24  # words, phrases and fields of one search
DEEPEST = 12  # brackets and minuses inside each other


class UnreadableQuery(ValueError):
    """The search cannot be understood; says what to write instead."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words side by side: one word, or what stands in quotation marks."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """What is said of an article: `name` is one of tag, site, author, lang, has."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Published:
    """Published from the day `since` on, and before the day `until`, where they are given."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Not:
    inner: Query


@dataclass(frozen=True, slots=True)
class All:
    """Each of these, at least one."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these, of which there is at least one."""

    parts: tuple[Query, ...]


Query: TypeAlias = Text | Named | Published | Not | All | Any

HAS = {
    "claim": "claim", "claims": "claim", "disputed": "disputed", "dispute": "disputed", "disputes": "disputed",
    "figure": "figure", "figures": "figure", "note": "note", "notes": "note", "orphan": "orphan", "orphans": "orphan",
    "highlight": "highlight", "highlights": "highlight",
}  # fmt: skip
FIELDS = ("tag", "site", "author", "lang", "has", "before", "after")

QUOTED = r'"(?P<straight>[^"]*)"|“(?P<curly>[^”“"]*)[”"]|„(?P<low>[^“”"]*)[“”"]|«(?P<angle>[^»"]*)»'
PART = re.compile(
    rf"""(?P<space>\s+)
    |(?P<open>\()|(?P<close>\))
    |(?P<minus>[-−–](?=[^\s\-−–]))
    |(?P<field>[A-Za-z]+):(?=(?P<rest>[^\s]?))
    |{QUOTED}
    |(?P<lone>["“„«])
    |(?P<word>[^\s()"“”„«»]+)
    |(?P<other>.)""",
    re.VERBOSE,
)


def parse(query: str) -> Query | None:
    """Return what a search asks for, or None where it asks for nothing. Raises UnreadableQuery, and nothing else."""
    if len(query) > LONGEST:
        raise UnreadableQuery(
            gettext("This is longer than {LONGEST} characters: search for fewer words.").format(LONGEST=LONGEST)
        )
    return _Parser(query).all()


class _Parser:
    ORS: ClassVar = {"or", "|"}

    def __init__(self, query: str) -> None:
        self.parts = [match for match in _scan(query) if match.lastgroup != "space"]
        self.at = 0
        self.leaves = 0

    def all(self) -> Query | None:
        if not self.parts:
            return None
        found = self.either(0)
        if self.at < len(self.parts):
            raise UnreadableQuery(
                gettext("There is a “)” too many: leave it out, or put a “(” where the group begins.")
            )
        return found

    def either(self, depth: int) -> Query:
        parts = [self.together(depth)]
        while self._is_or():
            self.at += 1
            parts.append(self.together(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def together(self, depth: int) -> Query:
        parts: list[Query] = []
        while self.at < len(self.parts) and not self._is_or() and self._kind != "close":
            parts.append(self.one(depth))
        if not parts:
            if self._is_or() or (self.at and self._was_or()):
                raise UnreadableQuery(
                    gettext("“or” needs a word on each side: fire or blaze. As a word, write “or” in quotes.")
                )
            raise UnreadableQuery(
                gettext("There is nothing between these brackets: leave them out, or put words inside.")
            )
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, depth: int) -> Query:
        if depth > DEEPEST:
            raise UnreadableQuery(gettext("Too many brackets and minuses inside each other: say it with fewer."))
        part = self.parts[self.at]
        self.at += 1
        match self._kind_of(part):
            case "minus":
                return self._negated(depth)
            case "open":
                inner = self.either(depth + 1)
                if self.at == len(self.parts):
                    raise UnreadableQuery(gettext("A “(” is never closed: put a “)” where the group ends."))
                self.at += 1
                return inner
            case "field":
                return self._field(part.group("field"), part.group("rest"))
            case "lone":
                raise UnreadableQuery(
                    gettext("A quotation mark is never closed: put one at the end of the phrase, too.")
                )
        return self._text(_said(part))

    def _negated(self, depth: int) -> Query:
        if self.at == len(self.parts) or self._kind == "close" or self._is_or():
            raise UnreadableQuery(gettext("The minus needs a word right behind it: fire -forest."))
        return Not(self.one(depth + 1))

    def _field(self, name: str, rest: str) -> Query:
        if rest == "/" or (name.lower() not in FIELDS and len(name) == 1):  # an address, or an abbreviation
            return self._with_rest(f"{name}:")
        if name.lower() not in FIELDS:
            known = ", ".join(f"{field}:" for field in FIELDS)
            raise UnreadableQuery(
                gettext("There is no field “{name}:”. There are {known} — or put the words in quotation marks.").format(
                    name=name, known=known
                )
            )
        value = self._value() if rest and rest not in "()" else ""
        if not value.strip():
            raise UnreadableQuery(
                gettext("“{name}:” needs something right behind it: {EXAMPLES}.").format(
                    name=name, EXAMPLES=EXAMPLES[name.lower()]
                )
            )
        self._count()
        return _field(name.lower(), value.strip())

    def _value(self) -> str:
        part = self.parts[self.at]
        self.at += 1
        if self._kind_of(part) == "lone":
            raise UnreadableQuery(gettext("A quotation mark is never closed: put one at the end of the phrase, too."))
        said = _said(part)
        if self._kind_of(part) in ("field", "minus"):  # tag:a:b, site:-x
            return said + self._glued(part)
        return said

    def _glued(self, part: re.Match[str]) -> str:
        """Return what follows a part without a space, as it was written."""
        said = ""
        while self.at < len(self.parts) and self.parts[self.at].start() == part.end():
            part = self.parts[self.at]
            if self._kind_of(part) not in ("field", "minus", "word"):
                break
            self.at += 1
            said += part.group()
        return said

    def _with_rest(self, said: str) -> Query:
        return self._text(said + self._glued(self.parts[self.at - 1]))

    def _text(self, said: str) -> Query:
        self._count()
        if not tokens(said, ""):
            raise UnreadableQuery(
                gettext("“{strip}” has no letter and no digit to search for: leave it out.").format(strip=said.strip())
            )
        return Text(said)

    def _count(self) -> None:
        self.leaves += 1
        if self.leaves > MOST:
            raise UnreadableQuery(
                gettext("At most {MOST} words, phrases and fields fit in one search: leave some out.").format(MOST=MOST)
            )

    @property
    def _kind(self) -> str:
        return self._kind_of(self.parts[self.at]) if self.at < len(self.parts) else ""

    @staticmethod
    def _kind_of(part: re.Match[str]) -> str:
        return "field" if part.group("field") else part.lastgroup or ""

    def _is_or(self) -> bool:
        return self.at < len(self.parts) and (self.parts[self.at].group("word") or "").lower() in self.ORS

    def _was_or(self) -> bool:
        return (self.parts[self.at - 1].group("word") or "").lower() in self.ORS


def _scan(query: str) -> Iterator[re.Match[str]]:
    return PART.finditer(query)


def _said(part: re.Match[str]) -> str:
    for name in ("straight", "curly", "low", "angle"):
        if part.group(name) is not None:
            return str(part.group(name))
    return part.group()


EXAMPLES = {
    "tag": 'tag:claim, or tag:"casualty figure"',
    "site": "site:ledger.example",
    "author": 'author:haddad, or author:"Rana Haddad"',
    "lang": "lang:ar",
    "has": "has:claim, has:disputed, has:figure, has:note or has:orphan",
    "before": "before:2024-03-01",
    "after": "after:2024-03-01",
}


def _field(name: str, value: str) -> Query:
    match name:
        case "has":
            if value.lower() not in HAS:
                raise UnreadableQuery(
                    gettext("“has:{value}” is not known: write {EXAMPLES}.").format(
                        value=value, EXAMPLES=EXAMPLES["has"]
                    )
                )
            return Named("has", HAS[value.lower()])
        case "before":
            return Published(until=_day(name, value, after=False))
        case "after":
            return Published(since=_day(name, value, after=True))
    if not tokens(value, ""):
        raise UnreadableQuery(
            gettext("“{name}:{value}” has no letter and no digit to search for: {EXAMPLES}.").format(
                name=name, value=value, EXAMPLES=EXAMPLES[name]
            )
        )
    return Named(name, value)


DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _day(name: str, value: str, *, after: bool) -> date:
    """Return the first day that is after the day, month or year, or the first of it."""
    match = DAY.fullmatch(value) if value.isascii() else None
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else 0 for part in match.groups())
        first = date(year, month or 1, day or 1)
        if not after:
            return first
        if day:
            return date.fromordinal(first.toordinal() + 1)
        return date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    except (ValueError, OverflowError):
        said = gettext(
            "“{name}:{value}” is no day: write a year, a month or a day, as in {name}:2024, {name}:2024-03"
        ).format(name=name, value=value)
        raise UnreadableQuery(gettext("{said} or {name}:2024-03-12.").format(said=said, name=name)) from None
