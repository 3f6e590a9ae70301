"""An article's original, beside the clean page: shown, outlined, in a sandbox."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import condition, require_GET

from reader.extraction.model import UnreadableSource
from reader.models import Article
from reader.models.extractor import fingerprint
from reader.outline import outline_isolated
from reader.requests import SignedInRequest

# The page's own styles are left out, and no other sheet could be loaded: this one is named by its hash.
STYLE = """
:root { color-scheme: light; }
body { margin: 1rem; background: #fff; color: #1c1c1c; font: 0.9375rem/1.5 system-ui, sans-serif; }
body { overflow-wrap: anywhere; }
a { text-decoration: underline; }
table { border-collapse: collapse; }
td, th { padding: 0.2rem 0.5rem; border: 1px solid #ddd; vertical-align: top; }
.original-kept { outline: 0.125rem solid #1a7f4e; outline-offset: 0.125rem; background: #eefaf3; }
.original-cut { outline: 1px dashed #8a8a8a; outline-offset: 0.125rem; color: #666; }
.original-picture { color: #666; font-size: 0.85em; }
:is(.original-kept, .original-cut):target { background: #ffe9a8; }
p[class], li[class], h1[class], h2[class], h3[class], div[class] { margin-block: 0.5rem; }
""".strip()
STYLE_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
# No script, no frame, no form, nothing from anywhere, and an origin of its own even where it is opened by itself.
POLICY = (
    f"sandbox; default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)


def _etag(request: HttpRequest, pk: int) -> str | None:
    """Return what a page differs by; nothing to a person who may not see it, for whom the view says so."""
    mine = Article.objects.visible_to(request.user).filter(pk=pk)
    version = mine.values_list("current", flat=True).first()
    return f'"{version}-{fingerprint()}"' if version else None


@require_GET
@condition(etag_func=_etag)
@xframe_options_sameorigin
def outline(request: SignedInRequest, pk: int) -> HttpResponse:
    """The original with what was kept of it outlined, for the frame beside the clean page."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("current__snapshot"), pk=pk)
    snapshot, blocks = article.original, article.current.blocks if article.current else ()
    if snapshot is None:
        raise Http404
    try:
        inside = outline_isolated(
            snapshot.content, blocks, content_type=snapshot.content_type, url=snapshot.url or article.url
        )
    except UnreadableSource as problem:
        inside = format_html("<p>{}</p>", problem)
    page = format_html(
        '<!doctype html><html lang="{}" dir="{}"><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width"><title>{}</title><style>{}</style><body>{}</body></html>',
        article.language or "und",
        article.direction,
        _("The original"),
        mark_safe(STYLE),  # noqa: S308  our own
        mark_safe(inside),  # noqa: S308  written anew; and nothing can run or be loaded here
    )
    headers = {
        "Content-Security-Policy": POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-cache",
        "X-DNS-Prefetch-Control": "off",
    }
    return HttpResponse(page, headers=headers)
