"""The names of people in a line of text: of 'By Ada Lorne and Ben Oak', 'Ada Lorne' and 'Ben Oak'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .text import collapse, fold

_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|story|words|text|report|authored|article|content|contributed|review"
    r"|created|shared|submitted|penned)\s+by|author\(?s?\)?(?:\s+name)?\s*(?=:|$)|autho?r\s*[:|]"
    r"|by|von|par|por|di|de|od|av|af|door|från|fra|написа[лв]\w*|от|автор|текст|aut[eo]u?r(?:es|s|in)?\s*(?=:)"
    r"|autor(?:en|in|es)?\s*(?=:)|redazione\s*:|redactie\s*:|بقلم|كتب|كتبت|تقرير)\b[\s:|]*",
    re.IGNORECASE,
)
# 'de' and the like begin names as well: a line is signed only by these.
SIGNED = re.compile(
    r"^(?:(?:(?:written|posted|reported|published|story|words|text|report|authored|article|content|contributed|created"
    r"|penned)\s+)?by\b|author\(?s?\)?\s*[:|]|(?:von|par|por|di|da|av|af|door|от|автор|автори|текст|tekst"
    r"|kirjoittaja|skrevet av|skriven av|escrito por|écrit par|publié par|scritto da|a cura di|geschrieben von"
    r"|ein artikel von|verfasst von|autorka?|autore?|auteur|autor(?:in|es|en)?)\b|بقلم|كتب|كتبت|تقرير)\s*:?\s*\S",
    re.IGNORECASE,
)
_SIGNED_PREFIX = re.compile(
    r"^(?:[^\W\d_]+\s+(?:by|von|par|por|da|av)\s+|(?:ein artikel|a cura) \w+\s+|author\(?s?\)?\s*[:|]?\s*"
    r"|autor\w*\s*[:|]\s*|kirjoittaja:?\s|tekst:?\s)",
    re.IGNORECASE,
)
_CONJUNCTION = r",?\s(?:and|und|et|y|e|i|og|och|en|и|ve|with|mit|avec|con)\s|\s?&\s?|\s+و\s*(?=\w)"
_AND = re.compile(rf"\s*(?:{_CONJUNCTION}|[,;|/•·⋅∙‧・＝=]|\s[–—-]\s)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:\S+|www\.\S+|\S+@\S+|\s@\w+")
_AFTER_NAMES = re.compile(
    r"(?<=[a-z])(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\s*(?:[|•·⋅∙‧\d]|\s(?:on|in)\s|\s(?i:published|updated|posted|reviewed|fact[- ]checked|edited)\b)"
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|administrator|editor|staff|published|updated|posted|view|follow|share|share this"
    r"|author|authors|by|written by|posted by|via|unknown|anonymous|none|null|undefined)$",
    re.IGNORECASE,
)
# What stands in names' places on a page and is none: roles, labels of buttons, months.
_NO_PERSON = re.compile(
    r"\d|^(?:about|more|team|guest|name|bio|full bio|read more|contributors?|in|on|reviewed|edited|ago|read)$"
    r"|\b(?:editor|writer|reporter|correspondent|journalist|contributor|says|redakteur|redakteurin|consultant|founder"
    r"|ceo)$|^(?:senior|staff|chief|managing|associate|deputy|political|contributing|executive|guest|former|front)\s"
    r"|^(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$|^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\.?$"
    r"|\bby$|\b(?:facebook|instagram|twitter|linkedin|youtube|pinterest|whatsapp|email|copy|link|print|blog|news|bio|profile"
    r"|posts)\b",
    re.IGNORECASE,
)
# Neither is behind 'By' or in an author's element: a month that the rest of its date was cut from, a row of buttons.
_NO_SIGNATURE = re.compile(
    r"^(?:today|yesterday|(?:the )?author|former\s.*|.*\bby)$"
    r"|^(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?$"
    r"|\b(?:facebook|instagram|twitter|linkedin|youtube|pinterest|whatsapp)\b.*\s",
    re.IGNORECASE,
)
_NOT_IN_NAMES = frozenset(
    "the and of for in on to a with how why what your our new top best news is are was this that from at as it read"
    " minute minutes min share save updated published comments comment subscribe sign up more home ago".split()
)
_PERSON = re.compile(
    r"^(?:(?:dr|prof|mr|mrs|ms|sir)\.?\s+)?[^\W\d_][\w'’.-]*(?:\s+\(?[^\W\d_][\w'’.()-]*){0,4}$", re.IGNORECASE
)
# Two labels without a space between them ('WeddingsJust Engaged'), but not a name such as McKay.
_JOINED = re.compile(r"[a-z](?<!Mc)(?<!Mac)(?<!De)(?<!Di)(?<!La)(?<!Le)(?<!Van)[A-Z]")
_DEGREE = re.compile(r"^(?:(?:[A-Z]\.?){2,6}®?|Ph\.?\s?D\.?|M\.?\s?Sc\.?|Esq\.?|[JS]r\.?)$")  # stands behind a name
_PARTICLES = frozenset("de van von al bin der da del di la le dos den ter ten el y ibn und zu af".split())


def names(text: str) -> str:
    """Return a byline as the page words it ('Ada Lorne and Ben Oak'), without 'By', addresses, handles and
    repetitions; "" if no name is left."""
    return joined(names_in(text), text)


def joined(people: Sequence[str], text: str) -> str:
    """Return the names as one byline: with the text's own 'and' between them where it has one, else with commas."""
    text = collapse(text)
    found = "".join(people[:1])
    for before, name in pairwise(people):
        between = re.search(f"{re.escape(before)}({_CONJUNCTION}){re.escape(name)}", text, re.IGNORECASE)
        found += f"{between[1] if between else ', '}{name}"
    return found


