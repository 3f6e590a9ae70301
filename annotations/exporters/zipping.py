"""ZIP archives that are written while they are sent, and are the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP knows: when a file was written here says nothing


class Pipe:
    """A stream that keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zipped(files: Iterable[tuple[str, Iterable[bytes]]], *, zip64: bool = True) -> Iterator[bytes]:
    """Yield an archive of these files: their names and the chunks of each. A cut-off archive does not open.

    Without `zip64`, which not every program reads, a file of 2 GiB or more fails.
    """
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # a stream without a place
        for name, chunks in files:
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w", force_zip64=zip64) as file:
                for chunk in chunks:
                    file.write(chunk)
                    yield pipe.take()  # nothing, often: but the server may answer others here
    yield pipe.take()


def unique(name: str, suffix: str, taken: set[str]) -> str:
    """Return a file's name that is not taken yet, whatever the case of its letters, and take it."""
    found, number = f"{name}{suffix}", 1
    while found.casefold() in taken:
        number += 1
        found = f"{name}-{number}{suffix}"
    taken.add(found.casefold())
    return found
