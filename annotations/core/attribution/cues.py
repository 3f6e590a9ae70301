"""The cues of a sentence, and what they attribute to whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from ..quantities.languages.english_people import PEOPLE
from .clause import Clause, Span
from .grammar import (
    ADJUNCTS,
    ADVERBS,
    AUXILIARIES,
    BE,
    DEMONSTRATIVES,
    DETERMINERS,
    DOCUMENTS,
    FEEL,
    GERUNDS,
    HYPHENS,
    LEADING,
    PLAIN,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TELLING,
    TITLES,
    TO_DO,
    UNWANTED,
    WANTING,
)
from .words import ADJECTIVES, NOUN_LIKE, NOUNS, PARTICLES, SOURCES, SPEECH, VERBS, Form

ADDRESSEE = 5  # tokens: 'told a news agency on Monday' has more
WHEN = 4  # tokens: 'on Tuesday', 'in a statement'
QUOTATION = 7  # tokens; a shorter one without a cue is not suggested


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; start..end covers all parts.

    `source` is None where it is implicit ('is expected'), `content` always there. `rule` names what fired, `why` says
    it in plain words.
    """

    start: int
    end: int
    source: Span | None
    cue: Span
    content: Span
    rule: str
    why: str


def find_attributions(clause: Clause) -> list[Attribution]:
    """Return the attributions of a sentence; what is content of one already is not searched for others."""
    found: list[Attribution] = []
    until = 0
    for at in range(len(clause)):
        if at < until or clause.is_quoted(at):
            continue
        made = _according(clause, at) or _verb(clause, at, found) or _noun(clause, at) or _adjective(clause, at)
        if made:
            found.append(made)
            until = bisect_left(clause.starts, max(made.cue[1], made.content[1] if made.content > made.cue else 0))
    return found + _bare_quotations(clause, found)


def _according(c: Clause, at: int) -> Attribution | None:
    """'according to X'."""
    if (c.word(at), c.word(at + 1)) != ("according", "to"):
        return None
    last = c.phrase_end(at + 2)
    is_behind_comma = c.word(at - 1) == ","
    if is_behind_comma or at > 3:
        content = (0, at - is_behind_comma)
    else:
        content = (last + (c.word(last) == ","), c.sentence_end())
    if last == at + 2:
        return None
    return _made(c, ((at + 2, last), (at, at + 2), content), "claim.according-to", "“according to” names a source.")


# Verbs


def _verb(c: Clause, at: int, earlier: Sequence[Attribution]) -> Attribution | None:
    """'X said that …', '“…,” said X', 'X wants to …'."""
    kind, base, forms = VERBS.get(c.word(at), ("", "", frozenset[str]()))
    if not base or not _is_verb(c, at, base, forms) or not _is_wanted(c, base, at + 1):
        return None
    last = at + 1
    if base in PARTICLES:
        if c.word(last) not in PARTICLES[base]:
            return None
        last += 1
    first = c.verb_start(at)
    if first == at == 0 and Form.PROGRESSIVE not in forms:
        return None  # 'Asked about the raid, the minister …'
    is_open = Form.PROGRESSIVE in forms or any(c.word(k) in BE for k in range(first, at))  # may lack a source
    source, content = _parts(c, at, (first, last), forms, earlier)
    if content and base in TELLING:
        content = _behind_addressee(c, content)
    if kind == SPEECH and base not in PLAIN and content and _is_when_or_where(c, content, last):
        return None
    if content is None or not (base in PLAIN or _may_say(c, source, kind, content, last, is_open=is_open)):
        return None
    return _made(c, (source, (first, last), content), f"claim.{kind}", f"“{c.tokens[at].text}” is a verb of {kind}.")


def _behind_addressee(c: Clause, content: Span) -> Span:
    """Return what is said without whom it is said to: 'told Reuters that …'."""
    for at in range(content[0], min(content[0] + 8, content[1])):
        if c.word(at) == "that" or c.is_quoted(at):
            return at, content[1]
        if not c.tokens[at].is_word:
            break
    return content


def _is_verb(c: Clause, at: int, base: str, forms: frozenset[str]) -> bool:
    """Tell a verb from a noun or an adjective of the same form, by the words beside it."""
    before, after = c.word(at - 1), c.word(at + 1)
    if before in POSSESSIVES or (before in DETERMINERS and before not in DEMONSTRATIVES):
        return False
    if (before in HYPHENS and c.touches(at)) or (after in HYPHENS and c.touches(at + 1)):
        return False
    if Form.PAST in forms or Form.PARTICIPLE in forms:
        is_reduced = after == "by" and before not in BE | ADVERBS and not before.endswith("ly")  # 'troops advised by'
        return before not in PREPOSITIONS and not is_reduced
    if at and c.is_capital(at) and not c.is_title:
        return False
    if Form.PROGRESSIVE in forms:
        if c.word(at) in GERUNDS:
            return before in BE | {","} and after not in PREPOSITIONS
        return after != "by" and before != "of"
    return _is_present(c, at, base, forms)


