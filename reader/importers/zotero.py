"""Zotero's exports: CSV (a row an item) and RDF. Attached files are not in them: addresses are fetched.

Notes are HTML, several in one cell parted by `; `.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.extraction.model import UnreadableSource

from .items import Item, link, words
from .packages import parse_xml
from .tables import BROKEN, rows

if TYPE_CHECKING:
    from lxml.etree import _Element

COLUMNS = frozenset({"key", "item type", "publication year"})
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
KINDS = ("article", "document", "memo", "attachment")


def read(content: bytes) -> Iterator[Item]:
    """Yield an item a row that has an address; one with a DOI alone is looked up at the DOI's own address."""
    for row in rows(content):
        if row.get("item type", "").casefold() in ("note", "attachment", "annotation"):
            continue
        url = row.get("url") or _of_doi(row.get("doi", ""))
        tags = words(f"{row.get('manual tags', '')};{row.get('automatic tags', '')}", ";")
        yield link(url, title=row.get("title", ""), tags=tags, note=plain(row.get("notes", "")))


def read_rdf(content: bytes) -> Iterator[Item]:
    """Yield an item for each of the RDF's that has an address. Raises UnreadableSource."""
    try:
        root = parse_xml(content)
    except ValueError as error:
        raise UnreadableSource(BROKEN.format("its XML")) from error
    memos = {e.get(f"{RDF}about", ""): plain(_text(e, "value")) for e in root.iter("{*}Memo")}
    for element in root:
        name = str(element.tag).rpartition("}")[2]
        if name in ("Memo", "Attachment", "Collection", "Journal") or not _text(element, "title"):
            continue
        url = _address(element)
        if not url and name == "Description":  # an attachment's, or a container's
            continue
        notes = [memos.get(e.get(f"{RDF}resource", ""), "") for e in element.iter("{*}isReferencedBy")]
        tags = ["".join(map(str, e.itertext())).strip() for e in element.iter("{*}subject")]
        title = next("".join(map(str, e.itertext())).strip() for e in element.iter("{*}title"))
        yield link(url, title=title, tags=words(tags), note="\n\n".join(filter(None, notes)))


def _address(element: _Element) -> str:
    """Return the item's address: its `identifier` is a URI, or a text such as `DOI 10.…`."""
    about = str(element.get(f"{RDF}about", ""))
    for identifier in element.iter("{*}identifier"):
        uri = [str(e.text or "").strip() for e in identifier.iter("{*}URI") for e in e.iter("{*}value")]
        if uri and uri[0].startswith("http"):
            return uri[0]
    if about.startswith("http"):
        return about
    texts = ("".join(map(str, e.itertext())).strip() for e in element.iter("{*}identifier"))
    return next((_of_doi(text.removeprefix("DOI").strip()) for text in texts if text.startswith("DOI")), "")


def _text(element: _Element, name: str) -> str:
    return next(("".join(map(str, e.itertext())).strip() for e in element.iter(f"{{*}}{name}")), "")


def _of_doi(doi: str) -> str:
    return f"https://doi.org/{doi}" if doi.startswith("10.") else ""


def plain(html: str) -> str:
    """Return a note's text, a line a paragraph."""
    if "<" not in html:
        return html
    from reader.extraction.blocks import leaves, parse  # noqa: PLC0415

    return "\n".join(leaf.block.text for leaf in leaves(parse(html)) if leaf.block.text)
