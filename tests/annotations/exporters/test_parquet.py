"""A Parquet file says what the CSV of the same table says, in typed columns, and a cut-off one does not open."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime

import pytest

from annotations.exporters import EXPORTERS, parquet
from annotations.models import Figure
from annotations.models.relation import relate
from tests.annotations.exporters.parquet_reader import read
from tests.annotations.exporters.selections import HOSTILE, highlights_with, selection_of, written
from tests.builders import a_highlight, an_article

READERS = {"string": str, "integer": int, "date": date.fromisoformat, "datetime": datetime.fromisoformat}
NAMES = [name for name in EXPORTERS if name.endswith("parquet")]


@pytest.fixture
def article(project, owner, coder):
    made = an_article(project, ["One two 🙂 three.", "In the fire at least 12 people were killed."], by=owner)
    highlights_with(HOSTILE, made, "two", "Claim", by=coder)
    figure = a_highlight(made, "In the fire at least 12 people were killed.", "Casualty figure", by=owner)
    Figure.objects.get(annotation=figure).change({"date_from": "1969-03-11", "date_precision": "day"}, by=owner)
    relate(figure, a_highlight(made, "🙂 three", "Claim", by=coder), "disputes", scope="number", by=coder)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_the_csv_says_in_typed_columns_whatever_its_groups(project, article, name, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS_A_BATCH", 2)
    monkeypatch.setattr(parquet, "ROWS_A_PAGE", 4)
    monkeypatch.setattr(parquet, "ROWS_A_GROUP", 12)
    table = read(written(name, project))
    kept = written(name.removesuffix("parquet").rstrip("-") or "csv", project).decode()
    header, *rows = csv.reader(io.StringIO(kept, newline=""), strict=True)
    assert list(table.types) == header
    readers = [READERS[kind] for kind in table.types.values()]
    assert table.rows == [
        tuple(read_cell(cell) if cell else None for read_cell, cell in zip(readers, row, strict=True)) for row in rows
    ]
    assert rows
    assert len(table.groups) == -(-len(rows) // 12)
    schema = json.loads(table.said["frictionless"])
    assert {field["name"]: field["type"] for field in schema["fields"]} == table.types


def test_a_table_without_rows_is_one_with_columns(project):
    table = read(written("figures-parquet", project))
    assert (table.rows, table.groups, table.types["low"], table.types["date_from"]) == ([], [], "integer", "date")


def test_a_cut_off_file_does_not_open(project, article):
    content = written("parquet", project)
    with pytest.raises(AssertionError):
        read(content[:-1])


def test_the_first_bytes_come_before_anything_is_looked_for(project, article, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert next(EXPORTERS["parquet"].write(selection_of(project))) == b"PAR1"
