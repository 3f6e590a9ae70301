"""`manage.py import_articles`: what it takes, what it says, and how it ends."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reader.models import Article, Project
from tests.builders import EMPTY, PAGE
from tests.servers import Server, answer

from .made import zipped

OTHER = PAGE.replace(b"twelve", b"fourteen")


def run(*arguments: str) -> tuple[int, str, str]:
    """Return the exit code and what was written."""
    out, err = StringIO(), StringIO()
    try:
        call_command("import_articles", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_folders_globs_archives_and_addresses_come_in_and_a_failure_harms_none(project, tmp_path, settings):
    (tmp_path / "saved" / "deep").mkdir(parents=True)
    (tmp_path / "saved" / "deep" / "page.html").write_bytes(PAGE)
    (tmp_path / "saved" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "all.zip").write_bytes(zipped({"other.html": OTHER, "empty.html": EMPTY}))
    with Server({"/a": answer(PAGE.replace(b"twelve", b"nine"))}) as server:
        settings.FETCH_ALLOW = {server.address}
        code, out, err = run(
            str(tmp_path / "saved"), str(tmp_path / "*.zip"), server.url("/a"), str(tmp_path / "no.pdf")
        )
    assert (code, out) == (1, "3 imported, 0 here already, 2 failed.\n")
    assert "empty.html: " in err
    assert "JavaScript" in err
    assert "There is no file or folder" in err
    assert {article.status for article in Article.objects.all()} == {"ready", "unreadable"}


def test_the_same_again_imports_nothing_and_fails_not(project, tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE)
    assert run(str(tmp_path)) == (0, "1 imported, 0 here already, 0 failed.\n", "")
    assert run(str(tmp_path)) == (0, "0 imported, 1 here already, 0 failed.\n", "")


def test_lines_for_machines(project, tmp_path):
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 x")
    code, out, _ = run("--json", str(tmp_path))
    broken, page = map(json.loads, out.splitlines())
    assert (code, broken["state"], page["state"]) == (1, "failed", "imported")
    assert broken["remedy"].startswith("Download it again")
    assert page["article"] == Article.objects.get(status="ready").pk


def test_a_project_is_named_where_there_are_several(project, owner, tmp_path):
    other = Project.objects.start("Another", by=owner)
    (tmp_path / "page.html").write_bytes(PAGE)
    with pytest.raises(CommandError, match="--project"):
        run(str(tmp_path))
    assert run("--project", str(other.pk), str(tmp_path))[0] == 0
    assert Article.objects.get().project == other


def test_a_project_that_is_not_there_is_said_to_be_so(db):
    with pytest.raises(CommandError, match="There is no project 99"):
        run("--project", "99", "page.html")
