"""Words and punctuation of a text, folded so that typography makes no difference. Pure: no Django."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, compress
from unicodedata import normalize

# Scripts that set no spaces between words: there a character is a token, lest a sentence be one.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# What belongs to the letters around it, and `\w` leaves out: accents, vowel signs, joiners, soft hyphens.
SIGNS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0981-\u0dff\u200c\u200d\u00ad\u200b\u2060\ufeff"
)
DASHES, DOTS = "-‐‑‒–—―−", ".…"
# In a row they are one token: three dots may be written as one sign, a long dash as two short ones.
TOKEN = re.compile(rf"([^\W{UNSPACED}]+(?:[{SIGNS}]+[^\W{UNSPACED}]*)*|[{DASHES}]+|[{DOTS}]+|\S)")
PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
)


class Tokens:
    """The words and marks of punctuation of stretches of a text, in order; white space and what is invisible is none.

    Token n, folded, is `words[n]`, and stands from `starts[n]` to `ends[n]` of the text, in code points.
    """

    def __init__(self, text: str, *stretches: range) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._text = text
        for stretch in stretches:
            self.add(stretch)

    def __len__(self) -> int:
        return len(self.words)

    def add(self, stretch: range) -> None:
        """Take in another stretch of the text. Three lists, and no object a token: an article has thousands."""
        parts = TOKEN.split(self._text[stretch.start : stretch.stop])  # what is between tokens, and tokens, in turn
        words = list(map(fold, parts[1::2]))
        borders = list(accumulate(map(len, parts), initial=stretch.start))
        starts, ends = borders[1:-1:2], borders[2::2]
        if "" in words:
            visible = list(map(bool, words))
            starts, ends = list(compress(starts, visible)), list(compress(ends, visible))
            words = list(filter(None, words))
        self.words += words
        self.starts += starts
        self.ends += ends


@lru_cache(100_000)
def fold(word: str) -> str:
    """Return the word without case, and with the plain form of quotes, dashes and compatibility characters."""
    if word[0] in DASHES:
        return "-"
    if word[0] in DOTS:
        return "." if word == "." else "..."
    return word.lower() if word.isascii() else normalize("NFKC", normalize("NFKC", word.translate(PLAIN)).casefold())
