"""The archive of a project holds all of it, says what is in it, and names nobody who is not to be named."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.exporters import EXPORTERS, dictionary
from annotations.exporters.project_zip import TABLES
from annotations.models import Tag
from annotations.models.relation import relate
from reader.models import Article
from tests.annotations.exporters.selections import HOSTILE, highlights_with, opened, selection_of, written
from tests.builders import a_highlight, an_article, paragraph

# Frictionless Table Schema, section Constraints: which types each of them is for; None: all.
CONSTRAINTS = {
    "required": None,
    "unique": None,
    "enum": None,
    "minimum": {"integer", "number", "date", "time", "datetime", "year", "yearmonth"},
    "pattern": {"string"},
    "maxLength": {"string", "array", "object"},
}
READERS = {
    "string": str,
    "integer": int,
    "date": date.fromisoformat,
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ"),
}


@pytest.fixture
def article(project, owner, coder) -> Article:
    Tag.objects.create(project=project, name="=cmd|'/c calc'!A0", position=9)
    first = an_article(
        project,
        ["One two three.", "In the fire at least 12 people were killed.", paragraph("Give.", cut="appeal")],
        title=HOSTILE[0],
        by=owner,
    )
    highlights_with(HOSTILE, first, "two", "Claim", "=cmd|'/c calc'!A0", by=coder)
    figure = a_highlight(first, "In the fire at least 12 people were killed.", "Casualty figure", by=owner)
    relate(figure, a_highlight(first, "three", "Claim", by=coder), "disputes", scope="number", by=coder)
    first.restore_block(2, by=coder)
    an_article(project, ["Nothing is highlighted here."], by=coder)
    return first


def files(project, **options) -> dict[str, bytes]:
    return dict(opened(written("project", project, **options)))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), strict=True))


def broken(package: dict, archive: dict[str, bytes]) -> Iterator[str]:
    """Yield what of a data package its tables do not keep: after the specification of Table Schema, version 1."""
    tables = {each["name"]: rows_of(archive[each["path"]]) for each in package["resources"] if "schema" in each}
    for resource in package["resources"]:
        if not re.fullmatch(r"[-a-z0-9._/]+", resource["name"]):
            yield f"{resource['name']} is no name"
        if "schema" not in resource:
            continue
        schema, table = resource["schema"], tables[resource["name"]]
        names = [field["name"] for field in schema["fields"]]
        header = next(csv.reader(io.StringIO(archive[resource["path"]].decode(), newline="")))
        if names != header or len(set(names)) != len(names):
            yield f"{resource['name']}: {names} are not the columns {header}"
        for field in schema["fields"]:
            yield from (f"{resource['name']}.{problem}" for problem in broken_in(field, table))
        if key := schema.get("primaryKey"):
            keys = [tuple(row[name] for name in key) for row in table]
            if len(set(keys)) != len(keys) or any("" in each for each in keys):
                yield f"{resource['name']}: {key} is no key"
        for foreign in schema.get("foreignKeys", ()):
            there = {row[foreign["reference"]["fields"]] for row in tables[foreign["reference"]["resource"]]}
            yield from (
                f"{resource['name']}: {foreign['fields']} {row[foreign['fields']]} leads nowhere"
                for row in table
                if row[foreign["fields"]] not in {"", *there}
            )


def broken_in(field: dict, table: list[dict[str, str]]) -> Iterator[str]:
    name, limits = field["name"], field.get("constraints", {})
    for limit in limits:
        if CONSTRAINTS[limit] and field["type"] not in CONSTRAINTS[limit]:
            yield f"{name}: {limit} is for no {field['type']}"
    read = READERS[field["type"]]
    said = [row[name] for row in table if row[name] != ""]
    values = [read(text) for text in said]
    if limits.get("required") and len(said) < len(table):
        yield f"{name}: a cell is empty"
    if limits.get("unique") and len(set(said)) < len(said):
        yield f"{name}: a value is there twice"
    for value in values:
        if "enum" in limits and value not in limits["enum"]:
            yield f"{name}: {value!r} is none of {limits['enum']}"
        if "minimum" in limits and value < limits["minimum"]:
            yield f"{name}: {value} is too small"
        if "pattern" in limits and not re.fullmatch(limits["pattern"], value):
            yield f"{name}: {value!r} is not like {limits['pattern']}"
        if "maxLength" in limits and len(value) > limits["maxLength"]:
            yield f"{name}: {value!r} is too long"


class TestArchive:
    def test_it_holds_the_originals_as_they_came(self, project, article):
        archive = files(project)
        rows = rows_of(archive["originals.csv"])
        assert [sha256(archive[row["path"]]).hexdigest() for row in rows] == [row["sha256"] for row in rows]
        assert archive[rows[0]["path"]] == article.snapshots.get().content

    def test_it_holds_every_version_with_what_was_cut(self, project, article):
        archive = files(project)
        rows = [row for row in rows_of(archive["versions.csv"]) if row["article_id"] == str(article.pk)]
        assert [(row["number"], row["cause"]) for row in rows] == [("1", "imported"), ("2", "restored")]
        for row, version in zip(rows, article.versions.order_by("number"), strict=True):
            assert archive[row["path"]].decode() == version.text
            assert json.loads(archive[row["path"].replace(".txt", ".json")]) == version.block_values

    def test_a_quote_stands_where_its_offsets_say_in_the_version_that_its_hash_names(self, project, article):
        archive = files(project)
        texts = {row["sha256"]: archive[row["path"]].decode() for row in rows_of(archive["versions.csv"])}
        for row in rows_of(archive["annotations.csv"]):
            assert texts[row["version_sha256"]][int(row["start"]) : int(row["end"])] == row["quote"]

    def test_articles_without_highlights_are_in_it_too(self, project, article):
        archive = files(project)
        assert len(rows_of(archive["articles.csv"])) == 2

    def test_the_lines_say_what_the_tables_say(self, project, article):
        archive = files(project)
        lines = [json.loads(line) for line in archive["annotations.jsonl"].splitlines()]
        said = [(line["annotation_id"], line["quote"], line["note"], line["tags"]) for line in lines]
        of_lines = {(pk, quote, note, tag["name"]) for pk, quote, note, tags in said for tag in tags}
        rows = rows_of(archive["annotations.csv"])
        assert of_lines == {(int(row["annotation_id"]), row["quote"], row["note"], row["tag"]) for row in rows}
        figures = [figure["low"] for line in lines for figure in line["figures"]]
        assert figures == [int(row["low"]) for row in rows_of(archive["figures.csv"])] == [12]
        assert [relation["kind"] for line in lines for relation in line["relations"]] == ["disputes"]

    def test_the_history_is_every_operation_in_order(self, project, article, coder):
        made = article.annotations.first()
        made.revise_note("Another note.", based_on=1, by=coder)
        lines = [json.loads(line) for line in files(project)["history.jsonl"].splitlines()]
        assert [line["operation_id"] for line in lines] == list(project.operations.values_list("pk", flat=True))
        last = lines[-1]
        assert (last["action"], last["by"]) == ("noted", "coder")
        assert [(each["annotation_id"], each["after"]) for each in last["changes"]] == [
            (made.pk, {"note": "Another note."})
        ]

    def test_another_projects_things_are_not_in_it(self, project, article, stranger):
        other = stranger.projects.get()
        a_highlight(an_article(other, ["Elsewhere qxz."], title="Qxz"), "qxz", "Claim", note="qxz", by=stranger)
        for path, content in files(project).items():
            assert b"qxz" not in content.lower(), path

    def test_an_original_that_is_lost_is_named_and_stops_nothing(self, project, article):
        snapshot = article.snapshots.get()
        snapshot.file.storage.delete(snapshot.file.name)
        archive = files(project)
        (path,) = [row["path"] for row in rows_of(archive["originals.csv"]) if row["sha256"] == snapshot.sha256]
        assert path not in archive
        assert archive["originals/MISSING.txt"].decode() == f"{path}\t{snapshot.sha256}\n"

    def test_half_an_archive_does_not_open(self, project, article):
        content = written("project", project)
        with pytest.raises(Exception, match="not a zip"):
            list(opened(content[: len(content) // 2]))


class TestDescription:
    def test_the_data_package_is_one_and_its_tables_keep_it(self, project, article):
        archive = files(project)
        package = json.loads(archive["datapackage.json"])
        assert {each["path"] for each in package["resources"]} <= set(archive)
        assert list(broken(package, archive)) == []

    def test_an_example_is_one(self, project):
        for table in TABLES:
            for column in table.columns(selection_of(project)):
                if column.example != "":
                    field = {"name": column.name, "type": column.type, "constraints": column.constraints}
                    assert list(broken_in(field, [{column.name: str(column.example)}])) == [], table.name

    def test_the_readme_names_every_column_of_every_table(self, project, article):
        archive = files(project)
        readme = archive["README.md"].decode()
        for table in TABLES:
            section = readme.split(f"### {table.name}.csv\n")[1].split("\n### ")[0]
            header = next(csv.reader(io.StringIO(archive[f"{table.name}.csv"].decode(), newline="")))
            assert re.findall(r"^\| `((?:\\\||[^`])+)`", section, re.MULTILINE) == [
                name.replace("|", "\\|") for name in header
            ]


class TestPseudonyms:
    def test_a_person_is_the_same_in_every_file(self, project, article):
        archive = files(project, people="pseudonyms")
        told = {row["role"]: row["person"] for row in rows_of(archive["people.csv"])}
        lines = [json.loads(line) for line in archive["annotations.jsonl"].splitlines()]
        history = [json.loads(line) for line in archive["history.jsonl"].splitlines()]
        assert set(told.values()) == {"person-1", "person-2"}
        assert {row["author"] for row in rows_of(archive["annotations.csv"])} == set(told.values())
        by_note = {line["note"]: line["author"] for line in lines}
        assert by_note["+1+1"] == told["coder"]
        assert {line["by"] for line in history if line["action"] == "relation"} == {told["coder"]}

    def test_the_same_people_have_the_same_pseudonyms_in_the_next_file(self, project, article):
        first, second = (files(project, people="pseudonyms")["people.csv"] for _ in range(2))
        assert first == second

    def test_it_says_so(self, project, article):
        assert "as person-1" in files(project, people="pseudonyms")["README.md"].decode()


def test_it_is_of_the_whole_project():
    assert EXPORTERS["project"].is_whole


def test_the_documentation_has_every_column_as_it_is(project):
    # The README.md in the ZIP of a new project has them, to be copied.
    documentation = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
    assert documentation.endswith(dictionary.markdown(TABLES, selection_of(project)))


def test_the_documentation_names_every_format():
    documentation = (Path(__file__).parents[3] / "docs" / "exports.md").read_text("utf-8")
    assert [name for name in EXPORTERS if f"`{name.removesuffix('-spreadsheets')}`" not in documentation] == []
