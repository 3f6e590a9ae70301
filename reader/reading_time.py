"""How long a text takes to read, by its language. Pure: no Django."""

from __future__ import annotations

import math
import re

# Silent reading of English non-fiction: Brysbaert 2019, doi:10.1016/j.jml.2019.104047. Other languages say the same in
# more words or fewer: English readers' 228 words a minute of the same texts aloud against theirs, from
# Trauzettel-Klosinski & Dietz 2012, doi:10.1167/iovs.11-8284; of Chinese and Japanese in characters.
ENGLISH, ENGLISH_ALOUD = 238, 228
ALOUD = {
    "ar": 138, "de": 179, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "ja": 357, "nl": 202, "pl": 166,
    "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166, "zh": 255,
}  # fmt: skip

# Han characters and kana, of which each counts for a word: no spaces part the words.
CHARACTERS = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
WORD = re.compile(rf"[{CHARACTERS}]|[^\s{CHARACTERS}]+")


def word_count(text: str) -> int:
    """Return how many words a text has; of Chinese and Japanese, how many characters."""
    return sum(1 for _ in WORD.finditer(text))  # one by one: a list of a million takes 60 MB


def minutes(words: int, language: str) -> int:
    """Return how long an adult reads at so many words (see `word_count`), in whole minutes, at least one.

    `language` is a BCP 47 tag; one that was not measured counts as English.
    """
    primary = language.lower().partition("-")[0]
    rate = ENGLISH * ALOUD.get(primary, ENGLISH_ALOUD) / ENGLISH_ALOUD
    return max(1, math.ceil(words / rate))
