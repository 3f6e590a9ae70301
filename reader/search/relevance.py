"""How well articles fit a search: BM25 over the streams of words that the index holds (see `engines`).

S. Robertson and H. Zaragoza, 'The Probabilistic Relevance Framework: BM25 and Beyond' (2009): k1 and b as usual there,
and as in BM25F a place in the title counts as several in the text. The counting is one statement that both databases
understand, so that they give the same answers: FTS5's own bm25() knows no languages, and a tsvector without positions
not how often a word is there. In how many articles a word is, those that are compared say: it weighs only where a
search says “or”.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import NamedTuple

from django.db import connection

from reader.keys import listed, written

from .words import BREAK, tokens

K1, B = 1.2, 0.75
TITLE = 5  # places in the text that one in the title is worth
Phrase = tuple[str, ...]


class Candidate(NamedTuple):
    """An article to be compared: its key, its language's primary subtag, and how many words it has."""

    pk: int
    language: str
    words: int


def ranked(candidates: Sequence[Candidate], texts: Sequence[str]) -> dict[int, float]:
    """Return how well each article fits these words and phrases, by its key, the best first; of equals the newest."""
    if not candidates:
        return {}
    average = sum(each.words for each in candidates) / len(candidates) or 1
    places = _places(candidates, texts)
    there = [sum(1 for counts in places.values() if counts[at]) for at in range(len(texts))]
    weights = [log(1 + (len(candidates) - number + 0.5) / (number + 0.5)) for number in there]
    found = {}
    for pk, _, words in candidates:
        norm = K1 * (1 - B + B * words / average)
        counts = places.get(pk, ())
        found[pk] = sum(weight * n * (K1 + 1) / (n + norm) for weight, n in zip(weights, counts, strict=False))
    return dict(sorted(found.items(), key=lambda row: (-row[1], -row[0])))


def _places(candidates: Iterable[Candidate], texts: Sequence[str]) -> Mapping[int, Sequence[float]]:
    """Return at how many places of each article each text stands, those in its title counted several times.

    What is said twice without a word between counts once.
    """
    groups: dict[tuple[Phrase, ...], list[int]] = defaultdict(list)
    sought: dict[str, tuple[Phrase, ...]] = {}
    for pk, language, _ in candidates:
        if language not in sought:
            sought[language] = tuple(tuple(tokens(text, language)) for text in texts)
        groups[sought[language]].append(pk)
    found: dict[int, Sequence[float]] = {}
    for phrases, keys in groups.items():
        found |= _counted(keys, phrases)
    return found


def _counted(keys: Sequence[int], phrases: Sequence[Phrase]) -> dict[int, Sequence[float]]:
    position, size = ("instr", "length") if connection.vendor == "sqlite" else ("strpos", "octet_length")
    sums: list[str] = []
    params: list[str | int] = []
    # A place in the title is one in the stream, too.
    for phrase in phrases:
        words = f" {' '.join(phrase)} "
        length = len(words) if connection.vendor == "sqlite" else len(words.encode())
        for weight, part in ((1, "said"), (TITLE - 1, f"substr(said, 1, {position}(said, ' {BREAK} '))")):
            sums.append(f"{weight} * ({size}({part}) - {size}(replace({part}, %s, ''))) / %s")
            params += [words, length]
    # Two limits keep the inner query apart: of each article the stream is fetched, and unpacked, once.
    streams = f"SELECT rowid, text || notes AS said FROM reader_search WHERE rowid IN ({listed(keys).sql}) LIMIT %s"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, {', '.join(sums)} FROM ({streams}) AS streams LIMIT %s",  # noqa: S608  our own words
            [*params, written(keys), len(keys), len(keys)],
        )
        return {pk: [sum(counts[at : at + 2]) for at in range(0, len(counts), 2)] for pk, *counts in cursor.fetchall()}
