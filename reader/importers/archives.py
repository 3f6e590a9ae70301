"""A ZIP of files of any kind: each becomes an article, or a list of its own. Nothing is unpacked to a disk. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

from . import Source, from_file
from .items import Item
from .packages import Package

EMPTY = gettext_noop("There is no file in this ZIP: pack the files anew, and import that.")
# What operating systems and version control leave in archives.
_LITTER = ("__macosx/", ".git/", ".svn/")
_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
# What pages are made of, which is no article.
_PARTS = (
    *(".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf"),
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico"),
)


def read(content: bytes) -> Iterator[Item]:
    """Yield the files of the archive by their names in it. Raises UnreadableSource for one that cannot be opened."""
    package = Package(content, "ZIP")
    if not package.members:
        raise UnreadableSource(EMPTY)
    for info in package.members:
        name = info.filename.replace("\\", "/")
        if is_litter(name):
            continue
        try:
            yield Item(from_file(package.bytes(info), name), title=posixpath.normpath(name).lstrip("/.")[:500])
        except UnreadableSource as error:  # of one file: the others come in all the same
            yield Item(Source(filename=posixpath.basename(name)[:255]), title=name[:500], problem=str(error))


def is_litter(name: str) -> bool:
    """Say whether a member is none that a person packed: a system's own file, or a part of a page."""
    lower = name.lower()
    return (
        any(lower.startswith(part) or f"/{part}" in lower for part in _LITTER)
        or posixpath.basename(lower) in _NAMES
        or posixpath.basename(lower).startswith("._")
        or lower.endswith(_PARTS)
    )
