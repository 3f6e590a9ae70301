"""The addresses of the API. Who may open them: tests/annotations/api/test_access.py."""

from django.urls import path, re_path

from annotations.api import (
    bulk,
    container,
    exports,
    feed,
    highlights,
    hypothesis,
    imports,
    library,
    openapi,
    root,
    single,
    tags,
)

app_name = "api"

urlpatterns = [
    path("api/", root.root, name="root"),
    path("api/openapi.json", openapi.openapi_json, name="openapi"),
    path("api/reference/", openapi.reference, name="reference"),
    path("api/projects/", library.projects, name="projects"),
    path("api/projects/<int:pk>/", library.project, name="project"),
    path("api/projects/<int:pk>/articles/", library.project_articles, name="project_articles"),
    path("api/articles/<int:pk>/", library.article, name="article"),
    path("api/articles/<int:pk>/versions/", library.versions, name="versions"),
    path("api/articles/<int:pk>/versions/<int:number>/", library.version, name="version"),
    path("api/articles/<int:pk>/versions/<int:number>/blocks/", library.blocks, name="blocks"),
    path("api/projects/<int:pk>/highlights/", highlights.project_highlights, name="project_highlights"),
    path("api/projects/<int:pk>/highlights/bulk/", highlights.bulk, name="highlights_bulk"),
    path("api/highlights/<uuid:key>/", highlights.highlight, name="highlight"),
    path("api/projects/<int:pk>/tags/", tags.tags, name="tags"),
    path("api/tags/<int:pk>/", tags.tag, name="tag"),
    path("api/projects/<int:pk>/imports/", bulk.imports, name="imports"),
    path("api/imports/<int:pk>/", imports.article_import, name="import"),
    path("api/imports/<int:pk>/rows/", imports.import_rows, name="import_rows"),
    path("api/imports/<int:pk>/retries/", imports.import_retries, name="import_retries"),
    path("api/imports/<int:pk>/cancellation/", imports.import_cancellation, name="import_cancellation"),
    path("api/projects/<int:pk>/exports/", exports.exports, name="exports"),
    path("api/projects/<int:pk>/exports/<str:name>/", exports.export, name="export"),
    # The W3C Web Annotation Protocol
    path("api/articles/<int:pk>/annotations/", container.article_annotations, name="article_annotations"),
    path("api/articles/<int:pk>/annotations/<uuid:key>", single.annotation, name="annotation"),
    path("api/projects/<int:pk>/annotations/", container.project_annotations, name="project_annotations"),
    # As Hypothesis has them
    path("api/search", hypothesis.search, name="hypothesis_search"),
    path("api/annotations", hypothesis.new_annotation, name="hypothesis_annotations"),
    path("api/annotations/<str:name>", hypothesis.annotation, name="hypothesis_annotation"),
    path("projects/<int:pk>/annotations.atom", feed.feed, name="feed"),
    re_path(r"^api/(?P<rest>[\s\S]*)$", root.nothing, name="nothing"),  # line ends, too
]
