"""Packed answers, unpacked in small pieces, so that a bomb is stopped at the limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

PIECE: Final = 64 * 2**10


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Undo gzip and both kinds of deflate (RFC 9110, 8.4.1) in pieces of at most 64 KB. Raises zlib.error."""
    inflater = None
    complete = False
    for chunk in chunks:
        rest = chunk
        while rest:
            if inflater is None:
                if complete and rest[0] != 0x1F:
                    return  # padding behind the end, which browsers overlook as well
                # The first byte tells a gzip or zlib header from bare deflate, which some servers send.
                wrapped = rest[0] == 0x1F or rest[0] & 0x0F == 8
                inflater = zlib.decompressobj(zlib.MAX_WBITS | 32 if wrapped else -zlib.MAX_WBITS)
            yield inflater.decompress(rest, PIECE)
            rest = inflater.unconsumed_tail or inflater.unused_data
            if inflater.eof:
                inflater, complete = None, True
    if inflater is not None:
        yield inflater.flush()
        if not inflater.eof:
            raise zlib.error("broken off")
