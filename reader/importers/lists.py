"""The registry of files that hold several articles: which there are, and which one a file is. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Final, NamedTuple

from reader.extraction.decode import decode
from reader.extraction.translation import gettext_noop

from . import addresses, bookmarks, instapaper, omnivore, pocket, readeck, readwise, taguette, zotero
from .items import Item
from .kinds import SAMPLE, Kind, kind_of
from .tables import columns

DEEPEST = 3  # lists in lists: an archive in an archive in an archive is a bomb, or a mistake
TOO_DEEP = gettext_noop("This is an archive in an archive in an archive: unpack it, and import what is inside.")


class List(NamedTuple):
    """A file that holds several articles: what it is called, and the module and function that read it."""

    label: str
    module: str
    function: str = "read"

    def read(self, content: bytes) -> Iterator[Item]:
        """Yield the articles to be. Raises UnreadableSource where the file is not what it seemed."""
        reader: Callable[[bytes], Iterator[Item]]
        reader = getattr(import_module(f"reader.importers.{self.module}"), self.function)
        return reader(content)


ADDRESSES: Final = List(gettext_noop("List of addresses"), "addresses")
ARCHIVE: Final = List(gettext_noop("ZIP archive"), "archives")
WEB_ARCHIVE: Final = List(gettext_noop("Web archive"), "warc", "items")
OMNIVORE: Final = List(gettext_noop("Omnivore export"), "omnivore")
READECK: Final = List(gettext_noop("Readeck export"), "readeck")
TAGUETTE: Final = List(gettext_noop("Taguette project"), "taguette")
BOOKMARKS: Final = List(gettext_noop("Bookmarks"), "bookmarks")
ZOTERO_RDF: Final = List(gettext_noop("Zotero export"), "zotero", "read_rdf")

# Tables, by the columns that each has; JSON, by the names in its beginning, one of each set. The first that fits.
TABLES: Final = (
    (instapaper.COLUMNS, List(gettext_noop("Instapaper export"), "instapaper")),
    (pocket.COLUMNS, List(gettext_noop("Pocket export"), "pocket")),
    (readwise.COLUMNS[0], List(gettext_noop("Readwise export"), "readwise")),
    (readwise.COLUMNS[1], List(gettext_noop("Readwise export"), "readwise")),
    (readwise.LIBRARY, List(gettext_noop("Readwise library"), "readwise", "read_library")),
    (zotero.COLUMNS, List(gettext_noop("Zotero export"), "zotero")),
    (taguette.COLUMNS, List(gettext_noop("Taguette highlights"), "taguette", "read_csv")),
)
JSON: Final = (
    (({"is_archived", "hashed_url", "given_url", "is_not_parsed"},), List(gettext_noop("wallabag export"), "wallabag")),
    (
        ({"highlights"}, {"quote"}, {"url"}, {"created_at"}),
        List(gettext_noop("Pocket highlights"), "pocket", "read_annotations"),
    ),
    (({"bookmark_url"},), List(gettext_noop("Readeck list"), "readeck", "read_json")),
    (
        ({"labels", "site_name"}, {"read_progress", "word_count", "is_marked"}, {"url"}),
        List(gettext_noop("Readeck list"), "readeck", "read_json"),
    ),
    (({"uri"}, {"target", "references"}), List(gettext_noop("Hypothesis export"), "hypothesis")),
)
DOCCANO: Final = List(gettext_noop("doccano export"), "doccano")
_NAME = re.compile(r'"(\w{1,40})"\s{0,9}:')
_DOCCANO = re.compile(r'\s*\{(?=[^\n]*"(?:text|data)"\s*:)[^\n]*"(?:labels?|entities)"\s*:')


def list_of(content: bytes, content_type: str = "") -> List | None:
    """Return how the file is read if it holds several articles, or None for one article's file."""
    kind = kind_of(content, content_type)
    match kind:
        case Kind.ZIP:
            return _zip(content)
        case Kind.SQLITE:
            return TAGUETTE
        case Kind.WARC:
            return WEB_ARCHIVE
        case Kind.TEXT | Kind.HTML | Kind.MARKDOWN:
            return _text(decode(content[:SAMPLE], content_type))
    return None


def _zip(content: bytes) -> List:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ARCHIVE  # whoever opens it says what is wrong with it
    if any(omnivore.METADATA.fullmatch(name) for name in names):
        return OMNIVORE
    if readeck.DATA in names and any(name.startswith("bookmarks/") for name in names):
        return READECK
    return ARCHIVE


def _text(head: str) -> List | None:
    if bookmarks.MARK in head[:500].lower() or bookmarks.FORMER.search(head[:1000]):
        return BOOKMARKS
    if "<rdf:RDF" in head[:2000] and "zotero.org" in head[:2000]:
        return ZOTERO_RDF
    if _DOCCANO.match(head):
        return DOCCANO
    if head.lstrip("\ufeff \t\r\n")[:1] in ("[", "{"):
        names = set(_NAME.findall(head))
        return next((found for wanted, found in JSON if all(names & each for each in wanted)), None)
    if addresses.fits(head):
        return ADDRESSES
    titles = columns(head)
    return next((found for wanted, found in TABLES if wanted <= titles), None)
