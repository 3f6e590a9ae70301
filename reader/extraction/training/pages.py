"""Pages with the text a person took for their article, and which of their leaves that text is."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..alignment import aligned
from ..blocks import Leaf, leaves, parse
from ..metadata import Metadata, read_metadata
from ..model import Kind
from ..structured import article_body
from ..text import fold

TRAINED = "web_train"  # a set made for training: all of it is used
COSTS = {"news": 1.5, "scrapinghub": 1.5, "structure": 2.0}  # of a mistake: these sets are small
AGREEMENT = 0.8  # below, page and gold text are not of the same page
# Texts have a row of a table on one line, mostly with signs between its cells, and number the items of lists.
_PARTS = re.compile(r"[\n\t|]|(?:^|(?<=\n))\s*([0-9]{1,3}[.)])\s")
SETS = (TRAINED, "news", "web", "scrapinghub", "structure")


@dataclass(slots=True)
class Labelled:
    """A page's leaves, which of them are the article's, and which say nothing: shown above the text, or in no text."""

    name: str
    collection: str
    site: str
    leaves: list[Leaf]
    kept: set[int]
    neutral: set[int]
    metadata: Metadata
    body: str
    agreement: float  # the share of the gold text that the kept leaves hold
    cost: float = 1.0  # of a mistake on it
    unmarked: bool = False  # read it as if nothing were known of its class names


def site_of(document: Mapping[str, Any]) -> str:
    """Return the registered name of a page's site, roughly; its own name where its address says nothing."""
    host = (urlsplit(document.get("url") or "").hostname or "").removeprefix("www.")
    return ".".join(host.split(".")[-2:]) if host not in ("", "fakehost") else str(document["id"])


def is_held_out(document: Mapping[str, Any]) -> bool:
    """Return True for the pages of half of the sites: never trained on, only measured."""
    return _is_odd(site_of(document))


def is_unread(document: Mapping[str, Any]) -> bool:
    """Return True for the half of the held-out sites that nobody has read; the others' pages showed what rules lack."""
    return is_held_out(document) and _is_odd(f"q{site_of(document)}")


def _is_odd(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def documents(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def labelled_pages(folder: Path) -> Iterator[Labelled]:
    """Yield the pages to train on: all of the training set, and of the others those that are not held out."""
    for name in SETS:
        for document in documents(folder, name):
            if name == TRAINED or not is_held_out(document):
                page = labelled(document, name)
                if page.leaves and page.agreement > AGREEMENT:
                    yield page


def labelled(document: Mapping[str, Any], name: str) -> Labelled:
    """Return the page with its leaves judged by the gold text."""
    gold, url = document["gold"], document.get("url") or ""
    root = parse(document["html"])
    found, metadata = leaves(root, url), read_metadata(root, url)
    folded = [fold(leaf.block.text) for leaf in found]
    if "expected_html" in gold:
        texts = [leaf.block.text for leaf in leaves(parse(gold["expected_html"]))]
    else:
        texts = [part for part in _PARTS.split(gold["text"]) if part]
    cells = {index for index, leaf in enumerate(found) if leaf.block.kind is Kind.TABLE_CELL}
    kept = aligned(folded, list(filter(None, map(fold, texts))), cells)
    shown = (gold.get("title"), metadata.title, metadata.standfirst, metadata.byline, *gold.get("optional", ()))
    above = {fold(text or "") for text in shown}
    neutral = {
        index
        for index, leaf in enumerate(found)
        if not folded[index]
        or folded[index] in above
        # Gold texts of articles have no captions; the pages with structure do, and teach where they belong.
        or (leaf.block.kind == "caption" and "expected_html" not in gold)
    }
    known = sum(len(fold(text)) for text in texts)
    agreement = sum(len(folded[index]) for index in kept) / (known or 1)
    body = article_body(root)
    return Labelled(
        str(document["id"]),
        name,
        site_of(document),
        found,
        kept,
        neutral,
        metadata,
        body,
        agreement,
        COSTS.get(name, 1.0),
    )
