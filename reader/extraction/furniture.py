"""Why a piece of an HTML page is not the article: told by the elements around it, then by its words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from .boilerplate import is_appeal, reason_for
from .phrases import reasons as why

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from .blocks import Leaf

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
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")


class Furniture:
    """Answers for the leaves of one page, remembering what it found for each element."""

    def __init__(self) -> None:
        self._own: dict[HtmlElement, str] = {}

    def of_element(self, element: HtmlElement) -> str:
        """Return what the element itself says it is: by its tag, its role, the words of its class and id."""
        if element not in self._own:
            self._own[element] = _own_reason(element)
        return self._own[element]

    def between(self, leaf: Leaf, ancestor: HtmlElement | None) -> str:
        """Return what the elements from the leaf up to the ancestor, which does not count, say; "" if nothing."""
        element: HtmlElement | None = leaf.element
        steps = 0
        while element is not None and element is not ancestor and element.tag not in ("body", "html") and steps < 60:
            if reason := self.of_element(element):
                return reason
            element = element.getparent()
            steps += 1
        return ""

    def reason(self, leaf: Leaf, ancestor: HtmlElement | None = None) -> str:
        """Return why this cut leaf is no part of the article, in words for readers."""
        return (
            reason_for(leaf.block.text)
            or self.between(leaf, ancestor)
            or (why.HIDDEN if leaf.hidden else "")
            or (why.APPEAL if is_appeal(leaf.block.text) else "")
            or (why.NAVIGATION if _is_links(leaf) and len(leaf.block.text) < 30 else "")
            or (why.RELATED if _is_links(leaf) else "")
            or why.OTHER
        )


def _is_links(leaf: Leaf) -> bool:
    return leaf.linked > 0.8 * len(leaf.block.text) > 0


def _own_reason(element: HtmlElement) -> str:
    tag = element.tag
    if tag in _TAGS:
        return _TAGS[tag]
    role = (element.get("role") or "").lower()
    if role in _ROLES:
        return _ROLES[role]
    if tag in ("header", "footer") and not any(
        True for _ in element.iterancestors("article", "main", "blockquote", "figure")
    ):
        return why.HEADER if tag == "header" else why.FOOTER
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    found = [word.lower() for word in _WORD.findall(names)] if names.strip() else []
    if not found:
        return ""
    words = {*found, *(one + other for one, other in pairwise(found))}  # 'sr-only' as 'sronly'
    return next((reason for reason, listed in _LISTED if not listed.isdisjoint(words)), "")
