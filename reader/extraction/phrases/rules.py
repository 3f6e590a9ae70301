"""The shape of a table of phrases."""

from typing import NamedTuple


class Rules(NamedTuple):
    """Phrases parted by ` | `, as plain lower-case words: digits and punctuation are not looked at.

    A `whole` phrase is the entire line ("3 comments" is "comments"), a `starts` phrase begins one of at most 25
    words, and an `inside` phrase stands anywhere in one of at most 60.
    """

    whole: str = ""
    starts: str = ""
    inside: str = ""
