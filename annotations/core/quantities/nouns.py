"""What a number counts: the noun phrase behind it."""

from __future__ import annotations

from dataclasses import dataclass

from .amounts import HYPHENS, Amount
from .languages import Form
from .model import Victims
from .sentence import Predicate, Sentence

LONGEST_PHRASE = 10  # tokens
MEMBERS = frozenset({"members", "member", "elements", "element", "personnel", "others"})
QUOTES = "\"“”'‘’"


@dataclass(frozen=True, slots=True)
class Group:
    """A number and its noun phrase, which ends before the token `last`."""

    amount: Amount
    last: int
    head: int | None = None  # the noun
    status: Victims | None = None
    is_people: bool = False  # the noun is one of people
    is_thing: bool = False
    is_others: bool = False
    deed: Predicate | None = None  # '3 deaths', '11 injured', '30 wounded soldiers'
    whole: Amount | None = None  # the 20 in 'fourteen of the 20 hostages'

    @property
    def is_bare(self) -> bool:
        return self.head is None and not self.is_thing


def group(sentence: Sentence, amount: Amount) -> Group:
    """Read the noun phrase behind a number, over 'of the' and a second number in between."""
    s, language = sentence, sentence.language
    at, whole = amount.last, None
    if s.word(at) in language.of:
        at += 1
        while s.word(at) in language.determiners or s.word(at) in PARTS:
            at += 1
        whole = s.amounts.get(at)
        if whole:
            at = whole.last
        if s.word(at) in language.of:
            at += 1
        if at == amount.last + 1 and s.word(at) in language.prepositions:
            return Group(amount, amount.last)
    return _NounPhrase(s, amount, at, whole).read()


PARTS = frozenset({"them", "whom"})


