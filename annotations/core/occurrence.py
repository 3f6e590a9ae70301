"""Which casualty figures tell of something that was, and not of what may come or was made up. Ours; English.

In other languages the words below find nothing, and every figure counts as one that was.
"""

from __future__ import annotations

import re

from .quantities import Effect, Quantity
from .quantities.languages import LANGUAGES

# Up to the word of harm. 'May have died' is a report, 'may die' is none; 'could be dead' and 'could be missing' are.
_UNREAL = re.compile(
    r"\b(?:(?:could|would|might|may|can|will|shall|should|won't|wouldn't|cannot)(?:\s+(?:\w+ly|also|still|well|soon))*"
    r"(?:\s+be)?|would\s+have(?:\s+been)?)\s*$",
    re.I,
)
_REPORTED_STATES = ("dead", "missing")
_SUPPOSED = re.compile(r"\s*[“\"]?(?:if|suppose|imagine|should|had|were)\b[^,]*$", re.I)  # in the first clause
_INVENTED = re.compile(
    r"\bin\s+(?:the|this|a|his|her|their)\s+(?:film|movie|novel|thriller|video\s*game|sitcom|comic)\b"
    r"|\b(?:film|movie|novel|thriller|simulation),?\s+in\s+which\b|\bsimulat(?:e[sd]?|ing|ion)\b|\bgame\s+lets\b",
    re.I,
)
# Whether there is a number is said, not which: 'would not give a number of dead'.
_GIVEN = re.compile(r"\b(?:g[ia]v(?:e[sn]?|ing)|releas(?:e[sd]?|ing)|provid(?:e[sd]?|ing))\s+a\s+number$", re.I)
_LOST = re.compile(r"\s+([a-z]+s)\b(?!\s+(?:after|later|ago|before|into|since)\b)")  # not '30 missing hours after'
_THINGS = LANGUAGES["en"].things
ATHLETES = frozenset("player players striker strikers defender defenders midfielder midfielders goalkeeper".split())


def has_happened(quantity: Quantity, text: str, start: int, end: int) -> bool:
    """Say whether the sentence text[start:end] tells its figure as something that befell people."""
    if quantity.cue is None:
        return True
    before, cue = text[start : quantity.cue[0]], text[slice(*quantity.cue)]
    if _INVENTED.search(text, start, end) or _SUPPOSED.match(before) or _GIVEN.search(text[start : quantity.end]):
        return False
    if _is_of_the_day(quantity, text, quantity.cue):
        return False
    return cue.lower() in _REPORTED_STATES or not _UNREAL.search(before)


def _is_of_the_day(quantity: Quantity, text: str, cue: tuple[int, int]) -> bool:
    """Say whether it is 'five injured players', who miss a match, or '3 missing paintings'."""
    if quantity.effect is Effect.INJURED and quantity.noun and cue[1] <= quantity.noun[0]:
        return text[slice(*quantity.noun)].lower() in ATHLETES
    lost = _LOST.match(text, cue[1]) if quantity.effect is Effect.MISSING and quantity.noun is None else None
    return bool(lost and lost[1] in _THINGS)
