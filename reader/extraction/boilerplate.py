"""Lines that are a page's furniture, told by their words (a table a language, in `phrases`) or their shape."""

from __future__ import annotations

import re

from .phrases import TABLES
from .phrases.reasons import APPEAL, COMMENTS, CREDIT, FOOTER, NAVIGATION, PROMPT, SHARE

# What says the same in every language.
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (FOOTER, re.compile(r"^(?:©|\(c\)|copyright\b)|©\s*\d{4}|\d{4}\s*©|^v?\d+\.\d+\.\d+$", re.IGNORECASE)),
    (
        NAVIGATION,
        re.compile(r"^(?:\S+\s*[>»›/|]\s*){2,}\S*$|^\d+\s*(?:min|minute)s?\.?\s+read$|^\d+\s*/\s*\d+$", re.IGNORECASE),
    ),
    (
        COMMENTS,  # 'Ada Lorne says:', 'March 5, 2024 at 8:15 pm'
        re.compile(
            r"^.{1,40}\s(?:says|said|wrote|sagt|schreibt|dit|dice|disse|ha detto|пишет|يقول)\s?:?"
            r"(?:\s.{0,40}\d\d?[:.]\d\d.{0,6})?$"
            r"|^(?:on )?\w+ \d{1,2},? \d{4},? at \d{1,2}:\d\d\s?[ap]m\.?(?: reply)?$",
            re.IGNORECASE,
        ),
    ),
    (NAVIGATION, re.compile(r"^(?:#\w+[\s,]*)+$")),
    # What a site's program was to write something for, and did not: [button link="…"]…[/button]
    (PROMPT, re.compile(r"^\[\w+(?:\s+\w+=[^\]]*)?\].*\[/\w+\]$|^\[\w+\s+\w+=[^\]]*\]$")),
    (
        CREDIT,
        re.compile(
            r"^\(?(?:AP|AFP|Reuters|EPA|Getty)\b.{0,20}/|/(?:AP|AFP|Reuters|EPA|AAP|dpa|Getty Images|Shutterstock)\)?$"
            r"|©\s*\S"
        ),
    ),
    (SHARE, re.compile(r"^(?:f|t|in|x|\+\d+)$", re.IGNORECASE)),
    (SHARE, re.compile(r"^https?://\S+$|^www\.\S+$|^\S+@\S+\.\w+$", re.IGNORECASE)),
)
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“]*“")
LONG = 60  # words: a phrase inside a longer line is more likely the author's
SHORT_START = 25  # words: as with the start of one


def words_of(line: str) -> tuple[str, ...]:
    """Return the words a phrase is matched on."""
    return tuple(_WORD.findall(line.lower()))


def reason_for(line: str) -> str:
    """Return why a line is furniture, by its words in any of the languages or by its shape; "" if nothing says so."""
    words = words_of(line)
    if words in _WHOLE:
        return _WHOLE[words]
    if len(words) <= LONG:
        if (rest := unquoted(line)) != line:
            words = words_of(rest)  # what somebody is quoted as saying is the article's
        fitting = not _PHRASES.keys().isdisjoint(words) and [
            (len(phrase), reason)
            for place, word in enumerate(words)
            if word in _PHRASES
            for phrase, at_start, reason in _PHRASES[word]
            if words[place : place + len(phrase)] == phrase
            and (not at_start or (place == 0 and len(words) <= SHORT_START))
            # A single word begins many a sentence: here it has to be a label.
            and (not at_start or len(phrase) > 1 or re.match(r"\W*\w+\s*[:/|(©]", line))
        ]
        if fitting:
            return max(fitting)[1]  # the longest phrase says most
    if len(line) <= 200:
        if not line.isascii() and (found := _UNPARTED.search(line)) is not None:
            return _UNPARTED_REASONS[found[0]]
        # Where a shape is not one from the line's start on, it has one of these signs.
        anywhere = "©" in line or "/" in line
        for reason, shape in SHAPES:
            if shape.search(line) if anywhere else shape.match(line):
                return reason
    return ""


def is_appeal(line: str) -> bool:
    """Return True for a line of any length that holds a phrase of a donation appeal."""
    words = words_of(unquoted(line))
    return any(
        words[place : place + len(phrase)] == phrase
        and (not at_start or place == 0)
        and (len(phrase) > 1 or len(words) == 1)
        for place, word in enumerate(words)
        for phrase, at_start, reason in _PHRASES.get(word, ())
        if reason == APPEAL
    )


# How an outlet speaks of itself, outside quotation marks.
WE = frozenset(
    "we our us wir uns unser unsere unseren nous notre nos nosotros nuestro nuestra noi nostro nostra nós nosso nossa"
    " мы нас наш نحن".split()
)


def speaks_as_outlet(line: str) -> bool:
    """Return True if the line speaks in the first person plural outside quotation marks."""
    return not WE.isdisjoint(words_of(unquoted(line)))


def unquoted(line: str) -> str:
    """Return the line without what stands in quotation marks."""
    return _QUOTED.sub(" ", line) if '"' in line or not line.isascii() else line


def _tables() -> tuple[dict[tuple[str, ...], str], dict[str, list[tuple[tuple[str, ...], bool, str]]]]:
    whole: dict[tuple[str, ...], str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
    for table in TABLES.values():
        for reason, rules in table.items():
            for phrase in filter(None, map(words_of, rules.whole.split("|"))):
                whole.setdefault(phrase, reason)
            for listed, at_start in ((rules.starts, True), (rules.inside, False)):
                for phrase in filter(None, map(words_of, listed.split("|"))):
                    phrases.setdefault(phrase[0], []).append((phrase, at_start, reason))
    return whole, phrases


_WHOLE, _PHRASES = _tables()
# Chinese and Japanese do not part their words: there an inner phrase is looked for in the characters.
_UNPARTED_REASONS = {
    phrase.strip(): reason
    for reason, rules in TABLES["further"].items()
    for phrase in rules.inside.split("|")
    if re.search("[\u3040-\u30ff\u4e00-\u9fff]", phrase)
}
_UNPARTED = re.compile("|".join(map(re.escape, _UNPARTED_REASONS)))