def _is_present(c: Clause, at: int, base: str, forms: frozenset[str]) -> bool:
    """Tell a verb in -s or without an ending from the noun, and from the plural."""
    before, after = c.word(at - 1), c.word(at + 1)
    is_noun_like = base in NOUN_LIKE
    if is_noun_like and before in DEMONSTRATIVES - {"that"}:
        return False
    has_subject = before in PRONOUNS or before in AUXILIARIES - {"to"}
    if before in ADVERBS or before.endswith("ly"):
        earlier = c.word(at - 2)
        has_subject = earlier in AUXILIARIES | PRONOUNS or (not is_noun_like and earlier.endswith("s"))
    if Form.THIRD in forms:
        is_name = c.is_capital(at - 1) and c.tokens[at - 1].is_word
        is_clause = after in ("that", "he", "she", "it", "they")
        is_said = (before in PEOPLE or before in SOURCES) and after in DETERMINERS  # 'the army claims the rebels fled'
        is_verb = not is_noun_like or has_subject or is_name or is_clause or is_said
        return is_verb and before not in PREPOSITIONS | AUXILIARIES | {"and", "or"}
    if before == "to":
        return c.word(at - 2) in VERBS or c.word(at - 2) in AUXILIARIES | TO_DO or c.is_capital(at - 2)
    if has_subject or (before in PEOPLE and before.endswith("s")):
        return True
    if at == 0 or before in PREPOSITIONS or is_noun_like:
        return False
    return base in PLAIN or (c.tokens[at - 1].is_word and before.endswith("s"))


def _is_wanted(c: Clause, base: str, at: int) -> bool:
    """Say whether a verb with other senses has what its sense of speech asks for: 'add' a clause, not a number."""
    if base in UNWANTED and any(c.word(k) in UNWANTED[base] for k in range(at, at + 4)):
        return False
    if base not in WANTING or c.word(at) in WANTING[base]:
        return True
    if base in ("show", "find") and any(c.word(k) in DOCUMENTS for k in range(max(0, at - 9), at - 1)):
        return True
    is_pause = c.word(at) in (",", ".", ":") or c.is_quoted(at) or c.is_quoted(at + 1) or c.is_quoted(at - 2)
    return "“" in WANTING[base] and is_pause


def _may_say(c: Clause, source: Span | None, kind: str, content: Span, last: int, *, is_open: bool) -> bool:
    """Say whether the source can be one: a person, a body that speaks, a document.

    What is quoted, or put in a clause with 'that', is speech whoever says it.
    """
    if c.holds_quote(content) or content[0] < last or c.word(content[0]) == "that":
        return True
    if source is None:
        return kind == SPEECH and is_open
    words = [c.word(at) for at in range(*source)]
    if words in (["which"], ["that"]):
        return kind != SPEECH
    if any(word in PRONOUNS or word in PEOPLE or word in SOURCES or word in TITLES for word in words):
        return True
    is_function = DETERMINERS | PREPOSITIONS | SUBORDINATORS | ADVERBS
    return any(c.is_capital(at) and (at > 0 or c.word(at) not in is_function) for at in range(*source))


def _parts(
    c: Clause, at: int, group: Span, forms: frozenset[str], earlier: Sequence[Attribution]
) -> tuple[Span | None, Span | None]:
    """Return the source and the content of the verb at `at`, a part of its verb group."""
    first, last = group
    if first == at and first > 0 and c.ends_quote(first):  # “…,” said X
        end = c.phrase_end(last)
        content = (c.quote_start(first - 1), first)
        return ((last, end), content) if end > last else (c.source_before(first), content)
    behind = c.content_behind(last)
    if Form.PROGRESSIVE in forms and not any(c.word(k) in BE for k in range(first, at)):
        return _participle_source(c, first, earlier), behind
    source = c.source_before(first)
    if Form.PARTICIPLE in forms and any(c.word(k) in BE for k in range(first, at)):
        return _passive_parts(c, last, source, behind)
    before = c.content_before(source[0] if source else first)
    is_behind = behind and c.word(last) not in (",", ".") and not _is_adjunct(c, last) and not _is_told(c, at, behind)
    if before and (not is_behind or c.holds_quote(before)):
        return source, before
    return source, behind


def _passive_parts(c: Clause, last: int, subject: Span | None, behind: Span | None) -> tuple[Span | None, Span | None]:
    """'is expected to …' has no source, 'was announced by X' has one; what is said may be the subject."""
    by = next((k for k in range(last, min(last + 12, len(c))) if c.word(k) == "by"), None)
    source = (by + 1, c.phrase_end(by + 1)) if by is not None else None
    if behind is None or by == last:
        return source, subject
    return source, (last, by) if by is not None else behind


