"""Edited texts whose every surviving code point is known, for measuring what finds a passage again.

A case is what `manage.py reanchor --jsonl` takes, with `truth`: where each passage is in the new text, or None for one
that is gone. Words replaced inside a passage belong to it. Passages of which a part only is left (a tenth to a half),
and those that were torn apart, have no one true place and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

SENTENCE = re.compile(r"(?<=[.!?…؟])[”»\"’)]*\s+")
CONTEXT = 32
TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "،": ",", "\u00a0": " "})


@dataclass(frozen=True)
class Word:
    """A word of the new text; `origin` is where its first code point stood in the old one, or that of the word it
    replaced."""

    text: str
    origin: int | None = None
    replaced: str = ""


Sentence = list[Word]
Paragraph = list[Sentence]
Edit = Callable[[list[Paragraph], Random, Sequence[str]], list[Paragraph]]


def parsed(text: str) -> list[Paragraph]:
    """Return a text's paragraphs (its lines), sentences and words, each word with its place."""
    found, at = [], 0
    for line in text.split("\n"):
        starts = [0, *(match.end() for match in SENTENCE.finditer(line))]
        found.append(
            [
                [Word(word[0], at + start + word.start()) for word in re.finditer(r"\S+", line[start:end])]
                for start, end in zip(starts, [*starts[1:], len(line)], strict=True)
            ]
        )
        at += len(line) + 1
    return found


@dataclass
class Places:
    """Where each code point of the old text is in the new one, by its own word or by one that replaced it."""

    kept: dict[int, int]
    replaced: dict[int, int]

    def of(self, start: int, end: int) -> list[int]:
        """Return the places of this range, in the order of the old text."""
        both = self.kept | self.replaced
        return [both[at] for at in range(start, end) if at in both]


def written(paragraphs: Sequence[Paragraph]) -> tuple[str, Places]:
    """Return the text, and where in it the old one is."""
    lines, places, at = [], Places({}, {}), 0
    for paragraph in paragraphs:
        words = [word for sentence in paragraph for word in sentence]
        for word in words:
            last = len(word.text) - 1
            if word.replaced and word.origin is not None:
                places.replaced |= {word.origin + k: at + min(k, last) for k in range(len(word.replaced) - 1)}
                places.replaced[word.origin + len(word.replaced) - 1] = at + last
            elif word.origin is not None:
                places.kept |= {word.origin + k: at + k for k in range(len(word.text))}
            at += len(word.text) + 1
        at += 0 if words else 1
        lines.append(" ".join(word.text for word in words))
    return "\n".join(lines), places


