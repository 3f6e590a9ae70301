"""Lines of print as paragraphs, headings and lists: what the typesetter parted is joined again. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from statistics import median

from reader.extraction.text import fold

from .pdf_layout import Line

HEADING = 1.12  # times the size of the text, or bold and short
HEADING_WORDS = 16
INDENT = 0.6  # of the size: a first line that begins so far in begins a paragraph
SHORT = 0.12  # of the column: a line that ends so far from its edge ends a paragraph, if a sentence ends there
GAP = 1.3  # times the usual distance of two lines
_BULLET = re.compile(r"[•▪◦‣●■–—-]\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_END = re.compile(r"[.!?:。؟۔…][\"'”’»)\]\d]*$")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `level` is that of a heading, 0 for text; `bullet` says an entry of a list."""

    lines: list[Line] = field(default_factory=list)
    level: int = 0
    bullet: bool = False


def paragraphs(pages: Iterable[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of pages whose lines are in order; one goes on over columns and pages."""
    lines = [line for page in pages for line in page]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    distances = [b.top - a.top for a, b in pairwise(lines) if a.column == b.column and b.top > a.top]
    leading = median(distances) if distances else body * 1.2
    levels = {
        size: min(2 + n, 4) for n, size in enumerate(sorted({s for s in sizes if s > HEADING * body}, reverse=True))
    }
    found: list[Paragraph] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        level = levels.get(line.size, 0)
        if not level and _is_bold_heading(line, lines, index, leading):
            level = 4
        if before and found and not _begins(before, line, found[-1], level, leading):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line], level, bool(_BULLET.match(line.text))))
    return [_as_text(each) for each in found]


def _is_bold_heading(line: Line, lines: Sequence[Line], index: int, leading: float) -> bool:
    """Say whether a bold line is a heading: short, no sentence, and apart from the text before it."""
    if not line.bold or len(line.text.split()) > HEADING_WORDS or _END.search(line.text) or not fold(line.text):
        return False
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    apart = before is None or before.bold or before.column != line.column or line.top - before.top > 1.1 * leading
    return apart and after is not None and (not after.bold or after.size == line.size)


def _begins(before: Line, line: Line, paragraph: Paragraph, level: int, leading: float) -> bool:
    """Say whether the line begins a paragraph."""
    if level != paragraph.level or _BULLET.match(line.text) or (_NUMBERED.match(line.text) and _ends(before)):
        return True
    if level:
        return line.top - before.top > 2 * line.size or line.top < before.top
    if abs(line.size - before.size) > 0.6:
        return True
    if line.column != before.column or line.top < before.top:  # another column, or another page
        return _ends(before) or not (line.text[:1].islower() or _is_full(before))
    if line.top - before.top > GAP * max(leading, before.bottom - before.top):
        return True
    left = line.column[0]
    indent, was = line.left - left, before.left - left
    if paragraph.bullet:  # what hangs below an entry's words goes on with it
        return indent < INDENT * line.size < was and _ends(before)
    if indent > INDENT * line.size and was < INDENT * line.size and not _ends_in_hyphen(before):
        return _ends(before) or len(paragraph.lines) > 1
    return _ends(before) and not _is_full(before)


def _ends(line: Line) -> bool:
    return bool(_END.search(line.text))


def _ends_in_hyphen(line: Line) -> bool:
    return bool(_HYPHEN.search(line.text))


def _is_full(line: Line) -> bool:
    left, right = line.column
    return right - line.right < SHORT * max(right - left, 1)


def _as_text(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph as text where what looks like headings is too long to be one."""
    words = sum(len(line.text.split()) for line in paragraph.lines)
    return Paragraph(paragraph.lines, 0, paragraph.bullet) if paragraph.level and words > 40 else paragraph


def written(found: Sequence[Paragraph], title: str = "") -> str:
    """Return the paragraphs as HTML, each with the page that it begins on, where that is known.

    A word parted at a line's end is joined as the document writes it elsewhere.
    """
    known = Counter(
        word.casefold().replace("\u2010", "-")
        for paragraph in found
        for line in paragraph.lines
        for word in _WORDS.findall(_HYPHEN.sub("", line.text))
    )
    parts: list[str] = []
    in_list = False
    for paragraph in found:
        text, starts = _joined([line.text for line in paragraph.lines], known)
        sign = _BULLET.match(text) if paragraph.bullet else None
        page = _pages(paragraph.lines, starts, shift=sign.end() if sign else 0)
        if paragraph.bullet != in_list:
            parts.append("<ul>" if paragraph.bullet else "</ul>")
            in_list = paragraph.bullet
        if paragraph.bullet:
            parts.append(f"<li{page}>{escape(_BULLET.sub('', text, count=1))}</li>")
        elif paragraph.level:
            tag = "h1" if fold(text) == fold(title) else f"h{paragraph.level}"
            parts.append(f"<{tag}{page}>{escape(text)}</{tag}>")
        else:
            parts.append(f"<p{page}>{escape(text)}</p>")
    return "\n".join([*parts, *(["</ul>"] if in_list else [])])


def _pages(lines: Sequence[Line], starts: Sequence[int], *, shift: int) -> str:
    """Return as attributes the page on which a paragraph begins, and where in its text others do."""
    first = lines[0]
    if not first.page:
        return ""
    said = f' data-page="{first.page}" data-label="{escape(first.label)}"'
    turned = [
        f"{start - shift} {line.page} {escape(line.label)}"
        for (before, line), start in zip(pairwise(lines), starts[1:], strict=True)
        if line.page > before.page
    ]
    return f'{said} data-breaks="{"|".join(turned)}"' if turned else said


def _joined(lines: Sequence[str], known: Counter[str]) -> tuple[str, list[int]]:
    """Return the lines as one text, and where in it each begins."""
    text, starts = lines[0] if lines else "", [0]
    for line in lines[1:]:
        parted = _HYPHEN.search(text)
        rest = _WORDS.match(line)
        if not parted or not rest or not line[0].islower():
            # A compound of which the second word has a capital keeps its hyphen, and gets no space.
            text += line if parted and line[:1].isupper() and text.endswith("-") else f" {line}"
            starts.append(len(text) - len(line))
            continue
        head = parted[1].rpartition(" ")[2]
        whole, with_hyphen = f"{head}{rest[0]}".casefold(), f"{head}-{rest[0]}".casefold()
        keeps = known[with_hyphen] > known[whole]
        text = (text if keeps else text[:-1]) + line
        starts.append(len(text) - len(line))
    return text, starts
