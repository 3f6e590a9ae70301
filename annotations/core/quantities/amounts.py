"""Numbers in digits and words, with the words that bound them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .languages import Bound, Language, Phrase
from .model import Profile, Range
from .tokens import Token

HYPHENS = "-‐‑"
JOINTS = frozenset(HYPHENS + "/:.@_")
MOST_BOUNDS = 3  # 'at least about'
MOST_DIGITS = 20  # with their separators
LARGEST = 10**10  # more people than there are: not a count of them


@dataclass(frozen=True, slots=True)
class Amount:
    """A number over the tokens first..last (exclusive), with what is bounded of it."""

    first: int
    last: int
    numbers: Range
    approximate: bool
    rule: str
    digits: bool = False  # one number in digits with nothing around it: may be a year, a time, a name
    compound: bool = False  # '14-month', '2nd', '7600s': part of a longer word
    is_one: bool = False

    @property
    def value(self) -> int:
        return next((n for n in (self.numbers.best, self.numbers.low, self.numbers.high) if n is not None), 2)


def longest(table: Mapping[Phrase, object], tokens: Sequence[Token], at: int, most: int = 6) -> int:
    """Return how many tokens the longest phrase of the table takes here; 0 if none begins here."""
    for length in range(min(most, len(tokens) - at), 0, -1):
        if tuple(token.word for token in tokens[at : at + length]) in table:
            return length
    return 0


def find_amounts(tokens: Sequence[Token], language: Language, profile: Profile) -> list[Amount]:
    """Return the numbers of a sentence in order, without overlap; whether they count anything is not asked here."""
    found, at = [], 0
    while at < len(tokens):
        may_begin = tokens[at].is_number or tokens[at].word in language.starters
        amount = _amount(tokens, at, language, profile) if may_begin else None
        if amount:
            found.append(amount)
        at = amount.last if amount else at + 1
    return found


def _amount(tokens: Sequence[Token], at: int, language: Language, profile: Profile) -> Amount | None:
    opened = _opened_range(tokens, at, language)
    if opened:
        return opened
    bounds: list[Bound] = []
    start = at
    while len(bounds) < MOST_BOUNDS and (length := longest(language.before, tokens, at)):
        bounds.append(language.before[_words(tokens, at, length)])
        at += length
        if at < len(tokens) and tokens[at].word in (".", "'") and at > start and tokens[at].start == tokens[at - 1].end:
            at += 1  # approx. 50
    core = _core(tokens, at, language)
    if core is None:
        return None
    low, last, key = core
    digits = tokens[at].is_number and last == at + 1
    compound = _is_compound(tokens, at, last, language)
    is_one = low == 1
    if key is None and (found := _range(tokens, last, language, low)):
        low, high, after = found
        is_compound = _is_compound(tokens, at, after, language)
        return Amount(start, after, Range(low=low, high=high), Bound.ABOUT in bounds, "range", compound=is_compound)
    length = longest(language.after, tokens, last)
    if length and not compound and not (last + length < len(tokens) and _core(tokens, last + length, language)):
        bounds.append(language.after[_words(tokens, last, length)])
        last += length
    numbers, approximate, rule = _bounded(low, key, bounds, profile)
    return Amount(start, last, numbers, approximate, rule, digits and last == start + 1, compound, is_one)


def bounded_after(amount: Amount, bound: Bound) -> Amount:
    """Return the amount bounded by words that stand behind its noun: '23 citizens at least'."""
    if amount.rule != "exact" or amount.numbers.best is None:
        return amount
    numbers, approximate, rule = _bounded(amount.numbers.best, None, [bound], Profile(""))
    return Amount(amount.first, amount.last, numbers, approximate, rule, False, False, amount.is_one)


def _bounded(value: int, key: str | None, bounds: Sequence[Bound], profile: Profile) -> tuple[Range, bool, str]:
    """Apply the rows of the table of numbers: MUC-4 for floor and about, ours for the rest."""
    about = Bound.ABOUT in bounds
    bound = next((bound for bound in bounds if bound is not Bound.ABOUT), Bound.ABOUT if about else None)
    numbers = Range(best=value)
    if key is not None:
        numbers = profile.read(key)
        known = next((n for n in (numbers.best, numbers.low, numbers.high) if n is not None), None)
        if bound in (None, Bound.ABOUT) or known is None:
            return numbers, True, f"{profile.name}: {key}"
        value = known
    match bound:
        case Bound.FLOOR:
            numbers = Range(low=value)
        case Bound.ABOVE:
            numbers = Range(low=value + 1)
        case Bound.CEILING:
            numbers = Range(high=value)
        case Bound.BELOW:
            numbers = Range(high=max(0, value - 1))
        case _:
            numbers = Range(best=value)
    return numbers, about, bound.value if bound else "exact"


def _opened_range(tokens: Sequence[Token], at: int, language: Language) -> Amount | None:
    """Read 'between 6 and 8', 'from 6 to 8'."""
    middle = language.between.get(tokens[at].word)
    if middle is None:
        return None
    first = _core(tokens, at + 1, language)
    if first is None or first[2] or first[1] >= len(tokens) or tokens[first[1]].word != middle:
        return None
    second = _core(tokens, first[1] + 1, language)
    if second is None or second[2]:
        return None
    low, high = _scaled(first[0], second[0], tokens[second[1] - 1], language)
    if low >= high:
        return None
    return Amount(
        at,
        second[1],
        Range(low=low, high=high),
        False,
        "range",
        compound=_is_compound(tokens, at + 1, second[1], language),
    )


def _range(tokens: Sequence[Token], at: int, language: Language, low: int) -> tuple[int, int, int] | None:
    """Read the '-8', 'to 8', 'or 8' behind a number; return both ends and the place behind, None without a range."""
    if at >= len(tokens) or tokens[at].word not in language.to - language.glue:
        return None
    mark, second = tokens[at], _core(tokens, at + 1, language)
    is_joined = mark.is_word or (_touching(tokens, at, -1) and _touching(tokens, at, 1))
    if second is None or second[2] or not is_joined:
        return None
    low, high = _scaled(low, second[0], tokens[second[1] - 1], language)
    return (low, high, second[1]) if low < high else None


def _scaled(low: int, high: int, last: Token, language: Language) -> tuple[int, int]:
    """Give the lower end the scale of the upper one: '2 to 3 million'."""
    scale = language.scales.get(last.word, 1)
    return (low * scale if scale > 12 and low < 1000 <= high and low * scale < high else low), high


def _core(tokens: Sequence[Token], at: int, language: Language) -> tuple[int, int, str | None] | None:
    """Return a number's value, the place behind it and, for a word of amount, its key; None if none is here."""
    if at >= len(tokens):
        return None
    if tokens[at].is_number:
        return _digits(tokens, at, language)
    length = longest(language.amounts, tokens, at)
    exact = longest(language.fixed, tokens, at)
    if length > exact:
        return 0, at + length, language.amounts[_words(tokens, at, length)]
    spelled = _spelled(tokens, at, language)
    if exact and (spelled is None or spelled[1] <= at + exact):
        return language.fixed[_words(tokens, at, exact)], at + exact, None
    return (*spelled, None) if spelled else None


