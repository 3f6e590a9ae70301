from django.urls import path, register_converter
from django.urls.converters import StringConverter

from annotations.views import annotations, changes, codebook, projects


class CsvUse(StringConverter):
    """What a CSV file is for, which decides how its cells are written."""

    regex = "spreadsheets|exact-data"


class Way(StringConverter):
    """Back or forth in what a person did."""

    regex = "undo|redo"


register_converter(CsvUse, "csv_use")
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
    path("articles/<int:pk>/news/", changes.news, name="news"),
    path("articles/<int:pk>/<way:way>/", changes.article_turn, name="article_turn"),
    path("projects/<int:pk>/<way:way>/", changes.project_turn, name="project_turn"),
    path("operations/<int:pk>/undo/", changes.operation_undo, name="operation_undo"),
    path("projects/<int:pk>/annotations/", projects.project_annotations, name="project_annotations"),
    path("projects/<int:pk>/annotations-<csv_use:use>.csv", projects.export_csv, name="csv"),
    path("projects/<int:pk>/tags/", codebook.codebook, name="codebook"),
    path("tags/<int:pk>/", codebook.tag, name="tag"),
    path("tags/<int:pk>/removal/", codebook.tag_removal, name="tag_removal"),
]
