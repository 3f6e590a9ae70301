"""What a leaf's text is like: its words, signs and shape, and whether it stands elsewhere on the page."""

from __future__ import annotations

import re
from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from ..boilerplate import WE, speaks_as_outlet
from ..language import FUNCTION_WORDS
from ..model import Kind
from .page import LABEL, LOOKED_THROUGH, WORD

if TYPE_CHECKING:
    from .page import Page

LONG = 2_000  # characters: of a longer leaf, shares are not counted
NAMES = """
    kind tag length words linked sentences ends digits capitals phrase in_quotation hidden
    function_words outlet by symbols relative_length repeated within_other title_words in_body
""".split()
_KINDS = {kind: number for number, kind in enumerate(Kind)}
_TAGS = {tag: number for number, tag in enumerate("p div li td h1 h2 h3 h4 h5 h6 span section article".split(), 1)}
_SENTENCE_END = re.compile(r"[.!?…。！？؟।։]['\"”’»)\]]*(?=\s|$)")
_ENDS = re.compile(r"[.!?…。！？؟।։:;]['\"”’»)\]]*$")
_DIGIT = re.compile(r"\d")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я](?<!\w.)")  # at the start of a word, looked for by the letter
_BY = re.compile(
    r"(?:by|von|par|por|di|de|от|автор|text|foto|photo|words|written|posted|published|updated)\b[\s:]", re.IGNORECASE
)
_SYMBOLS = "|•·›»→@©#/\\"
_FUNCTION_WORDS = frozenset(word for words in FUNCTION_WORDS.values() for word in words.split())


def rows(page: Page) -> list[list[float]]:
    """Return each leaf's features of its text, in the order of `NAMES`; an empty row for an entry of a menu."""
    proses = sorted(filter(None, page.prose))
    usual = log2(1 + proses[len(proses) // 2]) if proses else 6.0
    occurrences = Counter(page.folded)
    whole = "\n".join(key for key, prose in zip(page.folded, page.prose, strict=True) if prose)[:LOOKED_THROUGH]
    rows: list[list[float]] = []
    for index, leaf in enumerate(page.leaves):
        if page.menus[index]:
            rows.append([])
            continue
        text, key, length = page.texts[index], page.folded[index], page.lengths[index]
        if not text:
            rows.append([_KINDS[leaf.block.kind], *[0.0] * (len(NAMES) - 1)])
            continue
        short = len(text) < LONG
        words = WORD.findall(text.lower()) if short else text.lower().split()
        rows.append([
            _KINDS[leaf.block.kind],
            _TAGS.get(leaf.element.tag, 0),
            page.logs[index],
            log2(1 + len(words)),
            page.linked[index],
            min(len(_SENTENCE_END.findall(text)), 10) if length > 15 else 0,
            _ENDS.search(text[-8:]) is not None,
            len(_DIGIT.findall(text)) / length if short else 0.0,
            len(_CAPITAL.findall(text)) / max(1, len(words)) if short else 0.0,
            page.phrases[index],
            any(container.tag == "blockquote" for container in leaf.block.path),
            leaf.hidden,
            sum(map(_FUNCTION_WORDS.__contains__, words)) / max(1, len(words)) if short else 0.3,
            len(text) < LABEL and not WE.isdisjoint(words) and speaks_as_outlet(text),
            len(text) < LABEL and _BY.match(text) is not None,
            min(sum(map(text.count, _SYMBOLS)), 5) if len(text) < LABEL else 0,
            page.logs[index] - usual,
            min(occurrences[key], 5) if key else 0,
            len(text) > 40 and page.prose[index] != 0 and whole.count(key) > 1,
            len(page.title_words.intersection(words)) / len(page.title_words)
            if page.title_words and len(text) < 300
            else 0.0,
            (1.0 if key in page.body else -1.0) if page.body and len(key) > 10 else 0.0,
        ])  # fmt: skip
    return rows
