"""What makes a second import the same, before anything is read."""

from __future__ import annotations

from hashlib import sha256
from itertools import product

import pytest

from reader.importers import PIECE, Source


def key(content: bytes) -> str:
    return Source(content=content).key


@pytest.mark.parametrize("before", [PIECE - 2, PIECE - 1, PIECE, 2 * PIECE - 1, 2 * PIECE])
@pytest.mark.parametrize("end", [b"\r\n", b"\r\r\n", b"\r\n\r\n", b"\n\r", b"\r"])
def test_line_ends_of_windows_are_those_of_others_wherever_they_stand(before, end):
    content = b"a" * before + end
    unix = content.replace(b"\r\n", b"\n")
    assert key(content) == f"sha256:{sha256(unix).hexdigest()}"


def test_other_bytes_are_another_source():
    keys = {key(bytes(content)) for content in product(b"a\r\n", repeat=2)}
    assert len(keys) == 9
