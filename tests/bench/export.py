"""Rows a second, memory and the first byte of the exports, beside Python's own writer fed from the database's cursor.

Seconds are those of the processor, of this program: what else runs on the machine does not count. On PostgreSQL the
server's own come on top.

python -m tests.bench.export [HIGHLIGHTS]                 on SQLite
.ci/postgres .venv/bin/python -m tests.bench.export       on PostgreSQL
"""

from __future__ import annotations

import csv
import gc
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.bench.sites import FILLER, set_up

if TYPE_CHECKING:
    from reader.models import Project

MARKS = 100_000
NAMES = ("csv", "csv-spreadsheets", "matrix", "coders", "xlsx", "json-lines", "parquet")
ARTICLES, PARAGRAPHS = 10, 400


def peak_memory(*, reset: bool = False) -> float:
    """Return the most megabytes that this process has held, since the last reset (proc(5): VmHWM, clear_refs)."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def many(marks: int) -> Project:
    """Return a project with this many highlights of 20 words or so, each with a note and a tag, every tenth with two.

    They are written as the database has them, some hundred a statement: to make objects of a million takes hours.
    """
    from django.db import connection  # noqa: PLC0415  after the environment

    from annotations.archive.keys import reserved  # noqa: PLC0415
    from annotations.models import Annotation  # noqa: PLC0415
    from annotations.models.taggings import Tagging, insert  # noqa: PLC0415
    from reader.models import Project, User  # noqa: PLC0415
    from tests.annotations.archive.projects import values  # noqa: PLC0415
    from tests.builders import an_article  # noqa: PLC0415

    owner = User.objects.create_user("owner")
    project = Project.objects.start(f"{marks} marks", by=owner)
    tags = list(project.tags.values_list("pk", flat=True))
    texts = [f"{FILLER}, for the time numbered {number}." for number in range(PARAGRAPHS)]
    for number in range(ARTICLES):
        article = an_article(project, texts, title=f"The boats, part {number}", by=owner)
        assert article.current
        row = Annotation(article=article, version=article.current, created_by=owner, prefix=FILLER[:32])
        like = values(row, but=("id", "key", "note", "start", "end", "paragraph", "exact"))
        here = (marks + number) // ARTICLES
        for first in range(0, here, 5000):
            keys, start, rows = reserved(Annotation, min(5000, here - first)), 0, []
            for at, key in enumerate(keys):
                place = (first + at) % PARAGRAPHS
                start = place and start
                said = {"id": key, "key": uuid4(), "note": f"Compare with the report of day {at}.", "start": start}
                said |= {"end": start + len(texts[place]), "paragraph": place + 1, "exact": texts[place], **like}
                start += len(texts[place]) + 1
                rows.append(said)
            fields = [Annotation._meta.get_field(name.removesuffix("_id")) for name in rows[0]]
            prepared = [
                [field.get_db_prep_save(row["key"], connection) if name == "key" else row[name]
                 for name, field in zip(row, fields, strict=True)]
                for row in rows
            ]  # fmt: skip
            insert(Annotation, [field.column for field in fields], prepared)
            worn = [(key, tags[(key + more) % len(tags)]) for key in keys for more in range(2 if key % 10 == 0 else 1)]
            insert(Tagging, ["annotation_id", "tag_id"], worn)
    return project


def measured(name: str, work: Callable[[], Iterator[bytes]], *, rows: int) -> None:
    gc.collect()
    before = peak_memory(reset=True)
    start = time.process_time()
    chunks = work()
    size = 0
    while not size:  # an empty piece lets others be answered, and is not sent
        size += len(next(chunks))
    first = time.process_time() - start
    for chunk in chunks:
        size += len(chunk)
    seconds = time.process_time() - start
    grown = peak_memory() - before
    print(
        f"{name:34}{rows / seconds:10.0f} rows a second{first * 1000:8.1f} ms to the first byte"
        f"{grown:8.1f} MB more at the most{size / 2**20:8.1f} MB"
    )


def main(marks: int, names: Sequence[str]) -> None:
    set_up()
    from django.db import connection  # noqa: PLC0415

    from annotations.exporters import EXPORTERS, Selection  # noqa: PLC0415
    from annotations.models import Annotation  # noqa: PLC0415

    project = many(marks)
    selection = Selection(project, Annotation.objects.filter(article__project=project).alive())
    with connection.cursor() as asking:
        asking.execute("ANALYZE")

    class Lines:
        """A stream that keeps what a page of rows wrote, until it is taken."""

        def __init__(self) -> None:
            self.kept: list[str] = []

        def write(self, text: str) -> None:
            self.kept.append(text)

        def taken(self) -> bytes:
            text = "".join(self.kept).encode()
            self.kept.clear()
            return text

    def cursor() -> Iterator[bytes]:
        stream = Lines()
        writer = csv.writer(stream)
        with connection.cursor() as reading:
            reading.execute(
                "SELECT a.id, r.id, r.title, r.url, r.site_name, r.byline, r.published, v.sha256, a.start, a.end,"
                " a.paragraph, a.prefix, a.exact, a.suffix, t.name, t.id, a.note, u.username,"
                " a.created_at, a.updated_at"
                " FROM annotations_annotation a JOIN reader_article r ON r.id = a.article_id"
                " JOIN reader_version v ON v.id = a.version_id JOIN reader_user u ON u.id = a.created_by_id"
                " LEFT JOIN annotations_annotation_tags at ON at.annotation_id = a.id"
                " LEFT JOIN annotations_tag t ON t.id = at.tag_id WHERE r.project_id = %s ORDER BY a.id",
                [project.pk],
            )
            while page := reading.fetchmany(1000):
                writer.writerows(page)
                yield stream.taken()

    rows = Annotation.tags.through.objects.count()
    print(f"{marks} highlights, {rows} rows, on {connection.vendor}")
    for _ in range(2 if marks <= MARKS else 1):
        measured("csv.writer from the cursor", cursor, rows=rows)
        for name in names:
            measured(name, lambda: EXPORTERS[name].write(selection), rows=rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else MARKS, sys.argv[2:] or NAMES)
