"""The command writes every format, says how far it is, and leaves no half a file."""

from __future__ import annotations

import csv
import io
import re
import sys

import pytest
from django.core.management import CommandError, call_command

from annotations.exporters import EXPORTERS, Group
from annotations.models import Tag
from reader.models import Project
from tests.annotations.exporters.selections import written
from tests.builders import a_highlight, an_article


class Terminal(io.StringIO):
    """A standard error that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def article(project):
    article = an_article(project, ["One two three."])
    Tag.objects.create(project=project, name="Claimant", position=9)
    a_highlight(article, "One", "Claim")
    a_highlight(article, "two", "Claimant", note="=1")
    return article


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out"


def export(*options: object) -> None:
    call_command("export_annotations", *map(str, options))


def quotes(path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["quote"] for row in csv.DictReader(file)]


def test_it_writes_the_one_project_there_is_to_standard_output(project, article, capfdbinary):
    export("--format", "csv")
    assert capfdbinary.readouterr().out == written("csv", project)


# Documents and archives may say when they were made.
@pytest.mark.parametrize("name", [name for name, made in EXPORTERS.items() if made.group is Group.TABLES])
def test_a_file_gets_the_same_bytes_as_a_download(project, article, path, name):
    export("--format", name, "--output", path)
    assert path.read_bytes() == written(name, project)


@pytest.mark.parametrize("name", list(EXPORTERS))
def test_every_format_gets_a_file_that_is_told_of_and_nothing_stays_beside_it(project, article, path, capsys, name):
    export("--format", name, "--output", path)
    assert list(path.parent.iterdir()) == [path]
    assert f"{path.stat().st_size:,} bytes in {path}" in capsys.readouterr().err


def test_for_spreadsheets_is_a_format_and_an_option(project, article, path):
    export("--spreadsheet", "--output", path)
    assert path.read_bytes() == written("csv-spreadsheets", project)


def test_people_are_named_by_pseudonyms_where_they_are_asked_for(project, coder, path):
    a_highlight(an_article(project), "two", by=coder)
    export("--people", "pseudonyms", "--output", path)
    assert path.read_bytes() == written("csv", project, people="pseudonyms")
    assert b"coder" not in path.read_bytes()


def test_a_tag_is_not_its_prefix_twin(article, path):
    export("--tag", "claim", "--output", path)
    assert quotes(path) == ["One"]


def test_of_two_projects_one_is_to_be_named(article, owner, path):
    other = Project.objects.start("Other", by=owner)
    with pytest.raises(
        CommandError, match=rf"Which project\? .*{article.project_id} \(Harbour\), {other.pk} \(Other\)"
    ):
        export("--output", path)
    export("--project", other.pk, "--output", path)
    assert quotes(path) == []
    export("--article", article.pk, "--output", path)
    assert quotes(path) == ["One", "two"]


@pytest.mark.parametrize(
    ("options", "way_out"),
    [
        (["--tag", "Nowhere"], "take one of Claim, Disputed"),
        (["--project", "9999"], "The projects are"),
        (["--article", "9999"], "The projects are"),
        (["--format", "xlsx", "--spreadsheet"], "leave --spreadsheet out"),
        (["--format", "project", "--tag", "Claim"], "leave --article and --tag out"),
        (["--format", "codebook", "--article", "1"], "no such|leave --article"),
        (["--format", "word"], "csv-spreadsheets"),
    ],
)
def test_what_is_not_there_is_said_with_a_way_out(article, path, options, way_out):
    with pytest.raises(CommandError, match=way_out):
        export(*options, "--output", path)
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_named(article, tmp_path):
    for path in (tmp_path / "nowhere" / "out.csv", tmp_path):
        with pytest.raises(CommandError, match=re.escape(f"{path} cannot be written")):
            export("--output", path)


def test_what_is_cut_off_is_never_taken_for_whole(article, path, monkeypatch):
    path.write_bytes(b"of yesterday")

    def interrupted(selection):
        yield b"half of "
        raise KeyboardInterrupt

    monkeypatch.setitem(EXPORTERS, "csv", EXPORTERS["csv"]._replace(write=interrupted))
    with pytest.raises(KeyboardInterrupt):
        export("--output", path)
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [(path.name, b"of yesterday")]


class TestBar:
    def test_a_terminal_shows_how_far_it_is(self, article, path, monkeypatch):
        monkeypatch.setattr("annotations.exporters.paging.BATCH", 1)
        monkeypatch.setattr(sys, "stderr", terminal := Terminal())
        export("--output", path)
        assert re.findall(r"(\d) of (\d) highlights", terminal.getvalue()) == [("1", "2"), ("2", "2")]

    def test_where_nobody_looks_nothing_is_drawn(self, article, path, capsys):
        export("--output", path)
        assert "highlights" not in capsys.readouterr().err
