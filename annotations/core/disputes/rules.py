"""What makes a verb one of dispute: the words around it.

The verbs have other uses: plans are rejected, entry is denied, patients are admitted, races are conceded, provinces are
disputed. Verbs and senses after WordNet 3.1: deny.v.01 'declare untrue' and not deny.v.02 'refuse to grant'; admit.v.01
and not admit.v.02 'let in'; concede.v.02 'admit' and not concede.v.05 'acknowledge defeat'.
"""

from __future__ import annotations

from collections.abc import Callable

from ..quantities.languages.english_people import PEOPLE
from .cue import Cue, has_two_objects, is_clause
from .words import (
    ACCOUNTS,
    BE,
    CALLED_UNTRUE,
    COURTS,
    DETERMINERS,
    GIVEN_UP,
    GRANTS,
    GUILT,
    HONOURS,
    INSURERS,
    LET_IN,
    PREPOSITIONS,
    PRONOUNS,
    STATEMENTS,
    SUED,
    TERRITORY,
    TRUTH,
    UNTRUE,
    WEAK_STATEMENTS,
    WISHES,
)

WHY = {
    "denies": "somebody declares something untrue.",
    "disputes": "somebody contests what was said.",
    "contradicts": "one account speaks against another.",
    "rejects": "a statement or an accusation is rejected, not a plan.",
    "concedes": "somebody grants that something is so.",
    "untrue": "something said is called untrue.",
}
STRONG_STATEMENTS = STATEMENTS - WEAK_STATEMENTS


def _denies(cue: Cue) -> bool:
    if cue.is_negated or cue.is_attribute:
        return False
    if cue.is_passive:  # 'was denied entry', 'the report was denied'
        return cue.has_subject(STATEMENTS) and not cue.has_object(GRANTS)
    if not cue.object or cue.word(1).endswith("ing") or cue.has_object(STATEMENTS, 4):
        return True
    if (cue.object[0] in PRONOUNS or _is_name(cue)) and not is_clause(cue.object[1:7]):
        return False
    return not cue.has_object(GRANTS) and not has_two_objects(cue.object[:7])


def _is_name(cue: Cue) -> bool:
    """'denied Smith twice': somebody to whom something is refused, and not 'denied Israel's account', 'denied Russian
    involvement'."""
    if cue.words[cue.at].text[0].isupper():
        return False  # in a headline all words are capital
    last = 1
    while cue.at + last < len(cue.words) and cue.words[cue.at + last].text[0].isupper():
        last += 1
    return 1 < last < 5 and (cue.word(last) in PREPOSITIONS | {"twice", "again", "once", "late", ".", ",", ""})


def _disputes(cue: Cue) -> bool:
    if cue.is_negated or cue.is_attribute or cue.word(-1) in ("a", "on", "and", "still", "hotly", "bitterly", "long"):
        return False
    after, is_said = cue.word(1), cue.has_object(STATEMENTS)
    is_about = after in DETERMINERS | {"that", "whether", "how"}
    if cue.has_object(TERRITORY) and not is_said:
        return False
    if not cue.word().endswith("ed"):  # the noun has the same form
        return is_about or is_said
    if cue.is_passive:
        return after in ("by", "", ".", ",") or cue.has_subject(STATEMENTS)
    is_word = after[:1].isalpha() and after not in PREPOSITIONS and not cue.words[cue.at + 1].text[0].isupper()
    return is_about or is_said or is_word


def _contradicts(cue: Cue) -> bool:
    return not cue.is_negated and not cue.is_attribute and not cue.has_object(WISHES)


def _rejects(cue: Cue) -> bool:
    if cue.is_negated or cue.is_attribute:
        return False
    if cue.has_object(STRONG_STATEMENTS, 5):
        is_sued = cue.has_object(SUED, 5) and cue.has_subject(COURTS)
        return not (is_sued or _is_paid_claim(cue))
    if "as" in cue.object and any(word in UNTRUE for word in cue.object[cue.object.index("as") :]):
        return True
    if cue.is_passive:
        return cue.has_subject(STRONG_STATEMENTS)
    return cue.has_object(("idea", "talk", "fears", "concerns"), 5) and not {"that", "of"}.isdisjoint(
        cue.following(2, 7)
    )


