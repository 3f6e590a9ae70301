"""Rows a second, memory and the first byte of the exports, beside Python's own writer fed from the database's cursor.

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

from tests.bench.sites import a_marked_project, set_up

MARKS = 100_000
NAMES = ("csv", "csv-spreadsheets", "matrix", "coders", "xlsx", "json-lines")


def peak_memory(*, reset: bool = False) -> float:
    """Return the most megabytes that this process has held, since the last reset (proc(5): VmHWM, clear_refs)."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def measured(name: str, work: Callable[[], Iterator[bytes]], *, rows: int) -> None:
    gc.collect()
    before = peak_memory(reset=True)
    start = time.perf_counter()
    chunks = work()
    size = len(next(chunks))
    first = time.perf_counter() - start
    for chunk in chunks:
        size += len(chunk)
    seconds = time.perf_counter() - start
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

    project, _ = a_marked_project(marks)
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
    for _ in range(2):
        measured("csv.writer from the cursor", cursor, rows=rows)
        for name in names:
            measured(name, lambda: EXPORTERS[name].write(selection), rows=rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else MARKS, sys.argv[2:] or NAMES)
