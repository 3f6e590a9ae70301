"""Texts that are nearly the same: are made pairs found, are other pages kept apart, and how long does a search take?

`python -m tests.bench.duplicates [LIMIT]`: the first LIMIT pages of each set in ../shared/data/extraction, as the
cleaning leaves them, and from each of them pairs made by changing words all over the text, or by taking a part of it.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

from reader.extraction import extract
from reader.extraction.model import UnreadableSource
from reader.likeness import LEAST, SHARE, Sketch, likely, runs, share, sketch
from reader.search.words import WORD

DATA = Path(__file__).parents[2].parent / "shared/data/extraction"
SETS = ("news", "web")
GROWTH = (1_000, 10_000, 100_000)


def texts(limit: int | None) -> Iterator[tuple[str, str]]:
    """Yield name and text of each page, as the cleaning leaves it."""
    for name in SETS:
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit is not None and number >= limit:
                    break
                page = json.loads(line)
                try:
                    yield f"{name} {page['id']}", extract(page["html"], url=page["url"]).text
                except UnreadableSource:
                    continue


def changed(text: str, part: float, vocabulary: list[str], dice: random.Random) -> str:
    """Return the text with a part of its words, all over it, replaced by words of other texts."""
    found = list(WORD.finditer(text))
    pieces, last = [], 0
    for match in sorted(dice.sample(found, round(part * len(found))), key=lambda match: match.start()):
        pieces += [text[last : match.start()], dice.choice(vocabulary)]
        last = match.end()
    return "".join(pieces) + text[last:]


def excerpt(text: str, part: float, dice: random.Random) -> str:
    """Return a stretch of the text, this part of its length."""
    size = round(part * len(text))
    start = dice.randrange(len(text) - size + 1)
    return text[start : start + size]


def found(one: str, other: str) -> tuple[bool, float]:
    """Say whether a pair is found, by signature and words, and which share of runs it has in common."""
    common = share(runs(one), runs(other))
    return bool(list(likely(sketch(one), [(1, *sketch(other))]))) and common >= SHARE, common


def main(limit: int | None) -> None:
    if not DATA.is_dir():
        print(f"{DATA} is not there: nothing to measure")
        return
    pages = [(name, text) for name, text in texts(limit) if len(WORD.findall(text)) >= LEAST]
    print(f"{len(pages)} pages of {LEAST} words or more")
    false_pairs(pages)
    made_pairs(pages)
    growth([sketch(text) for _, text in pages])


def false_pairs(pages: list[tuple[str, str]]) -> None:
    all_runs = [runs(text) for _, text in pages]
    shares = sorted(
        ((share(a, b), pages[i][0], pages[j][0]) for (i, a), (j, b) in combinations(enumerate(all_runs), 2)),
        reverse=True,
    )
    sketches = [(number, *sketch(text)) for number, (_, text) in enumerate(pages)]
    asked = sum(1 for n, size, signature in sketches for key in likely(Sketch(size, signature), sketches) if key > n)
    print(f"pairs told to be the same, of {len(shares):,}: {sum(common >= SHARE for common, *_ in shares)}")
    print(f"  the likest: {', '.join(f'{common:.2f} ({a}, {b})' for common, a, b in shares[:5])}")
    print(f"  read because their signatures are like: {asked}")


def made_pairs(pages: list[tuple[str, str]]) -> None:
    dice = random.Random(1)
    vocabulary = [word for _, text in pages for word in dice.sample(WORD.findall(text), 20)]
    ways: dict[str, Callable[[str], str]] = {
        f"{part:.0%} of the words changed": lambda text, part=part: changed(text, part, vocabulary, dice)  # type: ignore[misc]
        for part in (0.05, 0.1, 0.2, 0.3)
    }
    ways |= {
        f"an excerpt of {part:.0%}": lambda text, part=part: excerpt(text, part, dice)  # type: ignore[misc]
        for part in (0.5, 0.25, 0.1)
    }
    ways["a half, with 20% changed"] = lambda text: changed(excerpt(text, 0.5, dice), 0.2, vocabulary, dice)
    for name, make in ways.items():
        pairs = [(text, make(text)) for _, text in pages]
        told = [found(text, other) for text, other in pairs if len(WORD.findall(other)) >= LEAST]
        if told:
            number = sum(is_found for is_found, _ in told)
            print(f"{name}: {number} of {len(told)} found; the least in common {min(common for _, common in told):.2f}")


def growth(sketches: list[Sketch]) -> None:
    for number in GROWTH:
        rows = [(n, *sketches[n % len(sketches)]) for n in range(number)]
        start = time.perf_counter()
        for each in sketches[:20]:
            list(likely(each, rows))
        print(f"a search among {number:,} signatures: {(time.perf_counter() - start) / 20 * 1000:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
