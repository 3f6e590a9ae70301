"""Bad input, imported as a person would import it: what comes of each file, its time, and the memory that it takes.

    python -m tests.bench.bad_inputs [PART OF A NAME]

`../shared/data/hostile` makes the files, and says what is expected of each; some large ones are added
here. All are rows of one import. Seconds are of the processor, those of the process that reads included.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reader.models import ImportRow

HOSTILE = Path(__file__).parents[3] / "shared/data/hostile"
SECONDS, MEGABYTES = 60, 256  # a job's


def added() -> Iterator[tuple[str, bytes]]:
    """Yield what the issue names beside those, by name."""
    yield "100mb.txt", b"A line of a hundred megabytes of text, of which nothing can be highlighted.\n" * 1_400_000
    yield (
        "100mb.html",
        b"<!doctype html><title>x" + b"<p>A paragraph of a page of a hundred megabytes.</p>\n" * 2_000_000,
    )
    yield "100mb.pdf", b"%PDF-1.4\n" + os.urandom(100 * 2**20)
    yield "100mb.json", b'[{"uri": "https://a.example/1", "text": "a"}' + b', {"uri": "x"}' * 7_000_000 + b"]"
    yield "deep.json", b'{"rows": ' * 10_000
    for name, members in {
        "absolute.zip": {"/etc/passwd": b"One sentence of a text.", "../../up.txt": b"Another sentence."},
        "bomb.zip": {"zeros.txt": bytes(300 * 2**20)},
        "wide.zip": {f"{number}.txt": b"" for number in range(30_000)},
    }.items():
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        yield name, file.getvalue()


def files(folder: Path) -> Iterator[tuple[str, bytes, str, dict[str, Any]]]:
    """Yield name, bytes, the server's content type, and what is expected of each."""
    if HOSTILE.exists():
        command = [sys.executable, str(HOSTILE / "make_bad_inputs.py"), str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        listed = json.loads((HOSTILE / "bad_inputs.json").read_text("utf-8"))
        for entry in sorted(listed, key=lambda entry: bool(entry["content_type"])):
            if not (folder / entry["file"]).exists():
                continue
            yield entry["file"], (folder / entry["file"]).read_bytes(), entry["content_type"] or "", entry["expect"]
    for name, content in added():
        yield name, content, "", {}


def disappointed(expected: dict[str, Any], row: ImportRow, seconds: float) -> list[str]:
    """Return what is expected of a file, in the words of the list, and did not come of it."""
    article = row.article if row.article and row.article.current else None
    shown = "".join(block.html for block in article.current.blocks) if article and article.current else ""
    found = {
        "title": article is not None and article.title == expected.get("title"),
        "no_script": "<script" not in shown.lower(),
        "no_file_read": "root:" not in shown,
        "reject": article is None or article.word_count < 10,
        "reject_with_clear_message": article is None and bool(row.reason and row.remedy),
        "time_s": seconds <= float(expected.get("time_s", 0)),
        "reject_or_time_s": row.state == "failed" or seconds <= float(expected.get("reject_or_time_s", 0)),
        "no_crash": not row.reason.startswith("Attest failed"),
        "store_sqlite_and_pg": article is not None,
        "name_sanitised": not {"/", "\\"} & set(row.filename),
    }
    return [name for name in expected if not found.get(name, True)]


def peak(pid: int | str) -> int:
    """Return the most memory that a process has held, in megabytes; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main(wanted: str = "") -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from reader.extraction import isolated  # noqa: PLC0415
    from reader.importers import Source, from_file  # noqa: PLC0415
    from reader.importers.items import Item  # noqa: PLC0415
    from reader.models import Import, ImportRow, Project  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    project = Project.objects.start("Bad", by=None)
    batch = Import.objects.create(project=project)
    print(f"{'file':34} {'MB':>6} {'s':>5} {'child MB':>8} {'own MB':>6}  what came of it")
    unexpected = []
    with tempfile.TemporaryDirectory() as folder:
        for name, content, said, expected in files(Path(folder)):
            if wanted not in name:
                continue
            source = from_file(content, name)
            if said:  # the same bytes, sent as something else: of a project of its own, lest they be found there
                source = Source(source.url, content, said, name)
                batch = Import.objects.create(project=Project.objects.start("Bad", by=None))
            batch.add([Item(source)])
            size = len(content) / 1e6
            del content, source
            Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
            begun, most = spent(), 0
            while row := batch.claim():
                row.do()
                most = max([most, *(peak(child._process.pid) for child in isolated._idle)])
            isolated._stop_all()  # the next has a process of its own, whose peak is its alone
            seconds = spent() - begun
            row = ImportRow.objects.filter(batch=batch, origin=None).order_by("pk").last()
            assert row
            over = "OVER " if seconds > SECONDS or most > MEGABYTES else ""
            if disappointments := disappointed(expected, row, seconds):
                hard = " (hard)" if expected.get("hard") else ""
                unexpected.append(f"{name}{hard}: {', '.join(disappointments)}")
            made = row.article if not row.reason else None
            title = f"“{made.title[:40]}”, {made.word_count} words" if made else ""
            told = f"{row.state} {title}{row.reason} {row.remedy}".strip()
            print(f"{name:34} {size:6.1f} {seconds:5.1f} {most:8} {peak('self'):6}  {over}{told[:160]}", flush=True)
            kept = row.article.snapshots.exists() if row.article else bool(row.file)
            assert kept or row.state == "unpacked", f"The original of {name} is not kept"
    print(f"Not as expected: {'; '.join(unexpected) or 'nothing'}")


def spent() -> float:
    """Return the processor time of this process and of those it has started and ended, in seconds."""
    return time.process_time() + sum(getrusage(RUSAGE_CHILDREN)[:2])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    main(*sys.argv[1:])
