"""What a page says about its article: title, standfirst, byline, date, language, direction, site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import base_url
from .boilerplate import reason_for
from .bylines import find_byline
from .dates import find_date
from .language import direction_of_language
from .names import names
from .page_head import PROSE, HeadLine, head_lines
from .publication_dates import find_published
from .sanitize import safe_direction, safe_language, safe_url
from .structured_data import Declared, name_of, plain, read_declared
from .text import fold
from .titles import find_title, without_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Metadata", "names", "read_metadata", "without_site"]

_DESCRIPTION = "og:description description twitter:description dc.description".split()
_SITE = "og:site_name application-name apple-mobile-web-app-title".split()
# What newsrooms of many countries call a standfirst in their class names.
_STANDFIRST_HINT = re.compile(
    r"(?:^|[\s_-])(?:dek|deck|subhead|subheading|sub-title|strapline|article-summary|article-intro|article-lead|lead|lede"
    r"|intro|introduction|excerpt|teaser-text|alternativeheadline|description|abstract|spot|sapo|copete|bajada|occhiello"
    r"|lid|anons)(?:$|[\s_-])"
    r"|summary|stand-?first|sub-?tit(?:le)?|sub-?headline|subline|ingress|vorspann|manchet|perex|preamble|entradilla|chapo"
    r"|chapeau|catenaccio|sommario|sottotitolo|zajawka|article_*-?lead|lead-?text|lead-?paragraph",
    re.IGNORECASE,
)
_BODY_HINT = re.compile(r"body|content|article-?text|story-?text|prose", re.IGNORECASE)
_NO_STANDFIRST = re.compile(
    r"caption|credit|photo|share|comment|related|newsletter|breadcrumb|author|byline", re.IGNORECASE
)
MARKED = "standfirst on the page"  # the source of one that the page itself marks
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(slots=True)
class Metadata:
    """Plain, collapsed texts; empty where the page says nothing. `titles` are all that were found.

    `sources` tells where title, byline, published and standfirst are from ("JSON-LD headline", "meta og:title").
    """

    title: str = ""
    standfirst: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    direction: str = ""
    site_name: str = ""
    url: str = ""
    titles: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)


def read_metadata(root: HtmlElement, url: str = "") -> Metadata:
    """Return the page's own word about itself: JSON-LD, meta elements, and what it shows about its title."""
    declared = read_declared(root)
    found = Metadata(site_name=declared.first(_SITE) or name_of(declared.linked.get("publisher")))
    found.url = _canonical(root, declared, base_url(root, url))
    found.language = _language(root, declared)
    body = root.find("body")
    found.direction = safe_direction(root.get("dir") or "") or safe_direction(
        body.get("dir") or "" if body is not None else ""
    )
    title = find_title(root, declared, found.site_name, url)
    found.title, found.titles = title.text, title.all
    head = head_lines(body, title.heading, title.text)
    found.byline, byline_source = find_byline(root, declared, head, found.site_name)
    found.published, published_source = find_published(root, declared, head, found.language, url)
    found.standfirst, standfirst_source = _standfirst(declared, head, title.text, found.byline)
    sources = zip(
        ("title", "byline", "published", "standfirst"),
        (title.source, byline_source, published_source, standfirst_source),
        strict=True,
    )
    found.sources = {name: source for name, source in sources if getattr(found, name)}
    if not found.direction and found.language:
        found.direction = direction_of_language(found.language)
    return found


def _canonical(root: HtmlElement, declared: Declared, base: str) -> str:
    """Return the address the page gives as its own (RFC 6596, then Open Graph), absolute and http(s); otherwise ""."""
    linked = [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    resolved = (safe_url(address, base) for address in (*linked, *declared.meta.get("og:url", ())))
    return next((address for address in resolved if address.startswith(("http:", "https:"))), "")


def _language(root: HtmlElement, declared: Declared) -> str:
    values = [root.get("lang"), root.get("xml:lang"), root.get(_XML_LANGUAGE)]
    values += [declared.first(("content-language",)).split(",")[0]]
    values += [declared.first(("og:locale", "language", "dc.language", "inlanguage"))]
    values += [name_of(declared.linked.get("inLanguage"))]
    return next((tag for value in values if value and (tag := safe_language(value))), "")


def _standfirst(declared: Declared, head: Sequence[HeadLine], title: str, byline: str) -> tuple[str, str]:
    """Return the standfirst and where it is from: shown with the title, else declared whole."""
    descriptions = [("JSON-LD description", plain(declared.linked.get("description")))]
    descriptions += [(f"meta {name}", plain(value)) for name, value in declared.named(_DESCRIPTION)]
    keys = {key for _, text in descriptions if len(key := fold(text.rstrip("….[]"))) > 30}
    near = [line for line in head if 0 < line.place <= 15]
    fit = [line for line in near if 6 <= line.words <= 80 and 20 <= len(line.text) <= 600 and not find_date(line.text)]
    fit = [line for line in fit if fold(line.text) not in fold(title)]
    # A newspaper's offer stands there as well: 'Support us: the first month for 1'.
    fit = [line for line in fit if not _NO_STANDFIRST.search(line.hints) and not reason_for(line.text)]
    for line in fit:
        if _STANDFIRST_HINT.search(line.hints) or (line.tag == "h2" and line.place <= 2):
            return line.text, MARKED
    author = fold(byline.split(", ", maxsplit=1)[0])
    signed = [
        line.place
        for line in near
        if line.words <= 20 and ((author and author in fold(line.text)) or line.times or find_date(line.text))
    ]
    for line in fit:
        key = fold(line.text)
        if any(key in told or told in key for told in keys) and line.place < max(signed, default=0):
            return line.text, "description, shown with the title"
        # What stands between a title and the names and dates, or the marked body, below it is its standfirst.
        if line is fit[0] and line.words >= 10 and line.place <= 3 and " | " not in line.text:
            below = next((other for other in head if other.place > line.place and other.words >= PROSE), None)
            outside = below and _BODY_HINT.search(below.hints) and not _BODY_HINT.search(line.hints)
            if outside or line.place < min(signed, default=0):
                return line.text, "line below the title"
    for source, text in descriptions:
        # A description that breaks off is the start of the article, cut for search engines.
        if 20 <= len(text) <= 400 and not text.endswith(("…", "...", "[…]")) and fold(text) != fold(title):
            return text, source
    return "", ""
