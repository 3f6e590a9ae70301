"""Whether two texts are nearly the same: an agency's report in several papers, shortened or with words changed. Pure.

Texts are compared by their runs of three words (shingles; in scripts without spaces, of three signs): A. Broder, 'On
the resemblance and containment of documents' (1997). It is the containment that counts, the share of the shorter's runs
that the longer has too, since papers shorten. A fifth of the words changed, all over the text, leaves half the runs;
two reports on one subject have a sixth in common at most (docs/importing.md).

Few of many texts are compared by their words: a MinHash signature of 256 bytes a text says beforehand which. Of each of
256 smallest hashes one byte is kept (P. Li and A. C. König, 'b-bit minwise hashing', 2010), so that all signatures of a
project are looked through faster than an index with bands is kept, and nothing is missed by an unlucky band.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Hamming
from rensa import RMinHash

from reader.search.stems import folded
from reader.search.words import WORD

RUN = 3  # words
LEAST = 40  # words of a text of which anything is said
SHARE = 0.3  # of the shorter's runs that are common, from which two texts are nearly the same
# Of a text with a fifth of its words changed nearly half the runs are left: whose figures are counted once has as many.
# Two reports that quote one statement at length may have fewer in common, and count as two.
ONE_TEXT = 0.45
HASHES = 256
SEED = 1997
LIKELY = 0.2  # the share that a signature must promise: less than SHARE, since it only estimates
EQUAL = 6  # hashes that must be equal at least: one is by chance


class Sketch(NamedTuple):
    """What is kept of a text to find it by: how many runs it has, and the signature of these."""

    size: int
    signature: bytes


NOTHING = Sketch(0, b"")


def runs(text: str) -> frozenset[str]:
    """Return the runs of three words of a text, without capitals and accents; none of a text under 40 words."""
    words = [word for word in map(folded, WORD.findall(text)) if word]
    if len(words) < LEAST:
        return frozenset()
    return frozenset(map(" ".join, zip(*(words[first:] for first in range(RUN)), strict=False)))


def sketch(text: str) -> Sketch:
    """Return the text's sketch: the same on every machine, for one release of the library."""
    found = runs(text)
    if not found:
        return NOTHING
    hashes = RMinHash(num_perm=HASHES, seed=SEED)
    hashes.update(list(found))
    return Sketch(len(found), bytes(value & 255 for value in hashes.digest()))


def likely(one: Sketch, others: Iterable[tuple[int, int, bytes]]) -> Iterator[int]:
    """Yield the keys of those others (key, size, signature) that may have enough in common with one text."""
    if not one.size:
        return
    for key, size, signature in others:
        equal = HASHES - Hamming.distance(one.signature, signature) if size else 0
        if equal >= EQUAL and estimated(equal, one.size, size) >= LIKELY:
            yield key


def estimated(equal: int, size: int, other: int) -> float:
    """Return the share of the shorter's runs that are common, as the equal hashes of two signatures promise it."""
    resemblance = (equal / HASHES - 1 / 256) / (1 - 1 / 256)  # one byte in 256 is equal by chance
    return resemblance * (size + other) / ((1 + resemblance) * min(size, other))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the shorter text's runs the longer has too."""
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0
