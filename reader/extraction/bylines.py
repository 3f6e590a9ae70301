"""Who wrote an article: what the page declares, against what it shows readers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from .dates import find_date
from .names import SIGNED, is_person, joined, names, names_in, people_in
from .page_head import HeadLine
from .structured_data import Declared, name_of
from .text import collapse, fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAMES = (
    "author article:author parsely-author sailthru.author citation_author citation_authors dc.creator dcterms.creator"
    " byl byline og:author twitter:creator:name"
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
_OTHERS_WRITING = re.compile(
    r"comment|related|sidebar|recommend|teaser|card|menu|popular|photo|image|caption|reviewer|logo", re.IGNORECASE
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
    r"^\s*(?:(?:this (?:post|article|story) (?:was|is) )?(?:written|authored|posted|article|words|text)\s+"
    r"by(?:\b|(?-i:(?=[A-Z])))\s*:?"
    r"|(?:by|authors?|contributors?)\s*:)\s*",
    re.IGNORECASE,
)


def find_byline(root: HtmlElement, declared: Declared, head: Sequence[HeadLine], site: str) -> tuple[str, str]:
    """Return the byline and where it is from.

    What is declared holds if a newsroom declares it, or readers are shown it, or shown nobody: many other sites
    declare whoever runs the site.
    """
    told, source = "", ""
    of_site = ("", "")
    values = [("JSON-LD author", name_of(declared.linked.get("author")))]
    values += [(f"meta {name}", _listed(name, declared.meta[name])) for name in NAMES if name in declared.meta]
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
    people = names_in(told)
    if told and (declared.is_news or (all(map(is_person, people)) and fold(people[0]) in seen)):
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


def _listed(name: str, values: Sequence[str]) -> str:
    """Return the values as one; those for libraries name an author each and may do it as 'Lorne, Ada'."""
    if name.startswith("citation"):
        values = [" ".join(reversed(value.split(", "))) if value.count(", ") == 1 else value for value in values]
    return ", ".join(values)


def _completed(told: str, near: Sequence[HeadLine]) -> str:
    """Return the declared names with those that the same line of the page shows beside them."""
    first = fold(names_in(told)[0])
    for line in near:
        if first in fold(line.text) and len(line.text) < 160 and (SIGNED.match(line.text) or len(line.links) > 1):
            people = [name for name in people_in(line.text) if fold(name) not in fold(told)]
            linked = _AUTHOR_LINK.search(" ".join(line.links))
            if people and (linked or SIGNED.match(line.text)):
                return joined([*names_in(told), *people], line.text)
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
        if (says := _SAYS_WRITER.match(text)) and (people := people_in(text[says.end() :], signed=True)):
            return joined(people, text)
        if text.endswith((".", "…")):
            continue  # 'By noon it was out.' is a sentence
        if SIGNED.match(text) and (people := people_in(text, signed=line.words <= 8)):
            return joined(people, text)
        if (inside := _INSIDE.search(text)) and (people := people_in(text[inside.end() :])):
            return joined(people, text)
    for index, line in enumerate(near):
        text = line.text
        if len(text) > 120 or _NOT_WRITER.match(text):
            continue
        label = near[index - 1].text.rstrip(" :") if index else ""
        if _NOT_WRITER.match(label) and (label.lower().endswith("by") or " " not in label):
            continue  # 'Reviewed by' on a line of its own
        of_author = _AUTHOR_HINT.search(line.hints) and not _OTHERS.search(line.hints)
        linked = any(_AUTHOR_LINK.search(address) for address in line.links)
        labelled = index > 0 and _WRITTEN_BY.fullmatch(near[index - 1].text)
        signed = bool(of_author or labelled or (linked and " " in text))
        if signed and (people := people_in(text, signed=line.words <= 4)):
            return joined(people, text)
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
    if line is None or line.words > 20 or line.text.isupper():
        return ""
    people = names_in(line.text)
    plain = all(len(name.split()) in (2, 3, 4) and is_person(name) for name in people)
    return joined(people, line.text) if plain else ""


def _marked(root: HtmlElement) -> str:
    """Return the first name in an element that calls itself the author's, or says so, anywhere on the page."""
    looked_at = 0
    for element in root.iter("a", "span", "div", "p", "address", "li", "h2", "h3", "h4"):
        says = _SAYS_WRITER.match(element.text or "") or _WRITTEN_BY.fullmatch((element.text or "").strip())
        own = " ".join(filter(None, map(element.get, ("class", "rel", "itemprop"))))
        if not says and not (own and _AUTHOR_HINT.search(own) and not _OTHERS.search(own)):
            continue
        others = _OTHERS_WRITING if says else _OTHERS
        if any(others.search(parent.get("class") or "") for parent in islice(element.iterancestors(), 3)):
            continue
        looked_at += 1
        if looked_at > _MOST:
            return ""
        text = collapse(element.text_content()[:400])
        if _WRITTEN_BY.fullmatch(text) and (following := element.getnext()) is not None:
            text = f"{text} {collapse(following.text_content()[:100])}"
        if says:
            text = _SAYS_WRITER.sub("by ", text)[:100]
        named = "author" in (element.get("itemprop") or "").split()
        if len(text) < 120 and not _NOT_WRITER.match(text) and (people := people_in(text, signed=named)):
            return joined(people, text)
    return ""
