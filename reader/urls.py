"""All addresses of the site. Who may open them is each view's own query; see tests/test_access.py."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from reader.views import articles, imports, library, people, projects, saved_searches, tokens

urlpatterns = [
    path("", projects.home, name="home"),
    path("setup/", people.setup, name="setup"),
    path("login/", auth.LoginView.as_view(template_name="reader/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", include("reader.password_urls")),
    path("preferences/", people.preferences, name="preferences"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revocation/", tokens.token_revocation, name="token_revocation"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", library.project, name="project"),
    path("projects/<int:pk>/facets/", library.project_facets, name="project_facets"),
    path("projects/<int:pk>/articles/changes/", library.article_changes, name="article_changes"),
    path("projects/<int:pk>/articles/changes/undo/", library.article_changes_undo, name="article_changes_undo"),
    path("projects/<int:pk>/searches/", saved_searches.saved_searches, name="saved_searches"),
    path("searches/<int:pk>/removal/", saved_searches.saved_search_removal, name="saved_search_removal"),
    path("search/", library.search, name="search"),
    path("search/facets/", library.search_facets, name="search_facets"),
    path("projects/<int:pk>/imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.report, name="import"),
    path("imports/<int:pk>/retries/", imports.import_retries, name="import_retries"),
    path("imports/<int:pk>/cancellation/", imports.import_cancellation, name="import_cancellation"),
    path("imports/<int:pk>/report.csv", imports.import_csv, name="import_csv"),
    path("projects/<int:pk>/people/", projects.people, name="people"),
    path("projects/<int:pk>/people/<int:membership_pk>/", projects.membership, name="membership"),
    path("projects/<int:pk>/removal/", projects.project_removal, name="project_removal"),
    path("projects/<int:pk>/cleaning/", projects.cleaning_rules, name="cleaning_rules"),
    path("cleaning/<int:pk>/removal/", projects.cleaning_rule_removal, name="cleaning_rule_removal"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/passages/<int:start>-<int:end>/", library.passage, name="passage"),
    path("articles/<int:pk>/progress/", articles.progress, name="progress"),
    path("articles/<int:pk>/retries/", articles.retries, name="retries"),
    path("articles/<int:pk>/restorations/", articles.restorations, name="restorations"),
    path("articles/<int:pk>/cuts/", articles.cuts, name="cuts"),
    path("articles/<int:pk>/original/", articles.original, name="original"),
    path("articles/<int:pk>/removal/", articles.removal, name="removal"),
    path("", include("annotations.urls")),
    path("", include("annotations.api.urls")),
    path("admin/", admin.site.urls),
]
