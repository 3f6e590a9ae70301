from django.urls import path, re_path

from annotations.views import annotations, codebook, projects

urlpatterns = [
    path("articles/<int:pk>/annotations/", annotations.article_annotations, name="article_annotations"),
    path("annotations/<int:pk>/", annotations.annotation, name="annotation"),
    path("annotations/<int:pk>/note/", annotations.note, name="note"),
    path("annotations/<int:pk>/tags/<int:tag_pk>/", annotations.tagging, name="tagging"),
    path("annotations/<int:pk>/deletion/", annotations.deletion, name="deletion"),
    path("annotations/<int:pk>/recovery/", annotations.recovery, name="recovery"),
    path("projects/<int:pk>/annotations/", projects.project_annotations, name="project_annotations"),
    re_path(
        r"^projects/(?P<pk>\d+)/annotations-(?P<use>spreadsheets|exact-data)\.csv$", projects.export_csv, name="csv"
    ),
    path("projects/<int:pk>/tags/", codebook.codebook, name="codebook"),
    path("tags/<int:pk>/", codebook.tag, name="tag"),
    path("tags/<int:pk>/removal/", codebook.tag_removal, name="tag_removal"),
]
