"""Who wrote an article: what the page declares, against what it shows readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .dates import find_date
from .names import SIGNED, is_person, names, people_in
from .page_head import HeadLine
from .structured_data import Declared, name_of
from .text import collapse, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMES = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl byline citation_author"
    " og:author twitter:creator:name"
).split()
_MOST = 60  # elements whose text is read
_INSIDE = re.compile(
    r"(?:^|[|·•–—-]\s*|\d\s+|,\s)(?i:(?:written|posted|published|reported)\s+)?[Bb][Yy]:?\s+(?=[^\W\d_a-z])"
)
_AUTHOR_HINT = re.compile(
    r"(?:^|[\s_-])(?:authors?|autor|auteur|autore|contributors?|writers?|creator|vcard)(?:$|[\s_-]|\w*name)"
    r"|byline|[a-z_-]author(?:s|name|$|\s|_|-)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"comment|related|sidebar|widget|recommend|teaser|card|newsletter|social|share|menu|popular|photo|image|caption"
    r"|reviewer|tooltip|logo",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"categor|topic|section|label|badge|breadcrumb|kicker|eyebrow|(?:^|[\s/_-])tags?(?:$|[\s/_-])", re.IGNORECASE
)
_WRITTEN_BY = re.compile(
    r"(?:(?:written|posted|published|article|story|words|blog|post)\s)?by:?|(?:the )?authors?:?", re.IGNORECASE
)
_AUTHOR_LINK = re.compile(
    r"/(?:authors?|autore?s?|auteurs?|autori|autoren|by|byline|profiles?|people|staff|writers?|contributors?"
    r"|columnists?|journalists?|redaktion|reporter|reporters|team|bio|person|experts?)/[^/?#]",
    re.IGNORECASE,
)
_NOT_WRITER = re.compile(
    r"^(?:(?:medically |clinically |expert |legally |fact[- ]?)?(?:reviewed|checked|edited|translated|photograph\w*"
    r"|photos?|illustrat\w+|produced|updated|last updated|image|images|video|sponsored|presented|powered)\b)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·⋅∙‧/–—]\s*|\s-\s|\son\sbehalf\sof\s|\s(?:in|on)\s|(?:19|20)\d\d\W*")
_SAYS_WRITER = re.compile(
    r"^\s*(?:this (?:post|article|story) (?:was|is) )?(?:written|authored|posted) by\s*", re.IGNORECASE
)


def find_byline(root: HtmlElement, declared: Declared, head: Sequence[HeadLine], site: str) -> tuple[str, str]:
    """Return the byline and where it is from.

    What is declared holds if a newsroom declares it, or readers are shown it, or shown nobody: many other sites
    declare whoever runs the site.
    """
    told, source = "", ""
    of_site = ("", "")
    values = [("JSON-LD author", name_of(declared.linked.get("author")))]
    values += [(f"meta {name}", ", ".join(declared.meta[name])) for name in NAMES if name in declared.meta]
    if _WRITTEN_BY.match(declared.first(("twitter:label1",))):
        values += [("meta twitter:data1", declared.first(("twitter:data1",)))]
    for place, value in values:
        byline = names(value)
        if not byline:
            continue
        if _is_of_site(byline, site):
            of_site = of_site if of_site[0] else (byline, place)
        elif not told:
            told, source = byline, place
    near = [line for line in head if -5 <= line.place <= 30 and line.place]
    seen = fold(" ".join(line.text for line in near if len(line.text) < 300))
    people = all(map(is_person, told.split(", ")))
    if told and (declared.is_news or (people and fold(told.split(", ")[0]) in seen)):
        return _completed(told, near), source
    shown = _shown(near) or ("" if told else _beside_date(near))
    if shown and not (told and _is_of_site(shown, site)):
        return shown, "byline on the page"
    if told:
        return told, source
    marked = _marked(root)
    if marked and not (_is_of_site(marked, site) and of_site[0]):
        return marked, "markup"
    return of_site


def _completed(told: str, near: Sequence[HeadLine]) -> str:
    """Return the declared names with those that the same line of the page shows beside them."""
    first = fold(told.split(", ", maxsplit=1)[0])
    for line in near:
        if first in fold(line.text) and len(line.text) < 160 and (SIGNED.match(line.text) or len(line.links) > 1):
            people = [name for name in people_in(line.text) if fold(name) not in fold(told)]
            linked = _AUTHOR_LINK.search(" ".join(line.links))
            if people and (linked or SIGNED.match(line.text)):
                return ", ".join([told, *people])
    return told


def _is_of_site(byline: str, site: str) -> bool:
    key, other = fold(byline), fold(site)
    return bool(other) and (key == other or (len(key) > 4 and key in other) or (len(other) > 4 and other in key))


def _shown(near: Sequence[HeadLine]) -> str:
    """Return the people that the lines about the title name as the writers."""
    for line in near:
        text = line.text
        if len(text) > 200 or _NOT_WRITER.match(text):
            continue
        if (says := _SAYS_WRITER.match(text)) and (people := people_in(text[says.end() :])):
            return ", ".join(people)
        if text.endswith((".", "…")):
            continue  # 'By noon it was out.' is a sentence
        if SIGNED.match(text) and (people := people_in(text, signed=line.words <= 8)):
            return ", ".join(people)
        if (inside := _INSIDE.search(text)) and (people := people_in(text[inside.end() :])):
            return ", ".join(people)
    for index, line in enumerate(near):
        text = line.text
        if len(text) > 120 or _NOT_WRITER.match(text):
            continue
        if index and _NOT_WRITER.match(near[index - 1].text) and len(near[index - 1].text) < 30:
            continue  # 'Reviewed by' on a line of its own
        of_author = _AUTHOR_HINT.search(line.hints) and not _OTHERS.search(line.hints)
        linked = any(_AUTHOR_LINK.search(address) for address in line.links)
        labelled = index > 0 and _WRITTEN_BY.fullmatch(near[index - 1].text)
        signed = bool(of_author or labelled or (linked and " " in text))
        if signed and (people := people_in(text, signed=line.words <= 4)):
            return ", ".join(people)
    return ""


def _beside_date(near: Sequence[HeadLine]) -> str:
    """Return the name that stands alone beside a date about the title: in its line, or the one before or after."""
    near = [
        line for line in near if -3 <= line.place <= 6 and not _LABEL.search(f"{line.hints} {' '.join(line.links)}")
    ]
    dated = {line.place for line in near if line.words <= 15 and (line.times or find_date(line.text))}
    for line in near:
        if line.place in dated:
            for part in _PARTS.split(line.text):
                if 2 <= len(part.split()) <= 4 and is_person(part):
                    return part
    for line in near:
        beside = {line.place - 1, line.place + 1} & dated
        if beside and 2 <= line.words <= 4 and is_person(line.text):
            return line.text
    return _below_title(near)


def _below_title(near: Sequence[HeadLine]) -> str:
    """Return the names that are all of the line right below the title."""
    line = next((line for line in near if line.place == 1), None)
    people = names(line.text).split(", ") if line and line.words <= 20 and not line.text.isupper() else []
    return ", ".join(people) if all(len(name.split()) in (2, 3, 4) and is_person(name) for name in people) else ""


def _marked(root: HtmlElement) -> str:
    """Return the first name in an element that calls itself the author's, anywhere on the page."""
    looked_at = 0
    for element in root.iter("a", "span", "div", "p", "address", "li", "h3", "h4"):
        says = _SAYS_WRITER.match(element.text or "")
        own = " ".join(filter(None, map(element.get, ("class", "rel", "itemprop"))))
        if not says and not (own and _AUTHOR_HINT.search(own) and not _OTHERS.search(own)):
            continue
        if any(_OTHERS.search(parent.get("class") or "") for parent in islice(element.iterancestors(), 3)):
            continue
        looked_at += 1
        if looked_at > _MOST:
            return ""
        text = _SAYS_WRITER.sub("by ", collapse(element.text_content()[:400]))
        if says:
            text = text[:100]
        if len(text) < 120 and not _NOT_WRITER.match(text) and (people := people_in(text)):
            return ", ".join(people)
    return ""