class _NounPhrase:
    """Walks over the words of a noun phrase: adjectives and nouns up to the last one for people."""

    def __init__(self, s: Sentence, amount: Amount, first: int, whole: Amount | None) -> None:
        self.s = s
        self.language = s.language
        self.amount, self.first, self.whole = amount, first, whole
        self.at = first
        self.head: int | None = None
        self.unknown: int | None = None  # the last word that is in no lexicon
        self.deed: Predicate | None = None
        self.is_others = False

    def read(self) -> Group:
        while self.at < min(len(self.s), self.first + LONGEST_PHRASE) and self.at not in self.s.inside:
            if self._ends_in_deed():
                return Group(self.amount, self.at, deed=self.deed, whole=self.whole)
            if not self._step():
                break
        while self.at > self.first and self.s.word(self.at - 1) in HYPHENS + '"“‘':
            self.at -= 1
        return self._group()

    def _ends_in_deed(self) -> bool:
        """Take a noun of harm: the end of the phrase ('3 civilian deaths'), or an adjective ('30 wounded soldiers')."""
        s, at = self.s, self.at
        deed = s.predicate(at, Form.DEED)
        if deed is None or not self._is_counted(deed):
            return False
        if self.head is None and self.unknown is None:
            self.deed, self.at = deed, deed.last
            is_adjective = s.word(self.at) in self.language.people
            is_adjective |= s.word(self.at + 1) in self.language.people and s.word(self.at) not in self.language.stops
            return not is_adjective
        if is_deed(s, at):
            self.deed, self.at = deed, deed.last
            return True
        return False

    def _is_counted(self, deed: Predicate) -> bool:
        """Say whether the noun agrees with the number: '3 deaths' and 'one death', not '3 personal injury cases'."""
        endings = self.language.plural_endings
        is_state = self.s.predicate(deed.first, Form.PAST, Form.PASSIVE) is not None
        return is_state or self.amount.is_one or not endings or self.s.word(deed.last - 1).endswith(endings)

    def _step(self) -> bool:
        """Take the next word; return whether the phrase may go on."""
        s, at, word = self.s, self.at, self.s.word(self.at)
        if s.tokens[at].is_word:
            return self._word(word)
        if word in HYPHENS + "/" and s.is_adjacent(at) and s.is_adjacent(at + 1):
            self.at += 1
        elif word in ("'s", "’s"):
            return self._possessor()
        elif word in QUOTES and self.head is None:
            self.at += 1
        elif word in "([" and self.head is None and (closed := s.closing(at)):
            self.at = closed
        else:
            return False
        return True

    def _possessor(self) -> bool:
        """'3 of the army's soldiers': what stood before owns the noun."""
        self.head, self.at = None, self.at + 1
        return True

    def _word(self, word: str) -> bool:
        s, language, at = self.s, self.language, self.at
        if word in language.others and self.head is None and self.unknown is None:
            self.is_others = True
        elif word in language.people:
            self.head = at
            following = s.word(at + 1)
            goes_on = following in language.people or (following and following in HYPHENS) or is_deed(s, at + 1)
            self.at += 1
            return is_singular(word) or bool(goes_on)
        elif word in language.conjunctions and self.head is None and self.unknown is not None:
            if not self._people_near(at + 1):
                return False
        elif (
            word in language.stops
            or s.harm.get(at)
            or (word in language.verbs and not self._is_noun(word))
            or (self.head is not None and (not is_singular(s.word(self.head)) or self.amount.is_one))
        ):
            return False
        else:
            self.unknown = at
        self.at += 1
        return True

    def _is_noun(self, word: str) -> bool:
        """'two terrorist attacks': a verb's form that names a thing behind an adjective."""
        return self.head is not None and word in self.language.things and is_singular(self.s.word(self.head))

    def _people_near(self, at: int) -> bool:
        """Say whether adjectives and a noun of people follow: 'serving and former military personnel'."""
        for k in range(at, min(at + 4, len(self.s))):
            if k in self.s.inside or self.s.word(k) in self.language.stops or self.s.harm.get(k):
                return False
            if self.s.word(k) in self.language.people:
                return True
        return False

    def _group(self) -> Group:
        head, unknown = self.head, self.unknown
        is_modifier = head is not None and unknown is not None and unknown > head and not self.amount.is_one
        if head is not None and not (is_modifier and not self.s.word(unknown or 0).endswith("ly")):
            return Group(
                self.amount,
                self.at,
                head,
                self._status(head),
                is_people=True,
                is_others=self.is_others,
                deed=self.deed,
                whole=self.whole,
            )
        if unknown is None:
            return Group(
                self.amount,
                self.at,
                is_people=self.is_others,
                is_others=self.is_others,
                deed=self.deed,
                whole=self.whole,
            )
        return self._unknown(unknown)

    def _unknown(self, head: int) -> Group:
        """A noun that is in no lexicon: a thing by the list of things, a trade by its ending, else open."""
        word, text, things = self.s.word(head), self.s.tokens[head].text, self.language.things
        if word in things or self.s.word(self.amount.last) in things:
            return Group(self.amount, self.at, head, is_thing=True, whole=self.whole)
        is_name = text[:1].isupper() and not text.isupper()
        status = Victims.CIVILIANS if not is_name and word.endswith(self.language.trades) else None
        return Group(self.amount, self.at, head, status, deed=self.deed, whole=self.whole)

    def _status(self, head: int) -> Victims | None:
        """Return who the noun counts; army officers are combatants, members of the armed forces as well."""
        people = self.language.people
        status = people[self.s.word(head)]
        if status not in (None, Victims.UNKNOWN):
            return status
        if any(people.get(self.s.word(k)) is Victims.COMBATANTS for k in range(max(self.first, head - 3), head)):
            return Victims.COMBATANTS
        if self.s.word(self.at) in self.language.of and self.s.word(head) in MEMBERS:
            for k in range(self.at + 1, min(self.at + 6, len(self.s))):
                if self.s.word(k) in self.language.stops - self.language.determiners or not self.s.tokens[k].is_word:
                    break
                if people.get(self.s.word(k)) is not None:
                    return people[self.s.word(k)]
        return status


def is_deed(s: Sentence, at: int) -> bool:
    """Say whether a noun of harm stands here that is no verb or state: '3 civilian deaths', not '3 civilians dead'."""
    return s.predicate(at, Form.DEED) is not None and s.predicate(at, Form.PAST, Form.PASSIVE, Form.ACTIVE) is None


def is_singular(word: str) -> bool:
    return not word.endswith(("s", "men", "children", "people", "troops", "personnel", "mujahideen"))
