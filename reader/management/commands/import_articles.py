"""Import files, folders, archives, lists and addresses, and say what came of each."""

from __future__ import annotations

import glob
import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.importers import Source, from_file
from reader.importers.archives import is_litter
from reader.importers.items import Item, link
from reader.models import Import, ImportRow, Project

LARGEST = 256 * 2**20  # bytes of a file: an archive; what is in it is limited by itself
WIDTH = 30  # of the progress bar, in characters
PAUSE = 0.5  # seconds between two looks at what others are still doing
State = ImportRow.State


class Command(BaseCommand):
    help = (
        "Import articles: files of any kind that the import page takes, folders of them, globs, ZIPs, addresses, and"
        " text files with an address a line. Each stands alone; the exit code is 1 if any failed. A run that was"
        " stopped is finished by the site's job worker, and giving the same again imports nothing twice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sources", nargs="+", metavar="PATH_OR_URL")
        parser.add_argument("--project", type=int, metavar="ID", help="the project (default: the only one there is)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line for each thing imported")

    def handle(self, *, sources: list[str], project: int | None, json: bool, **options: Any) -> None:
        found = self._project(project)
        label = sources[0] if len(sources) == 1 else f"{len(sources)} from the command line"
        batch = Import.objects.start(items(sources), project=found, by=None, label=label)
        try:
            self._work(batch)
        finally:
            self._show("")
        failed = self._report_lines(batch) if json else self._report(batch)
        if failed:
            sys.exit(1)

    def _project(self, pk: int | None) -> Project:
        wanted = Project.objects.filter(pk=pk) if pk is not None else Project.objects.filter(is_sample=False)
        projects = list(wanted[:2])
        if len(projects) == 1:
            return projects[0]
        if pk is not None:
            raise CommandError(f"There is no project {pk}.")
        known = ", ".join(f"{each.pk} ({each})" for each in Project.objects.all()[:20]) or "none yet"
        raise CommandError(f"Say which project with --project ID. There are: {known}.")

    def _work(self, batch: Import) -> None:
        """Do all rows, beside the site's own worker, if it runs."""
        while not batch.is_over:
            row = batch.claim()
            if row is None:  # the rest is in other hands
                time.sleep(PAUSE)
                continue
            row.do()
            self._show_progress(batch, row)

    def _show_progress(self, batch: Import, row: ImportRow) -> None:
        if self.stderr.isatty():
            counts = batch.counts()
            total, waiting = sum(counts.values()), counts[State.WAITING]
            full = WIDTH * (total - waiting) // max(total, 1)
            bar = "█" * full + "·" * (WIDTH - full)
            self._show(f"{bar} {total - waiting} of {total}, {counts[State.FAILED]} failed  {row.label[:40]}")

    def _show(self, text: str) -> None:
        """Show this on the terminal's last line, if it is one, in the place of what was there."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", ending="")
            self.stderr.flush()

    def _report(self, batch: Import) -> int:
        for row in batch.rows.filter(state=State.FAILED).in_order().defer("known").iterator():
            self.stderr.write(f"{row.label}: {row.reason} {row.remedy}".rstrip())
        counts = batch.counts()
        said = ((State.IMPORTED, "imported"), (State.EXISTING, "here already"), (State.FAILED, "failed"))
        self.stdout.write(", ".join(f"{counts[state]} {words}" for state, words in said) + ".")
        return counts[State.FAILED]

    def _report_lines(self, batch: Import) -> int:
        for row in batch.rows.exclude(state=State.UNPACKED).in_order().defer("known").iterator():
            values = {"what": row.label, "state": row.state, "article": row.article_id}
            said = {"url": row.url, "reason": row.reason, "remedy": row.remedy}
            self.stdout.write(json.dumps(values | {name: value for name, value in said.items() if value}))
        return batch.counts()[State.FAILED]


def items(sources: list[str]) -> Iterator[Item]:
    """Yield what the arguments name, one file in memory at a time."""
    for source in sources:
        if source.startswith(("http://", "https://")):
            yield link(source)
        elif paths := _files(source):
            yield from map(_of_file, paths)
        else:
            said = f"There is no file or folder {source}: look at its name, or give an address with https:// before it."
            yield Item(Source(filename=source[-255:]), title=source, problem=said)


def _files(source: str) -> list[Path]:
    path = Path(source).expanduser()
    if path.is_dir():
        found = (each for each in path.rglob("*") if each.is_file() and not each.is_symlink())
        return sorted(each for each in found if not is_litter(each.relative_to(path).as_posix()))
    if path.exists():
        return [path]
    return sorted(Path(each) for each in glob.glob(str(path), recursive=True) if Path(each).is_file())


def _of_file(path: Path) -> Item:
    try:
        if path.stat().st_size > LARGEST:
            problem = f"It is larger than {LARGEST // 2**20} MB: save the part you need."
            return Item(Source(filename=path.name), title=str(path), problem=problem)
        return Item(from_file(path.read_bytes(), path.name), title=str(path))
    except OSError as error:
        problem = f"It could not be read ({error.strerror or type(error).__name__}): look whether you may open it."
        return Item(Source(filename=path.name), title=str(path), problem=problem)
