"""From a number to the verb that is said of it: over auxiliaries, phrases, insertions and lists."""

from __future__ import annotations

from collections.abc import Mapping

from .languages import Form
from .nouns import PARTS, Group
from .sentence import REACH, Predicate, Sentence

CLAUSE_ENDS = frozenset(".;:!?…؛؟")
DASHES = frozenset(("-", "--", "–", "—"))
OF_THEM = PARTS | {"these", "those"}


class VerbBehind:
    """One walk through a sentence, from behind a group to its verb.

    A word of harm that is met ends the walk; so do another verb, another number, and the end of the clause.
    """

    def __init__(self, s: Sentence, groups: Mapping[int, Group]) -> None:
        self.s, self.language, self.groups = s, s.language, groups
        self.start = self.at = self.stop = 0
        self.is_bare = False
        self.is_passive = self.is_negated = self.is_relative = self.has_participle = self.is_among = False
        self.is_perfect = False

    def of(self, group: Group) -> Predicate | None:
        """Return the word of harm said of the group."""
        s = self.s
        self.start = self.at = group.last
        self.is_bare = group.is_bare and not group.is_others
        self.stop = min(len(s), group.last + REACH)
        while self.at < self.stop:
            harm = s.predicate(self.at, Form.PASSIVE, Form.PAST)
            if harm and not self._is_noun():
                return harm if self._is_said(harm) else None
            if self.is_among and (victims := s.predicate(self.at, Form.DEED)):
                return victims  # 'two children were among the victims'
            if self.at in s.amounts or s.predicate(self.at, Form.ACTIVE):
                return None
            following = self._next()
            if following is None:
                return None
            self.at = following
        return None

    def _is_said(self, harm: Predicate) -> bool:
        if self.is_negated:
            return False
        if harm.harm.form is Form.PASSIVE or self.is_passive:
            return True
        return not self.has_participle and not self.is_perfect and not object_follows(self.s, harm.last)

    def _is_noun(self) -> bool:
        """'on the die', 'of the wounded': no verb behind a determiner."""
        return self.at > self.start and self.s.word(self.at - 1) in self.language.determiners - OF_THEM

    def _next(self) -> int | None:
        """Return the place from which the walk goes on, None where it ends."""
        word, language = self.s.word(self.at), self.language
        if word in language.including and group_at(self.s, self.groups, self.at + 1):
            return self._list_end(self.at + 1)
        if self._is_passed_over(word):
            return self.at + 1
        if word in language.prepositions or word in language.of:
            return self._behind_phrase(self.at + 1)
        insertion = self._behind_insertion(word) or self._behind_first_participle(word)
        if insertion:
            return insertion
        if word == "," or word in language.conjunctions:
            return self._behind_comma()
        if word in CLAUSE_ENDS or word in language.subordinators or not self.s.tokens[self.at].is_word:
            return None
        if self.is_relative:  # 'two women who worked with them were killed'
            self.is_passive = self.is_relative = False
            return self._behind_phrase(self.at + 1)
        if self.at == self.start and word not in language.verbs and word.endswith(("ed", "ing")):
            self.has_participle = True  # 'eight civilians trapped in …', 'travelling in …'
            return self._behind_phrase(self.at + 1)
        return None

    def _is_passed_over(self, word: str) -> bool:
        """Take auxiliaries, adverbs and the like, and remember what they say of the verb."""
        language, before = self.language, self.s.word(self.at - 1)
        if word in language.negations:
            self.is_negated = True
        elif word in language.passives or word in language.including:
            self.is_passive, self.is_among = True, word in language.including
        elif word in language.relatives:
            self.is_relative = True
        elif word in language.perfects:
            self.is_perfect = True  # 'snipers have shot into the crowd'
        elif word in language.determiners or word in OF_THEM:
            return before in language.auxiliaries | language.including
        else:
            return word in language.auxiliaries or word in language.days or self._is_adverb(word)
        return True

    def _is_adverb(self, word: str) -> bool:
        return word in self.language.adverbs or (
            word.endswith(self.language.adverbial) and word not in self.language.people
        )

    def _behind_insertion(self, word: str) -> int | None:
        """'(YPG)', '- many of them civilians -'."""
        s = self.s
        if word in "([":
            return s.closing(self.at) or None
        if word in DASHES and not s.is_adjacent(self.at):
            for k in range(self.at + 1, self.stop):
                if s.word(k) in CLAUSE_ENDS:
                    return None
                if s.word(k) in DASHES and not s.is_adjacent(k):
                    return k + 1
        return None

    def _behind_first_participle(self, word: str) -> int | None:
        """'were abducted and later shot dead': a verb of no harm that is joined to one of harm."""
        s = self.s
        if not (self.is_passive or self.at == self.start) or not word.endswith(("ed", "en")):
            return None
        if s.word(self.at + 1) not in self.language.conjunctions:
            return None
        at = self.at + 2
        while self._is_adverb(s.word(at)) and not s.harm.get(at):
            at += 1
        return at if s.predicate(at, Form.PAST, Form.PASSIVE) else None

    def _behind_phrase(self, at: int) -> int:
        """Return the place behind a prepositional phrase: the next auxiliary, word of harm, or mark."""
        s, language = self.s, self.language
        while at < self.stop:
            word = s.word(at)
            if word in CLAUSE_ENDS | {",", "(", "["} or word in DASHES - {"-"} or word in language.subordinators:
                return at
            if word in language.auxiliaries or word in language.relatives or s.predicate(at, Form.PAST, Form.PASSIVE):
                return at
            if word in language.conjunctions and (
                at + 1 in self.groups or s.predicate(at + 1, Form.PAST, Form.PASSIVE)
            ):
                return at
            is_verb = word in language.verbs and not word.endswith("ing")
            if is_verb and s.word(at - 1) not in language.determiners | language.of | language.prepositions:
                return at
            at += 1
        return at

    def _behind_comma(self) -> int | None:
        """Return where the verb can stand behind a comma or an 'and', None where a new clause begins."""
        s, language, at = self.s, self.language, self.at
        following = at + 1
        if s.word(at) == "," and s.word(following) in language.conjunctions:
            following += 1
        if s.words(following, 3) == ("as", "well", "as"):
            following += 3
        if s.word(following) in language.including and group_at(s, self.groups, following + 1):
            return self._list_end(following + 1)
        other = group_at(s, self.groups, following)
        if other is not None:
            return self._behind_part(other)
        if s.predicate(following, Form.PAST, Form.PASSIVE):
            return following if s.word(at) in language.conjunctions else None
        if s.word(at) == "," and s.word(following) in language.relatives | language.including | {
            "all",
            "most",
            "mostly",
        }:
            return self._behind_next_comma(following)
        return None if self.is_bare else self._behind_other_subject(following)

    def _behind_part(self, other: Group) -> int | None:
        """', four of whom are policemen, were injured'; else the place behind the other number's noun."""
        at = other.amount.last
        if self.s.word(at) in self.language.of and self.s.word(at + 1) in OF_THEM:
            return self._behind_next_comma(at)
        return other.last

    def _behind_next_comma(self, at: int) -> int | None:
        s = self.s
        for k in range(at, self.stop):
            is_verb = s.word(k + 1) in self.language.auxiliaries or s.predicate(k + 1, Form.PAST, Form.PASSIVE)
            if s.word(k) == "," and is_verb:
                return k + 1
            if s.word(k) in CLAUSE_ENDS:
                return None
        return None

    def _behind_other_subject(self, first: int) -> int | None:
        """'three soldiers and a civilian were killed'."""
        s, language = self.s, self.language
        if s.word(first) in language.auxiliaries or s.word(first) in language.prepositions - language.of:
            return None
        for k in range(first, min(first + 9, self.stop)):
            word = s.word(k)
            if word in language.auxiliaries or (k > first and s.predicate(k, Form.PAST, Form.PASSIVE)):
                return k
            if word in CLAUSE_ENDS or word in language.verbs or word in language.relatives:
                return None
            if k in s.inside or s.predicate(k, Form.ACTIVE):
                return None
        return None

    def _list_end(self, at: int) -> int:
        """Return the place behind ', including 2 women and 3 children,'."""
        s, language = self.s, self.language
        group = group_at(s, self.groups, at)
        while group is not None:
            at = group.last
            if s.word(at) not in language.conjunctions | {","}:
                break
            group = group_at(s, self.groups, at + (2 if s.word(at + 1) in language.conjunctions else 1))
            if group is not None and s.predicate(group.last, Form.PAST, Form.PASSIVE):
                break
        return at + 1 if s.word(at) == "," else at


