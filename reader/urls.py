"""All addresses of the site. Who may open them is each view's own query; see tests/test_access.py."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from reader.views import articles, imports, people, projects

urlpatterns = [
    path("", projects.home, name="home"),
    path("setup/", people.setup, name="setup"),
    path("login/", auth.LoginView.as_view(template_name="reader/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", include("reader.password_urls")),
    path("preferences/", people.preferences, name="preferences"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/imports/", imports.imports, name="imports"),
    path("projects/<int:pk>/people/", projects.people, name="people"),
    path("projects/<int:pk>/people/<int:membership_pk>/", projects.membership, name="membership"),
    path("projects/<int:pk>/removal/", projects.project_removal, name="project_removal"),
    path("projects/<int:pk>/cleaning/", projects.cleaning_rules, name="cleaning_rules"),
    path("cleaning/<int:pk>/removal/", projects.cleaning_rule_removal, name="cleaning_rule_removal"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/progress/", articles.progress, name="progress"),
    path("articles/<int:pk>/retries/", articles.retries, name="retries"),
    path("articles/<int:pk>/restorations/", articles.restorations, name="restorations"),
    path("articles/<int:pk>/cuts/", articles.cuts, name="cuts"),
    path("articles/<int:pk>/original/", articles.original, name="original"),
    path("articles/<int:pk>/removal/", articles.removal, name="removal"),
    path("", include("annotations.urls")),
    path("admin/", admin.site.urls),
]
