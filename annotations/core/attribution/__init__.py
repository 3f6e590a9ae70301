"""Who says what: source, cue and content of attributed statements, as PARC and PolNeAR name the three parts.

An attribution is a verb, noun or adjective of speech, belief or aim (the cue), who it is said of (the source), and what
is said, thought or wanted (the content). English. Pure; offsets count code points; time is linear in the text.
"""

from __future__ import annotations

from ..quantities.tokens import paragraphs, tokens
from .clause import Clause
from .cues import Attribution, find_attributions
from .quotations import quotations, sentences_around

LONGEST = 400  # tokens that are read as one sentence

__all__ = ["Attribution", "attributions"]


def attributions(text: str) -> list[Attribution]:
    """Return the attributions of a text in order of place; of nested ones only the outermost, as in PolNeAR."""
    found: list[Attribution] = []
    for start, end in paragraphs(text):
        quotes = quotations(text, start, end)
        for first, last in sentences_around(text, start, end, quotes):
            words = tokens(text, first, last)
            for at in range(0, len(words), LONGEST):
                found += find_attributions(Clause(words[at : at + LONGEST], quotes))
    return found
