"""The title of a page: the heading it shows, told apart from the site's name and from other headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

from .structured_data import Declared, plain
from .text import collapse, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMES = "og:title twitter:title parsely-title dc.title dcterms.title title headline sailthru.title".split()
LONGEST = 300  # characters
_MOST = 60  # headings looked at
MANY, ALIKE = 3, 0.8  # words, and the share of them, that make a heading the declared title in other words
_SEPARATOR = re.compile(r"\s+(?:[|·•»«:–—-]|::|//)\s+|\s*\|\s*")
_WORD = re.compile(r"\w+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMED_TITLE = re.compile(
    r"(?:article|entry|post|story|page|news|content|blog|main)[\w-]*(?:title|head)|headline|^title$"
)
_OF_SITE = re.compile(r"logo|site-?(?:title|name)|brand|masthead|navbar|modal|popup|cookie|newsletter")


class Title(NamedTuple):
    text: str
    heading: HtmlElement | None  # where the page shows it
    source: str
    all: list[str]  # every title the page has, with the site's name and without


def find_title(root: HtmlElement, declared: Declared, site: str, url: str) -> Title:
    """Return the title readers see, else the declared one."""
    element = root.find(".//head/title")
    if element is None:
        element = root.find(".//title")
    of_page = collapse(element.text_content()) if element is not None else ""
    told = [("JSON-LD headline", plain(declared.linked.get("headline")))]
    told += [(f"meta {name}", plain(value)) for name, value in declared.named(NAMES)]
    told += [("title element", of_page)]
    told = [(source, title) for source, title in told if title]
    shortened = [(source, without_site(title, site, url)) for source, title in told]
    titles = [title for _, title in [*told, *shortened]]
    shown = [(heading, text) for heading in islice(root.iter("h1"), _MOST) if (text := _shown_text(heading))]
    keys = _site_keys(site, url)
    shown = [
        (heading, text)
        for heading, text in shown
        if len(text) < LONGEST and fold(text) and not _is_hidden(heading) and not _is_site(text, keys, most=True)
    ]
    slug = _words(unquote(urlsplit(url).path).replace("-", " ").replace("_", " "))
    other = _other_heading(root, [title for _, title in shortened])
    best: tuple[float, HtmlElement | None, str] = (0.0, None, "")
    for heading, text in shown:
        fit = _fit(heading, text, [title for _, title in shortened], slug=slug, alone=len(shown) == 1)
        if fit > best[0]:
            best = (fit, heading, text)
    # A page with the site's name, or several chapters, on its first level shows the title on the second.
    headline = fold(plain(declared.linked.get("headline")))
    if best[1] is not None and (
        other is None or (best[0] >= 1.8 and not (headline == fold(other.text_content()) != fold(best[2])))
    ):
        return Title(without_site(best[2], site, url), _below_trail(root, best[1]), "heading", titles)
    if shortened:
        source, title = shortened[0]
        other = other if other is not None else _like_heading(root, title)
        if other is not None:
            source, title = "heading", without_site(_shown_text(other), site, url)
        return Title(title, other, source, titles)
    return Title(shown[0][1], shown[0][0], "heading", titles) if shown else Title("", None, "", titles)


def _shown_text(heading: HtmlElement) -> str:
    """Return the heading's text, with a space where one of its lines ends."""
    if next(heading.iter("br", "div", "p"), None) is None:
        return collapse(heading.text_content())
    texts = heading.xpath(".//text()")
    return collapse("".join(f" {text}" if text.getparent().tag in ("br", "div", "p") else text for text in texts))


def _fit(heading: HtmlElement, text: str, titles: Sequence[str], *, slug: set[str], alone: bool) -> float:
    """Return how well a first-level heading serves as the title; 0 or less if it does not."""
    key, words = fold(text), _words(text)
    agreement = max((_agreement(key, words, title) for title in titles), default=0.0)
    of_slug = len(words & slug) / len(words) if slug and words else 0.0
    own = f"{heading.get('class') or ''} {heading.get('id') or ''}".lower()
    fit = 2.0 * agreement + of_slug
    if _NAMED_TITLE.search(own) or heading.get("itemprop") == "headline":
        fit += 0.5
    if _OF_SITE.search(own):
        fit -= 1.0
    if len(words) >= 4:
        fit += 0.4 if alone else 0.2
    if not titles:
        fit += 0.3
    return fit - 0.6


def _below_trail(root: HtmlElement, heading: HtmlElement) -> HtmlElement:
    """Return the heading, or the next if it is the end of a trail of links: what is right below that is no head."""
    if not _is_in_trail(heading):
        return heading
    found = [*islice(root.iter("h1", "h2"), _MOST)]
    after = found[found.index(heading) + 1 :] if heading in found else []
    return next((other for other in after if not _is_in_trail(other)), heading)


def _is_in_trail(heading: HtmlElement) -> bool:
    """Return True for the end of a trail of links ('Home > News > Fire at the quay')."""
    around = [heading, *islice(heading.iterancestors(), 2)]
    return any("breadcrumb" in f"{name}={value}".lower() for element in around for name, value in element.items())


def _agreement(key: str, words: set[str], title: str) -> float:
    other = fold(title)
    if key == other:
        return 1.5
    if len(key) > 8 and len(other) > 8 and (key in other or other in key):
        return 1.2
    theirs = _words(title)
    return len(words & theirs) / max(len(words), len(theirs), 1)


def _other_heading(root: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """Return a lesser heading that is one of the titles, on pages whose first level is the site's name."""
    keys = {fold(title) for title in titles}
    for heading in islice(root.iter("h2", "h3"), _MOST):
        if (key := fold(heading.text_content()[:LONGEST])) and key in keys:
            return heading
    return None


def _like_heading(root: HtmlElement, title: str) -> HtmlElement | None:
    """Return a lesser heading that says nearly the declared title: the one that readers see."""
    words = _words(title)
    for heading in islice(root.iter("h1", "h2", "h3"), _MOST):
        theirs = _words(heading.text_content()[:LONGEST])
        if len(words & theirs) >= max(MANY, ALIKE * max(len(words), len(theirs))) and not _is_hidden(heading):
            return heading
    return None


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def without_site(title: str, site: str = "", url: str = "") -> str:
    """Return the title without the site's name before or behind it ('Title | Site')."""
    keys = _site_keys(site, url)
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


def _site_keys(site: str, url: str) -> set[str]:
    host = (urlsplit(url).hostname or "") if url else ""
    keys = {fold(site)} if site else set()
    return keys | {fold(part) for part in [host.removeprefix("www."), *host.split(".")] if len(part) > 3}


def _is_site(part: str, keys: set[str], *, most: bool = False) -> bool:
    """Return True for the site's name, or a few words with it in them: where `most` is set, if it is most of them."""
    key = fold(part)
    if len(key) <= 3:
        return bool(key) and key in keys
    brief = len(part.split()) <= 5
    least = len(key) / 2 if most else 4
    return any(key in known or (brief and len(known) >= least and known in key) for known in keys)