def _participle_source(c: Clause, first: int, earlier: Sequence[Attribution]) -> Span | None:
    """Return who 'saying …' is said of: the source before it in the sentence, else the sentence's subject."""
    for attribution in reversed(earlier):
        if attribution.source is not None:
            return bisect_left(c.starts, attribution.source[0]), bisect_left(c.starts, attribution.source[1])
    return c.subject() if first else None


def _is_when_or_where(c: Clause, content: Span, last: int) -> bool:
    """Say whether all that follows a cue is a place or time: 'was published on Tuesday' says nothing."""
    is_behind = content[0] >= last and content[1] - content[0] <= WHEN
    return is_behind and c.word(content[0]) in ADJUNCTS and not c.holds_quote(content)


def _is_told(c: Clause, at: int, behind: Span) -> bool:
    """Say whether only whom it is told to follows the cue: '…, two officials told reporters.'"""
    is_short = behind[1] - behind[0] <= ADDRESSEE and not c.holds_quote(behind)
    return is_short and VERBS[c.word(at)][1] in TELLING and "that" not in (c.word(k) for k in range(*behind))


def _is_adjunct(c: Clause, at: int) -> bool:
    """Say whether only a place or time follows the cue: 'said on Monday.'"""
    return c.word(at) in ADJUNCTS and len(c) - at <= 14


# Nouns, adjectives, quotations


def _noun(c: Clause, at: int) -> Attribution | None:
    """'his claim that …', 'their criticism of …', 'the announcement that …'."""
    if c.word(at) not in NOUNS or c.word(at + 1) not in LEADING | {"by", "from", "in", "is", "was"}:
        return None
    owner, content = _owner(c, at), c.content_behind(at + 1)
    if content is None or (owner is None and c.word(at + 1) != "that"):
        return None
    why = f"“{c.tokens[at].text}” is a noun of speech, belief or aim."
    return _made(c, (owner, (at, at + 1), content), "claim.noun", why)


def _owner(c: Clause, at: int) -> Span | None:
    """Return whose claim it is: 'his', 'the general's'."""
    for k in range(at - 1, max(-1, at - 4), -1):
        if c.word(k) in ("'s", "'", "’"):
            return max(c.noun_phrase_start(k), k - 6), k + 1
        if c.word(k) in POSSESSIVES:
            return k, k + 1
        if not c.tokens[k].is_word or c.word(k) in PREPOSITIONS | AUXILIARIES:
            return None
    return None


def _adjective(c: Clause, at: int) -> Attribution | None:
    """'is confident that', 'were reluctant to'."""
    if c.word(at) not in ADJECTIVES or c.word(at + 1) not in LEADING | {"in", "by"}:
        return None
    first = c.verb_start(at)
    while first > 0 and c.word(first - 1) in AUXILIARIES | ADVERBS | {"very", "more", "most", "quite"}:
        first -= 1
    content = c.content_behind(at + 1)
    if content is None or not any(c.word(k) in FEEL for k in range(max(0, first - 1), at)):
        return None
    why = f"“{c.tokens[at].text}” is said of what somebody feels or believes."
    return _made(c, (c.source_before(first), (first, at + 1), content), "claim.attitude", why)


def _bare_quotations(c: Clause, found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation that no cue took: its source is not known, its cue is what leads to it."""
    result = []
    for number in sorted(set(c.quoted) - {-1}):
        first = c.quoted.index(number)
        last = len(c.quoted) - c.quoted[::-1].index(number)
        start, end = c.tokens[first].start, c.tokens[last - 1].end
        if last - first < QUOTATION or any(made.start < end and made.end > start for made in found):
            continue
        lead = (max(0, first - 1), max(1, first))
        why = "A quotation of several words is somebody's."
        made = _made(c, (None, lead, (first, last)), "claim.quotation", why)
        if made:
            result.append(made)
    return result


def _made(c: Clause, parts: tuple[Span | None, Span, Span], rule: str, why: str) -> Attribution | None:
    """Turn the token places of source, cue and content into offsets."""
    source, cue, content = (_offsets(c, part) for part in parts)
    if cue is None or content is None:
        return None
    start = min(part[0] for part in (source or cue, cue, content))
    end = max(part[1] for part in (source or cue, cue, content))
    return Attribution(start, end, source, cue, content, rule, why)


def _offsets(c: Clause, part: Span | None) -> Span | None:
    if part is None or not part[0] < min(part[1], len(c)):
        return None
    return c.tokens[part[0]].start, c.tokens[min(part[1], len(c)) - 1].end
