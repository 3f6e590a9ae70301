from django.urls import path, register_converter
from django.urls.converters import StringConverter

from annotations.views import (
    annotations,
    changes,
    codebook,
    codebook_files,
    codebook_uses,
    figures,
    projects,
    selections,
)


class CsvUse(StringConverter):
    """What a CSV file is for, which decides how its cells are written."""

    regex = "spreadsheets|exact-data"


class TogetherWay(StringConverter):
    """What it means that two tags occur together."""

    regex = "highlight|overlap|sentence"


class Way(StringConverter):
    """Back or forth in what a person did."""

    regex = "undo|redo"


class CodebookFormat(StringConverter):
    """A format that codebooks are written in."""

    regex = "csv|qdc"


register_converter(CodebookFormat, "codebook_format")
register_converter(CsvUse, "csv_use")
register_converter(TogetherWay, "together")
register_converter(Way, "way")

urlpatterns = [
    path("articles/<int:pk>/annotations/", annotations.article_annotations, name="article_annotations"),
    path("annotations/<int:pk>/", annotations.annotation, name="annotation"),
    path("annotations/<int:pk>/note/", annotations.note, name="note"),
    path("annotations/<int:pk>/tags/<int:tag_pk>/", annotations.tagging, name="tagging"),
    path("annotations/<int:pk>/deletion/", annotations.deletion, name="deletion"),
    path("annotations/<int:pk>/range/", changes.annotation_range, name="annotation_range"),
    path("annotations/<int:pk>/split/", changes.annotation_split, name="annotation_split"),
    path("annotations/<int:pk>/merge/", changes.annotation_merge, name="annotation_merge"),
    path("annotations/<int:pk>/acceptance/", changes.annotation_acceptance, name="annotation_acceptance"),
    path("annotations/<int:pk>/history/", changes.annotation_history, name="annotation_history"),
    path("annotations/<int:pk>/figures/", figures.figure_addition, name="figure_addition"),
    path("figures/<int:pk>/", figures.figure, name="figure"),
    path("figures/<int:pk>/removal/", figures.figure_removal, name="figure_removal"),
    path("articles/<int:pk>/news/", changes.news, name="news"),
    path("articles/<int:pk>/<way:way>/", changes.article_turn, name="article_turn"),
    path("projects/<int:pk>/<way:way>/", changes.project_turn, name="project_turn"),
    path("operations/<int:pk>/undo/", changes.operation_undo, name="operation_undo"),
    path("projects/<int:pk>/annotations/", projects.project_annotations, name="project_annotations"),
    path("projects/<int:pk>/annotations/changes/", selections.changes, name="annotation_changes"),
    path("projects/<int:pk>/annotations/<csv_use:use>/", selections.selection, name="selection"),
    path("projects/<int:pk>/tags-together/<together:together>/", projects.cooccurrence, name="cooccurrence"),
    path("projects/<int:pk>/annotations-<csv_use:use>.csv", projects.export_csv, name="csv"),
    path("projects/<int:pk>/figures-<csv_use:use>.csv", projects.export_csv, {"table": "figures"}, name="figures_csv"),
    path("projects/<int:pk>/tags/", codebook.codebook, name="codebook"),
    path("tags/<int:pk>/", codebook.tag, name="tag"),
    path("projects/<int:pk>/tags/<way:way>/", codebook.codebook_turn, name="codebook_turn"),
    path("projects/<int:pk>/tags/import/", codebook_files.codebook_import, name="codebook_import"),
    path("projects/<int:pk>/codebook.<codebook_format:suffix>", codebook_files.codebook_export, name="codebook_export"),
    path("tags/<int:pk>/place/", codebook.tag_place, name="tag_place"),
    path("tags/<int:pk>/archival/", codebook.tag_archival, name="tag_archival"),
    path("tags/<int:pk>/merge/", codebook_uses.tag_merge, name="tag_merge"),
    path("tags/<int:pk>/split/", codebook_uses.tag_split, name="tag_split"),
    path("tags/<int:pk>/removal/", codebook.tag_removal, name="tag_removal"),
]
