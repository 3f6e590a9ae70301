"""A REFI-QDA project (.qdpx), which NVivo, ATLAS.ti, MAXQDA and others open: REFI-QDA 1.5, and
http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd.

A ZIP of `project.qde` and the articles' canonical texts; a selection is a range of code points in one of them. A note
is a Note that its selection refers to. A highlight without a place in its text is a selection in a Note of its own,
which holds the words and what stood around them, and which its article refers to. Figures, claims and relations have
no place in the standard, nor have kinds and hotkeys of tags: they are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext_noop
from lxml import etree

from annotations.codebooks import qdc
from annotations.models import Annotation
from reader.models import Article

from .documents import ATTEST, Marked, by_article, origin, source, utc
from .format import Format, Selection
from .zipping import zipped

NAMESPACE = "urn:QDA-XML:project:1.0"
SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
PIECE = 2**16
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the archive. The texts come first: what the project says of them waits on disk until all are there."""
    return zipped(_files(selection))


def _files(selection: Selection) -> Iterator[tuple[str, Iterator[bytes]]]:
    with TemporaryFile() as sources, TemporaryFile() as notes:
        book = _Project(selection, sources, notes)
        for marked in by_article(selection):
            yield from book.add(marked)
        yield "project.qde", book.lines()


class _Project:
    """What `project.qde` will hold, as it comes together."""

    def __init__(self, selection: Selection, sources: IO[bytes], notes: IO[bytes]) -> None:
        self._selection, self._sources, self._notes = selection, sources, notes
        self._users: dict[str, str] = {}

    def add(self, marked: Marked) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Add an article with its highlights, and yield the files of their texts."""
        article, version = marked.article, marked.article.current
        if version is None:
            return
        name = guid(f"source/{article.project_id}/{article.pk}/{article.created_at.isoformat()}/{version.number}")
        yield f"sources/{name}.txt", iter([version.text.encode()])
        parts, references = [], []
        for annotation in marked.annotations:
            place = annotation.position if annotation.version_id == version.pk else None
            if place:
                parts.append(self._selected(annotation, place.start, place.end))
            else:
                around = annotation.prefix + annotation.exact + annotation.suffix
                start = len(annotation.prefix)
                orphan = guid(f"orphan/{annotation.key}")
                inner = self._selected(annotation, start, start + len(annotation.exact))
                stood = f"It stood last in the text with the SHA-256 {annotation.version.sha256}."
                yield from self._note(
                    orphan, "A highlight without a place", around, annotation, inner=inner, description=stood
                )
                references.append(_element("NoteRef", targetGUID=orphan))
            if annotation.note:
                yield from self._note(guid(f"note/{annotation.key}"), "Note", annotation.note, annotation)
        inner = f"<Description>{_text(_about(article))}</Description>\n{''.join(parts)}{''.join(references)}"
        said = {"plainTextPath": f"internal://{name}.txt", "creationDateTime": utc(article.created_at)}
        self._sources.write(_element("TextSource", inner, guid=name, name=article.title, **said).encode())

    def lines(self) -> Iterator[bytes]:
        """Yield `project.qde`, once all articles are there."""
        project = self._selection.project
        said = f'name={_attribute(project.name)} origin="Attest" creationDateTime="{utc(project.created_at)}"'
        schema = f'xmlns:xsi="{qdc.INSTANCE}" xsi:schemaLocation="{NAMESPACE} {SCHEMA}"'
        yield f'{HEAD}<Project xmlns="{NAMESPACE}" {schema} {said}>\n'.encode()
        if self._users:
            users = "".join(_element("User", guid=key, name=name) for name, key in self._users.items())
            yield _element("Users", users).encode()
        if tags := list(project.tags.all()):
            codebook = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
            qdc.fill(codebook, tags, NAMESPACE)
            yield bytes(etree.tostring(codebook, pretty_print=True))
        yield from _spooled("Sources", self._sources)
        yield from _spooled("Notes", self._notes)
        yield b"</Project>\n"

    def _selected(self, annotation: Annotation, start: int, end: int) -> str:
        """Return a selection with its codes; the place is in code points, the end not part of it."""
        made = self._made(annotation)
        codings = "".join(
            _element(
                "Coding",
                _element("CodeRef", targetGUID=qdc.guid(tag)),
                guid=guid(f"coding/{annotation.key}/{qdc.guid(tag)}"),
                **made,
            )
            for tag in annotation.tags.all()
        )
        note = _element("NoteRef", targetGUID=guid(f"note/{annotation.key}")) if annotation.note else ""
        changed = {"modifiedDateTime": utc(annotation.updated_at)}
        where = {"startPosition": str(start), "endPosition": str(end)}
        name = " ".join(annotation.exact.split())[:60]
        key = str(annotation.key).upper()
        return _element("PlainTextSelection", codings + note, guid=key, name=name, **where, **made, **changed)

    def _note(
        self, key: str, name: str, content: str, annotation: Annotation, *, inner: str = "", description: str = ""
    ) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Keep a note, and yield its file where its text is none that XML can hold."""
        said: dict[str, str] = {"guid": key, "name": name}
        if qdc.xml(content) == content:
            inner = f"<PlainTextContent>{_text(content)}</PlainTextContent>\n{inner}"
        else:
            yield f"sources/{key}.txt", iter([content.encode()])
            said["plainTextPath"] = f"internal://{key}.txt"
        inner = (f"<Description>{_text(description)}</Description>\n" if description else "") + inner
        self._notes.write(_element("Note", inner, **said, **self._made(annotation)).encode())

    def _made(self, annotation: Annotation) -> dict[str, str]:
        """Return who made it, and when."""
        name = self._selection.people.name(annotation.created_by and annotation.created_by.username)
        if name:
            self._users.setdefault(name, guid(f"user/{self._selection.project.pk}/{name}"))
        who = {"creatingUser": self._users[name]} if name else {}
        return {**who, "creationDateTime": utc(annotation.created_at)}


def guid(name: str) -> str:
    """Return the same guid for the same name in every export."""
    return str(uuid5(ATTEST, name)).upper()


def key_of(name: str) -> UUID | None:
    """Return the key that a guid of ours, or of another program, says, with braces or without; None for no guid."""
    try:
        return UUID(name.strip().strip("{}"))
    except ValueError:
        return None


def _about(article: Article) -> str:
    return "\n".join(filter(None, (source(article), " · ".join(origin(article)))))


def _spooled(name: str, spool: IO[bytes]) -> Iterator[bytes]:
    if spool.tell():  # the schema wants one at least
        spool.seek(0)
        yield f"<{name}>\n".encode()
        while piece := spool.read(PIECE):
            yield piece
        yield f"</{name}>\n".encode()


def _element(tag: str, inner: str = "", **attributes: Any) -> str:
    said = "".join(f" {name}={_attribute(value)}" for name, value in attributes.items())
    return f"<{tag}{said}>{inner}</{tag}>\n" if inner else f"<{tag}{said}/>\n"


def _text(text: str) -> str:
    return escape(qdc.xml(text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(qdc.xml(text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


FORMAT = Format(
    suffix=".qdpx",
    content_type="application/zip",
    title=gettext_noop("REFI-QDA project"),
    label=gettext_noop("QDPX"),
    description=gettext_noop(
        "The texts with their codes and notes: opens in NVivo, ATLAS.ti, MAXQDA and other programs."
    ),
    write=write,
    stem="project",
)
