"""The whole project as one archive: what came in, what was made of it, what people said of it, and what each column is.

Written as it is sent, in memory that grows with neither the highlights nor the originals. It says in `datapackage.json`
(Frictionless Data Package) and in README.md what is in it. The folder `attest/` is what is read when the project is
brought back (see `annotations.archive`); all else is there for people and other programs. An original whose bytes are
lost is named in originals/MISSING.txt instead of stopping the archive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_noop

from annotations.archive.recorded import KEYS
from reader.models import Snapshot, Version

from . import (
    articles,
    claims,
    codebook,
    coders,
    csv_long,
    dictionary,
    figures,
    history,
    json_lines,
    matrix,
    relations,
    rows,
)
from .format import Format, Group, Selection
from .paging import pages
from .zipping import zipped

TABLES = (
    *(rows.TABLE, matrix.TABLE, coders.TABLE, figures.TABLE, claims.TABLE, relations.TABLE, codebook.TABLE),
    *articles.TABLES,
)
LINES = {
    "annotations.jsonl": "One object per highlight, with its tags, figures, claim and relations inside.",
    "history.jsonl": "One object per thing that a person did to highlights and tags, with what each was before.",
    KEYS: "Which key a row of attest/ has in the tables: of `rows` of them, from `number` on, the first has `key`, the "
    "next one more.",
}
PIECE = 2**16  # bytes of an original that are read at once


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the archive. It holds the whole project: the selection is one of all its annotations."""
    return zipped(_files(selection))


def _files(selection: Selection) -> Iterator[tuple[str, Iterable[bytes]]]:
    for table in TABLES:
        yield f"{table.name}.csv", csv_long.chunks(table.header(selection), table.rows(selection))
    yield "README.md", [dictionary.readme(selection, TABLES, LINES).encode()]
    package = dictionary.datapackage(selection, TABLES, LINES)
    yield "datapackage.json", [json.dumps(package, ensure_ascii=False, indent=1).encode()]
    yield "annotations.jsonl", json_lines.write(selection)
    yield "history.jsonl", history.write(selection)
    yield from selection.record.files()
    yield from _versions(selection)
    yield from _originals(selection)


def _versions(selection: Selection) -> Iterator[tuple[str, Iterable[bytes]]]:
    for keys in pages(Version.objects.filter(article__project=selection.project)):
        for key in keys:
            version = Version.objects.filter(pk=key).first()  # one at a time: each may be megabytes
            path = version and articles.path_of_version(selection, version.article_id, version.number)
            if version is None or not path:
                continue
            yield path, [version.text.encode()]
            blocks = json.dumps(version.block_values, ensure_ascii=False, indent=1, sort_keys=True)
            yield f"{path.removesuffix('.txt')}.json", [blocks.encode()]


def _originals(selection: Selection) -> Iterator[tuple[str, Iterable[bytes]]]:
    missing = []
    for keys in pages(Snapshot.objects.filter(article__project=selection.project)):
        for snapshot in Snapshot.objects.filter(pk__in=keys).order_by("pk"):
            path = articles.path_of_original(selection, snapshot)
            if path and snapshot.file.storage.exists(str(snapshot.file)):
                yield path, _bytes(snapshot)
            elif path:
                missing.append(f"{path}\t{snapshot.sha256}\n")
    if missing:
        yield "originals/MISSING.txt", ["".join(missing).encode()]


def _bytes(snapshot: Snapshot) -> Iterator[bytes]:
    with snapshot.file.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


FORMAT = Format(
    suffix=".zip",
    content_type="application/zip",
    title=gettext_noop("Everything"),
    label=gettext_noop("ZIP"),
    description=gettext_noop(
        "Originals, versions, annotations, history and codebook in open formats, with a description of every "
        "column: for your archive, for those who check your work, and to be made a project again, here or elsewhere."
    ),
    write=write,
    group=Group.PROJECT,
    stem="project",
    is_whole=True,
)
