"""Checked claims as schema.org's ClaimReview: what Google's documentation requires and recommends of one."""

from __future__ import annotations

import json

import pytest

from annotations.models import Claim
from annotations.models.querysets import AnnotationQuerySet
from tests.annotations.exporters.selections import HOSTILE, written
from tests.builders import a_highlight, an_article

# https://developers.google.com/search/docs/appearance/structured-data/factcheck: required, and recommended beside.
REQUIRED = {"claimReviewed", "reviewRating", "url"}
RECOMMENDED = {"author", "itemReviewed"}


def graph(project, **options) -> list[dict]:
    found = json.loads(written("claim-review", project, **options))
    assert found["@context"] == "https://schema.org"
    return found["@graph"]


@pytest.fixture
def claims(project, coder) -> list[Claim]:
    article = an_article(
        project,
        ["At least 12 people died.", *[f"Claim {at}: {text}" for at, text in enumerate(HOSTILE)]],
        title="Fire", url="https://example.org/fire", byline="A. Writer", site_name="Courier", published="2024-03-12",
    )  # fmt: skip
    made = [
        a_highlight(article, words, "Claim", by=coder) for words in ("At least 12 people died", "Claim 3", "Claim 4")
    ]
    return [Claim.objects.get(annotation=each) for each in made]


def test_a_checked_claim_is_a_review_with_all_that_is_required(project, coder, claims):
    said = {"review_rating": "Mostly true", "reviewer": "Harbour Facts", "review_url": "https://example.org/check"}
    said |= {"source_name": "the harbour office", "source_type": "official", "date_from": "2024-03-11"}
    claims[0].change({**said, "content_text": "12 people died"}, by=coder)
    (found,) = graph(project)
    assert found.keys() >= REQUIRED | RECOMMENDED
    assert found["@type"] == "ClaimReview"
    assert (found["claimReviewed"], found["url"]) == ("12 people died", "https://example.org/check")
    assert found["reviewRating"] == {"@type": "Rating", "alternateName": "Mostly true"}
    assert found["author"] == {"@type": "Organization", "name": "Harbour Facts"}
    item = found["itemReviewed"]
    assert (item["author"], item["datePublished"]) == (
        {"@type": "Organization", "name": "the harbour office"},
        "2024-03-11",
    )
    assert item["appearance"]["url"] == "https://example.org/fire"
    assert item["appearance"]["publisher"] == {"@type": "Organization", "name": "Courier"}


def test_nothing_is_made_up_and_what_is_not_checked_is_left_out(project, coder, claims):
    claims[0].change({"review_rating": "False", "source_name": "Ida", "source_type": "witness"}, by=coder)
    claims[1].change({"reviewer": "Harbour Facts"}, by=coder)  # who has not said yet what it came to
    (found,) = graph(project)
    assert {"url", "author"}.isdisjoint(found)
    assert found["itemReviewed"]["author"] == {"@type": "Person", "name": "Ida"}
    claims[0].annotation.delete_softly(by=coder)
    assert graph(project) == []


def test_it_can_stand_in_a_page_whatever_it_says(project, coder, claims):
    for claim, text in zip(claims, ("</script><script>alert(1)</script>", *HOSTILE[-2:]), strict=True):
        claim.change({"review_rating": text[:100], "reviewer": text}, by=coder)
    content = written("claim-review", project)
    assert not {b"<", b">", b"&"} & {content[at : at + 1] for at in range(len(content))}
    assert graph(project)[0]["author"]["name"] == "</script><script>alert(1)</script>"
    mine: AnnotationQuerySet = type(claims[0].annotation).objects.filter(pk=claims[2].annotation_id)
    assert len(graph(project, annotations=mine)) == 1
