"""The addresses of an article's pictures. Pure: no Django.

A picture inside a file has no address. It gets one at a host that there can never be (RFC 6761, 6.4), so that it passes
every wall as any other does: by what it is (`address_of_bytes`), or by where it stands in a package.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from hashlib import sha256
from html import unescape
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes

INSIDE: Final = "https://file.invalid/"
# Shorter ones stand in for a picture until the page's script has loaded it: a dot, a colour, a blurred preview.
SHORTEST: Final = 4_000  # characters
_DATA = re.compile(r"data:image/(?:jpe?g|png|gif|webp|avif);base64,", re.IGNORECASE)
# Where pages that load their images late name them, beside something that stands in.
_LATER = ("data-src", "data-original", "data-lazy-src")
_LATER_SETS = ("data-srcset", "srcset", "data-lazy-srcset")
LONGEST_SET: Final = 20_000  # characters
_DESCRIPTOR = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)[wx],?(\S*)")  # '2x,', '600w', and '1x,/next.jpg'
_SOURCE = re.compile(r'\ssrc="([^"]*)"')  # of an image we wrote ourselves


def picture_url(html: str) -> str:
    """Return the address of the picture in an image block's HTML, or ""."""
    found = _SOURCE.search(html)
    return unescape(found[1]) if found else ""


def named_sources(attributes: Mapping[str, str]) -> list[str]:
    """Return the addresses that an image's attributes name, the likeliest to be the picture first."""
    sets = (largest(attributes[name]) for name in _LATER_SETS if attributes.get(name))
    later = [attributes[name] for name in _LATER if attributes.get(name)]
    return [*later, attributes.get("src", ""), *sets]


def largest(sources: str) -> str:
    """Return the address of the largest picture in a `srcset` (HTML, 4.8.4.2.1), or "". Addresses may hold commas."""
    best, widest, address = "", 0.0, ""
    for word in sources[:LONGEST_SET].split():
        if address and (said := _DESCRIPTOR.fullmatch(word)):
            if float(said[1]) > widest:
                best, widest = address, float(said[1])
            address = said[2] or ""
        else:
            address = word.strip(",")
            best = best or address
    return best


def address_of_bytes(content: bytes) -> str:
    """Return the address of a picture that a file holds without naming it: by its SHA-256."""
    return f"{INSIDE}{sha256(content).hexdigest()}"


def address_of_data(url: str) -> str:
    """Return the address of the picture in a data: URL (RFC 2397), or "" where it holds none."""
    content = bytes_of_data(url) if len(url) >= SHORTEST else b""
    return address_of_bytes(content) if content else ""


def address_of_part(url: str) -> str:
    """Return the address of the part of a message that a cid: URL names (RFC 2392), or "" where it names none."""
    scheme, _, name = url.strip().partition(":")
    return address_of_id(unquote(name)) if scheme.lower() == "cid" and 0 < len(name) < 1000 else ""


def address_of_id(content_id: str) -> str:
    """Return the address of the part with this Content-ID, with or without the angle brackets around it."""
    name = content_id.strip().removeprefix("<").removesuffix(">")
    return f"{INSIDE}part/{quote(name, safe='')}" if name else ""


def bytes_of_data(url: str) -> bytes:
    """Return the picture in a data: URL; nothing where it is none, or damaged."""
    url = url.strip()
    if not (head := _DATA.match(url)):
        return b""
    try:
        return b64decode(unquote_to_bytes(url[head.end() :]))
    except (Error, ValueError):
        return b""
