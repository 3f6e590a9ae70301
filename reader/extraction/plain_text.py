"""A plain text as an article: prose as it is, or the dump of a page with its furniture told apart line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from .blocks import localised
from .boilerplate import is_appeal, reason_for, speaks_as_outlet
from .headlines import find_head, head_of_prose
from .language import direction_of_text, language_of_text
from .line_features import heaviest
from .line_model import Odds, likeliest, line_model
from .model import Block, Container, Extraction, Kind, UnreadableSource
from .paragraphs import PROSE, Line, ends_sentence, is_list_item, paragraphs
from .phrases import reasons as why
from .text import fold
from .translation import gettext_noop

NOTHING_READABLE = gettext_noop("There is no text here: paste or upload the text of an article.")
MOST_LINES = 20_000  # of a page: a longer text is a book, or no page's
PAGE = 30  # lines: a text as long as this that looks like no article at all has one all the same
OF_HEAD = 0.15  # share of the words above the head that are still the head's or the page's
OF_PAGE = 4  # paragraphs of prose: a text with fewer may be a letter or a poem, which ends in short lines
IN_PROSE = 0.5  # what is added to the logarithm of the odds in a text that does not look like a page's
LABEL = 12  # words: a line as short as this that a rule fits is furniture whatever stands around it
WITHIN = frozenset({why.CREDIT, why.ADVERTISEMENT, why.RELATED})  # what a last sentence may stand below
# A line of these begins a part of the page, and gives the reason for what follows it.
SECTIONS = frozenset({why.COMMENTS, why.RELATED, why.NEWSLETTER, why.REGISTRATION, why.COOKIES, why.FOOTER, why.AUTHOR})
SECTION = 12  # lines that such a line may speak for
MANY_SHORT = 0.25  # share of short lines without a full stop that makes a text a dump although no rule fits
_FULL_STOP = re.compile(r"[.。۔।][\"'”’»)\]]*$")


def read_text(source: str) -> Extraction:
    """Return the article in a plain text. Every line is in a block: kept, or cut with its reason.

    Raises UnreadableSource if there is no text.
    """
    found = paragraphs(source)
    if not any(fold(paragraph.text) for paragraph in found):
        raise UnreadableSource(NOTHING_READABLE)
    lines = read_lines([paragraph.text for paragraph in found])
    body = article_lines(lines, line_model().odds(lines) if len(lines) <= MOST_LINES else [])
    page = is_dump(lines)
    if not page and any(paragraph.before_blank for paragraph in found[:-1]):
        body = set(range(len(lines)))  # pages come without blank lines: somebody has parted these paragraphs
    if page:
        head = find_head([line.text for line in lines], [line.reason for line in lines], body)
        body -= head.places.keys()
        above = {index for index in body if head.title and index < max(head.places)}
        # The body begins below the head, unless so much stands above that the head must be another's.
        if sum(lines[index].words for index in above) < OF_HEAD * sum(lines[index].words for index in body):
            body -= above
    else:
        head = head_of_prose(found)
        if not head.title and 0 not in body:
            head = find_head([line.text for line in lines], [line.reason for line in lines], body)
        body -= head.places.keys()
    reasons = _reasons(lines, body)
    blocks = [
        block if index in body else block.cut(head.places.get(index) or reasons[index])
        for index, block in enumerate(_block(index, lines, body) for index in range(len(lines)))
    ]
    text = "\n".join(block.text for block in blocks if block.kept)
    language = language_of_text(text or source)
    direction = direction_of_text(text or source) or "ltr"
    return Extraction(
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline,
        published=head.published,
        language=language,
        direction=direction,
        blocks=tuple(localised(blocks, language, direction)),
    )


def read_lines(texts: Sequence[str]) -> list[Line]:
    """Return the lines with what the rules say of them."""
    return _appeals([_line(text) for text in texts])


def is_dump(lines: Sequence[Line]) -> bool:
    """Return True for the text of a whole page: a rule fits a line, or most lines are labels beside some prose."""
    if len(lines) > MOST_LINES:
        return False
    if any(line.reason for line in lines):
        return True
    short = sum(line.words < PROSE and not line.sentence for line in lines)
    return len(lines) >= 10 and short > MANY_SHORT * len(lines) and any(line.is_prose for line in lines)


def article_lines(lines: Sequence[Line], odds: Sequence[Odds]) -> set[int]:
    """Return the lines of the article, by the odds that each is one of its own.

    A text of nothing but furniture is kept as it is, and so is prose, but for what its ends have left of a page. Of a
    page too short to tell anything by, all is the article that no rule fits.
    """
    whole = set(range(len(lines)))
    if not odds:
        return whole
    if is_dump(lines):
        return _body_of_page(lines, odds) or {i for i in whole if not lines[i].reason} or whole
    return _without_rests(lines, odds) if sum(line.is_prose for line in lines) >= OF_PAGE else whole


def _body_of_page(lines: Sequence[Line], odds: Sequence[Odds]) -> set[int]:
    """Return what the learned reading keeps, less what the rules know for furniture."""
    kept = likeliest(odds)
    if not any(kept) and len(lines) >= PAGE:
        alone = [value.alone for value in odds]
        start, end, _ = heaviest([value - max(alone) + 1 for value in alone])  # the likeliest stretch
        kept = [start <= index < end for index in range(len(lines))]
    body = [
        index
        for index, line in enumerate(lines)
        if kept[index] and not (line.reason and (line.words <= LABEL or line.reason == why.APPEAL))
    ]
    # An article begins with a sentence: a label above it is its title's or the page's, unless all speaks for it.
    while body and not (lines[body[0]].sentence or odds[body[0]].below_cut > 0):
        del body[0]
    return {*body, *_tail(lines, body)}


def _without_rests(lines: Sequence[Line], odds: Sequence[Odds]) -> set[int]:
    """Return the lines from the first that is kept, or is prose, to the last: the labels about them are a page's."""
    kept = likeliest([Odds(*(value + IN_PROSE for value in of_line)) for of_line in odds])
    good = [index for index, line in enumerate(lines) if kept[index] or line.is_prose]
    return set(range(good[0], good[-1] + 1))


