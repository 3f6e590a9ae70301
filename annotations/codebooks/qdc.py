"""The codebook as a REFI-QDA Codebook (.qdc), which NVivo, ATLAS.ti, MAXQDA and others read and write.

Codes nest; each has a guid, a name, a colour, and a description. The standard (REFI-QDA 1.5, section 3, and
http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd) has no place for kind and hotkey: they are left out,
and an import leaves them as they are. Examples follow the description under a line of their own. An archived tag is
written as a code that cannot be given; reading takes nothing from that, since others mean headings by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext
from lxml import etree

from annotations.models import Tag
from annotations.models.codebook_tree import MOST_LEVELS, in_order

from .colours import COLOURS, nearest_tint
from .rows import MOST_TAGS, Row, UnreadableCodebook

CONTENT_TYPE = "application/xml"
NAMESPACE = "urn:QDA-XML:codebook:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ATTEST = UUID("0b7c2b52-6b1f-4a57-9c58-3d5f0f2f7d1e")  # the room our guids are made in
EXAMPLES = "\n\nExamples:\n"


def write(tags: Iterable[Tag]) -> bytes:
    """Return the file of these tags, which are of one project."""
    namespaces: Any = {None: NAMESPACE, "xsi": INSTANCE}  # the stubs know no namespace without a name
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap=namespaces, origin="Attest")
    root.set(f"{{{INSTANCE}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    fill(root, tags, NAMESPACE)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def fill(codebook: etree._Element, tags: Iterable[Tag], namespace: str) -> None:
    """Put the codes of these tags into a codebook: one of its own, or that of a project (.qde)."""
    there = list(tags)
    above = [etree.SubElement(codebook, f"{{{namespace}}}Codes")]
    for tag, level in in_order(there):
        code = etree.SubElement(above[level - 1], f"{{{namespace}}}Code")
        above[level:] = [code]
        code.set("guid", guid(tag))
        code.set("name", xml(tag.name))
        code.set("isCodable", "false" if tag.archived else "true")
        code.set("color", COLOURS[tag.tint])
        words = tag.description + (EXAMPLES + tag.examples if tag.examples else "")
        if words:
            etree.SubElement(code, f"{{{namespace}}}Description").text = xml(words)


def guid(tag: Tag) -> str:
    """Return the same guid for the same tag in every export, and another for every other tag anywhere."""
    return str(uuid5(ATTEST, f"{tag.project_id}/{tag.pk}/{tag.created_at.isoformat()}")).upper()


def read(content: bytes) -> list[Row]:
    """Return the codes of a file, parents first. Raises UnreadableCodebook."""
    codes = next((child for child in _root(content) if _local(child) == "Codes"), None)
    rows: list[Row] = []
    problems: list[str] = []
    waiting = [("", 1, code) for code in reversed(_codes(codes))] if codes is not None else []
    while waiting:
        parent, level, code = waiting.pop()
        name = " ".join(code.get("name", "").split())
        where = (
            gettext("Code “{name}”").format(name=name)
            if name
            else gettext("The code in line {sourceline}").format(sourceline=code.sourceline)
        )
        if not name:
            problems.append(
                gettext("{where} has no name: give it one in the program it comes from.").format(where=where)
            )
        if level > MOST_LEVELS:
            raise UnreadableCodebook(
                gettext("{where} is on level {level}: a codebook has at most {MOST_LEVELS} levels here.").format(
                    where=where, level=level, MOST_LEVELS=MOST_LEVELS
                )
            )
        if len(rows) == MOST_TAGS:
            raise UnreadableCodebook(
                gettext("A codebook has at most {MOST_TAGS:,} tags: leave some out.").format(MOST_TAGS=MOST_TAGS)
            )
        description, examples = _texts(code)
        tint = nearest_tint(code.get("color", ""))
        rows.append(Row(where, name, parent, tint=tint, description=description, examples=examples))
        waiting += [(name, level + 1, child) for child in reversed(_codes(code))]
    if problems:
        raise UnreadableCodebook(*problems)
    if not rows:
        raise UnreadableCodebook(gettext("There are no codes in this file: export the codebook anew."))
    return rows


def _root(content: bytes) -> etree._Element:
    # Nothing from outside the file, nothing that grows: no DTD, no entities, no network.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableCodebook(
            gettext("This is no .qdc file ({error}): export the codebook anew.").format(error=error)
        ) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # which the stubs leave out
        raise UnreadableCodebook(gettext("This file has a document type of its own, which a codebook must not have."))
    if _local(root) == "Project":  # a project's .qde holds a codebook too
        root = next((child for child in root if _local(child) == "CodeBook"), root)
    if _local(root) != "CodeBook":
        raise UnreadableCodebook(gettext("This is XML, but no REFI-QDA codebook: export the codebook as .qdc."))
    return root


def _codes(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if _local(child) == "Code"]


def _texts(code: etree._Element) -> tuple[str | None, str | None]:
    """Return description and examples; None for what the file does not say."""
    found = next((child for child in code if _local(child) == "Description"), None)
    if found is None:
        return None, None
    words = "".join(str(piece) for piece in found.itertext()).strip()
    description, line, examples = f"\n\n{words}".partition(EXAMPLES)
    return description.strip(), examples.strip() if line else None


def _local(element: etree._Element) -> str:
    # Programs disagree on the namespace: `codebook:1.0`, `codebook:1:0`, `codebook:0:4`, or none.
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def xml(text: str) -> str:
    """Return the text without what XML cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return "".join(char for char in text if char in "\t\n\r" or (ord(char) >= 32 and char not in "\ufffe\uffff"))
