"""What is read of a page about its article, on the pages of held-out sites: those that were never looked at.

Title, authors and date as the shared scorer judges them. A standfirst is right if it is the gold one, or as good as all
of it; a subhead, a short paragraph of the gold text that ends no sentence, if it is a heading; and the title must not
stand in the text again.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from statistics import mean
from typing import Any

from reader.extraction import Extraction, Kind
from reader.extraction.paragraphs import ends_sentence
from reader.extraction.text import fold
from reader.extraction.training.pages import documents, is_held_out
from tests.bench.cleaning import SHARED, is_title_repeated, read, show

SETS = ("news", "web")
SUBHEAD = 12  # words


def main(limit: int) -> None:
    if not SHARED.exists():
        print(f"{SHARED} is not here: metadata are measured on its sets.")
        return
    for name in SETS:
        pages = [page for page in documents(SHARED / "data" / "extraction", name) if is_held_out(page)][: limit or None]
        judged: dict[str, list[float]] = defaultdict(list)
        for page in pages:
            for measure, right in judge(page["gold"], read(page), subheads=name == "news").items():
                judged[measure] += right
        print(f"== metadata of {name}: {len(pages)} pages of held-out sites")
        for measure, right in judged.items():
            show(f"{len(right)} of", measure, right, mean)


def judge(gold: Mapping[str, Any], found: Extraction, *, subheads: bool) -> dict[str, list[float]]:
    """Return by measure what is right (1) and wrong (0) of what the gold text says."""
    judged: dict[str, list[float]] = {}
    title, authors = gold.get("title"), gold.get("authors") or ()
    if title:
        judged["title"] = [is_like(found.title, title)]
        judged["not again"] = [not is_title_repeated(found)]
    if authors:
        judged["authors"] = [all(fold(name) in fold(found.byline) for name in authors)]
    if gold.get("date"):
        judged["date"] = [found.published[:10] == gold["date"][:10]]
    # What is optional in the text is the title, the standfirst and the names.
    shown = {fold(title or ""), *map(fold, authors), fold(", ".join(authors))}
    if standfirst := [text for text in gold.get("optional", ()) if fold(text) not in shown]:
        # One of several lines is right if it has all of them.
        judged["standfirst"] = [any(is_like(found.standfirst, text) for text in (*standfirst, "".join(standfirst)))]
    if subheads:
        headings = {fold(block.text) for block in found.blocks if block.kept and block.kind is Kind.HEADING}
        texts = [text for text in gold["text"].split("\n") if fold(text)]
        short = [text for text in texts[1:-1] if len(text.split()) <= SUBHEAD and not ends_sentence(text)]
        judged["subheads"] = [fold(text) in headings for text in short]
    return judged


def is_like(found: str, gold: str) -> bool:
    """Return True for the same text, or if one holds the other and neither is very short: the scorer's rule."""
    ours, theirs = fold(found), fold(gold)
    either = min(len(ours), len(theirs)) > 15 and (ours in theirs or theirs in ours)
    return bool(ours) and (ours == theirs or either)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
