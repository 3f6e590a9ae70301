"""How passages are found again after an edit: by Attest, a quote-only matcher, exact search, and plain offsets.

All run here, on the sets of ../shared where they are present, and on edits of the demo's articles that
`tests/bench/edits.py` makes.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from rapidfuzz import fuzz

from annotations.core.anchoring import Change
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector
from reader.extraction import extract

from .edits import EDITS, LOOKALIKES, edited, lookalike

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data" / "reanchoring"
DEMO = ROOT / "annotations" / "demo" / "articles"
ROUNDS = 25  # cases of each kind that are generated
LIKE = 70  # of 100: what a quote-only matcher asks for; half of the quote, as some do, takes far more look-alikes

Case = dict[str, Any]
Places = list[tuple[int, int] | None]


def attest(case: Case) -> Places:
    change = Change(case["old"], case["new"])
    found = [
        change.carry(
            TextPositionSelector(each["start"], each["end"]),
            TextQuoteSelector(each["exact"], each["prefix"], each["suffix"]),
        )
        for each in case["annotations"]
    ]
    return [place and (place.start, place.end) for place in found]


def quote_only(case: Case) -> Places:
    found: Places = []
    for each in case["annotations"]:
        match = fuzz.partial_ratio_alignment(each["exact"], case["new"], score_cutoff=LIKE)
        found.append(match and (match.dest_start, match.dest_end))
    return found


def exact_search(case: Case) -> Places:
    """The words themselves; of several places the one nearest to where they were."""
    found: Places = []
    for each in case["annotations"]:
        exact, start = each["exact"], each["start"]
        places = [case["new"].rfind(exact, 0, start + len(exact)), case["new"].find(exact, start)]
        nearest = min((place for place in places if place >= 0), key=lambda place: abs(place - start), default=None)
        found.append(None if nearest is None else (nearest, nearest + len(exact)))
    return found


def plain_offsets(case: Case) -> Places:
    return [(each["start"], each["end"]) if each["end"] <= len(case["new"]) else None for each in case["annotations"]]


CONTENDERS: dict[str, Callable[[Case], Places]] = {
    "Attest": attest,
    "quote only": quote_only,
    "exact search": exact_search,
    "plain offsets": plain_offsets,
}


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the intersection over the union of two ranges."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]))


def scored(cases: Iterable[Case], answer: Callable[[Case], Places]) -> Counter[str]:
    """Return the counts, and the CPU time in milliseconds."""
    counts: Counter[str] = Counter()
    for case in cases:
        start = time.process_time_ns()
        places = answer(case)
        counts["µs"] += (time.process_time_ns() - start) // 1000
        for place, truth in zip(places, case["truth"], strict=True):
            if truth is None:
                counts.update({"gone": 1, "falsely": place is not None})
                continue
            alike = overlap(place, truth) if place else 0
            near = place is not None and max(abs(place[0] - truth[0]), abs(place[1] - truth[1])) <= 2
            counts.update({"kept": 1, "good": alike >= 0.8, "edges": near, "wrong": bool(place) and alike < 0.3})
    return counts


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def show(title: str, cases: list[Case]) -> None:
    total = sum(len(case["annotations"]) for case in cases)
    print(f"\n{title}: {total} passages in {len(cases)} cases\n")
    print("| | found, IoU ≥ 0.8 | both edges within 2 | wrong place | gone, yet anchored | CPU ms for 500 |")
    print("|---|---|---|---|---|---|")
    for name, answer in CONTENDERS.items():
        found = scored(cases, answer)
        row = [
            *(share(found[part], found["kept"]) for part in ("good", "edges", "wrong")),
            f"{found['falsely']} of {found['gone']}" if found["gone"] else "–",
            f"{found['µs'] / 1000 / total * 500:.0f}",
        ]
        print(f"| {name} | {' | '.join(row)} |", flush=True)


def given(name: str) -> list[Case]:
    with gzip.open(SHARED / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def generated(rounds: int) -> tuple[list[Case], list[Case]]:
    """Return cases of every kind of edit, and of every kind of look-alike."""
    paths = sorted(path for path in DEMO.iterdir() if path.suffix in (".html", ".txt"))
    texts = [
        extract(path.read_bytes(), content_type="text/html" if path.suffix == ".html" else "text/plain").text
        for path in paths
    ]
    random = Random(4)
    edits, lookalikes = [], []
    for number in range(rounds):
        text = texts[number % len(texts)]
        others = [other for other in texts if other is not text]
        edits += [edited(name, text, others, random) for name in EDITS]
        lookalikes += [lookalike(name, text, others, random) for name in LOOKALIKES]
    return edits, lookalikes


def main(limit: int) -> None:
    if SHARED.exists():
        for name in ("edited", "lookalikes"):
            show(f"../shared, {name}", given(name)[: limit or None])
    else:
        print(f"{SHARED} is not here: its sets are left out.")
    edits, lookalikes = generated(min(limit or ROUNDS, ROUNDS))
    for name in EDITS:
        show(f"generated, {name}", [case for case in edits if case["id"] == name])
    show("generated, look-alikes and twins", lookalikes)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