def _digits(tokens: Sequence[Token], at: int, language: Language) -> tuple[int, int, str | None] | None:
    if len(tokens[at].text) > MOST_DIGITS:
        return None
    value = number_value(tokens[at].text)
    last = at + 1
    while last < len(tokens) and (scale := _scale_behind(tokens, last, language)):
        if "," in tokens[at].text or "." in tokens[at].text:
            value = number_value(tokens[at].text, is_decimal=value >= 1000) if last == at + 1 else value
        value, last = value * scale, last + 1
    if value != int(value) or value > LARGEST:
        return None
    return int(value), last, None


def _scale_behind(tokens: Sequence[Token], at: int, language: Language) -> int | None:
    """Return the scale of 'million' or of a letter that touches the digits; a letter alone is a unit: '5 m'."""
    token = tokens[at]
    is_touching = token.start == tokens[at - 1].end
    return language.scales.get(token.word) if is_touching or _is_word(token.word) else None


def _is_word(scale: str) -> bool:
    """Say whether this is a word ('million', 'ألف'), not a letter or two for one ('m', 'bn'): those may be units."""
    return len(scale) > 3 or not scale.isascii()


def number_value(text: str, *, is_decimal: bool = False) -> Decimal:
    """Return the value of digits of any script: marks before three digits part groups, else decimals."""
    digits = "".join(str(int(char)) if char.isdecimal() else "." for char in text)
    groups = digits.split(".")
    if is_decimal and len(groups) == 2:
        return Decimal(digits)
    if len(groups) > 1 and len(groups[-1]) != 3:
        return Decimal("".join(groups[:-1]) + "." + groups[-1])
    return Decimal("".join(groups))


