"""Pages as a person sees them: what the bookmark sends to a window of ours, which imports it when the person says so.

The page comes from another site, which may be hostile: to get here it needs nobody's session, and here nothing is done
with it but to show what it is. Only a person's own press on the window's button, with CSRF, imports it.
"""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reader.bookmarklet import bookmarklet, extension_archive
from reader.importers.items import Item
from reader.importers.seen import LARGEST, seen
from reader.models import Import, Project
from reader.models.token import Scope
from reader.problems import Problem
from reader.rates import address_of, captures_of_strangers
from reader.requests import SignedInRequest
from reader.tokens import takes_tokens

NOT_YOURS = gettext_lazy(
    "There is no such project into which you may import: look at its number, and at your role in it."
)
TEXT = partial(forms.CharField, required=False, strip=False, max_length=LARGEST)


class CaptureForm(forms.Form):
    """A page with its address, title and what was selected on it. `item()` is what it comes to."""

    page = forms.FileField(error_messages={"required": gettext_lazy("There is no page in this.")})
    url, title, exact, before, after = TEXT(), TEXT(), TEXT(), TEXT(), TEXT()

    def clean_page(self) -> UploadedFile[bytes]:
        page: UploadedFile[bytes] = self.cleaned_data["page"]
        if (page.size or 0) > LARGEST:
            size = f"{(page.size or 0) / 2**20:.0f}"
            raise forms.ValidationError(
                gettext(
                    "This page has %(size)s MB; the limit is 20 MB. Select the article, copy, and import the paste."
                )
                % {"size": size}
            )
        return page

    def item(self) -> Item:
        said = self.cleaned_data
        selected = {"exact": said["exact"], "prefix": said["before"], "suffix": said["after"]}
        return seen(said["page"].read(), url=said["url"], title=said["title"], **selected)


@csrf_exempt  # another site's form may bring a page here: it is shown, and nothing is done with it
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def capture(request: HttpRequest) -> HttpResponse:
    """The window that receives a page: from the page itself, by a message, or from a form that it has sent (POST)."""
    arrived = {}
    if request.method == "POST":
        if wait := captures_of_strangers().wait(address_of(request)):  # nobody is signed in here
            said = gettext("Too many pages have come at once: wait a minute, and try again.")
            return HttpResponse(said, status=429, content_type="text/plain", headers={"Retry-After": str(wait)})
        names = ("url", "title", "html", "exact", "before", "after")
        arrived = {name: request.POST.get(name, "") for name in names}
    is_large = len(arrived.get("html", "")) > LARGEST
    context = {
        "arrived": {} if is_large else arrived,
        "is_large": is_large,
        "origin": request.headers.get("Origin", ""),
        "largest": LARGEST,
    }
    response = render(request, "reader/capture.html", context)
    # The page that opened this window must stay its opener, or it could not give it anything.
    response["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


@never_cache
@require_GET
def capture_form(request: SignedInRequest) -> HttpResponse:
    """What the window asks: into which of the person's projects; the one they imported into last comes first."""
    projects = Project.objects.editable_by(request.user)
    last = Import.objects.editable_by(request.user).filter(created_by=request.user).first()
    context = {"projects": projects, "last": last.project_id if last else None}
    return render(request, "reader/_capture_form.html", context)


@require_POST
def captures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import a page as the person sees it, and show what comes of it."""
    project = get_object_or_404(Project.objects.editable_by(request.user), pk=pk)
    form = CaptureForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "reader/capture_refused.html", {"form": form, "project": project}, status=422)
    batch, _ = Import.objects.start_page(form.item(), project=project, by=request.user)
    return redirect(batch)


@require_GET
def ways_in(request: SignedInRequest) -> HttpResponse:
    """The bookmark to drag to the bar, and the browser extension with how to load it."""
    site = request.build_absolute_uri("/").rstrip("/")  # its host is one of ours: Django has looked
    return render(request, "reader/ways_in.html", {"bookmarklet": bookmarklet(site), "site": site})


@require_GET
def extension(request: SignedInRequest) -> HttpResponse:
    """The browser extension as a ZIP, to be unpacked and loaded."""
    response = HttpResponse(extension_archive(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="attest-extension.zip"'
    return response


@takes_tokens(change=Scope.IMPORT)
@require_POST
def pages(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import a page as a program shows it, the browser extension say; answers where its article is (docs/api.md)."""
    project = Project.objects.editable_by(request.user).filter(pk=pk).first()
    if project is None:
        return Problem(404, str(NOT_YOURS)).answer()
    form = CaptureForm(request.POST, request.FILES)
    if not form.is_valid():
        return Problem(422, " ".join(str(error) for errors in form.errors.values() for error in errors)).answer()
    batch, article = Import.objects.start_page(form.item(), project=project, by=request.user)
    is_new = batch.rows.filter(article=article).exists()
    found = {
        name: request.build_absolute_uri(each.get_absolute_url())
        for name, each in (("article", article), ("import", batch))
    }
    return JsonResponse({**found, "is_new": is_new}, status=201 if is_new else 200)
