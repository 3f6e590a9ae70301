"""Reading without a connection: what browsers ask for to install the site, the service worker, and what is kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from reader import offline as offline_reading
from reader.requests import SignedInRequest

PAPER, INK = "#fdfbf6", "#1f2f45"  # of the light theme, and of the icon
ICONS = {
    "icon-192.png": ("192x192", "any"),
    "icon-512.png": ("512x512", "any"),
    "icon-mask.png": ("512x512", "maskable"),
}


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (https://www.w3.org/TR/appmanifest/); browsers ask for it without cookies."""
    return JsonResponse(
        {
            "id": "/",
            "name": "Attest",
            "short_name": "Attest",
            "description": gettext("Read articles, highlight what they claim, and keep what they said."),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "start_url": reverse("home"),
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": INK,
            "icons": [
                {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
                *[
                    {"src": static(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
                    for name, (sizes, purpose) in ICONS.items()
                ],
            ],
        },
        content_type="application/manifest+json",
    )


@login_not_required
@require_GET
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root: it may answer for pages below its own address only."""
    return HttpResponse(offline_reading.service_worker(), content_type="text/javascript; charset=utf-8")


@require_GET
def offline(request: SignedInRequest) -> HttpResponse:
    """What is kept on this device, with the switch; also what the worker shows in place of a page it does not have."""
    return render(request, "reader/offline.html")