def _spelled(tokens: Sequence[Token], start: int, language: Language) -> tuple[int, int] | None:
    """Read number words: 'twenty-three', 'a hundred and five', 'two and a half million', 'two dozen'."""
    total = group = 0
    at = last = start
    if tokens[at].word in language.articles and at + 1 < len(tokens) and tokens[at + 1].word in language.scales:
        group, at = 1, at + 1
    elif tokens[at].word in language.lone_scales:
        group = 1
    while at < len(tokens):
        word = tokens[at].word
        if word in language.numbers and _continues(group, language.numbers[word], at == start):
            group += language.numbers[word]
            at = last = at + 1
        elif word in language.tens and 2 < group % 100 < 10:
            group += 10
            at = last = at + 1
        elif word in language.joined and (at == start or (last == at and _adds(total, group, language.joined[word]))):
            group += language.joined[word]
            at = last = at + 1
        elif _is_word(word) and word in language.scales and group:
            scale = language.scales[word]
            total, group = (total, group * scale) if scale <= 100 else (total + group * scale, 0)
            at = last = at + 1
        elif last == at > start and (half := _half(tokens, at, language)):
            return total + group * half + half // 2, at + len(language.half) + 1
        elif last == at > start and _is_glue(tokens, at, language) and (group % 100 == 0 or not tokens[at].is_word):
            at += 1
        else:
            break
    return (total + group, last) if start < last and total + group <= LARGEST else None


def _continues(group: int, value: int, is_first: bool) -> bool:
    """Say whether a number word goes on with the one begun: 'hundred five', 'twenty three', not 'three four'."""
    if group == 0:
        return is_first or value > 0
    return (group % 100 == 0 and value < 100) or (group % 100 >= 20 and group % 10 == 0 and 0 < value < 10)


def _adds(total: int, group: int, value: int) -> bool:
    """Say whether a number that begins with 'and' goes on with the one begun: 'five and twenty', 'hundred and six'."""
    if 0 < group % 100 < 10:
        return 20 <= value < 100
    limit = 1000 if group % 1000 == 0 else 100
    return total + group > 0 and group % 100 == 0 and value < limit


def _is_glue(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Say whether this 'and' or hyphen joins two number words."""
    if at + 1 >= len(tokens) or not (tokens[at + 1].word in language.numbers or tokens[at + 1].word in language.scales):
        return False
    mark, following = tokens[at], tokens[at + 1]
    if mark.word in language.glue:
        return tokens[at - 1].word in language.scales
    return mark.word in HYPHENS and mark.start == tokens[at - 1].end and following.start == mark.end


def _half(tokens: Sequence[Token], at: int, language: Language) -> int | None:
    """Return the scale of 'and a half million'."""
    scale = at + len(language.half)
    if not language.half or scale >= len(tokens) or _words(tokens, at, len(language.half)) != language.half:
        return None
    return language.scales.get(tokens[scale].word)


def _is_compound(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """Say whether the number is a piece of a longer word: '14-month', 'F-16', '2nd', '1990s', '06:30', '9/11'."""
    before, after = _touching(tokens, first, -1), _touching(tokens, last - 1, 1)
    if before is not None and (tokens[first].is_number or before.word in ("'", "’")):
        is_joint = before.word in JOINTS and _is_letters(_touching(tokens, first - 1, -1))
        # Arabic writes 'and' onto the number: 'و20'.
        if is_joint or (_is_letters(before) and before.word not in language.conjunctions):
            return True
    if after is None:
        return False
    if _is_letters(after):
        return tokens[last - 1].is_number
    return after.word in JOINTS - {"."} and _is_letters(_touching(tokens, last, 1))


def _touching(tokens: Sequence[Token], at: int, step: int) -> Token | None:
    """Return the token beside this one if no space is between."""
    if not 0 <= at + step < len(tokens):
        return None
    left, right = sorted((at, at + step))
    return tokens[at + step] if tokens[left].end == tokens[right].start else None


def _is_letters(token: Token | None) -> bool:
    return token is not None and (token.is_word or token.is_number)


def _words(tokens: Sequence[Token], at: int, length: int) -> Phrase:
    return tuple(token.word for token in tokens[at : at + length])
