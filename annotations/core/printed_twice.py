"""Statements that several articles carry because they print one text: each counted once. Pure: no Django.

That articles are copies is known (`reader.likeness`); whether two of their passages are one statement, their words say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from .copies import is_copied
from .sources import normal_name
from .tokens import Tokens

LEAST = 3  # words of a passage that is found as part of a longer one: fewer may stand there by chance


@dataclass(frozen=True)
class Statement:
    """A passage of an article that says something; `source` is who says so, "" where that is not known."""

    key: int
    article: int
    passage: str
    source: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        found = Tokens(self.passage, range(len(self.passage))).words
        return tuple(word for word in found if word[0].isalnum())

    @cached_property
    def numbers(self) -> list[str]:
        return sorted(word for word in self.words if word.isdigit())

    def is_one_with(self, other: Statement) -> bool:
        """Say whether both are one statement, given that their articles are copies.

        The words are equal, or one passage's are in the other's, or four fifths of the three-word runs are common; the
        numbers are equal in each case but the second, and where both name a source, it is one.
        """
        if self.source and other.source and normal_name(self.source) != normal_name(other.source):
            return False
        if self.words == other.words:
            return bool(self.words)
        shorter, longer = sorted((self.words, other.words), key=len)
        if len(shorter) >= LEAST and _runs_through(shorter, longer):
            return True
        return self.numbers == other.numbers and is_copied(self.passage, other.passage)


def _runs_through(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    inside, whole = (" ".join(("", *words, "")) for words in (shorter, longer))  # no word has a space
    return inside in whole


def counted_once(statements: Iterable[Statement], copied: Collection[frozenset[int]]) -> dict[int, list[int]]:
    """Return the statements that others repeat: the first one's key with the others', in the order they are given.

    `copied` are the pairs of articles that print one text. Of what is one statement each article has one: what an
    article itself says twice, no copy brings together.
    """
    copies: dict[int, set[int]] = defaultdict(set)
    for pair in copied:
        one, other = pair
        copies[one].add(other)
        copies[other].add(one)
    groups: list[list[Statement]] = []
    by_article: dict[int, list[list[Statement]]] = defaultdict(list)
    for statement in statements:
        near = (group for article in sorted(copies[statement.article]) for group in by_article[article])
        group = next((group for group in near if _belongs(statement, group)), None)
        if group is None:
            groups.append(group := [])
        group.append(statement)
        by_article[statement.article].append(group)
    return {group[0].key: [each.key for each in group[1:]] for group in groups if len(group) > 1}


def _belongs(statement: Statement, group: list[Statement]) -> bool:
    articles = {each.article for each in group}
    return statement.article not in articles and any(statement.is_one_with(each) for each in group)
