"""The standfirst of an article: shown with the title, else a description that is declared whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .boilerplate import reason_for
from .dates import find_date
from .names import names_in
from .page_head import PROSE, HeadLine
from .structured_data import Declared, plain
from .text import fold

_DESCRIPTION = "og:description description twitter:description dc.description".split()
# What newsrooms of many countries call a standfirst in their class names.
_HINT = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|subhead|subheading|sub-title|strapline|article-summary|article-intro|article-lead|lead|lede"
    r"|intro|introduction|excerpt|teaser-text|alternativeheadline|description|abstract|spot|sapo|copete|bajada|occhiello"
    r"|lid|anons)(?:$|[\s_-])"
    r"|summary|stand-?first|sub-?tit(?:le)?|sub-?headline|subline|ingress|vorspann|manchet|perex|preamble|entradilla|chapo"
    r"|chapeau|catenaccio|sommario|sottotitolo|zajawka|article_*-?lead|lead-?text|lead-?paragraph",
    re.IGNORECASE,
)
_BODY_HINT = re.compile(r"body|content|article-?text|story-?text|prose", re.IGNORECASE)
_NO_STANDFIRST = re.compile(
    r"caption|credit|photo|image[_-](?:text|container|gallery)|share|comment|related|newsletter|breadcrumb|author|byline",
    re.IGNORECASE,
)
MARKED = "standfirst on the page"  # the source of one that the page itself marks
IN_BOLD = "opening in bold"  # of one that only its letters mark
_LONG = 10  # words: what is shorter may be a label


def find_standfirst(declared: Declared, head: Sequence[HeadLine], title: str, byline: str) -> tuple[str, str]:
    """Return the standfirst and where it is from; ("", "") if the page has none."""
    descriptions = [("JSON-LD description", plain(declared.linked.get("description")))]
    descriptions += [(f"meta {name}", plain(value)) for name, value in declared.named(_DESCRIPTION)]
    shown = _shown(head, title, byline, [text for _, text in descriptions], is_news=declared.is_news)
    if shown[0]:
        return shown
    for source, text in descriptions:
        # A description that breaks off is the start of the article, cut for search engines.
        if 20 <= len(text) <= 400 and not text.endswith(("…", "...", "[…]")) and fold(text) != fold(title):
            return text, source
    return "", ""


def _shown(
    head: Sequence[HeadLine], title: str, byline: str, descriptions: Sequence[str], *, is_news: bool
) -> tuple[str, str]:
    near = [line for line in head if 0 < line.place <= 15]
    fit = [line for line in near if _may_be(line, title)]
    keys = {key for text in descriptions if len(key := fold(text.rstrip("….[]"))) > 30}
    described = [line for line in fit if (key := fold(line.text)) and any(key in told or told in key for told in keys)]
    for line in fit:
        heading = line.tag == "h2" or (line.tag in ("h3", "h4") and line in described)
        if _HINT.search(line.hints) or (heading and line.place <= 2):
            return line.text, MARKED
    lead = next((line for line in near if line.words >= _LONG), None)
    # Newsrooms set a standfirst in bold; elsewhere an opening in bold is the text's.
    if is_news and lead in fit and lead.is_bold and (below := _prose_below(head, lead)) and not below.is_bold:
        return lead.text, IN_BOLD
    author = fold("".join(names_in(byline)[:1]))
    signed = [
        line.place
        for line in near
        if line.words <= 20 and ((author and author in fold(line.text)) or line.times or find_date(line.text))
    ]
    for line in fit:
        if line in described and line.place < max(signed, default=0):
            return line.text, "description, shown with the title"
        # What stands between a title and the names and dates, or the marked body, below it is its standfirst.
        if line is fit[0] and line.words >= _LONG and line.place <= 3 and " | " not in line.text:
            below = _prose_below(head, line)
            outside = below and _BODY_HINT.search(below.hints) and not _BODY_HINT.search(line.hints)
            if outside or line.place < min(signed, default=0):
                return line.text, "line below the title"
    return "", ""


def _may_be(line: HeadLine, title: str) -> bool:
    return (
        6 <= line.words <= 80
        and 20 <= len(line.text) <= 600
        and not find_date(line.text)
        and fold(line.text) not in fold(title)
        and not _NO_STANDFIRST.search(line.hints)
        # A newspaper's offer stands there as well: 'Support us: the first month for 1'.
        and not reason_for(line.text)
    )


def _prose_below(head: Sequence[HeadLine], line: HeadLine) -> HeadLine | None:
    return next((other for other in head if other.place > line.place and other.words >= PROSE), None)
