"""The addresses of the API. Who may open them: tests/annotations/api/test_access.py."""

from django.urls import path

from annotations.api import container, root, single

app_name = "api"

urlpatterns = [
    path("api/", root.root, name="root"),
    path("api/articles/<int:pk>/annotations/", container.article_annotations, name="article_annotations"),
    path("api/articles/<int:pk>/annotations/<uuid:key>", single.annotation, name="annotation"),
    path("api/projects/<int:pk>/annotations/", container.project_annotations, name="project_annotations"),
]
