"""What befell the people that a number counts: finding the word of harm that is said of them.

A word of harm is looked for in the order in which English grammar binds them: the noun itself ('3 deaths'), the verb
right before ('killing 30'), the verb behind ('30 people were killed'), a toll ('fatalities reached 212'), the deed it
is the object of ('the death of 12,000'), the list it stands in ('35 guerrillas and 5 soldiers', 'including 2 women'),
a verb further before ('killed the mayor and two guards').
"""

from __future__ import annotations

from collections.abc import Mapping

from .findings import Finding, said
from .languages import Form
from .nouns import Group
from .sentence import REACH, Predicate, Sentence
from .tolls import by_inversion, by_toll
from .verbs import CLAUSE_ENDS, DASHES, OF_THEM, VerbBehind, group_at, object_follows, object_start

POSSESSIVES = frozenset({"'", "’", "'s"})


class Effects:
    """Finds the effect of each group of a sentence, from left to right."""

    def __init__(self, sentence: Sentence, groups: Mapping[int, Group]) -> None:
        self.s, self.language = sentence, sentence.language
        self.groups = groups  # by the first token of their amount
        self.wholes = {group.whole.first for group in groups.values() if group.whole}
        self.found: dict[int, Finding | None] = {}
        self.earlier: int | None = None  # the group before

    def of(self, group: Group) -> Finding | None:
        """Return the word of harm that is said of the group; None where none is, or where it is said to be unharmed."""
        is_whole = self._is_whole(group)
        is_of_harmed = group.deed is not None and self.s.word(group.amount.last) in self.language.of
        finding = (
            (self.by_verb_behind(group) if is_of_harmed else None)  # 'three of the wounded died'
            or self._by_noun(group)
            or self._by_verb_before(group)
            or (None if is_whole else self.by_verb_behind(group))
            or by_toll(self.s, group)
            or by_inversion(self.s, group)
            or self._by_deed(group)
            or self._by_list(group)
            or self._by_distant_verb(group)
        )
        self.found[group.amount.first] = finding
        if not is_whole:
            self.earlier = group.amount.first
        return finding

    def by_verb_behind(self, group: Group) -> Finding | None:
        """'30 people were killed', 'six dead', '12 soldiers, four of them officers, died'."""
        predicate = VerbBehind(self.s, self.groups).of(group)
        return said(predicate, "verb behind", self._joined_behind(predicate)) if predicate else None

    # The noun

    def _by_noun(self, group: Group) -> Finding | None:
        """'3 deaths', '480 wounded', '30 wounded soldiers', 'the 10 labour leaders' massacre'."""
        s, deed = self.s, group.deed
        if deed is None:
            if group.head is None or s.word(group.head + 1) not in POSSESSIVES:
                return None
            owned = (s.predicate(at, Form.DEED, Form.OF) for at in (group.head + 2, group.head + 3))
            deed = next((predicate for predicate in owned if predicate), None)
            return said(deed, "noun") if deed else None
        if s.word(deed.last - 1) in self.language.lives:  # lives are saved, too
            near = [*range(max(0, group.amount.first - 4), group.amount.first), *range(group.last, group.last + 4)]
            if not any(s.word(k) in self.language.taken for k in near):
                return None
        return said(deed, "noun", self._joined_behind(deed))

    # The verb before

    def _by_verb_before(self, group: Group) -> Finding | None:
        """'killing at least 30', 'shot dead two', 'wounded another 5'."""
        at = object_start(self.s, group.amount.first)
        predicate = self._active_ending(at)
        if predicate is None:
            return None
        if group.is_bare and self.s.predicate(group.last, Form.PAST, Form.PASSIVE) and self.s.word(at - 1) != ",":
            return None  # 'two killed, 5 wounded': said by the word behind
        return said(predicate, "verb before", self._joined_before(predicate))

    def _active_ending(self, at: int) -> Predicate | None:
        """Return the verb that ends here and takes an object: not a passive, not a threat."""
        predicate = self.s.ending(at, Form.ACTIVE, Form.PAST)
        if predicate is None or self._is_unreal(predicate.first):
            return None
        before = self.s.word(self._before_adverbs(predicate.first))
        return None if predicate.harm.form is Form.PAST and before in self.language.passives else predicate

    def _is_unreal(self, first: int) -> bool:
        """'threatened to kill', 'plotting to kill', 'did not kill'."""
        if self.s.word(self._before_adverbs(first)) in self.language.negations:
            return True
        is_infinitive = self.s.word(first - 1) in self.language.infinitives
        return is_infinitive and any(
            self.s.word(k) in self.language.unreal for k in range(max(0, first - 4), first - 1)
        )

    def _before_adverbs(self, at: int) -> int:
        at -= 1
        while at > 0 and self.s.word(at) in self.language.adverbs - self.language.passives:
            at -= 1
        return at

    # A toll, a group, a deed

    def _by_deed(self, group: Group) -> Finding | None:
        """'the death of about 12,000 people', 'injuries to six', 'the murder last week of two'."""
        s, language = self.s, self.language
        at = group.amount.first
        while at > 0 and s.word(at - 1) in language.determiners | language.adverbs - language.infinitives:
            at -= 1
        at -= 1
        if s.word(at) not in language.of | {"to", "among"}:
            return None
        for k in range(at, max(0, at - (6 if s.word(at) in language.of else 1)), -1):
            if s.word(k) in CLAUSE_ENDS:
                return None
            deed = s.ending(k, Form.DEED, Form.OF)
            if deed and s.word(k - 1) not in language.lives:
                return None if self._is_unreal(deed.first) else said(deed, "deed", self._joined_before(deed))
        return None

    # The list and the clause it stands in

    def _is_whole(self, group: Group) -> bool:
        """Say whether only a part of the group is spoken of: 'two of the 3 …', 'of the 45 passengers, 12 died'."""
        s, language = self.s, self.language
        if group.amount.first in self.wholes:
            return True
        if group.amount.is_one and s.word(group.amount.first - 1) in language.of:
            return True  # members of one family
        at = object_start(self.s, group.amount.first)
        if s.word(at - 1) in language.of and s.word(at - 2) in language.quantifiers:
            return True
        is_opening = s.word(at - 1) in language.of and (at == 1 or s.word(at - 2) in language.conjunctions | {",", ":"})
        return is_opening and s.word(group.last) == "," and group_at(s, self.groups, group.last + 1) is not None

    def _by_list(self, group: Group) -> Finding | None:
        """'35 guerrillas and 5 soldiers', ', including 2 women': as the number before, if nothing lies between."""
        finding = self.found.get(self.earlier) if self.earlier is not None else None
        if finding is None or self.earlier is None:
            return None
        between = range(self.groups[self.earlier].last, group.amount.first)
        if self._is_part(group, between, finding.rule == "part"):
            return Finding(finding.effect, finding.first, finding.last, "part")
        if (group.is_bare and not group.is_others) or len(between) > 5:
            return None
        s, joints = self.s, self.language.conjunctions | {",", "well", "with"}
        glue = joints | self.language.determiners | {"as", "along", "further", "other"}
        has_joint = any(s.word(k) in joints for k in between) or s.word(group.amount.first) in self.language.joined
        if has_joint and all(s.word(k) in glue for k in between):
            return Finding(finding.effect, finding.first, finding.last, "list")
        return None

    def _is_part(self, group: Group, between: range, is_after_part: bool) -> bool:
        """Say whether the group is a part of the one before: 'including 2 women', '3 of them', ': 5 soldiers and …'."""
        s, language = self.s, self.language
        joint = next((k for k in reversed(between) if s.word(k) in language.including), None)
        if joint is not None and between.stop - joint <= REACH and not self._has_verb(joint + 1, between.stop):
            return True
        if any(s.word(k) in OF_THEM - {"those"} for k in range(group.amount.last, group.amount.last + 3)):
            return True
        if not group.is_people:
            return False
        if len(between) == 1 and s.word(between.start) in (":", ";"):
            return s.word(group.last) in language.conjunctions | {",", ".", "", ";", ")"}
        is_listed = is_after_part and s.word(between.stop - 1) in language.conjunctions and len(between) <= 12
        return is_listed and not self._has_verb(between.start, between.stop)

    def _has_verb(self, start: int, end: int) -> bool:
        return any(self.s.word(k) in self.language.verbs or self.s.predicate(k, Form.ACTIVE) for k in range(start, end))

    def _by_distant_verb(self, group: Group) -> Finding | None:
        """'killed the mayor of the town, as well as two peasants', 'the death of the priest and the two women'."""
        s, language = self.s, self.language
        first = object_start(self.s, group.amount.first)
        joint = s.word(first - 1)
        is_with = joint in ("as", "with") and s.word(first - 2) in ("well", "along", "together")
        if not group.is_people or not (
            is_with or joint in language.conjunctions | language.including | DASHES | {"plus"}
        ):
            return None
        for k in range(first - 1, max(0, first - REACH), -1):
            if s.word(k - 1) in CLAUSE_ENDS or k - 1 in s.inside:
                return None
            if is_with and k >= first - 3 and (predicate := s.ending(k, Form.PAST, Form.PASSIVE)):
                return said(predicate, "verb before the list")
            deed = s.ending(k, Form.DEED, Form.OF)
            if deed and s.word(k) in language.of and not self._is_unreal(deed.first):
                return said(deed, "deed before the list")
            if predicate := self._active_ending(k):
                has_object = object_follows(s, predicate.last)
                return said(predicate, "verb before the list", self._joined_before(predicate)) if has_object else None
            if s.word(k - 1) in language.auxiliaries | language.relatives | language.verbs:
                return None
        return None

    # Two verbs of harm

    def _joined_before(self, predicate: Predicate) -> Predicate | None:
        """The other verb in 'killing and injuring several'."""
        if self.s.word(predicate.first - 1) in self.language.conjunctions | {"/"}:
            return self.s.ending(predicate.first - 1, Form.ACTIVE, Form.PAST, Form.DEED)
        return None

    def _joined_behind(self, predicate: Predicate) -> Predicate | None:
        """The other verb in 'were killed or wounded'."""
        if self.s.word(predicate.last) not in self.language.conjunctions | {"/"}:
            return None
        other = self.s.predicate(predicate.last + 1, Form.PAST, Form.PASSIVE, Form.DEED)
        return None if other is None or object_follows(self.s, other.last) else other
