"""Rows a second and memory of the CSV export, beside Python's own writer fed from the database's cursor."""

from __future__ import annotations

import csv
import gc
import re
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.sites import a_marked_project, set_up

MARKS = 100_000


def peak_memory(*, reset: bool = False) -> float:
    """Return the most megabytes that this process has held, since the last reset (proc(5): VmHWM, clear_refs)."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    return int(re.findall(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


def measured(name: str, work: Callable[[], int]) -> None:
    gc.collect()
    before = peak_memory(reset=True)
    start = time.perf_counter()
    rows = work()
    seconds = time.perf_counter() - start
    grown = peak_memory() - before
    print(f"{name:34}{rows:9} rows{rows / seconds:10.0f} a second{grown:8.1f} MB more at the most")


def main() -> None:
    set_up()
    from django.db import connection  # noqa: PLC0415

    from annotations.exporters import csv_long  # noqa: PLC0415
    from annotations.exporters.rows import rows  # noqa: PLC0415
    from annotations.models import Annotation  # noqa: PLC0415

    project, _ = a_marked_project(MARKS)
    found = Annotation.objects.filter(article__project=project).alive()

    def ours(*, spreadsheet: bool) -> int:
        return sum(1 for _ in csv_long.lines(rows(found), spreadsheet=spreadsheet)) - 1

    def cursor() -> int:
        count = 0
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
            writer = csv.writer(csv_long.Echo())
            while page := reading.fetchmany(1000):
                writer.writerows(page)
                count += len(page)
        return count

    measured("exact data", lambda: ours(spreadsheet=False))
    measured("for spreadsheets", lambda: ours(spreadsheet=True))
    measured("csv.writer from the cursor", cursor)


if __name__ == "__main__":
    main()
