"""Where an annotation stands: the selectors of the W3C Web Annotation Data Model, section 4.2. Pure: no Django."""

from __future__ import annotations

from dataclasses import dataclass

CONTEXT = 32  # code points of prefix and suffix, as Hypothesis keeps


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A half-open range of code points in the canonical text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words themselves and what stands around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def quote(text: str, position: TextPositionSelector) -> TextQuoteSelector:
    """Return the words at this position with their context. Raises ValueError for a range outside the text."""
    start, end = position.start, position.end
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no range of a text of {len(text)} characters")
    return TextQuoteSelector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


def trim(text: str, position: TextPositionSelector) -> TextPositionSelector:
    """Return the position without white space at its edges: a double click often takes the space along.

    What lies beyond the text is left out too. A range of nothing but white space comes back empty (start equals end).
    """
    start, end = min(position.start, len(text)), min(position.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return TextPositionSelector(start, end)
