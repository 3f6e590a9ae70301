"""Claims that were checked, as schema.org's ClaimReview (https://schema.org/ClaimReview) in JSON-LD.

For fact-check explorers and for pages that tell search engines of a check. A claim is one with a verdict: without what
the check came to there is no review. Nothing is made up: there is no number for a verdict in words, and what is not
known is left out. It can stand in a page: no `<` is in it that could end the script around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_noop

from annotations.models import Claim

from .documents import utc
from .format import Format, Selection
from .paging import pages

# Who speaks as a person; every other kind of source is an organisation of some sort.
PEOPLE = frozenset({Claim.SourceType.WITNESS, Claim.SourceType.ANONYMOUS})
IN_A_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write(selection: Selection) -> Iterator[bytes]:
    """Yield a graph with a review for each checked claim, one a line. A cut-off file does not parse."""
    yield b'{"@context": "https://schema.org", "@graph": [\n'
    shown = Claim.objects.shown().filter(annotation__in=selection.annotations.order_by()).exclude(review_rating="")
    is_first = True
    for keys in pages(shown):
        claims = Claim.objects.filter(pk__in=keys).order_by("pk").select_related("annotation__article")
        lines = ",\n".join(
            json.dumps(review(claim), ensure_ascii=False).translate(IN_A_SCRIPT)
            for claim in claims.defer("annotation__article__problem")
        )
        yield (lines if is_first or not lines else f",\n{lines}").encode()
        is_first = is_first and not lines
    yield b"\n]}\n"


def review(claim: Claim) -> dict[str, Any]:
    """Return one claim, with its highlight and article, as a ClaimReview."""
    annotation = claim.annotation
    return _said(
        {
            "@type": "ClaimReview",
            "identifier": f"urn:uuid:{annotation.key}",
            "url": _web(claim.review_url),
            "claimReviewed": claim.content_text or annotation.exact,
            "author": _named("Organization", claim.reviewer),
            "reviewRating": {"@type": "Rating", "alternateName": claim.review_rating},
            "itemReviewed": {
                "@type": "Claim",
                "author": _named("Person" if claim.source_type in PEOPLE else "Organization", claim.source_name),
                "datePublished": str(claim.date_from or ""),
                "appearance": _article(annotation.article),
            },
            "dateModified": utc(annotation.updated_at),
        }
    )


def _article(article: Any) -> dict[str, Any]:
    """Where the claim was read."""
    return {
        "@type": "Article",
        "url": _web(article.url),
        "headline": article.title,
        "author": _named("Person", article.byline),
        "publisher": _named("Organization", article.site_name),
        "datePublished": article.published,
        "inLanguage": article.language,
    }


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _web(address: str) -> str:
    return address if urlsplit(address).scheme in ("http", "https") else ""


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """Return what of these values says something, at all levels."""
    found = {name: _said(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in found.items() if value not in ("", {}, None)}


FORMAT = Format(
    suffix=".jsonld",
    content_type="application/ld+json",
    title=gettext_noop("ClaimReview"),
    label=gettext_noop("JSON-LD"),
    description=gettext_noop(
        "The claims that were checked, with the verdict, as schema.org has it: for fact-check explorers and "
        "search engines."
    ),
    write=write,
    stem="claim-review",
)