def group_at(s: Sentence, groups: Mapping[int, Group], at: int) -> Group | None:
    """Return the group that begins here, over 'the', 'another' and the like."""
    while s.word(at) in s.language.determiners or s.word(at) in ("another", "other"):
        at += 1
    return groups.get(at)


def object_follows(s: Sentence, at: int) -> bool:
    """Say whether a verb has its object behind it: a number, a determiner, a name, people without a number."""
    language = s.language
    while s.word(at) in language.adverbs and s.word(at) not in language.others:
        at += 1
    word = s.word(at)
    if at in s.inside or word in language.pronouns or word in language.determiners:
        return True
    if word in language.people and word not in language.others:
        return True
    if word in language.conjunctions and (other := s.predicate(at + 1, Form.PAST)):
        return object_follows(s, other.last)
    if not word or not s.tokens[at].is_word:
        return word in ('"', "“", "[")
    if word in language.stops | language.verbs | language.relatives:
        return False
    return s.tokens[at].text[:1].isupper() and not s.tokens[at - 1].text[:1].isupper()


TOTALS = frozenset({"total", "estimate", "minimum", "maximum"})


def object_start(s: Sentence, at: int) -> int:
    """Return the place before determiners and adverbs between a verb and its number: 'a total of', 'another'."""
    start, passed = at, s.language.determiners | s.language.adverbs
    while at > 0 and start - at < 4:
        if s.word(at - 1) in s.language.of and s.word(at - 2) in TOTALS:
            at -= 2
        elif s.word(at - 1) in passed and not s.ending(at, Form.PAST, Form.ACTIVE):
            at -= 1
        else:
            break
    return at
