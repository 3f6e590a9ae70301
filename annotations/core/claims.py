"""What a passage claims: who says it, with which words, what, and how sure of it.

Pure. The parts are those of PARC and PolNeAR (source, cue, content); factuality is FactBank's, as the source puts it;
kinds of source are those of Every Casualty (2016). All of it is proposed to the reader, who may say otherwise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .attribution import Attribution, attributions

AROUND = 2000  # code points of a paragraph on either side of the passage that are read


class Span(NamedTuple):
    """Words, and where they begin, in code points from the start of the passage: before it, below zero."""

    text: str
    at: int


class Reading(NamedTuple):
    """A claim as it is read."""

    source: Span | None
    cue: Span
    content: Span
    source_name: str
    source_type: str
    factuality: str
    rule: str


def reading_of(text: str, start: int, end: int, language: str = "") -> Reading | None:
    """Return what text[start:end] claims, from the attribution in its paragraphs that shares most with it, or None.

    English, as the attributions are; `language` is a BCP 47 tag, "" where it is not known. Offsets are code points.
    """
    if language and not language.lower().startswith("en"):
        return None
    first = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + AROUND)
    found = [
        (shared, -at.start, at)
        for at in attributions(text[first:last])
        if (shared := _shared(at, start - first, end - first))
    ]
    if not found:
        return None
    best = max(found, key=lambda one: one[:2])[2]

    def span(place: tuple[int, int]) -> Span:
        return Span(text[first + place[0] : first + place[1]], first + place[0] - start)

    source, cue, content = best.source and span(best.source), span(best.cue), span(best.content)
    name = _name(source.text) if source else ""
    return Reading(source, cue, content, name, kind_of_source(name), factuality(cue.text, content.text), best.rule)


def place_of(words: str, text: str, start: int, at: int | None) -> int | None:
    """Return where words stand that stood `at` code points from the start of a passage, which is at `start` now.

    Where the passage has got another range they are looked for around it, and the nearest are taken; None where there
    are none.
    """
    if at is not None and start + at >= 0 and text.startswith(words, start + at):
        return start + at
    behind = text.find(words, start, start + AROUND + len(words))
    before = text.rfind(words, max(0, start - AROUND), start + len(words) - 1)
    return min((place for place in (behind, before) if place >= 0), key=lambda place: abs(place - start), default=None)


def kind_of_source(name: str) -> str:
    """Return which kind of source a name is, as Every Casualty tells them apart; "" where its words do not say."""
    for kind, pattern in KINDS:
        if pattern.search(name):
            return kind
    return ""


def factuality(cue: str, content: str) -> str:
    """Return how sure a source is: FactBank's CT, PR or PS with + or -; Uu where the cue asks or leaves it open."""
    if OPEN.search(cue):
        return "Uu"
    sure = "PS" if POSSIBLE.search(f"{cue} {content}") else "PR" if PROBABLE.search(f"{cue} {content}") else "CT"
    return f"{sure}{'-' if DENIED.search(cue) else '+'}"


def _shared(found: Attribution, start: int, end: int) -> int:
    return max(0, min(found.end, end) - max(found.start, start))


def _name(source: str) -> str:
    """Return a source without the article before it: 'the ministry' is the ministry."""
    return re.sub(r"^(?:the|a|an|some)\s+(?=\S)", "", " ".join(source.split()), flags=re.I)


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.I)


# The first that fits decides: 'a hospital official' is medical, 'an armed group's spokesman' of the group.
KINDS = (
    ("anonymous", _words(r"anonym\w* unnamed unidentified declined\s+to\s+be\s+named")),
    (
        "medical",
        _words("hospitals? doctors? medics? surgeons? nurses? paramedics? morgues? clinics? medical physicians?"),
    ),
    ("monitor", _words("observatory monitors? monitoring watchdogs? observers?")),
    ("armed group", _words("rebels? insurgents? militants? militias? fighters? guerrillas? jihadists? gunmen faction")),
    ("witness", _words("(?:eye)?witness(?:es)? residents? survivors? villagers? neighbou?rs? relatives? bystanders?")),
    ("NGO", _words("charit(?:y|ies) NGOs? aid humanitarian activists? campaigners? unions? Amnesty Crescent")),
    (
        "news report",
        _words("newspapers? reporters? correspondents? journalists? television broadcasters? agency media"),
    ),
    (
        "official",
        _words(
            """officials? officers? ministry ministers? government police army military president governor mayor
            spokes(?:man|woman|person|people) authorities embassy commander general colonel captain prosecutors? judge
            court parliament premier chancellor state UN commission coastguard secretary"""
        ),
    ),
)
DENIED = _words(
    "den(?:y|ies|ied|ying) (?:disput|refut)(?:e|es|ed|ing) (?:reject|doubt)(?:s|ed|ing)? dismiss(?:e[sd]|ing)?"
)
OPEN = _words("(?:ask|wonder|question)(?:s|ed|ing)? whether")
POSSIBLE = _words("may might could possibl[ey] perhaps speculat(?:e|es|ed|ing)")
PROBABLE = _words(
    """probably likely apparently reportedly (?:believ|estimat)(?:e|es|ed|ing) think(?:s|ing)? thought
    (?:suspect|suggest|seem|appear|expect|fear)(?:s|ed|ing)?"""
)
