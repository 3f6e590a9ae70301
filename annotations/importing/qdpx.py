"""Reading REFI-QDA projects (.qdpx): the selections of their texts with the codes and the notes that they refer to.

Codes on a whole text, and selections in pictures, PDF, sound and film, are no highlights: they are counted.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from lxml import etree

from annotations.core.selectors import TextPositionSelector, quote
from annotations.exporters.qdpx import guid, key_of

from .rows import MOST_BYTES, MOST_ROWS, File, Row, UnreadableAnnotations, moment, tag_names, text

FORMAT = "REFI-QDA project"
OTHER = "is in a picture, a PDF, sound or film"
NO_RANGE = "is no range of its text"
ANEW = "export the project anew as .qdpx"
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def read(content: bytes) -> File:
    """Return what a .qdpx holds. Raises UnreadableAnnotations."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _Project(archive).file()
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableAnnotations(f"This archive does not open ({error}): {ANEW}.") from error


class _Project:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._files = {info.filename.casefold(): info for info in archive.infolist()}
        if sum(info.file_size for info in self._files.values()) > MOST_BYTES:
            raise UnreadableAnnotations(f"Unpacked this is more than {MOST_BYTES // 2**20} MB: export it in parts.")
        name = next((name for name in self._files if name.endswith(".qde") and "/" not in name), None)
        if name is None:
            raise UnreadableAnnotations(f"There is no project.qde in this archive: {ANEW}.")
        self._root = _parsed(self._bytes(name))
        self._left_out: Counter[str] = Counter()
        self._read: dict[str, tuple[str, str]] = {}  # texts of files and their digests, by their paths
        self._noted = 0
        every = list(self._root.iter())
        self._codes = {_key(each): each for each in every if _local(each) == "Code"}
        self._users = {_key(each): text(each.get("name")) for each in every if _local(each) == "User"}
        self._notes = {_key(each): each for each in every if _local(each) == "Note"}
        self._left_out[OTHER] = sum(
            _local(each).endswith("Selection") and _local(each) != "PlainTextSelection" for each in every
        )

    def file(self) -> File:
        """Return all selections of texts, and those that wait in notes for a place."""
        rows: list[Row] = []
        for source in self._root.iter():
            if _local(source) == "TextSource":
                match = IRI.match(_described(source).strip())
                content, digest = self._text(source)
                iri = match.group() if match else ""
                rows += self._selected(source, content, iri, digest)
                for each in source:
                    held = self._notes.get(_target(each)) if _local(each) == "NoteRef" else None
                    if held is not None:
                        stood = DIGEST.search(_described(held))
                        of = stood.group() if stood else digest
                        rows += self._selected(held, self._text(held)[0], iri, of, has_place=False)
            if len(rows) > MOST_ROWS:
                raise UnreadableAnnotations(f"A file has at most {MOST_ROWS:,} highlights: export it in parts.")
        colours = {text(code.get("name")): code.get("color", "") for code in self._codes.values()}
        return File(FORMAT, rows, {name: count for name, count in self._left_out.items() if count}, colours)

    def _selected(
        self, source: etree._Element, content: str, iri: str, digest: str, *, has_place: bool = True
    ) -> Iterator[Row]:
        """Yield the selections of a text, or those of a note that wait for a place in the text of this digest."""
        for part in source:
            if _local(part) != "PlainTextSelection":
                continue
            try:
                place = TextPositionSelector(int(part.get("startPosition", "")), int(part.get("endPosition", "")))
                selector = quote(content, place)
            except ValueError:
                self._left_out[NO_RANGE] += 1
                continue
            where = f"The selection in line {part.sourceline}"
            codes = [each for coding in part if _local(coding) == "Coding" for each in coding]
            names = [code.get("name") for each in codes if (code := self._codes.get(_target(each))) is not None]
            notes = [self._text(note)[0] for each in part if _local(each) == "NoteRef"
                     if (note := self._notes.get(_target(each))) is not None]  # fmt: skip
            self._noted += sum(map(len, notes))
            if self._noted > MOST_BYTES:
                raise UnreadableAnnotations(f"The notes are more than {MOST_BYTES // 2**20} MB: export it in parts.")
            yield Row(
                where,
                _key(part) or UUID(guid(f"selection/{digest}/{place.start}/{place.end}/{names}")),
                iri,
                selector,
                place if has_place else None,
                sha256=digest,
                tags=tag_names(list(names), where),
                note="\n\n".join(notes),
                author=self._users.get(key_of(part.get("creatingUser", "")), ""),
                created=moment(part.get("creationDateTime")),
                modified=moment(part.get("modifiedDateTime")),
            )

    def _text(self, element: etree._Element) -> tuple[str, str]:
        """Return the text of a source or a note, and its digest."""
        path = element.get("plainTextPath", "")
        if path in self._read:
            return self._read[path]
        if path:
            try:
                said = self._bytes(f"sources/{path.removeprefix('internal://')}".casefold()).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise UnreadableAnnotations(f"{path} is not in UTF-8: {ANEW}.") from error
        else:
            said = next((each.text or "" for each in element if _local(each) == "PlainTextContent"), "")
        found = text(said), sha256(said.encode()).hexdigest()
        if path:
            self._read[path] = found
        return found

    def _bytes(self, name: str) -> bytes:
        info = self._files.get(name)
        if info is None:
            raise UnreadableAnnotations(f"There is no file {name} in this archive: {ANEW}.")
        with self._archive.open(info) as file:
            return file.read(info.file_size + 1)  # no more than it says it is, whatever is packed


def _parsed(content: bytes) -> etree._Element:
    # Nothing from outside the file, nothing that grows: no DTD, no entities, no network.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableAnnotations(f"project.qde is no XML ({error}): {ANEW}.") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # which the stubs leave out
        raise UnreadableAnnotations("project.qde has a document type of its own, which it must not have.")
    if _local(root) != "Project":
        raise UnreadableAnnotations(f"project.qde holds no REFI-QDA project: {ANEW}.")
    return root


def _key(element: etree._Element) -> UUID | None:
    return key_of(element.get("guid", ""))


def _described(element: etree._Element) -> str:
    return next((each.text or "" for each in element if _local(each) == "Description"), "")


def _target(element: etree._Element) -> UUID | None:
    return key_of(element.get("targetGUID", ""))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
