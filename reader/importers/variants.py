"""One address for one page: without what only says how a reader came there, and not in its form for telephones. Pure.

What is folded is guessed from common forms alone, never from a list of sites. An address may be folded to one that
does not answer: whoever fetches it tries the one that was given then.
"""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import unquote, urlsplit, urlunsplit

from .saved_page import address

# Parameters that campaigns, mail programs and social networks put on links, and no page is told apart by.
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|dc|ms|tw|tt|y|li_fat_|scc|rdt_c|epi)clid|[gw]braid|gclsrc|gad_\w+|mc_[ce]id|_hs(?:enc|mi)|__hs\w+|hsctatracking"
    r"|igshid?|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id|_openstat|wt_(?:z?mc|mc_o)|xtor|yclid|s_cid|cmpid|ito|at_(?:medium|campaign|custom\d|"
    r"link_\w+|ptr_\w+|bbc_team)|_ga|_gl|fb_(?:action_ids|action_types|ref|source)|guccounter|guce_\w+|spm|srsltid|ref_src|ref_url"
    r"|pk_(?:campaign|kwd|source|medium)|mtm_\w+|piwik_\w+|matomo_\w+|trk_?\w*|__twitter_impression|soc_(?:src|trk)|smid)",
    re.IGNORECASE,
)
_AMP_PARAMETER = re.compile(r"(?:amp(?:=1|=true)?|outputtype=amp|format=amp|_amp=(?:1|true))", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:(?<=.)/amp/?|[./]amp(?=\.html?)|\.amp)$|(?<=.)[./]amp(?=\.html?$)", re.IGNORECASE)
_AMP_START = re.compile(r"^/amp(?=/.)", re.IGNORECASE)
# An AMP cache's addresses carry the page's own (AMP Project, 'AMP cache URL format'): /c/s/ for a page over https.
_AMP_CACHE = re.compile(r"/[cv]/(s/)?(.+)", re.DOTALL)
_AMP_CACHES = ".cdn.ampproject.org"
_TELEPHONE = frozenset({"m", "mobile", "amp", "touch"})


def untracked(url: str) -> str:
    """Return a normalised address without the parameters that only say how a reader came there."""
    parts = urlsplit(url)
    kept = [
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(unquote(pair.partition("=")[0]))
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def folded(url: str) -> str:
    """Return the address that an article is known by: untracked, and neither AMP's nor a telephone's form of it."""
    parts = urlsplit(untracked(url))
    if parts.netloc.endswith(_AMP_CACHES) and (inside := _AMP_CACHE.fullmatch(parts.path)):
        cached = address(f"{'https' if inside[1] else 'http'}://{inside[2]}")
        # One in another, or what is no address, is nothing that a cache has.
        if cached and not urlsplit(cached).netloc.endswith(_AMP_CACHES):
            return folded(urlunsplit(urlsplit(cached)._replace(query=parts.query)))
    kept = [pair for pair in parts.query.split("&") if pair and not _AMP_PARAMETER.fullmatch(pair)]
    path = _AMP_START.sub("", _AMP_PATH.sub("", parts.path)) or "/"
    return urlunsplit(parts._replace(netloc=_desktop(parts.netloc), path=path, query="&".join(kept)))


def _desktop(netloc: str) -> str:
    """Return the host without a label that says telephone, as long as a name with a dot is left."""
    labels = netloc.split(".")
    for at in (0, 1):
        if len(labels) - at > 2 and labels[at] in _TELEPHONE:
            return ".".join([*labels[:at], *labels[at + 1 :]])
    return netloc


def address_key(url: str) -> str:
    """Return what an article's address is found by, however a reader came there; "" for what is no web address."""
    found = address(url)
    return sha256(folded(found).encode()).hexdigest() if found else ""


def claimed(said: str, came_from: str) -> str:
    """Return the address that a page says is its own, if the host that sent it may say so, or else "".

    A page may speak for its own host, by whatever scheme, with or without `www.` or a label for telephones, and for no
    other: under one registered name there may be many sites, of people who do not know each other, and which names
    these are is in no list that is ever complete. The start page is nobody's article: sites name it by mistake.
    """
    there, here = address(said), address(came_from)
    if not there or not here:
        return ""
    # As they are known: an AMP cache's one host has the pages of all sites.
    known, own = folded(there), folded(here)
    if _site(known) != _site(own):
        return ""
    path = urlsplit(known)
    is_start = path.path == "/" and not path.query and urlsplit(own).path != "/"
    return "" if is_start else there


def _site(url: str) -> str:
    parts = urlsplit(url)
    host = _desktop(parts.netloc.removesuffix(f":{parts.port}"))
    # Another port is another server, but http's and https' own, which an address does not name.
    return f"{host.removeprefix('www.')}:{parts.port or ''}"
