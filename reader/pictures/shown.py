"""An image's block on the reading page: its picture, from here, or what stands for it. Reading tells no third party."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from reader.extraction.pictures import INSIDE, picture_url
from reader.extraction.rendering import leaf

if TYPE_CHECKING:
    from reader.extraction.model import Block
    from reader.extraction.rendering import Placed
    from reader.models import Article, Picture

_ALTERNATIVE = re.compile(r'\salt="([^"]*)"')  # of an image we wrote ourselves


@dataclass(frozen=True)
class Shelf:
    """An article's pictures, by the address the page has them at, and those addresses."""

    pictures: Mapping[str, Picture]
    urls: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the shelf of an article as it is now."""
        urls = tuple(article.current.picture_urls) if article.current else ()
        from reader.models import Picture  # noqa: PLC0415  whose rows know how they are decoded

        return cls(Picture.objects.of(article) if urls else {}, urls)

    @cached_property
    def missing(self) -> int:
        """How many nobody has asked for yet."""
        return sum(url not in self.pictures for url in self.urls)

    @cached_property
    def waiting(self) -> int:
        return sum(picture.is_waiting for picture in self._shown)

    @cached_property
    def failed(self) -> int:
        return sum(not picture.is_waiting and not picture.is_stored for picture in self._shown)

    @property
    def asked_for(self) -> int:
        return len(self._shown)

    @property
    def settled(self) -> int:
        """How many are here, or are known not to come."""
        return len(self._shown) - self.waiting

    def settled_after(self, number: int) -> list[Picture]:
        """Return those that were settled since so many were."""
        settled = [picture for picture in self._shown if not picture.is_waiting]
        return sorted(settled, key=lambda each: (str(each.settled_at), each.pk))[number:]

    @cached_property
    def _shown(self) -> list[Picture]:
        return [self.pictures[url] for url in self.urls if url in self.pictures]

    def picture_of(self, block: Block) -> Picture | None:
        """Return the picture of an image's block, if one is known."""
        return self.pictures.get(picture_url(block.html))

    def block(self, placed: Placed, *, can_edit: bool = False, attributes: str = "") -> SafeString:
        """Return the element of a kept image. Only one without words of ours says its place in the text."""
        if image := self.image(placed.block):
            return mark_safe(leaf(placed, image, attributes))  # noqa: S308  escaped there
        return self.stand_in(placed.block, f' id="block-{placed.number}"{attributes}', can_edit=can_edit)

    def image(self, block: Block) -> str:
        """Return the image with its picture from here, or nothing where it is not here."""
        picture = self.picture_of(block)
        if picture and picture.is_stored:
            return format_html(
                '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy" decoding="async">',
                picture.get_absolute_url(),
                described(block),
                picture.width,
                picture.height,
            )
        return ""

    def stand_in(self, block: Block, attributes: str = "", *, can_edit: bool = False) -> SafeString:
        """Return what stands for an image whose picture is not here, and why it is not."""
        from reader.telling import told  # noqa: PLC0415  which knows the models

        picture = self.picture_of(block)
        name = described(block) or gettext("Image without a description")
        url = picture_url(block.html)
        host = gettext("the file") if url.startswith(INSIDE) else host_of(url) or gettext("an unknown address")
        if picture is None:
            said = gettext("Image at %(host)s, not loaded") % {"host": host}
        elif picture.is_waiting:
            said = gettext("Image at %(host)s, being loaded") % {"host": host}
        else:
            said = gettext("Image at %(host)s, could not be loaded: %(problem)s") % {
                "host": host,
                "problem": told(picture.problem),
            }
        again: str = ""
        if can_edit and picture and not picture.is_waiting:
            again = format_html(
                ' <button class="link" form="pictures" name="again" value="{}" aria-label="{}">{}</button>',
                picture.pk,
                gettext("Try again: %(name)s") % {"name": name},
                gettext("Try again"),
            )
        return format_html(
            '<div class="image-stand-in"{}><span>{}</span> <small>{}</small>{}</div>',
            mark_safe(attributes),  # noqa: S308  our own
            name,
            said,
            again,
        )


def described(block: Block) -> str:
    """Return the words that the page describes an image with."""
    found = _ALTERNATIVE.search(block.html)
    return unescape(found[1]) if found else ""


def host_of(url: str) -> str:
    """Return the host of an address, or nothing where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # a page may write anything
        return ""
