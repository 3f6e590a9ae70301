from django.urls import path, register_converter
from django.urls.converters import StringConverter

from annotations.views import annotations, codebook, projects


class CsvUse(StringConverter):
    """What a CSV file is for, which decides how its cells are written."""

    regex = "spreadsheets|exact-data"


register_converter(CsvUse, "csv_use")

urlpatterns = [
    path("articles/<int:pk>/annotations/", annotations.article_annotations, name="article_annotations"),
    path("annotations/<int:pk>/", annotations.annotation, name="annotation"),
    path("annotations/<int:pk>/note/", annotations.note, name="note"),
    path("annotations/<int:pk>/tags/<int:tag_pk>/", annotations.tagging, name="tagging"),
    path("annotations/<int:pk>/deletion/", annotations.deletion, name="deletion"),
    path("annotations/<int:pk>/recovery/", annotations.recovery, name="recovery"),
    path("projects/<int:pk>/annotations/", projects.project_annotations, name="project_annotations"),
    path("projects/<int:pk>/annotations-<csv_use:use>.csv", projects.export_csv, name="csv"),
    path("projects/<int:pk>/tags/", codebook.codebook, name="codebook"),
    path("tags/<int:pk>/", codebook.tag, name="tag"),
    path("tags/<int:pk>/removal/", codebook.tag_removal, name="tag_removal"),
]
