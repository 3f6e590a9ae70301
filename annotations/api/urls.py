"""The addresses of the API. Who may open them: tests/annotations/api/test_access.py."""

from django.urls import path

from annotations.api import bulk, container, feed, hypothesis, root, single

app_name = "api"

urlpatterns = [
    path("api/", root.root, name="root"),
    path("api/projects/<int:pk>/imports/", bulk.imports, name="imports"),
    path("api/search", hypothesis.search, name="hypothesis_search"),
    path("api/annotations", hypothesis.new_annotation, name="hypothesis_annotations"),
    path("api/annotations/<str:name>", hypothesis.annotation, name="hypothesis_annotation"),
    path("projects/<int:pk>/annotations.atom", feed.feed, name="feed"),
    path("api/articles/<int:pk>/annotations/", container.article_annotations, name="article_annotations"),
    path("api/articles/<int:pk>/annotations/<uuid:key>", single.annotation, name="annotation"),
    path("api/projects/<int:pk>/annotations/", container.project_annotations, name="project_annotations"),
]
