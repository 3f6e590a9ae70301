"""What the tests of exports share: a selection of a project, and what a format makes of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from zipfile import ZipFile

from annotations.exporters import EXPORTERS, People, Pseudonyms, Selection
from annotations.models import Annotation
from tests.builders import a_highlight

HOSTILE = (
    *('=HYPERLINK("https://evil.example","x")', "+1+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/c calc'!A0", "'=1"),
    *("https://a.example", "00012", "1e5", "TRUE", "2024-03-01", "_x0041_", "a\x01b\x0bc\x7f", "<b>&amp;</b> ]]>"),
    *("line\nline", "e\u0301 🙂 مَرْحَبًا", " lead and trail ", '"quoted", and; more'),
)


def selection_of(project, *, people: str = "names", annotations=None) -> Selection:
    """All annotations of a project, or these of them."""
    found = Annotation.objects.filter(article__project=project).alive() if annotations is None else annotations
    return Selection(project, found, Pseudonyms.of(project) if people == "pseudonyms" else People())


def written(name: str, project, **options) -> bytes:
    """The file of the format of this name."""
    return b"".join(EXPORTERS[name].write(selection_of(project, **options)))


def table(name: str, project, **options) -> list[dict[str, str]]:
    """The rows of a CSV, by the names of their columns."""
    text = written(name, project, **options).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def opened(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, by their paths; of another file, itself."""
    if not content.startswith(b"PK"):
        yield "", content
        return
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def highlights_with(notes, article, words: str, *tags: str, by=None) -> list[Annotation]:
    """Highlights of the same words, one for each of these notes."""
    first = a_highlight(article, words, *tags, note=notes[0], by=by)
    same = {
        field.attname: getattr(first, field.attname)
        for field in Annotation._meta.concrete_fields
        if not field.generated and field.attname not in ("id", "key", "note")
    }
    more = Annotation.objects.bulk_create(Annotation(**same, note=note) for note in notes[1:])
    through = Annotation.tags.through
    worn = first.tag_keys()
    through.objects.bulk_create(through(annotation_id=each.pk, tag_id=tag) for each in more for tag in worn)
    return [first, *more]
