"""Where a passage that another tool knew stands in our text. Pure: no Django.

Other tools write white space as they like, and cut what they keep of the words around it where they like.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Protocol

from annotations.core.anchoring import anchor
from annotations.core.approximate import Folded, search
from annotations.core.selectors import CONTEXT, TextPositionSelector, TextQuoteSelector

LONGEST = 20_000  # characters of a quote that is looked for word by word
_ELISION = re.compile(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)\s*$")  # a quote that was cut short says so


class Quoted(Protocol):
    """What is known of a passage."""

    @property
    def exact(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...


class Places:
    """A text in which any number of passages are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, quoted: Quoted) -> TextPositionSelector | None:
        """Return the passage's place: exactly its words, or else those most like them. None where two fit as well."""
        exact = quoted.exact.strip()
        if not exact:
            return None
        selector = TextQuoteSelector(exact, quoted.prefix[-CONTEXT:], quoted.suffix[:CONTEXT])
        return anchor(selector, self.text) or self._spaced(selector) or search(selector, self._folded)

    def _spaced(self, selector: TextQuoteSelector) -> TextPositionSelector | None:
        """Return the place where the words stand, whatever white space is between them."""
        if len(selector.exact) > LONGEST:
            return None
        words = [re.escape(word) for word in _ELISION.sub("", selector.exact).split()]
        found = list(re.finditer(r"\s+".join(words), self.text)) if words else []
        if len(found) == 1:
            return TextPositionSelector(*found[0].span())
        around = [place for place in found if self._fits(selector, *place.span())]
        return TextPositionSelector(*around[0].span()) if len(around) == 1 else None

    def _fits(self, selector: TextQuoteSelector, start: int, end: int) -> bool:
        """Say whether what is known of the surroundings stands around the place."""
        if not selector.prefix.strip() and not selector.suffix.strip():
            return False
        before, after = ("".join(self.text[a:b].split()) for a, b in ((max(0, start - 200), start), (end, end + 200)))
        prefix, suffix = "".join(selector.prefix.split()), "".join(selector.suffix.split())
        return before.endswith(prefix[-12:]) and after.startswith(suffix[:12])

    @cached_property
    def _folded(self) -> Folded:
        return Folded(self.text)
