"""The rules of the REFI-QDA project schema (Project.xsd 1.0, March 2019) that our exports touch, as a table.

For each element: its children in the order in which they have to come, with how many there have to be; its attributes
with their types, the required ones with an exclamation mark. Beyond the schema, the standard's prose: guids are told
once, references find what they name, files are there, and selections lie inside their text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

NAMESPACE = "urn:QDA-XML:project:1.0"
INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
MADE = "creatingUser:guid creationDateTime:moment"
CHANGED = f"{MADE} modifyingUser:guid modifiedDateTime:moment"
TEXT = (
    "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    f"guid:guid! name:string richTextPath:string plainTextPath:string {CHANGED}",
)
RULES = {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        "name:string! origin:string creatingUserGUID:guid creationDateTime:moment modifyingUserGUID:guid"
        " modifiedDateTime:moment basePath:string",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid:guid! name:string id:string"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code+", ""),
    "Code": ("Description? NoteRef* Code*", "guid:guid! name:string! isCodable:boolean! color:colour"),
    "Sources": ("TextSource+", ""),
    "TextSource": TEXT,
    "Notes": ("Note+", ""),
    "Note": TEXT,
    "PlainTextSelection": (
        "Description? Coding* NoteRef*",
        f"guid:guid! name:string startPosition:integer! endPosition:integer! {CHANGED}",
    ),
    "Coding": ("CodeRef NoteRef*", f"guid:guid! {MADE}"),
    "CodeRef": ("", "targetGUID:guid!"),
    "NoteRef": ("", "targetGUID:guid!"),
    "Description": ("", ""),
    "PlainTextContent": ("", ""),
}
HEX = "[0-9a-fA-F]"
GUID = rf"{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}"
TYPES = {
    "string": r"(?s).*",
    "guid": rf"{GUID}|\{{{GUID}\}}",
    "moment": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    "boolean": "true|false|1|0",
    "integer": r"[+-]?\d+",
    "colour": rf"#({HEX}{{6}}|{HEX}{{3}})",
}


def broken(content: bytes) -> list[str]:
    """Return which rules a .qdpx breaks."""
    with ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if "project.qde" not in files:
        return ["there is no project.qde"]
    root = etree.fromstring(files["project.qde"])
    if root.tag != f"{{{NAMESPACE}}}Project":
        return [f"the root is {root.tag}"]
    return [*_schema(root), *_references(root), *_texts(root, files)]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _schema(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        name = local(element)
        if element.tag != f"{{{NAMESPACE}}}{name}" or name not in RULES:
            yield f"there is no element {element.tag}"
            continue
        children, attributes = RULES[name]
        pattern = re.sub(r"(\w+)([?*+]?) ?", r"(?:\1 )\2", children)
        found = "".join(f"{local(child)} " for child in element)
        if not re.fullmatch(pattern, found):
            yield f"{name} holds {found}, and is to hold {children}"
        known = dict(each.split(":") for each in attributes.split())
        for attribute, kind in known.items():
            value = element.get(attribute)
            if value is None:
                if kind.endswith("!"):
                    yield f"{name} has no {attribute}"
            elif not re.fullmatch(TYPES[kind.rstrip("!")], value):
                yield f"{attribute} of {name} is {value!r}"
        extra = {each for each in element.attrib if not str(each).startswith(INSTANCE)} - known.keys()
        yield from (f"{name} has no attribute {each}" for each in sorted(map(str, extra)))


def _references(root: etree._Element) -> Iterator[str]:
    told: dict[str, str] = {}
    for element in root.iter():
        key = element.get("guid")
        if key and key in told:
            yield f"two have the guid {key}"
        elif key:
            told[key] = local(element)
    wanted = {"CodeRef": "Code", "NoteRef": "Note"}
    for element in root.iter():
        if (kind := wanted.get(local(element))) and told.get(element.get("targetGUID", "")) != kind:
            yield f"{local(element)} names no {kind}"
        for name in ("creatingUser", "modifyingUser"):
            if element.get(name) and told.get(element.get(name, "")) != "User":
                yield f"{name} names no User"


def _texts(root: etree._Element, files: dict[str, bytes]) -> Iterator[str]:
    for element in root.iter(f"{{{NAMESPACE}}}TextSource", f"{{{NAMESPACE}}}Note"):
        inline, path = element.find(f"{{{NAMESPACE}}}PlainTextContent"), element.get("plainTextPath")
        if (inline is None) == (path is None):
            yield "a text is either in the project or in a file"
            continue
        name = f"sources/{(path or '').removeprefix('internal://')}"
        if path and (not path.startswith("internal://") or name not in files):
            yield f"there is no file {path}"
            continue
        text = files[name].decode("utf-8") if path else (inline.text or "")
        for part in element.iter(f"{{{NAMESPACE}}}PlainTextSelection"):
            start, end = int(part.get("startPosition", "-1")), int(part.get("endPosition", "-1"))
            if not 0 <= start < end <= len(text):
                yield f"{start} to {end} is no range of a text of {len(text)} characters"
