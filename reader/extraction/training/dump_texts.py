"""Texts to train the reading of dumps on: the sets as they are, and pages made into texts, whole or partly cleaned."""

from __future__ import annotations

import gzip
import json
import random
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import html

from reader.extraction.text import collapse, fold

BODY, BOILERPLATE = "body", "boilerplate"
BREAKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
UNSEEN = frozenset(("script", "style", "noscript", "template", "svg", "iframe", "head"))


class Dump(NamedTuple):
    """A page's text with what each line is: `body`, `boilerplate`, or what no measure counts (title, byline …)."""

    name: str
    site: str
    lines: list[str]
    labels: list[str]


def documents(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def site_of(url: str) -> str:
    parts = (urlsplit(url).hostname or "").split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and len(parts[-2]) <= 3 else parts[-2:])


def dump_of_page(page: dict[str, Any]) -> Dump:
    """Return the text of an HTML page line by line, labelled by its gold text."""
    lines = list(text_lines(page["html"]))
    gold = page["gold"]
    text = gold["text"] if "text" in gold else "\n".join(text_lines(gold["expected_html"]))
    wanted = [fold(line) for line in text.split("\n") if fold(line)]
    whole = "".join(wanted)
    keys = [fold(line) for line in lines]
    title = fold(gold.get("title") or "")
    body: set[int] = set()
    for block in SequenceMatcher(None, keys, wanted, autojunk=False).get_matching_blocks():
        body.update(range(block.a, block.a + block.size))
    body |= {index for index, key in enumerate(keys) if len(key) >= 25 and (key in whole or mostly(key, whole))}
    first = min(body, default=0)
    names = [fold(name) for name in gold.get("authors") or ()]
    labels = []
    for index, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if index in body:
            labels.append(BODY)
        elif not key or (len(key) > 8 and title and (key == title or title in key) and len(key) < 2 * len(title)):
            labels.append("title")
        elif index < first and len(line) < 100 and any(name in key for name in names):
            labels.append("byline")
        else:
            labels.append(BOILERPLATE)
    return Dump(f"train:{page['id']}", site_of(page["url"]), lines, labels)


def mostly(key: str, whole: str) -> bool:
    """Return True if four fifths of the line stand in the text, however either is broken into lines."""
    pieces = [key[start : start + 20] for start in range(0, len(key) - 19, 10)]
    return sum(piece in whole for piece in pieces) >= 0.8 * len(pieces)


def text_lines(page: str) -> Iterator[str]:
    root: Any = html.document_fromstring(page)
    parts: list[str] = []
    title = root.find(".//title")
    if title is not None and (line := collapse(title.text_content())):
        yield line
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if not done:
            seen = isinstance(element.tag, str) and element.tag not in UNSEEN
            stack.append((element, True))
            if seen:
                if element.tag in BREAKS:
                    if line := collapse("".join(parts)):
                        yield line
                    parts.clear()
                parts.append(element.text or "")
                stack += [(child, False) for child in reversed(element)]
            continue
        if element.tag in BREAKS:
            if line := collapse("".join(parts)):
                yield line
            parts.clear()
        parts.append(element.tail or "")
    if line := collapse("".join(parts)):
        yield line


def leak_rates(dumps: Sequence[Dump]) -> dict[tuple[int, int], float]:
    """Return how often a line of boilerplate survives a partial cleaning, by its length and distance from the body."""
    by_page: dict[str, dict[str, Dump]] = defaultdict(dict)
    for dump in dumps:
        variant, page = dump.name.split(":")
        by_page[page][variant] = dump
    kept: Counter[tuple[int, int]] = Counter()
    seen: Counter[tuple[int, int]] = Counter()
    for found in by_page.values():
        if len(found) == 2:
            leaked = Counter(found["leaky"].lines)
            for line, kind in zip(found["full"].lines, kinds(found["full"]), strict=True):
                seen[kind] += 1
                kept[kind] += leaked[line] > 0
                leaked[line] -= 1
    return {kind: kept[kind] / seen[kind] for kind in seen}


def kinds(dump: Dump) -> list[tuple[int, int]]:
    """Return each line's kind for `leak_rates`: how long it is and how far from the body; (-1, 0) for the body."""
    places = [index for index, label in enumerate(dump.labels) if label == BODY] or [0]
    out = []
    for index, (line, label) in enumerate(zip(dump.lines, dump.labels, strict=True)):
        after = bisect(places, index)
        near = min(abs(index - place) for place in places[max(0, after - 1) : after + 1])
        length = bisect((2, 5, 10, 20), len(line.split()))
        out.append((-1, 0) if label == BODY else (length, bisect((1, 3, 10, 40), near)))
    return out


def leaky(page: Dump, rates: dict[tuple[int, int], float], chance: random.Random) -> Dump:
    """Return the page partly cleaned, as tools leave it: neighbouring lines mostly share their fate."""
    kept, draw, generosity = [], chance.random(), chance.uniform(0.5, 2)
    for index, kind in enumerate(kinds(page)):
        if kind != (-1, 0) and chance.random() < 0.4:
            draw = chance.random()
        if (chance.random() if kind == (-1, 0) else draw / generosity) < rates.get(kind, 0.2):
            kept.append(index)
    return page._replace(
        name=f"leaky-{page.name}", lines=[page.lines[i] for i in kept], labels=[page.labels[i] for i in kept]
    )
