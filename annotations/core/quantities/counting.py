"""Telling counts from the numbers that count nobody: dates, times, ages, money, shares, rates, names."""

from __future__ import annotations

from .amounts import HYPHENS
from .languages import Form
from .nouns import Group
from .sentence import Sentence
from .verbs import OF_THEM

CURRENCIES = "$€£¥₹₽₺₪"
NUMBERED = frozenset({"no", "nos", "nr", "n°"})
MANY = ("many",)  # the amount that is as often a pronoun: 'many of them'


def is_count(s: Sentence, group: Group) -> bool:
    """Say whether the number may count people, from the words right beside it."""
    return not any(is_other(s, group) for is_other in OTHERS)


def _is_part_of_word(s: Sentence, group: Group) -> bool:
    """'14-month', 'F-16', '2nd', '06:30'; a noun that names a thing."""
    return group.amount.compound or group.is_thing


def _is_measure(s: Sentence, group: Group) -> bool:
    """'$5', '20%', '#7', '3 days'."""
    before, after = s.word(group.amount.first - 1), s.word(group.amount.last)
    if (before and before in CURRENCIES + "#№") or (after and after in CURRENCIES + "%‰°"):
        return True
    return after in s.language.things and group.head is None and group.deed is None


def _is_rate(s: Sentence, group: Group) -> bool:
    """'one in five people', 'nine out of ten', '12 per 100,000'."""
    first, last = group.amount.first, group.amount.last
    if s.word(last) == "in" and s.word(last + 1) in ("every", "each"):
        return True
    if (s.word(last) == "in" and last + 1 in s.inside) or (s.words(last, 2) == ("out", "of") and last + 2 in s.inside):
        return group.head is None
    is_base = s.word(first - 1) == "in" and first - 2 in s.inside
    is_base |= s.words(max(0, first - 2), 2) == ("out", "of") and first - 3 in s.inside
    return is_base or s.word(first - 1) in ("per", "every")


def _is_pronoun(s: Sentence, group: Group) -> bool:
    """'one of our own', 'many of them'; 'one of them was killed' is a count."""
    amount = group.amount
    if s.word(amount.last) not in s.language.of:
        return False
    if amount.rule.endswith(MANY):
        return s.word(amount.last + 1) in OF_THEM
    return amount.is_one and not group.is_people and s.word(amount.last + 1) not in OF_THEM


def _is_the_one(s: Sentence, group: Group) -> bool:
    """'the one on which he was found dead'."""
    amount = group.amount
    return amount.is_one and group.is_bare and s.word(amount.first - 1) in s.language.determiners


def _is_date(s: Sentence, group: Group) -> bool:
    """'30 July', 'July 30, 2013', '16 Sep 89', 'between 1 and 4 May', 'between 2011 and 2013', 'the 1980 murder'."""
    amount, dates = group.amount, s.language.dates
    before, after = s.word(amount.first - 1), s.word(amount.last)
    if before == "." and s.word(amount.first - 2) in dates and s.is_adjacent(amount.first - 1):  # Nov. 9
        before = s.word(amount.first - 2)
    if amount.rule == "range":
        low, high = amount.numbers.low or 0, amount.numbers.high or 0
        is_years = 1800 <= low <= high <= 2100 and not group.is_people
        return is_years or (after in dates and high <= 31)
    if amount.rule != "exact":
        return False
    if _is_year(s, group) and group.deed is not None and group.head is None:
        return group.deed.harm.form is Form.DEED and not s.word(group.deed.last - 1).endswith("s")
    if group.is_people or group.deed is not None:
        return False
    month = s.word(amount.last + 1) if after in {"."} | s.language.of else after
    if month in dates and amount.value <= 31:
        return month != "may" or s.word(amount.last + 1) not in ("have", "be", "not", "still", "also")
    is_day_or_year = amount.value <= 31 or 1000 <= amount.value <= 2100
    if before in dates:
        is_behind_day = s.tokens[amount.first].is_number and amount.first - 2 in s.inside
        return is_behind_day or (is_day_or_year and not _harm_follows(s, amount.last))
    return before == "," and s.word(amount.first - 3) in dates and 1000 <= amount.value <= 2100


def _is_age(s: Sentence, group: Group) -> bool:
    """'aged 23', 'the age of 30', 'aged 7 and 9'."""
    first, language = group.amount.first, s.language
    before = s.word(first - 1)
    if before in language.of:
        return s.word(first - 2) in language.ages
    is_second = before in language.conjunctions and s.word(first - 3) in language.ages
    return before in language.ages or (is_second and not group.is_people)


def _is_label(s: Sentence, group: Group) -> bool:
    """'Route 4', 'Resolution 2254', 'tower No 430'; 'no 3 soldiers' is none."""
    first, is_named = group.amount.first, group.head is not None or group.deed is not None
    before = s.word(first - 1)
    if before in s.language.labels and group.amount.rule == "exact" and not is_named:
        return True
    is_number_sign = before in NUMBERED and s.tokens[first].is_number
    return is_number_sign and s.tokens[first - 1].text != before.upper()


def _is_lone_number(s: Sentence, group: Group) -> bool:
    """'0630', 'in 2013', 'Smith, 45, was …', '(45)', '3-1': digits that nothing says are people."""
    amount = group.amount
    if not amount.digits:
        return False
    text, before, after = s.tokens[amount.first].text, s.word(amount.first - 1), s.word(amount.last)
    if len(text) > 1 and text[0] == "0":
        return True
    if group.head is not None or group.deed is not None:
        return False
    if _is_year(s, group) and not _harm_follows(s, amount.last):
        return True
    if (before == "," and after in (",", ")")) or (before == "(" and after == ")"):
        return True
    return bool(after) and after in HYPHENS + "/:" and s.is_adjacent(amount.last)


def _is_year(s: Sentence, group: Group) -> bool:
    amount = group.amount
    return amount.digits and len(s.tokens[amount.first].text) == 4 and 1000 <= amount.value <= 2100


def _harm_follows(s: Sentence, at: int) -> bool:
    return s.predicate(at, Form.PAST, Form.PASSIVE, Form.DEED) is not None


OTHERS = (
    _is_part_of_word,
    _is_measure,
    _is_rate,
    _is_pronoun,
    _is_the_one,
    _is_date,
    _is_age,
    _is_label,
    _is_lone_number,
)
