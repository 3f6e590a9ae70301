"""Texts to train the reading of dumps on: the set of them, and pages made into texts as that set was made.

A whole page is what `html_text` gives, a partly cleaned one what `resiliparse` takes for the main content; both are
needed here and nowhere else.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from reader.extraction.text import collapse, fold

BODY, BOILERPLATE = "body", "boilerplate"
FEWEST = 5  # lines of a partly cleaned page that there is something to learn from
FEWEST_OF_BODY = 3


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


def dumps_of(page: dict[str, Any]) -> Iterator[Dump]:
    """Yield an HTML page's text, whole and partly cleaned, labelled by its gold text."""
    site = site_of(page["url"])
    site = page["id"] if site in ("", "fakehost") else site
    whole = labelled(f"page-full:{page['id']}", site, whole_text(page["html"]), page["gold"])
    if whole.labels.count(BODY) < FEWEST_OF_BODY:
        return
    yield whole
    lines = cleaned_text(page["html"])
    if len(lines) >= FEWEST:
        yield labelled(f"page-leaky:{page['id']}", site, lines, page["gold"])


def whole_text(page: str) -> list[str]:
    import html_text  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415

    return _lines(html_text.extract_text(page))


def cleaned_text(page: str) -> list[str]:
    from resiliparse.extract.html2text import (  # type: ignore[import-untyped, import-not-found, unused-ignore]  # noqa: PLC0415
        extract_plain_text,
    )

    return _lines(extract_plain_text(page, main_content=True, alt_texts=False, links=False, list_bullets=False))


def _lines(text: str) -> list[str]:
    return [line for line in map(collapse, text.split("\n")) if line]


def labelled(name: str, site: str, lines: Sequence[str], gold: dict[str, Any]) -> Dump:
    """Return the lines, each with what it is by the gold text."""
    wanted = gold["text"].split("\n") if "text" in gold else whole_text(gold["expected_html"])
    wanted = [fold(line) for line in wanted if fold(line)]
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
    return Dump(name, site, list(lines), labels)


def mostly(key: str, whole: str) -> bool:
    """Return True if four fifths of the line stand in the text, however either is broken into lines."""
    pieces = [key[start : start + 20] for start in range(0, len(key) - 19, 10)]
    return sum(piece in whole for piece in pieces) >= 0.8 * len(pieces)
