"""What a page says about its article: title, standfirst, byline, date, language, direction, site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .blocks import base_url
from .dates import iso
from .language import direction_of_language
from .sanitize import safe_direction, safe_language, safe_url
from .text import collapse, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPE = re.compile(r"Article|Posting|Report|Recipe|Review$|HowTo", re.ASCII)
_TITLE = "og:title twitter:title parsely-title dc.title dcterms.title title headline sailthru.title".split()
_DESCRIPTION = "og:description description twitter:description dc.description".split()
_AUTHOR = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl byline citation_author"
    " og:author"
).split()
_DATE = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " parsely-pub-date sailthru.date pubdate publish-date publishdate publication_date date dc.date dc.date.issued"
    " dcterms.created dcterms.date dc.date.created date.created citation_publication_date citation_date"
    " last-modified article:modified_time og:updated_time"
).split()
_SITE = "og:site_name application-name apple-mobile-web-app-title".split()
_SEPARATOR = re.compile(r"\s+(?:[|·•»«:–—-]|::|//)\s+|\s*\|\s*")
_BY = re.compile(
    r"^(?:(?:written|posted|reported|published|story|words|text|report)\s+by|by|von|par|por|di|de|от|автор|текст|بقلم|كتب|كتبت|تقرير)\b[\s:]*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:[,;|/•·]|\s(?:and|und|et|y|e|и)\s|&|\s+و\s*(?=\w))\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:\S+|www\.\S+|\S+@\S+|\s@\w+")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d{3}|^(?:admin|editor|staff|published|updated|posted|view|follow|share|share this)$",
    re.IGNORECASE,
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|author-name|byline-name|contributor)(?:$|[\s_-])", re.I
)
_STANDFIRST_CLASS = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|dek|deck|subheadline|sub-headline|subhead|subtitle|sub-title|subheading|strapline"
    r"|article-summary|article-intro|chapo|chapeau|vorspann|entradilla|bajada|sommario|sottotitolo|lede)(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Metadata:
    """Plain, collapsed texts; empty where the page says nothing. `dates` and `titles` are all that were found."""

    title: str = ""
    standfirst: str = ""
    byline: str = ""
    published: str = ""
    language: str = ""
    direction: str = ""
    site_name: str = ""
    url: str = ""
    titles: list[str] = field(default_factory=list)


def read_metadata(root: HtmlElement, url: str = "", *, ask_library: bool = True) -> Metadata:
    """Return the page's own word about itself: JSON-LD, Open Graph and other meta elements, then the markup.

    Byline and date, where it declares none, are what the extraction library finds in its text.
    """
    meta = _meta(root)
    linked = _linked_data(root)
    found = Metadata(site_name=_first(meta, _SITE) or _name(linked.get("publisher")))
    found.url = _canonical(root, meta, base_url(root, url))
    found.language = _language(root, meta, linked)
    body = root.find("body")
    found.direction = safe_direction(root.get("dir") or "") or safe_direction(
        body.get("dir") or "" if body is not None else ""
    )
    found.title, found.titles = _title(root, meta, linked, found.site_name, url)
    found.byline = _byline(root, meta, linked, found)
    found.published = _published(root, meta, linked, found.language)
    found.standfirst = _standfirst(root, meta, linked, found.title)
    if ask_library and not (found.byline and found.published):
        _ask_library(root, found)
    if not found.direction and found.language:
        found.direction = direction_of_language(found.language)
    return found


def names(text: str) -> str:
    """Return a byline as 'Name, Name': without 'By', addresses, handles and repetitions; "" if no name is left."""
    found: list[str] = []
    text = _BY.sub("", _ADDRESS.sub("", collapse(text)))
    for part in _AND.split(text):
        name = _BY.sub("", part).strip(" .:-–—|")
        if (
            1 < len(name) <= 60
            and len(name.split()) <= 6
            and not _NO_NAME.search(name)
            and fold(name) not in map(fold, found)
        ):
            found.append(name)
    return ", ".join(found[:12])


def _meta(root: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        value = collapse(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split():
                if value:
                    found.setdefault(name, []).append(value)
    return found


def _first(meta: dict[str, list[str]], keys: Iterable[str]) -> str:
    return next((meta[name][0] for name in keys if name in meta), "")


def _linked_data(root: HtmlElement) -> dict[str, Any]:
    """Return the page's article in JSON-LD (schema.org), or the page itself, or nothing."""
    fallback: dict[str, Any] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _nodes(script.text or ""):
            kinds = node.get("@type")
            if any(_ARTICLE_TYPE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                if node.get("headline") or node.get("author") or node.get("datePublished"):
                    return node
            elif "WebPage" in str(kinds) or "VideoObject" in str(kinds):
                fallback = fallback or node
    return fallback


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    source = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", source)
    try:
        waiting = [json.loads(source, strict=False)]
    except (ValueError, RecursionError):
        return
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(node.get(key), list | dict)
            )


