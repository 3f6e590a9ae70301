"""Plain text as every other part meets it: harmless characters, whitespace collapsed once."""

from __future__ import annotations

import re
from functools import lru_cache

# Controls (C0 and C1 without the whitespace among them), the soft hyphen, zero-width space, word joiner and byte-order
# mark, interlinear and deprecated format characters. Direction controls (Unicode Bidirectional Algorithm, UAX #9)
# can make a quotation read differently from what it says; `dir` and `lang` carry direction instead.
# The zero-width joiner and non-joiner stay: emoji and Persian are spelt with them.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# Lone surrogates have no UTF-8 form and noncharacters no XML form: neither can be stored or sent.
_NONCHARACTERS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_REPLACED = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")
# A text without any of these has nothing to remove or replace. Beyond the first plane they are all but the symbols:
# to look for each noncharacter there takes six times as long.
_PERHAPS_ODD = re.compile(f"[{_REMOVED.pattern[1:-1]}\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_ONCE = 5_000  # characters: the same text is asked about several times, and may be remembered if it is no longer
_BETWEEN_ASCII_WORDS = {code: None for code in range(128) if not chr(code).isalnum()}


def harmless(text: str) -> str:
    """Return the text without the characters that are invisible, deceive or cannot be stored; whitespace stays."""
    if text.isprintable() or not _PERHAPS_ODD.search(text):  # nearly always
        return text
    return _REPLACED.sub("\ufffd", _REMOVED.sub("", text))


def collapse(text: str) -> str:
    """Return harmless text on one line: whitespace of any kind is one space, and none at the ends."""
    return " ".join(harmless(text).split())


def lines(text: str) -> str:
    """Return harmless text with its line breaks as newlines and every other space as it stands (no-break: plain)."""
    return _SPACES.sub(lambda space: "\t" if space[0] == "\t" else " ", _LINE_BREAK.sub("\n", harmless(text)))


def fold(text: str) -> str:
    """Return only the letters and digits, in lower case: what two renderings of the same text have in common."""
    return _folded_once(text) if len(text) <= _ONCE else _folded(text)


def _folded(text: str) -> str:
    # An ASCII text, as most are, takes a tenth of the time this way, others two thirds once their spaces are gone.
    if text.isascii():
        return text.translate(_BETWEEN_ASCII_WORDS).lower()
    return _BETWEEN_WORDS.sub("", "".join(text.split())).lower()


_folded_once = lru_cache(maxsize=2_000)(_folded)
