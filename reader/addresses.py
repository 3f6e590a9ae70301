"""Which addresses may be opened: web addresses in one strict form, and the numbers that belong to the public internet.

Pure: nothing is resolved and nothing is connected here. `reader/fetch.py` asks for every hop.
"""

from __future__ import annotations

import re
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from reader.extraction.translation import gettext_noop

PORTS: Final = {"http": 80, "https": 443}
# What every server has to understand (RFC 9110, 4.1).
LONGEST: Final = 8000

# The authority of a URL (RFC 3986, 3.2) without user and password.
AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@]+)(?::([0-9]{0,5}))?")
HOST_NAME: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
# A last label that is a number makes the whole an IPv4 address (WHATWG URL, "ends in a number").
NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
# Letters that IDNA 2003 (Python's codec) and IDNA 2008 (browsers) send to different sites (UTS 46, 1.3.2).
DEVIATIONS: Final = re.compile("[ßẞς\u200c\u200d]")

# What `ipaddress` of Python 3.11 calls global although it is not the public web: IETF protocol assignments (RFC 6890;
# one cloud's metadata service lives there), 6to4 relays (RFC 7526), multicast, and another cloud's metadata service
# on a number like any other.
NOT_PUBLIC_4: Final = [ip_network(n) for n in ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "168.63.129.16/32")]
# The public IPv6 internet is 2000::/3 (RFC 4291 and IANA's registry). Outside lie the forms that carry an IPv4 address
# (mapped, compatible, NAT64), unique-local, link-local, site-local and multicast; inside, Teredo and other protocols
# (2001::/23), 6to4 (2002::/16), which carry one too, and numbers for documentation (RFC 9637).
PUBLIC_6: Final = ip_network("2000::/3")
NOT_PUBLIC_6: Final = [ip_network(n) for n in ("2001::/23", "2002::/16", "3fff::/20")]


CHARACTERS: Final = gettext_noop("{0} contains characters that no web address has: copy it again from the browser.")
NOT_WHOLE: Final = gettext_noop("{0} is not a web address: give the whole of it, beginning with https:// or http://")
WITH_USER: Final = gettext_noop("{0} carries a user name or password: give the address without what is before the @.")
ODD_HOST: Final = gettext_noop("The host in {0} is not written in the usual form: copy it from the browser.")
TOO_LONG: Final = gettext_noop("The address {0}… is longer than {1} characters: look for a shorter one.")
SENTENCES: Final = (CHARACTERS, NOT_WHOLE, WITH_USER, ODD_HOST, TOO_LONG)


class FetchError(Exception):
    """A page could not be fetched. The message is for people: it names the address and the way out."""


class InvalidUrl(FetchError):
    """The text is no web address, or one in a form that programs read differently."""


def normalise(url: str) -> str:
    """Return the address in one form (RFC 3986, 6.2.2-3): ASCII, host lower case, no fragment, no default port.

    Raises InvalidUrl for what is not a whole http(s) address, carries a user or password, or is written in a form that
    programs read differently (backslashes, control characters, numbers for hosts other than plain dotted ones).
    """
    url = url.strip()
    shown = ascii(url[:200])[1:-1]
    if "\\" in url or any(unicodedata.category(char) == "Cc" for char in url):
        raise InvalidUrl(CHARACTERS.format(shown))
    try:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.netloc:
            raise InvalidUrl(NOT_WHOLE.format(shown))
        # An @ right behind the host is read as the end of a user name by some programs.
        if "@" in (parts.netloc if parts.path else url):
            raise InvalidUrl(WITH_USER.format(shown))
        netloc = _netloc(parts.netloc, PORTS[parts.scheme])
        path = quote(parts.path or "/", safe="%/:@!$&'()*+,;=~")
        query = quote(parts.query, safe="%/?:@!$&'()*+,;=~[]|")
    except ValueError as error:
        raise InvalidUrl(ODD_HOST.format(shown)) from error
    address = urlunsplit((parts.scheme, netloc, path, query, ""))
    if len(address) > LONGEST:
        raise InvalidUrl(TOO_LONG.format(shown, LONGEST))
    return address


def _netloc(netloc: str, default_port: int) -> str:
    authority = AUTHORITY.fullmatch(netloc)
    if not authority:
        raise ValueError(netloc)
    host, port = _host(authority[1]), int(authority[2] or default_port)
    if not 0 < port < 2**16:
        raise ValueError(port)
    return host if port == default_port else f"{host}:{port}"


def _host(host: str) -> str:
    """Return the host in ASCII: a name, a dotted IPv4 or a bracketed IPv6 address. Raises ValueError."""
    if host.startswith("["):
        return f"[{IPv6Address(host[1:-1])}]"
    if DEVIATIONS.search(host):
        raise ValueError(host)
    name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    if not HOST_NAME.fullmatch(name):
        raise ValueError(name)
    return str(IPv4Address(name)) if NUMBER.fullmatch(name.rpartition(".")[2]) else name


def origin(url: str) -> tuple[str, int]:
    """Return host (IPv6 in brackets) and port of a normalised URL."""
    parts = urlsplit(url)
    return parts.netloc.removesuffix(f":{parts.port}"), parts.port or PORTS[parts.scheme]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether a number is one of the public internet's, and not a way round to a private one."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in NOT_PUBLIC_4)
    inside = address.is_global and address in PUBLIC_6
    return inside and not any(address in network for network in NOT_PUBLIC_6)
