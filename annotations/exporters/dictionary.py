"""The data dictionary: every column of every table, from the one description that the tables themselves are made of.

It becomes the documentation, the README and the sheet “Columns” of an export, and datapackage.json (Frictionless Data
Package 1, https://specs.frictionlessdata.io/data-package/, with Table Schema).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from .documents import utc
from .format import Selection
from .table import Column, Table

COLUMNS = (
    Column("table", "string", "The table.", "annotations", {"required": True}),
    Column("column", "string", "The column.", "quote", {"required": True}),
    Column("type", "string", "What its cells hold.", "string", {"required": True}),
    Column("description", "string", "What they say.", "The words that are highlighted.", {"required": True}),
    Column("example", "string", "One of them.", "at least 12 people had died"),
    Column("constraints", "string", "What holds of all of them, as JSON.", '{"required": true}'),
)


def rows(tables: Iterable[Table], selection: Selection) -> Iterator[tuple[object, ...]]:
    """Yield a row for each column of these tables."""
    for table in tables:
        for column in table.columns(selection):
            yield (table.name, column.name, column.type, column.description, str(column.example), _limits(column))


def _limits(column: Column) -> str:
    return json.dumps(dict(column.constraints), ensure_ascii=False) if column.constraints else ""


def markdown(tables: Iterable[Table], selection: Selection) -> str:
    """Return the columns of these tables as Markdown, a table each."""
    parts = []
    for table in tables:
        lines = [
            f"| `{_cell(column.name)}` | {column.type} | {_cell(column.description)} | {_cell(str(column.example))} "
            f"| {_said(column.constraints)} |"
            for column in table.columns(selection)
        ]
        head = "| column | type | what it says | for example | always |\n|---|---|---|---|---|"
        parts.append(f"### {table.name}.csv\n\n{table.description}\n\n{head}\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _said(constraints: Mapping[str, Any]) -> str:
    """Return constraints in words."""
    words = []
    for name, value in constraints.items():
        match name:
            case "required":
                words.append("there")
            case "unique":
                words.append("once")
            case "enum":
                words.append("one of " + ", ".join(f"`{each}`" for each in value))
            case "minimum":
                words.append(f"{value} or more")
            case "pattern":
                words.append(f"`{value}`")
            case _:
                words.append(f"{name} {value}")
    return _cell("; ".join(words))


README = """\
# {title}

Everything of a project of Attest; `created` in `datapackage.json` says when it was written, and is the one thing here
that is another in an archive that is written later, of the same project. People appear {people}.

- The CSV files are UTF-8 with commas and CRLF (RFC 4180), every byte as it is. Cells that begin with = + - or @ are no
  formulas, but a spreadsheet takes them for some. An empty cell says that there is nothing to say.
- `start` and `end` count Unicode code points in the text of a version, as Python does.
{others}
- `versions/ARTICLE-NUMBER.txt` is the text that they count in; `.json` has its blocks, with what was cut and why.
- `originals/ARTICLE-ORIGINAL.html` or `.txt` is the page as it came, byte for byte. Open it with care: a stranger made
  it.
- `attest/` is the project as Attest reads it when it is brought back. Its rows are counted from 1, and so are articles
  and originals in the names of files; the tables have the keys that the site gave them, which are in its addresses.
- `datapackage.json` says all of this to programs (Frictionless Data Package).

## Columns

{columns}"""


def readme(selection: Selection, tables: Iterable[Table], others: Mapping[str, str]) -> str:
    """Return what a person reads first who opens an archive of these tables."""
    return README.format(
        title=_cell(selection.project.name),
        people="by their names" if selection.people.are_named else "as person-1, person-2 and so on",
        others="\n".join(f"- `{name}`: {told}" for name, told in others.items()),
        columns=markdown(tables, selection),
    )


def datapackage(
    selection: Selection, tables: Iterable[Table], others: Mapping[str, str], *, at: datetime | None = None
) -> dict[str, Any]:
    """Return the descriptor of an archive of these tables and other files."""
    return {
        "name": slugify(selection.project.name)[:60] or f"project-{selection.project.pk}",
        "title": selection.project.name,
        "created": utc(at or timezone.now()),
        "resources": [
            *(_resource(table, selection) for table in tables),
            *(
                {
                    "name": name.replace(".", "-"),
                    "path": name,
                    "type": "file",  # no table: a reader is not to guess columns
                    "description": told,
                    "format": "jsonl",
                    "mediatype": "application/jsonl",
                    "encoding": "utf-8",
                }
                for name, told in others.items()
            ),
        ],
    }


def _resource(table: Table, selection: Selection) -> dict[str, Any]:
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema(table, selection),
    }


def schema(table: Table, selection: Selection) -> dict[str, Any]:
    """Return a table's Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    found: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns(selection)],
        "missingValues": [""],
    }
    if table.key:
        found["primaryKey"] = list(table.key)
    if table.foreign:
        found["foreignKeys"] = [
            {"fields": name, "reference": {"resource": resource, "fields": there}}
            for name, (resource, there) in table.foreign.items()
        ]
    return found


def _field(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.example != "":
        found["example"] = column.example
    if column.constraints:
        found["constraints"] = dict(column.constraints)
    return found
