"""The archive of a stranger: opened with limits, read a line at a time, and never unpacked to any path it names."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import IO, Any, NamedTuple, Self
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from .recorded import FORMAT, HEAD, KINDS, VERSION

MOST_FILES = 500_000
MOST_BYTES = 20 * 2**30  # unpacked, all together
MOST_ORIGINAL = 256 * 2**20  # of an original, or a version's blocks
MOST_LINE = 16 * 2**20
DENSE = 2**20  # bytes from which on a file may not be packed more than MOST_RATIO times
MOST_RATIO = 500
LARGE = 256 * 2**20  # bytes unpacked, from which on all together may not be packed more than MOST_RATIO_OF_ALL times
MOST_RATIO_OF_ALL = 100
MOST_LINES = 20_000_000  # of all kinds together
SHORTEST = 5  # bytes of a line: one that was left empty says null


class UnreadableProject(Exception):
    """The archive is none that a project can be made of; the message names the file, and the line."""


class Line(NamedTuple):
    """A line of a file: where it is, and what it says; None for one that was left empty."""

    path: str
    number: int
    values: dict[str, Any] | None

    def problem(self, said: object) -> UnreadableProject:
        return UnreadableProject(_("%(file)s, line %(line)d: %(problem)s") % self._said(said))

    def _said(self, said: object) -> dict[str, Any]:
        return {"file": self.path, "line": self.number, "problem": said}


class Archive:
    """An archive that was looked over: it is one of ours, of a size that can be dealt with. Use it as a context."""

    def __init__(self, file: IO[bytes] | str) -> None:
        """Open it. Raises UnreadableProject."""
        try:
            self._zip = ZipFile(file)
        except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableProject(
                _("This is no whole ZIP file: take the project's ZIP from its exports page, and all of it.")
            ) from error
        self._members = self._looked_over(self._zip.infolist())
        self.name, self.created_at, self.lines = self._head()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._zip.close()

    def _looked_over(self, found: list[ZipInfo]) -> dict[str, ZipInfo]:
        if len(found) > MOST_FILES:
            raise UnreadableProject(_("The archive holds more than %d files.") % MOST_FILES)
        self._refuse_unless_honest(sum(each.file_size for each in found))
        members: dict[str, ZipInfo] = {}
        for each in found:
            if each.filename in members:
                raise UnreadableProject(_("The archive holds %s twice.") % each.filename)
            if each.file_size > DENSE and each.file_size > MOST_RATIO * each.compress_size:
                raise UnreadableProject(_("%s is packed so densely that it cannot be an honest file.") % each.filename)
            members[each.filename] = each
        return members

    def _refuse_unless_honest(self, unpacked: int) -> None:
        if unpacked > MOST_BYTES:
            raise UnreadableProject(_("The archive is larger than %d GB when it is unpacked.") % (MOST_BYTES // 2**30))
        # By the size it has, not by what it says of each file's: a small file must not fill the disk.
        file = self._zip.fp
        if unpacked > LARGE and file is not None and unpacked > MOST_RATIO_OF_ALL * file.seek(0, SEEK_END):
            raise UnreadableProject(_("The archive is packed so densely that it cannot be an honest file."))

    def _head(self) -> tuple[str, object, dict[str, int]]:
        if HEAD not in self._members:
            raise UnreadableProject(
                _("This ZIP is no project of Attest: %s is missing. Take the one of ‘The whole project’.") % HEAD
            )
        try:
            head = json.loads(self.content(HEAD, MOST_LINE))
            lines = {kind.name: head["lines"].get(kind.name, 0) for kind in KINDS}
            name, form, version = head["name"], head["format"], head["version"]
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UnreadableProject(_("%s cannot be read: export the project anew.") % HEAD) from error
        if form != FORMAT or version != VERSION:
            raise UnreadableProject(_("The project was written by another release of Attest than this one can read."))
        if not isinstance(name, str) or not all(type(number) is int and number >= 0 for number in lines.values()):
            raise UnreadableProject(_("%s cannot be read: export the project anew.") % HEAD)
        # Keys are taken for so many rows: no more than there can be.
        for kind in KINDS:
            if lines[kind.name] * SHORTEST > (self._members[kind.path].file_size if self.holds(kind.path) else 0):
                raise UnreadableProject(_("%s ends too early: take the archive again.") % kind.path)
        if sum(lines.values()) > MOST_LINES:
            raise UnreadableProject(_("The archive holds more than %d rows.") % MOST_LINES)
        return name, head.get("created_at"), lines

    def holds(self, path: str) -> bool:
        return path in self._members

    def content(self, path: str, most: int = MOST_ORIGINAL) -> bytes:
        """Return the bytes of a file. Raises UnreadableProject where it is missing, broken, or larger than `most`."""
        with self._opened(path) as file:
            found = self._read(path, file, most + 1)
        if len(found) > most:
            raise UnreadableProject(_("%(file)s is larger than %(size)d MB.") % {"file": path, "size": most // 2**20})
        return found

    def rows(self, path: str) -> Iterator[Line]:
        """Yield the lines of a file of JSON objects. Raises UnreadableProject."""
        with self._opened(path) as file:
            number = 0
            while content := self._read_line(path, file):
                number += 1
                line = Line(path, number, None)
                if len(content) > MOST_LINE:
                    raise line.problem(_("it is larger than %d MB") % (MOST_LINE // 2**20))
                try:
                    values = json.loads(content)
                except (ValueError, RecursionError) as error:
                    raise line.problem(_("it is no JSON")) from error
                if values is not None and not isinstance(values, dict):
                    raise line.problem(_("it is no object"))
                yield Line(path, number, values)

    def _opened(self, path: str) -> IO[bytes]:
        try:
            return self._zip.open(self._members[path])
        except KeyError as error:
            raise UnreadableProject(_("%s is missing from the archive.") % path) from error
        except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:  # encrypted, say
            raise self._broken(path) from error

    def _read(self, path: str, file: IO[bytes], size: int) -> bytes:
        try:
            return file.read(size)
        except (BadZipFile, OSError, EOFError, zlib.error) as error:
            raise self._broken(path) from error

    def _read_line(self, path: str, file: IO[bytes]) -> bytes:
        try:
            return file.readline(MOST_LINE + 1)
        except (BadZipFile, OSError, EOFError, zlib.error) as error:
            raise self._broken(path) from error

    def _broken(self, path: str) -> UnreadableProject:
        return UnreadableProject(_("%s is broken: take the archive again.") % path)
