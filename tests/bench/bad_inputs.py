"""Bad input, imported as a person would import it: what comes of each file, its time, and the memory that it takes.

    python -m tests.bench.bad_inputs [PART OF A NAME]

`../shared/data/hostile/make_bad_inputs.py` makes the files; some large ones are added here. All are rows of one import.
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


def files(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, bytes and the server's content type of each."""
    if HOSTILE.exists():
        command = [sys.executable, str(HOSTILE / "make_bad_inputs.py"), str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        for entry in json.loads((HOSTILE / "bad_inputs.json").read_text("utf-8")):
            if not (folder / entry["file"]).exists():
                continue
            yield entry["file"], (folder / entry["file"]).read_bytes(), entry["content_type"] or ""
    for name, content in added():
        yield name, content, ""


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
    with tempfile.TemporaryDirectory() as folder:
        for name, content, said in files(Path(folder)):
            if wanted not in name:
                continue
            source = from_file(content, name)
            if said:
                source = Source(source.url, content, said, name)
            batch.add([Item(source)])
            size = len(content) / 1e6
            del content, source
            Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
            begun, most = time.perf_counter(), 0
            while row := batch.claim():
                row.do()
                most = max([most, *(peak(child._process.pid) for child in isolated._idle)])
            isolated._stop_all()  # the next has a process of its own, whose peak is its alone
            seconds = time.perf_counter() - begun
            row = ImportRow.objects.filter(batch=batch, origin=None).order_by("pk").last()
            assert row
            over = "OVER " if seconds > SECONDS or most > MEGABYTES else ""
            made = row.article if not row.reason else None
            title = f"“{made.title[:40]}”, {made.word_count} words" if made else ""
            told = f"{row.state} {title}{row.reason} {row.remedy}".strip()
            print(f"{name:34} {size:6.1f} {seconds:5.1f} {most:8} {peak('self'):6}  {over}{told[:160]}", flush=True)
            kept = row.article.snapshots.exists() if row.article else bool(row.file)
            assert kept or row.state == "unpacked", f"The original of {name} is not kept"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    main(*sys.argv[1:])