def _name(value: Any) -> str:
    """Return the name of a person or organisation in JSON-LD, which writes one in many ways; several by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:20])))
    if isinstance(value, dict):
        value = value.get("name") or ""
        return _name(value) if isinstance(value, list) else collapse(str(value))
    return collapse(_plain(value)) if isinstance(value, str) else ""


def _plain(value: Any) -> str:
    """Return a text of JSON-LD or a meta element, where some pages leave entities or tags."""
    from html import unescape  # noqa: PLC0415

    return collapse(re.sub(r"<[^>]{0,200}>", " ", unescape(unescape(value)))) if isinstance(value, str) else ""


def _canonical(root: HtmlElement, meta: dict[str, list[str]], base: str) -> str:
    """Return the address the page gives as its own (RFC 6596, then Open Graph), absolute and http(s); otherwise ""."""
    linked = [
        link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    resolved = (safe_url(address, base) for address in (*linked, *meta.get("og:url", ())))
    return next((address for address in resolved if address.startswith(("http:", "https:"))), "")


def _language(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any]) -> str:
    xml_language = "{http://www.w3.org/XML/1998/namespace}lang"
    declared = [
        root.get("lang"),
        root.get("xml:lang"),
        root.get(xml_language),
        _first(meta, ("content-language",)).split(",")[0],
    ]
    declared += [_first(meta, ("og:locale", "language", "dc.language", "inlanguage")), _name(linked.get("inLanguage"))]
    return next((tag for value in declared if value and (tag := safe_language(value))), "")


def _title(
    root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], site: str, url: str
) -> tuple[str, list[str]]:
    element = root.find(".//head/title")
    if element is None:
        element = root.find(".//title")
    of_page = collapse(element.text_content()) if element is not None else ""
    declared = [_plain(linked.get("headline")), *(_plain(meta[name][0]) for name in _TITLE if name in meta), of_page]
    declared = [title for title in declared if title]
    shown = [heading for h1 in root.iter("h1") if (heading := collapse(h1.text_content())) and len(heading) < 300]
    shortened = [without_site(title, site, url) for title in declared]
    titles = [*declared, *shortened]
    for heading in shown:
        key = fold(heading)
        if len(key) > 8 and any(
            key in fold(title) or fold(title) in key or _alike(heading, title) for title in shortened
        ):
            return without_site(heading, site, url), titles
    if shortened:
        return shortened[0], titles
    return (shown[0] if shown else ""), titles


def _alike(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return len(a & b) >= 0.6 * max(len(a), len(b), 1)


def without_site(title: str, site: str = "", url: str = "") -> str:
    """Return the title without the site's name before or behind it ('Title | Site')."""
    keys = {fold(site)} if site else set()
    host = (urlsplit(url).hostname or "") if url else ""
    keys |= {fold(part) for part in [host.removeprefix("www."), *host.split(".")] if len(part) > 3}
    quoted = "«" in title and "»" in title  # quotation marks, then
    while separators := [found for found in _SEPARATOR.finditer(title) if not (quoted and found[0].strip() in "«»")]:
        last, first = separators[-1], separators[0]
        tail, head = title[last.end() :], title[: first.start()]
        short = len(tail.split()) <= min(4, len(title[: last.start()].split()) - 1)
        if _is_site(tail, keys) or (short and last[0].strip() in ("|", "»", "::")):
            title = title[: last.start()].strip()
        elif _is_site(head, keys):
            title = title[first.end() :].strip()
        else:
            break
    return title


def _is_site(part: str, keys: set[str]) -> bool:
    key = fold(part)
    if len(key) <= 3:
        return bool(key) and key in keys
    brief = len(part.split()) <= 5
    return any(key in known or (brief and len(known) > 3 and known in key) for known in keys)


def _byline(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], found: Metadata) -> str:
    site = fold(found.site_name)
    of_site = ""
    for value in (_name(linked.get("author")), *(", ".join(meta[name]) for name in _AUTHOR if name in meta)):
        byline = names(value)
        if byline and fold(byline) != site:
            return byline
        of_site = of_site or byline
    for element in root.iter("a", "span", "div", "p", "address", "li", "h3", "h4"):
        if (
            _is_author(element)
            and (text := collapse(element.text_content()))
            and len(text) < 120
            and (byline := names(text))
        ):
            return byline
    return of_site


def _is_author(element: HtmlElement) -> bool:
    return (
        element.get("rel") == "author"
        or "author" in (element.get("itemprop") or "").split()
        or bool(_AUTHOR_CLASS.search(element.get("class") or ""))
    )


def _published(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], language: str) -> str:
    american = language.lower() in ("en-us", "en")
    for value in (
        linked.get("datePublished"),
        linked.get("dateCreated"),
        *(meta[name][0] for name in _DATE[:-3] if name in meta),
    ):
        if isinstance(value, str) and (date := iso(value, month_first=american)):
            return date
    times = [element for element in root.iter("time") if element.get("datetime")]
    times.sort(
        key=lambda time: not ("datePublished" in (time.get("itemprop") or "") or time.get("pubdate") is not None)
    )
    for element in times:
        if date := iso(element.get("datetime", ""), month_first=american):
            return date
    return iso(_first(meta, _DATE[-3:]), month_first=american)


def _standfirst(root: HtmlElement, meta: dict[str, list[str]], linked: dict[str, Any], title: str) -> str:
    for element in root.iter("p", "h2", "h3", "div", "span"):
        if _STANDFIRST_CLASS.search(element.get("class") or "") or element.get("itemprop") == "alternativeHeadline":
            text = collapse(element.text_content())
            if 20 <= len(text) <= 500 and fold(text) != fold(title):
                return text
    for text in (_plain(linked.get("description")), *(_plain(meta[name][0]) for name in _DESCRIPTION if name in meta)):
        # A description that breaks off is the start of the article, cut for search engines.
        if 20 <= len(text) <= 400 and not text.endswith(("…", "...", "[…]")) and fold(text) != fold(title):
            return text
    return ""


def _ask_library(root: HtmlElement, found: Metadata) -> None:
    """Fill what the page does not declare with what the extraction library finds in its text."""
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    try:
        document = extract_metadata(root)
    except Exception:
        return
    found.byline = found.byline or names((document.author or "").replace(";", ","))
    found.published = found.published or iso(document.date or "")