def forgotten(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph as if it were new."""
    return [[Word(word.text) for word in sentence] for sentence in paragraph]


def foreign(random: Random, others: Sequence[str]) -> Paragraph:
    lines = [line for line in random.choice(others).split("\n") if len(line) > 80]
    return forgotten(parsed(random.choice(lines))[0])


def words(share: float) -> Edit:
    """Replace, leave out and insert this share of the words."""

    def edit(paragraphs: list[Paragraph], random: Random, others: Sequence[str]) -> list[Paragraph]:
        pool = [word for word in random.choice(others).split() if word.isalpha()]

        def changed(word: Word) -> Sentence:
            if random.random() >= share:
                return [word]
            other = random.choice(pool)
            instead = Word(other, word.origin, word.replaced or word.text)
            return random.choice([[instead], [], [word, Word(other)]])

        return [[[new for word in sentence for new in changed(word)] for sentence in each] for each in paragraphs]

    return edit


def typography(paragraphs: list[Paragraph], random: Random, others: Sequence[str]) -> list[Paragraph]:
    """Set straight quotes, short dashes, and a double space here and there."""

    def plain(word: Word) -> Word:
        return replace(word, text=word.text.translate(TYPOGRAPHY) + " " * (random.random() < 0.05))

    return [[[plain(word) for word in sentence] for sentence in each] for each in paragraphs]


def sentences(paragraphs: list[Paragraph], random: Random, others: Sequence[str]) -> list[Paragraph]:
    """Leave out, rewrite, insert and move one sentence in seven."""
    found: list[Paragraph] = []
    moving: list[Sentence] = []
    for paragraph in paragraphs:
        new: Paragraph = []
        for sentence in paragraph:
            match random.randrange(28):
                case 0:
                    continue
                case 1:
                    new.append(words(0.7)([[sentence]], random, others)[0][0])
                case 2:
                    new += [sentence, random.choice(foreign(random, others))]
                case 3:
                    moving.append(sentence)
                case _:
                    new.append(sentence)
        found.append(new)
    for sentence in moving:
        target = random.choice(found)
        target.insert(random.randint(0, len(target)), sentence)
    return [paragraph for paragraph in found if any(paragraph)]


def paragraphs_(paragraphs: list[Paragraph], random: Random, others: Sequence[str]) -> list[Paragraph]:
    """Leave out, insert, move and double one paragraph in three."""
    found: list[Paragraph] = []
    moving: list[Paragraph] = []
    for paragraph in paragraphs:
        match random.randrange(12):
            case 0:
                continue
            case 1:
                found += [paragraph, foreign(random, others)]
            case 2:
                moving.append(paragraph)
            case 3:
                found.append(paragraph)
                moving.append(forgotten(paragraph))
            case _:
                found.append(paragraph)
    for paragraph in moving:
        found.insert(random.randint(0, len(found)), paragraph)
    return found


def wrapping(paragraphs: list[Paragraph], random: Random, others: Sequence[str]) -> list[Paragraph]:
    """Join paragraphs, and part them between sentences."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if found and random.random() < 0.3:
            found[-1] = found[-1] + paragraph
        else:
            found.append(paragraph)
        if len(found[-1]) > 2 and random.random() < 0.4:
            at = random.randrange(1, len(found[-1]))
            found[-1:] = [found[-1][:at], found[-1][at:]]
    return found


EDITS: dict[str, tuple[Edit, ...]] = {
    "typography": (typography,),
    "words 5%": (words(0.05),),
    "words 15%": (words(0.15),),
    "sentences": (sentences,),
    "paragraphs": (paragraphs_,),
    "wrapping": (wrapping,),
    "everything": (typography, wrapping, sentences, words(0.04), paragraphs_),
}


def edited(name: str, text: str, others: Sequence[str], random: Random, passages: int = 40) -> dict[str, Any]:
    """Return a case: the text, after edits of this name, with so many passages at most."""
    paragraphs = parsed(text)
    for edit in EDITS[name]:
        paragraphs = edit(paragraphs, random, others)
    new, places = written(paragraphs)
    case: dict[str, Any] = {"id": name, "old": text, "new": new, "annotations": [], "truth": []}
    for _ in range(passages):
        start = random.randrange(len(text) - 30)
        end = min(len(text), start + random.choice([12, 30, 60, 120, 200, 300]))
        add(case, start, end, places)
    return case


def add(case: dict[str, Any], start: int, end: int, places: Places) -> None:
    """Take the passage into the case, where it has one true place or none at all."""
    old = case["old"]
    while start < end and old[start].isspace():
        start += 1
    while end > start and old[end - 1].isspace():
        end -= 1
    own = [at for at in range(start, end) if not old[at].isspace()]
    left = places.of(start, end)
    share = sum(at in places.kept for at in own) / len(own) if own else 0.3
    torn = left != sorted(left) or (left and left[-1] - left[0] > (end - start) + 600)
    if 0.1 < share < 0.5 or (torn and share >= 0.5):
        return
    case["annotations"].append(
        {
            "start": start,
            "end": end,
            "exact": old[start:end],
            "prefix": old[max(0, start - CONTEXT) : start],
            "suffix": old[end : end + CONTEXT],
        }
    )
    case["truth"].append([left[0], left[-1] + 1] if share >= 0.5 else None)


# What becomes of a paragraph and of its look-alike (or twin, which says the same), which stands elsewhere in the old
# text, or only in the new one.
LOOKALIKES = (
    "gone, look-alike stays",
    "gone, look-alike beside it stays",
    "gone, look-alike edited",
    "gone, look-alike moved",
    "gone, look-alike stays, all edited",
    "gone, twin stays",
    "stays, look-alike goes",
    "stays, look-alike comes",
    "stays, twin comes",
    "edited, look-alike stays",
)


def lookalike(name: str, text: str, others: Sequence[str], random: Random) -> dict[str, Any]:
    """Return a case of one passage in a paragraph that has a look-alike, of one word in eight changed."""
    paragraphs = [paragraph for paragraph in parsed(text) if any(paragraph)]
    long = [at for at, paragraph in enumerate(paragraphs) if sum(map(len, paragraph)) > 25]
    at = random.choice(long)
    like = forgotten(paragraphs[at] if "twin" in name else words(0.12)([paragraphs[at]], random, others)[0])
    # Of two equal neighbours nobody can say which one went.
    places_for = [at, at + 1] if "beside" in name else [k for k in range(len(paragraphs) + 1) if k not in (at, at + 1)]
    where = random.choice(places_for)
    with_like = [*paragraphs[:where], like, *paragraphs[where:]]
    old, _ = written(paragraphs if "comes" in name else with_like)
    # Numbered by their places in the old text.
    before = parsed(old)
    own = at if "comes" in name else at + (where <= at)
    after: list[Paragraph | None] = list(before)
    if name.startswith("gone"):
        after[own] = None
    if name == "stays, look-alike goes":
        after[where] = None
    if name == "gone, look-alike edited":
        after[where] = words(0.08)([before[where]], random, others)[0]
    if name.startswith("edited"):
        after[own] = words(0.08)([before[own]], random, others)[0]
    if name == "gone, look-alike moved":
        moving = after.pop(where)
        after.insert(random.randint(0, len(after)), moving)
    if "comes" in name:
        after.insert(random.choice([k for k in range(len(after) + 1) if k not in (own, own + 1)]), like)
    new_paragraphs = [paragraph for paragraph in after if paragraph is not None]
    if "all edited" in name:
        new_paragraphs = words(0.05)(new_paragraphs, random, others)
    new, places = written(new_paragraphs)
    first = before[own][0][0].origin or 0
    last = before[own][-1][-1]
    case: dict[str, Any] = {"id": name, "old": old, "new": new, "annotations": [], "truth": []}
    while not case["annotations"]:
        length = random.randint(50, 170)
        start = random.randint(first, max(first, (last.origin or 0) + len(last.text) - length))
        add(case, start, min(start + length, (last.origin or 0) + len(last.text)), places)
    return case
