"""The ways out. `EXPORTERS` says which there are; the exports page, the command line and the API offer all of them.

To add a format, write a module here with a function that takes a `Selection` (the project, the filtered query of its
annotations, and the names its people appear under) and yields the file as chunks of bytes, the first at once:

    def write(selection: Selection) -> Iterator[bytes]:
        yield header
        for keys in selection.pages():  # 250 at a time: flat memory, no cursor left open
            found = Annotation.objects.alive().filter(pk__in=keys).order_by("pk")
            yield "".join(entry(annotation) for annotation in found).encode()

then a `Format` beside it that says how the file is called and what it is for, and one line in `EXPORTERS` under the
name that it has in the address and on the command line. `selection.people.name(username)` is what is written for a
person: a name, or a pseudonym. A table is a `Table` (columns that the data dictionary tells of, and rows);
`csv_long.formats` makes its two CSV downloads, and `parquet.of` the third. Tests run every format of the registry: see
docs/exports.md.
"""

from . import (
    claim_review,
    claims,
    codebook,
    coders,
    csv_long,
    docx,
    figures,
    html,
    hypothesis,
    json_lines,
    markdown,
    matrix,
    parquet,
    project_zip,
    qdpx,
    relations,
    rows,
    web_annotation,
    xlsx,
)
from .format import Format, Group, Selection
from .in_english import in_english
from .people import People, Pseudonyms

EXPORTERS: dict[str, Format] = {
    **csv_long.formats(rows.TABLE, "csv"),
    "parquet": parquet.of(rows.TABLE),
    **csv_long.formats(figures.TABLE),
    "figures-parquet": parquet.of(figures.TABLE),
    **csv_long.formats(claims.TABLE),
    "claims-parquet": parquet.of(claims.TABLE),
    **csv_long.formats(relations.TABLE),
    "relations-parquet": parquet.of(relations.TABLE),
    **csv_long.formats(matrix.TABLE),
    "matrix-parquet": parquet.of(matrix.TABLE),
    **csv_long.formats(coders.TABLE),
    "coders-parquet": parquet.of(coders.TABLE),
    "xlsx": xlsx.FORMAT,
    "json-lines": json_lines.FORMAT,
    "web-annotation": web_annotation.FORMAT,
    "hypothesis": hypothesis.FORMAT,
    "markdown": markdown.FORMAT,
    "markdown-folder": markdown.FOLDER,
    "html": html.FORMAT,
    "docx": docx.FORMAT,
    "docx-folder": docx.FOLDER,
    "qdpx": qdpx.FORMAT,
    "claim-review": claim_review.FORMAT,
    **csv_long.formats(codebook.TABLE, is_whole=True),
    "project": project_zip.FORMAT,
}
EXPORTERS = {name: made._replace(write=in_english(made.write)) for name, made in EXPORTERS.items()}

__all__ = ["EXPORTERS", "Format", "Group", "People", "Pseudonyms", "Selection"]
