"""Numbers that stand beside a word for all who were harmed: a toll, the dead, the wounded."""

from __future__ import annotations

from .findings import Finding, said
from .languages import Form
from .nouns import Group
from .sentence import Sentence
from .verbs import CLAUSE_ENDS, object_start

# Words between a toll and its number; before them more may stand: 'death toll in suspected attacks rises to 16'.
RISEN = frozenset("to at of above past over reached topped exceeded hit reaches tops :".split())


def by_toll(s: Sentence, group: Group) -> Finding | None:
    """'fatalities reached 212', 'death toll rose to 212', 'killed: 14', 'the dead included 3 children'."""
    at = group.amount.first
    state = s.ending(at - 1, Form.PAST, Form.PASSIVE)
    if s.word(at - 1) == ":" and group.is_bare and state and state.first == 0:
        return said(state, "toll")
    has_risen = s.word(at - 1) in RISEN
    for k in range(at, max(0, at - (18 if has_risen or s.word(at - 1) in s.language.conjunctions else 9)), -1):
        if k < at and (s.word(k) in CLAUSE_ENDS - {":"} or k in s.inside):
            return None
        toll = s.ending(k, Form.TOLL) if has_risen or k > at - 9 else None
        if toll and (group.is_bare or (group.is_people and k >= at - 4)) and s.word(k) not in s.language.including:
            return said(toll, "toll")
        members = s.ending(k, Form.GROUP)
        if members and _are_named(s, k, at, group):
            return said(members, "group")
    return None


def by_inversion(s: Sentence, group: Group) -> Finding | None:
    """'Injured in the blast were seven', 'among the 9 dead were four children', 'of the dead, 12 were women'."""
    at = object_start(s, group.amount.first)
    openings = (s.predicate(k, Form.PAST, Form.PASSIVE, Form.DEED) for k in range(4))
    opening = next((predicate for predicate in openings if predicate), None)
    if s.word(0) in s.language.of and opening and opening.last == at - 1 and s.word(at - 1) == ",":
        return said(opening, "group")
    if s.word(at - 1) not in s.language.passives or not group.is_people:
        return None
    is_first = opening is not None and (opening.first == 0 or s.word(0) in s.language.including)
    return said(opening, "group") if opening and is_first and opening.last <= at else None


def _are_named(s: Sentence, start: int, end: int, group: Group) -> bool:
    """Say whether nothing but 'included' lies between, or a list that ends here: 'the dead were A, B and 3 …'."""
    language = s.language
    passed = language.including | language.auxiliaries | language.determiners | language.adverbs
    if all(s.word(k) in passed for k in range(start, end)):
        return True
    is_list = s.word(end - 1) in language.conjunctions and s.word(start) in language.auxiliaries
    return group.is_people and is_list
