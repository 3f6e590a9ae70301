"""What a page says about its article: title, standfirst, byline, date, language, direction, site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import base_url
from .bylines import find_byline
from .language import direction_of_language
from .page_head import head_lines
from .publication_dates import find_published
from .sanitize import safe_direction, safe_language, safe_url
from .standfirsts import find_standfirst
from .structured_data import Declared, name_of, read_declared
from .titles import find_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SITE = "og:site_name application-name apple-mobile-web-app-title".split()
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
    found.standfirst, standfirst_source = find_standfirst(declared, head, title.text, found.byline)
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
