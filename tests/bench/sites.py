"""A site to measure: the real settings on a fresh SQLite database in a folder that goes with the process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.models import Project, User

FILLER = "The harbour office counted the boats again on Tuesday and found the number it had given on Monday"


def set_up() -> str:
    """Set Django up on an empty, migrated database. Call it before anything of the site is imported.

    `TEST_DATABASE_URL` names an empty one on PostgreSQL (.ci/postgres gives it). Returns the data folder: the one that
    `BENCH_DATA` names, which stays, for benches that can measure once more on what they made.
    """
    if kept := os.environ.get("BENCH_DATA"):
        Path(data := kept).mkdir(parents=True, exist_ok=True)
    else:
        data = tempfile.mkdtemp(prefix="attest-bench-")
        atexit.register(shutil.rmtree, data, ignore_errors=True)
    database = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{data}/attest.sqlite3"
    for name in [name for name in os.environ if name.startswith("ATTEST_")]:
        del os.environ[name]
    os.environ |= {"ATTEST_DATA": data, "DATABASE_URL": database}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reader.settings", "ATTEST_LOG_LEVEL": "ERROR"}

    import django  # noqa: PLC0415  after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    return data


def a_marked_project(marks: int, *, an_article: int = 1000) -> tuple[Project, User]:
    """Return a project and its owner, with this many highlights of 20 words or so, `an_article` of them an article.

    Every highlight has a note and one tag, every tenth a second one.
    """
    from annotations.models import Annotation  # noqa: PLC0415
    from reader.models import Project, User  # noqa: PLC0415
    from tests.builders import an_article as build  # noqa: PLC0415

    owner, _ = User.objects.get_or_create(username="owner", defaults={"is_superuser": True})
    project = Project.objects.start(f"{marks} marks", by=owner)
    tags = list(project.tags.all())
    while marks > 0:
        here = min(marks, an_article)
        article = build(project, [f"{FILLER}, for the time numbered {i}." for i in range(here)], by=owner)
        rows = []
        start = 0
        for paragraph in article.current.text.split("\n"):
            row = Annotation(article=article, created_by=owner, note=f"Compare with the report of day {start}.")
            row.start, row.end = start, start + len(paragraph)
            row.version, row.paragraph, row.exact = article.current, len(rows) + 1, paragraph
            row.prefix = row.suffix = FILLER[:32]
            rows.append(row)
            start += len(paragraph) + 1
        made = Annotation.objects.bulk_create(rows, batch_size=2000)
        through = Annotation.tags.through
        through.objects.bulk_create(
            through(annotation_id=row.pk, tag_id=tag.pk)
            for i, row in enumerate(made)
            for tag in (tags[i % 3], *([tags[(i + 1) % 3]] if i % 10 == 0 else []))
        )
        marks -= here
    return project, owner