def _is_paid_claim(cue: Cue) -> bool:
    """'rejected claims for flood damage', 'the insurer rejected the claim': claims to money, not statements."""
    said = next((k for k, word in enumerate(cue.object) if word in ("claim", "claims")), None)
    return said is not None and ("for" in cue.object[said + 1 : said + 2] or cue.has_subject(INSURERS))


def _challenges(cue: Cue) -> bool:
    statements = STRONG_STATEMENTS - {"charge", "charges", "report", "reports", "finding", "findings"}
    if cue.is_attribute or cue.is_negated or (cue.object[:1] and cue.object[0] in PREPOSITIONS):  # 'challenges in …'
        return False
    return cue.has_object(statements | TRUTH, 5)


def _concedes(cue: Cue) -> bool:
    if cue.is_negated or cue.is_attribute:
        return False
    is_wished = not cue.word().endswith("ed") and cue.has_subject("should will would must could when if".split(), 4)
    if not cue.object or is_clause(cue.object[:7]):
        return bool(cue.object) or not is_wished
    if cue.object[0] in PREPOSITIONS:  # 'conceded to his rival', but '“…,” he conceded in an interview'
        return "that" in cue.following(1, 8) or not {",", '"', "”"}.isdisjoint(cue.preceding(8))
    return not is_wished and not cue.has_object(GIVEN_UP, 4)


def _admits(cue: Cue) -> bool:
    if cue.is_negated or cue.is_attribute or cue.is_passive:  # 'was admitted to hospital'
        return False
    if not cue.object or cue.object[0].endswith("ing") or is_clause(cue.object[:7]):
        return True
    near = cue.object[1:4] if cue.object[0] == "to" else cue.object[:4]
    return not any(word in LET_IN or word in PEOPLE or word == "defeat" for word in near)


def _acknowledges(cue: Cue) -> bool:
    return not cue.is_negated and not cue.is_attribute and not cue.has_object(HONOURS, 5)


def _is_untrue(cue: Cue) -> bool:
    """'the report is baseless', 'calls this a false narrative', 'the suggestion, unfounded, that'."""
    before = cue.preceding(5)
    if any(word in ("not", "n't") or word.endswith("n't") for word in before):
        return False
    if any(word in CALLED for word in before):
        return True
    is_said = any(word in BE for word in before[-3:])
    if cue.word() in CALLED_UNTRUE:
        return is_said or any(word in STATEMENTS for word in before)
    is_of_it = cue.word(-2) in ("that", "this", "it") or (
        cue.word(-1) in ("a", "an") and cue.word(-3) in ("that", "this", "it")
    )
    return is_said and (is_of_it or any(word in STATEMENTS or word == "otherwise" for word in cue.preceding(10)))


CALLED = frozenset("called calls calling call labeled labelled branded dismissed".split())


def _is_not_true(cue: Cue) -> bool:
    before, after = cue.preceding(3), cue.word(1)
    if after.isalpha() and after not in ("that", "and", "but", "or", "to", "for", "of", "at", "in"):
        return False  # 'no true friend', 'is not true love'
    return "if" not in before and any(word in ("not", "n't", "isn't", "wasn't", "aren't") for word in before)


def _is_no_truth(cue: Cue) -> bool:
    return cue.word(-1) == "no" and cue.word(1) in ("to", "in")


def _is_contrary(cue: Cue) -> bool:
    return cue.word(1) == "to" and not STATEMENTS.isdisjoint(cue.following(2, 7))


def _pushes_back(cue: Cue) -> bool:
    return cue.word(1) == "back" and not STRONG_STATEMENTS.isdisjoint(cue.following(2, 9))


def _takes_issue(cue: Cue) -> bool:
    return (cue.word(1), cue.word(2)) == ("issue", "with")


