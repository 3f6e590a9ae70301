"""Projects brought back from their archives: the file, and a page that says what came of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from annotations.forms.project_import import ProjectFileForm
from annotations.models import ProjectImport
from reader.requests import SignedInRequest

LATEST = 8
TOLD = ("articles", "originals", "versions", "annotations", "tags", "figures", "claims", "relations", "operations")


@require_http_methods(["GET", "POST"])
def project_imports(request: SignedInRequest) -> HttpResponse:
    """Take in the archive of a project; it is made one by the job worker, and is then the person's own."""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProjectFileForm(*given, by=request.user)
    if form.is_valid():
        file, knows = form.cleaned_data["file"], form.cleaned_data.get("knows_people", False)
        return redirect(ProjectImport.objects.start(file, file.name, by=request.user, knows_people=knows))
    context = {"form": form, "latest": ProjectImport.objects.of(request.user)[:LATEST]}
    return render(request, "annotations/project_imports.html", context, status=422 if form.errors else 200)


@require_GET
def project_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is, and what came of it; asked for every second by its page until it is over."""
    given = get_object_or_404(ProjectImport.objects.of(request.user).select_related("project"), pk=pk)
    names = _names()
    rows = [(names[name], given.report[name]) for name in TOLD if given.report.get(name)]
    context = {"given": given, "rows": rows, "report": given.report}
    name = "annotations/_project_import.html" if request.htmx else "annotations/project_import.html"
    response = render(request, name, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _names() -> dict[str, str]:
    return dict(
        zip(
            TOLD,
            (
                _("Articles"), _("Originals"), _("Versions of their texts"), _("Highlights, deleted ones too"),
                _("Tags"), _("Casualty figures"), _("Claims"), _("Relations"), _("Operations of the history"),
            ),
            strict=True,
        )
    )  # fmt: skip