def names_in(text: str) -> list[str]:
    """Return the names in a byline, as `names` has them."""
    found: list[str] = []
    text = _BY.sub("", _ADDRESS.sub("", collapse(text)))
    for part in _AND.split(text):
        name = _BY.sub("", part).strip(" .:-–—|&") if part.strip().lower() not in _PARTICLES else ""
        if (
            1 < len(name) <= 60
            and len(name.split()) <= 6
            and not _NO_NAME.search(name)
            and fold(name) not in map(fold, found)
        ):
            found.append(name)
    return found[:12]


def people_in(text: str, *, signed: bool = False) -> list[str]:
    """Return the names in a line, as long as names go on: what follows is a role, a place or a date.

    Behind 'By' stand a team, a first name and a handle as well.
    """
    text = _BY.sub("", _ADDRESS.sub("", _SIGNED_PREFIX.sub("", text)))
    text = _AFTER_NAMES.split(text, maxsplit=1)[0]
    found: list[str] = []
    for name in names_in(text):
        if not (is_person(name) or (found and _DEGREE.match(name)) or (signed and not found and _is_signature(name))):
            break
        found.append(name)
    return found


def _is_signature(name: str) -> bool:
    if _NO_SIGNATURE.search(name) or len(_JOINED.findall(name)) > 1:
        return False
    words = name.lower().split()
    if words[0] == "the":
        words = words[1:]
    return 1 <= len(words) <= 4 and not re.search(r"\d|\W\s", name) and not (_NOT_IN_NAMES - {"of", "on"}) & set(words)


def is_person(name: str) -> bool:
    """Return True for what may be a person's name by its shape: up to five capital words, none of them a role's."""
    words = name.split()
    if (
        not _PERSON.match(name)
        or _NO_PERSON.search(name)
        or _JOINED.search(name)
        or _NOT_IN_NAMES & {word.lower() for word in words}
    ):
        return False
    return all(
        word[:1].isupper() or word[:1] == "(" or word.lower() in _PARTICLES or not word[:1].isascii() for word in words
    )
