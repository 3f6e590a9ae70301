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


ADDRESSES: Final = List("List of addresses", "addresses")
ARCHIVE: Final = List("ZIP archive", "archives")
WEB_ARCHIVE: Final = List("Web archive", "warc", "items")
OMNIVORE: Final = List("Omnivore export", "omnivore")
READECK: Final = List("Readeck export", "readeck")
TAGUETTE: Final = List("Taguette project", "taguette")
BOOKMARKS: Final = List("Bookmarks", "bookmarks")
ZOTERO_RDF: Final = List("Zotero export", "zotero", "read_rdf")

# Tables, by the columns that each has; JSON, by the names in its beginning, one of each set. The first that fits.
TABLES: Final = (
    (instapaper.COLUMNS, List("Instapaper export", "instapaper")),
    (pocket.COLUMNS, List("Pocket export", "pocket")),
    (readwise.COLUMNS[0], List("Readwise export", "readwise")),
    (readwise.COLUMNS[1], List("Readwise export", "readwise")),
    (readwise.LIBRARY, List("Readwise library", "readwise", "read_library")),
    (zotero.COLUMNS, List("Zotero export", "zotero")),
    (taguette.COLUMNS, List("Taguette highlights", "taguette", "read_csv")),
)
JSON: Final = (
    (({"is_archived", "hashed_url", "given_url", "is_not_parsed"},), List("wallabag export", "wallabag")),
    (({"highlights"}, {"quote"}, {"url"}, {"created_at"}), List("Pocket highlights", "pocket", "read_annotations")),
    (({"bookmark_url"},), List("Readeck list", "readeck", "read_json")),
    (
        ({"labels", "site_name"}, {"read_progress", "word_count", "is_marked"}, {"url"}),
        List("Readeck list", "readeck", "read_json"),
    ),
    (({"uri"}, {"target", "references"}), List("Hypothesis export", "hypothesis")),
)
DOCCANO: Final = List("doccano export", "doccano")
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