def _brushes_aside(cue: Cue) -> bool:
    """'brushed off criticism', 'shot down rumours', 'scoffed at the suggestion'."""
    return cue.word(1) in ("off", "aside", "down", "at", "away") and cue.has_object(STATEMENTS - {"data", "study"}, 6)


def _is_at_odds(cue: Cue) -> bool:
    """'at odds with the official count': two accounts that disagree, not two people."""
    accounts = STATEMENTS | ACCOUNTS
    is_said = cue.has_subject(accounts) or not accounts.isdisjoint(cue.following(2, 9))
    return (cue.word(-1), cue.word(1)) == ("at", "with") and is_said


def _differ(cue: Cue) -> bool:
    """'the accounts differ', 'their figures conflict'."""
    return not cue.is_negated and bool(cue.subject) and cue.subject[0] in ACCOUNTS


def _casts_doubt(cue: Cue) -> bool:
    return (cue.word(1), cue.word(2)) in (("doubt", "on"), ("doubts", "on"))


def _dispels(cue: Cue) -> bool:
    return not cue.is_negated and cue.has_object(STATEMENTS, 6)


def _disagrees(cue: Cue) -> bool:
    return cue.word(1) == "with" and cue.has_object(STRONG_STATEMENTS, 7)


def _is_admission(cue: Cue) -> bool:
    return cue.word(1) == "that" and cue.word(-1) not in ("no", "without")


def _is_denial(cue: Cue) -> bool:
    """'his denial that', 'denials of involvement': not 'in denial', 'denial of service'."""
    if cue.word(-1) == "in":
        return False
    is_of = cue.word(1) == "of" and not (STATEMENTS | GUILT).isdisjoint(cue.following(2, 6))
    return is_of or cue.word(1) in ("that", "by", "from")


def _forms(verb: str) -> list[str]:
    """Return a verb's forms."""
    if verb in IRREGULAR:
        return [verb, verb + "s", *IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y"):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if verb in ("admit", "rebut", "dispel", "bat") else verb
    return [verb, verb + ("es" if verb.endswith(("s", "sh")) else "s"), stem + "ed", stem + "ing"]


IRREGULAR = {"take": "took taken taking", "shoot": "shot shooting", "cast": "casting"}
Test = Callable[[Cue], bool]
_VERBS: tuple[tuple[str, str, Test], ...] = (
    ("deny", "denies", _denies),
    ("dispute", "disputes", _disputes),
    ("refute rebut debunk contradict disprove", "contradicts", _contradicts),
    ("discredit", "contradicts", _challenges),
    ("reject dismiss disavow repudiate discount rebuff", "rejects", _rejects),
    ("challenge question contest doubt", "disputes", _challenges),
    ("concede", "concedes", _concedes),
    ("admit confess", "concedes", _admits),
    ("acknowledge", "concedes", _acknowledges),
    ("push", "rejects", _pushes_back),
    ("take", "disputes", _takes_issue),
    ("brush shoot bat scoff wave knock", "rejects", _brushes_aside),
    ("cast", "disputes", _casts_doubt),
    ("dispel", "rejects", _dispels),
    ("disagree", "disputes", _disagrees),
)
_OTHERS: tuple[tuple[str, str, Test], ...] = (
    (" ".join(CALLED_UNTRUE), "untrue", _is_untrue),
    ("false inaccurate misleading lies lie nonsense fabrication incorrect", "untrue", _is_untrue),
    ("true", "untrue", _is_not_true),
    ("truth", "untrue", _is_no_truth),
    ("odds", "contradicts", _is_at_odds),
    ("differ differed conflict conflicted diverge diverged", "contradicts", _differ),
    ("contrary", "contradicts", _is_contrary),
    ("denial denials", "denies", _is_denial),
    ("admission admissions concession acknowledgment acknowledgement", "concedes", _is_admission),
)
# By word: the rule's name, and what it asks of the words around.
RULES: dict[str, tuple[str, Test]] = {
    form: (name, test) for verbs, name, test in _VERBS for verb in verbs.split() for form in _forms(verb)
} | {word: (name, test) for words, name, test in _OTHERS for word in words.split()}
