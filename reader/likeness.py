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

from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import nlargest
from itertools import chain, groupby, islice
from operator import itemgetter
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
MOST = 50  # others that a text is compared with, word by word
BATCH = 10_000  # runs held at a time
USUAL = 20_000  # characters: of a hundred such texts the runs are kept, in 11 MB at most
EQUAL = 6  # hashes that must be equal at least: one is by chance


class Sketch(NamedTuple):
    """What is kept of a text to find it by: how many runs it has, and the signature of these."""

    size: int
    signature: bytes


NOTHING = Sketch(0, b"")


def runs(text: str) -> array[int]:
    """Return the different runs of three words of a text, without capitals and accents; none of a text under 40 words.

    Each as its hash, in order, which holds in this process alone: of a million words the runs themselves take a
    quarter of a gigabyte, and these 8 MB.
    """
    return _different(array("q", (hash(run) for batch in _batches(text) for run in batch)))


def runs_kept(text: str) -> array[int]:
    """Return the runs of a text, from memory where it is of an article's usual length and was asked for just now.

    Of what is made from one form each new article is compared with the same others.
    """
    return _kept(text) if len(text) < USUAL else runs(text)


@lru_cache(2 * MOST)
def _kept(text: str) -> array[int]:
    return runs(text)


def sketch(text: str) -> Sketch:
    """Return the text's sketch: the same on every machine, for one release of the library."""
    hashes, found = RMinHash(num_perm=HASHES, seed=SEED), array("q")
    for batch in _batches(text):
        hashes.update(batch)
        found.extend(map(hash, batch))
    if not found:
        return NOTHING
    return Sketch(len(_different(found)), bytes(value & 255 for value in hashes.digest()))


def _different(hashes: array[int]) -> array[int]:
    """Return each of them once, in order: half the memory of a set."""
    return array("q", (value for value, _ in groupby(sorted(hashes))))


def _batches(text: str) -> Iterator[list[str]]:
    """Yield the runs of a text, those that come again too, so many at a time as memory is not felt."""
    words = filter(None, (folded(match.group()) for match in WORD.finditer(text)))
    first = list(islice(words, LEAST))
    if len(first) < LEAST:
        return
    found = _all_runs(chain(first, words))
    while batch := list(islice(found, BATCH)):
        yield batch


def _all_runs(words: Iterator[str]) -> Iterator[str]:
    last = deque(islice(words, RUN - 1), maxlen=RUN)
    for word in words:
        last.append(word)
        yield " ".join(last)


def likely(one: Sketch, others: Iterable[tuple[int, int, bytes]]) -> list[int]:
    """Return the keys of those others (key, size, signature) that may have enough in common with one text.

    Of more than MOST only the likeliest, the likeliest first: ten thousand notices made from one form would each be
    compared with each.
    """
    found = nlargest(MOST, _promises(one, others), key=itemgetter(0)) if one.size else []
    return [key for _, key in found]


def _promises(one: Sketch, others: Iterable[tuple[int, int, bytes]]) -> Iterator[tuple[float, int]]:
    for key, size, signature in others:
        equal = HASHES - Hamming.distance(one.signature, signature) if size else 0
        if equal >= EQUAL and (share := estimated(equal, one.size, size)) >= LIKELY:
            yield share, key


def estimated(equal: int, size: int, other: int) -> float:
    """Return the share of the shorter's runs that are common, as the equal hashes of two signatures promise it."""
    resemblance = (equal / HASHES - 1 / 256) / (1 - 1 / 256)  # one byte in 256 is equal by chance
    return resemblance * (size + other) / ((1 + resemblance) * min(size, other))


def share(one: array[int], other: array[int]) -> float:
    """Return which share of the shorter text's runs the longer has too; both as `runs` gives them."""
    shorter, longer = sorted((one, other), key=len)
    return sum(_is_in(run, longer) for run in shorter) / len(shorter) if shorter else 0.0


def _is_in(run: int, found: array[int]) -> bool:
    at = bisect_left(found, run)
    return at < len(found) and found[at] == run
