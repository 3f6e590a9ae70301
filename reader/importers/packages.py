"""ZIP files from strangers, looked into with care: e-books, office documents, exports, and archives of any files."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRIES = 20_000  # members
MEMBER = 64 * 2**20  # bytes of a member, unpacked
TOTAL = 512 * 2**20  # bytes of all members that are read
RATIO = 200  # times that a member of more than a megabyte may be larger unpacked; text packs to a tenth
BROKEN = gettext_noop("This {0} is damaged or not complete: save it again, or open it, copy its text, and import that.")
ENCRYPTED = gettext_noop("The ZIP is locked with a password: unpack it, and import what is inside.")
TOO_MANY = gettext_noop("There are more than {0} files in it: import them in parts.")
BOMB = gettext_noop(
    "The ZIP unpacks to far more than it says a document could hold: unpack it, and import the files you need."
)


class Package:
    """A ZIP of which members are read by their names; nothing is ever written by them. Raises UnreadableSource."""

    def __init__(self, content: bytes, what: str = "file") -> None:
        self._what = what
        self._left = TOTAL
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise UnreadableSource(BROKEN.format(what)) from error
        self.members = [info for info in self._archive.infolist() if not info.is_dir()]
        if len(self.members) > ENTRIES:
            raise UnreadableSource(TOO_MANY.format(ENTRIES))
        self._by_name = {info.filename: info for info in self.members}

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    def bytes(self, name: str | zipfile.ZipInfo) -> bytes:
        """Return a member, unpacked. Raises KeyError where there is none, and UnreadableSource."""
        info = name if isinstance(name, zipfile.ZipInfo) else self._by_name[name]
        if info.flag_bits & 1:
            raise UnreadableSource(ENCRYPTED)
        try:
            with self._archive.open(info) as file:
                # What the directory says of its size is a stranger's word: one byte more than allowed is read.
                limit = min(MEMBER, self._left, max(2**20, info.compress_size * RATIO))
                content = file.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise UnreadableSource(BROKEN.format(self._what)) from error
        if len(content) > limit:
            raise UnreadableSource(BOMB)
        self._left -= len(content)
        return content

    def xml(self, name: str, *, required: bool = True) -> _Element | None:
        """Return a member's root element; None where it is not there, or broken, and need not be."""
        if name not in self and not required:
            return None
        try:
            return parse_xml(self.bytes(name))
        except (KeyError, ValueError) as error:
            if not required:
                return None
            raise UnreadableSource(BROKEN.format(self._what)) from error


def parse_xml(content: bytes) -> _Element:
    """Return the root of an XML document. Nothing is loaded for it, and no entities are. Raises ValueError."""
    from lxml import etree  # noqa: PLC0415

    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "recover": True}
    try:
        root = etree.fromstring(content, etree.XMLParser(**options))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    if root is None:
        raise ValueError("no element")
    return root


def text_of(root: _Element | None, name: str) -> str:
    """Return the text of the first element with this local name, or ""."""
    if root is None:
        return ""
    for element in root.iter(f"{{*}}{name}"):
        if text := "".join(map(str, element.itertext())).strip():
            return text
    return ""
