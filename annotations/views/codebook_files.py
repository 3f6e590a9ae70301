"""The codebook as a file: taken away, and brought in after a look at what it would change."""

from __future__ import annotations

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from annotations.codebooks import FORMATS, importing, suffix_of
from annotations.codebooks.rows import UnreadableCodebook
from annotations.forms import CodebookFileForm, CodebookImportForm
from reader.models import Project
from reader.requests import SignedInRequest

from .codebook import attempt


@require_GET
def codebook_export(request: SignedInRequest, pk: int, suffix: str) -> HttpResponse:
    """The codebook as a file. `suffix` is 'csv' or 'qdc'."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    form = FORMATS[f".{suffix}"]
    response = HttpResponse(form.write(project.tags.all()), content_type=form.CONTENT_TYPE)
    name = slugify(project.name)[:60] or f"project-{project.pk}"
    response["Content-Disposition"] = f'attachment; filename="{name}-codebook.{suffix}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def codebook_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in a codebook: first what the file would change, and, once that was looked at, the change itself."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    if request.method == "POST" and "content" in request.POST:
        return _looked_at(request, project)
    form = CodebookFileForm(request.POST, request.FILES) if request.method == "POST" else CodebookFileForm()
    if form.is_valid():
        content = form.cleaned_data["file"].read()
        return _look(request, project, content, suffix_of(content))
    return _page(request, project, form=form, status=422 if form.errors else 200)


def _looked_at(request: SignedInRequest, project: Project) -> HttpResponse:
    form = CodebookImportForm(request.POST)
    if not form.is_valid():
        return _page(request, project, form=CodebookFileForm({}), status=422)
    content, suffix = form.cleaned_data["content"], form.cleaned_data["suffix"]
    try:
        rows = FORMATS[suffix].read(content)
        if importing.plan(rows, project).digest != form.cleaned_data["seen"]:
            return _look(request, project, content, suffix, is_stale=bool(form.cleaned_data["seen"]))
        return attempt(request, project, lambda: importing.carry_out(rows, project, by=request.user))
    except UnreadableCodebook as error:
        return _page(request, project, problems=error.problems, status=422)


def _look(
    request: SignedInRequest, project: Project, content: bytes, suffix: str, *, is_stale: bool = False
) -> HttpResponse:
    """Show what an import would change. `is_stale`: the codebook was changed since the last look."""
    try:
        plan = importing.plan(FORMATS[suffix].read(content), project)
    except UnreadableCodebook as error:
        return _page(request, project, problems=error.problems, status=422)
    seen = CodebookImportForm(initial={"content": b64encode(content).decode(), "suffix": suffix, "seen": plan.digest})
    context = {"project": project, "plan": plan, "form": seen, "is_stale": is_stale}
    return render(request, "annotations/codebook_preview.html", context)


def _page(
    request: SignedInRequest,
    project: Project,
    *,
    form: CodebookFileForm | None = None,
    problems: tuple[str, ...] = (),
    status: int,
) -> HttpResponse:
    context = {"project": project, "form": form or CodebookFileForm(), "problems": problems}
    return render(request, "annotations/codebook_import.html", context, status=status)
