"""Reading the numbers of people in a passage."""

from __future__ import annotations

from .amounts import Amount, bounded_after, longest
from .counting import is_count
from .effects import Effects
from .findings import Finding
from .languages import LANGUAGES, Language
from .model import ACLED, Effect, Profile, Quantity, Victims
from .nouns import Group, group
from .sentence import Sentence
from .tokens import Token, normal, sentences, tokens

HARMS_ONLY_THE_LIVING = (Effect.KILLED, Effect.INJURED)  # towns are captured, too, and planes are missing
NEAR = 8  # tokens between a word that is not known to be one for people and its verb
LONGEST = 400  # tokens that are read as one sentence


def read(text: str, language: str = "", profile: Profile = ACLED) -> list[Quantity]:
    """Return the numbers of people in a text, in order: casualty figures, and counts of people who were not harmed.

    `language` is a BCP 47 tag; without one, or with one that has no tables, the language is the one whose words the
    text has most of. The profile gives numbers to words that name none ('dozens'). Time is linear in the text.
    """
    table = LANGUAGES.get(language.split("-", maxsplit=1)[0].lower()) or likely_language(text)
    found = []
    for start, end in sentences(text):
        words = tokens(text, start, end)
        for first in range(0, len(words), LONGEST):
            found += _read_sentence(text, words[first : first + LONGEST], table, profile)
    return found


def likely_language(text: str) -> Language:
    """Return the tables of the language with most of its words in the text; English where none has more."""
    words = [normal(token.text) for token in tokens(text[:5000])]
    return max(LANGUAGES.values(), key=lambda language: sum(word in language.vocabulary for word in words))


def _read_sentence(text: str, words: list[Token], language: Language, profile: Profile) -> list[Quantity]:
    s = Sentence.read(words, language, profile)
    groups = {first: group(s, amount) for first, amount in s.amounts.items()}
    counts = {first: found for first, found in groups.items() if is_count(s, found)}
    effects = Effects(s, counts)
    found = []
    for first in sorted(counts):
        finding = effects.of(counts[first])
        quantity = _quantity(text, s, counts[first], finding)
        if quantity:
            found.append(quantity)
    return sorted([*found, *_plurals(text, s, effects, profile)], key=lambda quantity: quantity.start)


def _quantity(text: str, s: Sentence, group: Group, finding: Finding | None) -> Quantity | None:
    amount = group.amount
    if not (_may_be_people(s, group, finding) if finding else group.is_people):
        return None
    length = longest(s.language.after, s.tokens, group.last)
    end = amount.last
    if length and group.head is not None and amount.rule == "exact" and group.last + length not in s.inside:
        amount = bounded_after(amount, s.language.after[s.words(group.last, length)])
        end = group.last + length
    effect = finding.effect if finding else Effect.POPULATION
    return Quantity(
        start=s.tokens[amount.first].start,
        end=s.tokens[end - 1].end,
        raw=text[s.tokens[amount.first].start : s.tokens[end - 1].end],
        low=amount.numbers.low,
        best=amount.numbers.best,
        high=amount.numbers.high,
        approximate=amount.approximate,
        effect=effect,
        victims=(group.status or Victims.UNKNOWN) if finding else Victims.UNKNOWN,
        rule=amount.rule,
        cue=(s.tokens[finding.first].start, s.tokens[finding.last - 1].end) if finding else None,
        noun=(s.tokens[group.head].start, s.tokens[group.head].end) if group.head is not None else None,
    )


def _may_be_people(s: Sentence, group: Group, finding: Finding) -> bool:
    """Say whether harm makes people of what is counted: of a noun in no lexicon, of a number without one.

    'Killing 11' counts people, 'in 26 killed' hardly; '11 Uighurs were killed' does, '3 yachts are missing' does not.
    """
    if group.head is not None and not group.is_people:
        is_living = finding.effect in HARMS_ONLY_THE_LIVING or group.status is not None
        is_name = s.tokens[group.head].text[:1].isupper()
        return (is_living or is_name) and finding.first - group.last <= NEAR
    if not group.is_bare:
        return True
    if finding.rule in ("toll", "group", "noun"):
        return True
    before = s.word(group.amount.first - 1)
    if finding.rule == "verb behind" and group.amount.digits and before in s.language.prepositions:
        return before in ("with", "among", "of") and finding.first == group.last
    return True


def _plurals(text: str, s: Sentence, effects: Effects, profile: Profile) -> list[Quantity]:
    """Read plurals without a number, right beside their verb: 'soldiers were killed' (MUC-4 PLURAL)."""
    found, language = [], s.language
    for at, token in enumerate(s.tokens):
        if token.word not in language.plurals or at in s.inside:
            continue
        if at > 0 and s.word(at - 1) not in language.conjunctions | {",", ";", ":", '"', "“"}:
            continue
        if s.word(at + 1) in language.people or at + 1 in s.inside:
            continue
        amount = Amount(at, at + 1, profile.plural, False, "plural")
        bare = Group(amount, at + 1, at, language.people[token.word], is_people=True)
        finding = effects.by_verb_behind(bare)
        quantity = _quantity(text, s, bare, finding) if finding and finding.first - at <= 5 else None
        if quantity:
            found.append(quantity)
    return found
