"""Whether articles carry one text: an agency's report, printed by many, is one source. Pure: no Django.

Two texts are compared by their shingles, the runs of words that they have in common: A. Broder, "On the resemblance and
containment of documents" (1997). It is the containment that counts, the share of the shorter's shingles that the longer
has too, since papers shorten what agencies send and set words of their own before and behind it. A byline or an
agency's name decides nothing: the words do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations

from .tokens import Tokens

# Measured (docs/ledger.md): of two reports by different hands on one subject at most an eighth is in common.
TEXT, TEXT_SHINGLE, TEXT_LEAST = 0.3, 5, 40  # the share, words a shingle, and words that a text has at least
SENTENCE, SENTENCE_SHINGLE, SENTENCE_LEAST = 0.8, 3, 8
NUMBER = "#"  # stands for every number in digits, as an agency's next report differs by no more


def copied_texts(texts: Mapping[int, str]) -> set[frozenset[int]]:
    """Return the pairs of keys whose texts are copies: three tenths of the shorter's five-word runs are in the longer.

    Of texts under 40 words nothing is said.
    """
    runs = {key: shingles(text, TEXT_SHINGLE, TEXT_LEAST) for key, text in texts.items()}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for key, found in runs.items():
        for run in found:
            holders[run].append(key)
    common: dict[frozenset[int], int] = defaultdict(int)
    for keys in holders.values():
        for pair in combinations(keys, 2):
            common[frozenset(pair)] += 1
    return {pair for pair, count in common.items() if count >= TEXT * min(len(runs[key]) for key in pair)}


def is_copied(sentence: str, other: str) -> bool:
    """Say whether two sentences are one, but for a number: four fifths of the shorter's three-word runs are common."""
    here, there = (shingles(words, SENTENCE_SHINGLE, SENTENCE_LEAST) for words in (sentence, other))
    fewest = min(len(here), len(there))
    return bool(fewest) and len(here & there) >= SENTENCE * fewest


def shingles(text: str, size: int, least: int = 0) -> frozenset[tuple[str, ...]]:
    """Return the runs of `size` words of a text, folded and with numbers as one; none of one with less than `least`."""
    words = [NUMBER if word.isdigit() else word for word in Tokens(text, range(len(text))).words if word[0].isalnum()]
    if len(words) < max(least, size):
        return frozenset()
    return frozenset(zip(*(words[first:] for first in range(size)), strict=False))
