"""Quality and speed of the cleaning on the pages of held-out sites: of all of them, and of those never read by anybody.

Every figure comes with the interval in which 95 of 100 draws of as many pages lie. The scores are the shared
scorer's; `text` is the canonical text, `prose` the same without captions, which most gold texts leave out.
"""

from __future__ import annotations

import importlib.util
import random
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import mean
from types import ModuleType
from typing import Any

from reader.extraction import Extraction, Kind, UnreadableSource, extract
from reader.extraction.rendering import place, render
from reader.extraction.text import fold
from reader.extraction.training.pages import documents, is_held_out, is_unread

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("news", "web", "scrapinghub", "structure")
DRAWS = 1_000
Scores = Sequence[tuple[float | None, float | None]]


def main(limit: int) -> None:
    if not SHARED.exists():
        print(f"{SHARED} is not here: cleaning is measured on its sets.")
        return
    scorer, peer = loaded("score_extraction"), loaded("peers").trafilatura
    for name in SETS:
        pages = [page for page in documents(SHARED / "data" / "extraction", name) if is_held_out(page)][: limit or None]
        started = time.process_time()
        found = [read(page) for page in pages]
        middle = time.process_time()
        others = [peer(page["html"], page.get("url"))["text"] for page in pages]
        ended = time.process_time()
        read_by_both = list(zip(pages, found, others, strict=True))
        report_set(scorer, name, read_by_both, "pages of held-out sites")
        report_set(scorer, name, [each for each in read_by_both if is_unread(each[0])], "of these, never read")
        ours, theirs = (len(pages) / seconds for seconds in (middle - started, ended - middle))
        print(f"pages a second of CPU: {ours:.1f}, trafilatura {theirs:.1f}")


def report_set(
    scorer: ModuleType, name: str, read_by_both: Sequence[tuple[Mapping[str, Any], Extraction, str]], which: str
) -> None:
    """Print the figures of these pages, each with what we and what trafilatura made of it."""
    if not read_by_both:
        return
    pages, found, others = zip(*read_by_both, strict=True)
    print(f"== {name}: {len(pages)} {which}")
    if name == "structure":
        report_structure(scorer, pages, found)
    else:
        for label, texts in (
            ("Attest, text", [article.text for article in found]),
            ("Attest, prose", [prose(article) for article in found]),
            ("trafilatura", others),
        ):
            report(label, scorer, pages, texts)
    print(f"title repeated in the body {mean(is_title_repeated(article) for article in found):.3f}")


def loaded(name: str) -> ModuleType:
    """Return a script of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(page: Mapping[str, Any]) -> Extraction:
    try:
        return extract(page["html"], content_type="text/html", url=page.get("url") or "")
    except UnreadableSource:
        return Extraction()


def prose(article: Extraction) -> str:
    return "\n".join(block.text for block in article.blocks if block.kept and block.kind is not Kind.CAPTION)


def is_title_repeated(article: Extraction) -> bool:
    title = fold(article.title)
    return bool(title) and any(block.kept and fold(block.text) == title for block in article.blocks)


def report(label: str, scorer: ModuleType, pages: Sequence[Mapping[str, Any]], texts: Sequence[str]) -> None:
    scores, words = [], []
    for page, text in zip(pages, texts, strict=True):
        gold = page["gold"]
        scores.append(scorer.shingle_scores(gold["text"], text, gold.get("optional", ())))
        words.append(scorer.word_f1(gold["text"], text))
    each = [scorer.f1(*score) for score in scores]
    show(label, "shingle F1", scores, f1_of_means)
    show(label, "perfect", each, lambda drawn: mean(f1 > 0.98 for f1 in drawn))
    show(label, "failed", each, lambda drawn: mean(f1 < 0.5 for f1 in drawn))
    show(label, "word F1", words, mean)


def report_structure(scorer: ModuleType, pages: Sequence[Mapping[str, Any]], found: Iterable[Extraction]) -> None:
    scores, kept, expected = [], {}, {}
    for page, article in zip(pages, found, strict=True):
        want = scorer.Structure(page["gold"]["expected_html"])
        got = scorer.Structure(render(placed for placed in place(article.blocks) if placed.block.kept))
        scores.append(scorer.shingle_scores(want.text, got.text))
        for kind, elements in want.elements.items():
            expected[kind] = expected.get(kind, 0) + sum(elements.values())
            kept[kind] = kept.get(kind, 0) + sum((elements & got.elements[kind]).values())
    show("Attest", "text F1", scores, f1_of_means)
    show("Attest", "failed", [scorer.f1(*score) for score in scores], lambda drawn: mean(f1 < 0.5 for f1 in drawn))
    print("recall: " + "  ".join(f"{kind} {kept[kind] / n:.3f} of {n}" for kind, n in expected.items() if n))


def f1_of_means(scores: Scores) -> float:
    precision, recall = (
        mean(values or [0.0]) for values in ([s[i] for s in scores if s[i] is not None] for i in (0, 1))
    )
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def show(label: str, measure: str, values: Sequence[Any], figure: Callable[[Sequence[Any]], float]) -> None:
    """Print the figure with its interval by the bootstrap."""
    chance = random.Random(1)
    drawn = sorted(figure(chance.choices(values, k=len(values))) for _ in range(DRAWS))
    low, high = drawn[DRAWS // 40], drawn[-DRAWS // 40]
    print(f"{label:14} {measure:10} {figure(values):.4f} ({low:.4f} to {high:.4f})", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