def _line(text: str) -> Line:
    words = len(text.split())
    if words * 12 < len(text):  # a script that does not part its words
        words = len(text) // 2
    return Line(text, words, reason_for(text), ends_sentence(text))


def _tail(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """Return the last sentence of the article if it stands below an insert, such as a link to a related story.

    Below it the page, or more furniture, has to follow: more sentences are other stories' teasers.
    """
    tail = end = body[-1] + 1 if body else len(lines)
    while tail < len(lines) and lines[tail].reason in WITHIN:
        tail += 1
    if not end < tail < len(lines) or not _is_statement(lines[tail]):
        return set()
    return {tail} if tail + 1 == len(lines) or lines[tail + 1].reason else set()


def _is_statement(line: Line) -> bool:
    """Return True for a sentence that nothing makes out to be the site's own word."""
    closed = _FULL_STOP.search(line.text)
    return not line.reason and line.words >= 5 and bool(closed) and not speaks_as_outlet(line.text)


def _appeals(lines: list[Line]) -> list[Line]:
    """Return the lines with a donation appeal recognised whole.

    Between two lines that ask for support stand others that tell why: they belong to the appeal if there are
    at most two in a row and they speak as the outlet ('we', 'our').
    """
    asking = [index for index, line in enumerate(lines) if line.reason == why.APPEAL or is_appeal(line.text)]
    marked = set(asking) if len(asking) > 1 else {index for index in asking if lines[index].reason}
    for before, after in pairwise(asking):
        between = range(before + 1, after)
        if len(between) <= 2 and all(speaks_as_outlet(lines[index].text) for index in between):
            marked.update(between)
    return [line._replace(reason=why.APPEAL) if index in marked else line for index, line in enumerate(lines)]


def _reasons(lines: Sequence[Line], body: set[int]) -> list[str]:
    """Return why each line is cut, if it is: its own reason, that of the part it stands in, or its place and shape."""
    first, last = min(body, default=0), max(body, default=0)
    section, since = "", 0
    out = []
    for index, line in enumerate(lines):
        if index in body:
            section = ""
        elif line.reason in SECTIONS and line.words <= LABEL:
            section, since = line.reason, index
        if line.reason:
            out.append(line.reason)
        elif section and (index - since <= SECTION or section == why.COMMENTS):
            out.append(section)
        elif line.words < PROSE and not line.sentence and (index < first or index > last):
            out.append(why.NAVIGATION if index < first else why.FOOTER if index > len(lines) - 8 else why.RELATED)
        else:
            out.append(why.OTHER)
    return out


def _block(index: int, lines: Sequence[Line], body: set[int]) -> Block:
    line = lines[index]
    kind, text, level = Kind.PARAGRAPH, line.text, 0
    path: tuple[Container, ...] = ()
    if index in body:
        if is_list_item(text) and not text[0].isdigit():
            first = index
            while first - 1 in body and is_list_item(lines[first - 1].text) and not lines[first - 1].text[0].isdigit():
                first -= 1
            kind, text, path = (
                Kind.LIST_ITEM,
                text[1:].strip(),
                (Container("ul", first * 2 + 1), Container("li", index * 2 + 2)),
            )
        elif line.words <= 12 and not line.sentence and index + 1 in body and lines[index + 1].is_prose:
            kind, level = Kind.HEADING, 2
    return Block(kind, escape(text, quote=False), text, path=path, level=level)
