"""Tables as Parquet: typed columns, packed, for pandas, DuckDB, Polars, R and Spark.

Written here: the smallest library that writes it takes 35 MB or needs one that takes more, and all of them want a whole
table before its first byte. Ours comes as it is made, in memory that does not grow with it but for some bytes a row
group. The columns are those of the CSV, with their types; an empty cell is null. What the columns say goes along, as a
Table Schema under the name `frictionless`. A cut-off file does not open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.utils.translation import gettext_noop

from . import dictionary
from .format import Format, Group, Selection
from .parquet_parts import KINDS, MAGIC, Chunk, footer, row_group
from .table import Row, Table

ROWS_A_BATCH = 250  # after which the server may answer others
ROWS_A_PAGE = 2_000
ROWS_A_GROUP = 100_000  # few enough to keep, packed, until their columns can be put one behind the other


def write(selection: Selection, table: Table) -> Iterator[bytes]:
    """Yield the file."""
    yield MAGIC
    columns = [(column.name, KINDS[column.type]) for column in table.columns(selection)]
    groups: list[dict[int, Any]] = []
    place, total, rows = len(MAGIC), 0, iter(table.rows(selection))
    while True:
        chunks = [Chunk(name, kind) for name, kind in columns]
        for _page in range(ROWS_A_GROUP // ROWS_A_PAGE):
            page: list[Row] = []
            while len(page) < ROWS_A_PAGE and (some := list(islice(rows, ROWS_A_BATCH))):
                page += some
                yield b""
            if page:
                for chunk, cells in zip(chunks, zip(*page, strict=True), strict=True):
                    chunk.add(list(cells))
                    yield b""
        if not chunks[0].cells:
            break
        groups.append(row_group(chunks, place, len(groups)))
        total += chunks[0].cells
        for chunk in chunks:
            place += chunk.size
            yield from chunk.pages
    said = {"frictionless": json.dumps(dictionary.schema(table, selection), ensure_ascii=False)}
    yield footer(columns, groups, total, said)


def of(table: Table) -> Format:
    """Return the table's download."""
    return Format(
        suffix=".parquet",
        content_type="application/vnd.apache.parquet",
        title=table.title,
        label=gettext_noop("Parquet"),
        description=table.description,
        write=partial(write, table=table),
        group=Group.TABLES,
        stem=table.name,
    )
