"""What the tests of the one door to the network ask with: invented names, packed pages, and a server of one page."""

from __future__ import annotations

import socket
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from reader.fetch import LIMITS, Fetched, Limits, fetch
from tests.servers import Server

PAGE = b"<!doctype html><title>Page</title><p>Plain text of a page."
PUBLIC = "93.184.215.14"
LOCAL = "127.0.0.1"
QUICK = Limits(bytes=2**20, seconds=0.3)
NAMES = {
    "public.test": [PUBLIC],
    "private.test": ["10.0.0.1"],
    "multi.test": [PUBLIC, "10.0.0.1"],
    "mapped.test": ["::ffff:10.0.0.1"],
    "linklocal6.test": ["fe80::1%lo"],
    "redir-private.test": [PUBLIC],
}


def named(host: str, port: int) -> list[str]:
    """A resolver that knows our invented names."""
    if host not in NAMES:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return NAMES[host]


def packed(data: bytes, wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return packer.compress(data) + packer.flush()


def gzipped(data: bytes) -> bytes:
    """Pack without the time of day, which would give parametrised tests other names in each process."""
    return packed(data, zlib.MAX_WBITS | 16)


def fetch_from(server: Server, path: str = "/", **options: Any) -> Fetched:
    return fetch(server.url(path), allow={server.address}, **options)


def fetched(page: bytes | Callable[[], Iterable[bytes]], limits: Limits = LIMITS) -> Fetched:
    """What `fetch` makes of one answer."""
    with Server({"/": page}) as server:
        return fetch_from(server, limits=limits)
