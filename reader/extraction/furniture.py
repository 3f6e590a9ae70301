"""Why a piece of an HTML page is not the article: told by the elements around it, then by its words."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add
from typing import TYPE_CHECKING

from .boilerplate import is_appeal, reason_for
from .leaf import HEADINGS
from .phrases import reasons as why
from .text import fold
from .translation import gettext_noop

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from .blocks import Leaf

BEFORE = gettext_noop("Above the article's text")
AFTER = gettext_noop("Below the article's text")
REPEATED = gettext_noop("Repeated in the article's text")
ENTRY = 60  # characters of a link that may be an entry of a menu
_TAGS = {
    "nav": why.NAVIGATION,
    "menu": why.NAVIGATION,
    "aside": why.RELATED,
    "dialog": why.PROMPT,
    "button": why.BUTTON,
}
_ROLES = {
    "navigation": why.NAVIGATION, "menu": why.NAVIGATION, "menubar": why.NAVIGATION, "search": why.NAVIGATION,
    "banner": why.HEADER, "contentinfo": why.FOOTER, "complementary": why.RELATED, "dialog": why.PROMPT,
    "alertdialog": why.PROMPT, "button": why.BUTTON, "toolbar": why.SHARE,
}  # fmt: skip
# Words of class and id, in the order in which they decide.
_WORDS: dict[str, str] = {
    why.COOKIES: "cookie cookies consent gdpr onetrust ccpa cmp",
    why.NEWSLETTER: "newsletter newsletters signup subscribe subscription mailchimp optin mailing",
    why.APPEAL: "donate donation donations donor appeal contribution membership",
    why.COMMENTS: "comment comments commentlist disqus respond comentarios kommentare commentaires livefyre coral",
    why.SHARE: "share sharing shares sharer social socials addthis addtoany sharedaddy socialmedia shariff sharebar",
    why.RELATED: "related recommended recommendation recommendations recirc recirculation trending popular mostread"
    " mostpopular readmore readnext teaser teasers promo alsolike upnext morefrom seealso onward",
    why.ADVERTISEMENT: "ad ads advert adverts advertisement advertising sponsored sponsor taboola outbrain adsense dfp"
    " promoted publicidad werbung anzeige affiliate adslot adunit",
    why.AUTHOR: "authorbox authorbio aboutauthor bio",
    why.FOOTER: "footer copyright colophon legal disclaimer",
    why.NAVIGATION: "nav navbar navigation menu breadcrumb breadcrumbs sidebar pagination pager toc skip tags taglist"
    " topics",
    why.HEADER: "masthead topbar",
    why.PROMPT: "modal popup overlay paywall login signin toast snackbar",
    why.HIDDEN: "visuallyhidden sronly screenreader offscreen",
}
_LISTED = [(reason, frozenset(words.split())) for reason, words in _WORDS.items()]
_SAYING = frozenset[str]().union(*(words for _, words in _LISTED))
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")


class Furniture:
    """Answers for the leaves of one page, remembering what it found for each element."""

    def __init__(self) -> None:
        self._between: dict[HtmlElement | None, dict[HtmlElement, str]] = {}
        self._own: dict[HtmlElement, str] = {}

    def between(self, leaf: Leaf, ancestor: HtmlElement | None) -> str:
        """Return what the elements from the leaf up to the ancestor, which does not count, say; "" if nothing."""
        known = self._between.setdefault(ancestor, {})
        passed = []
        element: HtmlElement | None = leaf.element
        found = ""
        while element is not None and element is not ancestor and element.tag not in ("body", "html"):
            if element in known:
                found = known[element]
                break
            passed.append(element)
            if (own := self._own.get(element)) is None:
                own = self._own[element] = own_reason(element)
            if found := own:
                break
            element = element.getparent()
        known.update(dict.fromkeys(passed, found))
        return found

    def reason(self, leaf: Leaf, ancestor: HtmlElement | None = None, *, place: int = 0, repeated: bool = False) -> str:
        """Return why this cut leaf is no part of the article, in words for readers.

        `place` is -1 above the article's first leaf, 1 below its last; `repeated` says that its text is kept already.
        """
        between = self.between(leaf, ancestor)
        if between and len(leaf.block.text) <= ENTRY and _is_links(leaf):
            return between  # of an entry of a menu, its box says more than its words
        return (
            line_reason(leaf.block.text)
            or between
            or (why.HIDDEN if leaf.hidden else "")
            or (why.APPEAL if is_appeal(leaf.block.text) else "")
            or (why.NAVIGATION if _is_links(leaf) and len(leaf.block.text) < 30 else "")
            or (why.RELATED if _is_links(leaf) else "")
            or (REPEATED if repeated else "")
            or {-1: BEFORE, 0: why.OTHER, 1: AFTER}[place]
        )


def _is_links(leaf: Leaf) -> bool:
    return leaf.linked > 0.8 * len(leaf.block.text) > 0


def own_reason(element: HtmlElement) -> str:
    """Return what the element's tag, its role and the words of its class and id say it is; "" if nothing."""
    tag, role = element.tag, element.get("role")
    if tag in _TAGS:
        return _TAGS[tag]
    if role and (reason := _ROLES.get(role.lower())):
        return reason
    if (
        tag in ("header", "footer")
        and next(element.iterancestors("article", "main", "blockquote", "figure"), None) is None
    ):
        return why.HEADER if tag == "header" else why.FOOTER
    return _said(element.get("class") or "", identity(element))


def identity(element: HtmlElement) -> str:
    """Return the element's id; "" for one that was made of a heading's words, its own or those of the section's."""
    name = element.get("id") or ""
    if not name or element.tag in HEADINGS:
        return ""
    heading = next((child for child in element[:2] if child.tag in HEADINGS), None)
    if heading is None:
        return name
    words = "".join(heading.itertext())
    return name if not fold(words).startswith(fold(name)) or line_reason(words) else ""


@lru_cache(maxsize=20_000)
def _said(classes: str, identity: str) -> str:
    names = f"{classes} {identity}"[:500]
    found = [word.lower() for word in _WORD.findall(names)]
    if not found:
        return ""
    words = _SAYING.intersection([*found, *map(add, found, found[1:])])  # 'sr-only' as 'sronly'
    if not words:
        return ""
    return next((reason for reason, listed in _LISTED if not listed.isdisjoint(words)), "")


@lru_cache(maxsize=4_096)
def line_reason(line: str) -> str:
    """Return what `reason_for` returns; a page asks several times about the same line."""
    return reason_for(line)
