"""The W3C Web Annotation Protocol (https://www.w3.org/TR/annotation-protocol/), read: each of its musts, by section."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from annotations.api import paging
from annotations.models import Annotation
from tests.annotations.api.programs import LD, path_of, sent
from tests.annotations.exporters.web_annotation_rules import broken
from tests.builders import a_highlight, an_article, many_paragraphs

PROFILE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
MINIMAL, IRIS, DESCRIPTIONS = (
    "http://www.w3.org/ns/ldp#PreferMinimalContainer",
    "http://www.w3.org/ns/oa#PreferContainedIRIs",
    "http://www.w3.org/ns/oa#PreferContainedDescriptions",
)


def preferring(*iris: str) -> str:
    return f'return=representation;include="{" ".join(iris)}"'


def links(response) -> set[tuple[str, str]]:
    """Return target and relation of the links of an answer's header."""
    return set(re.findall(r'<([^>]*)>;\s*rel="([^"]*)"', response["Link"]))


class TestAnAnnotation:
    """Section 3: retrieval."""

    def test_get_gives_json_ld_with_the_profile(self, ask, address, highlight):
        response = ask("GET", address, accept=PROFILE)
        assert (response.status_code, response["Content-Type"]) == (200, PROFILE)
        shown = response.json()
        assert shown["id"] == settings.ADDRESS + address
        assert shown["canonical"] == f"urn:uuid:{highlight.key}"
        assert [body["value"] for body in shown["body"]] == ["Claim", "A note."]

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    def test_get_head_and_options_say_what_it_is_and_what_may_be_done(self, ask, address, method):
        response = ask(method, address)
        assert response.status_code == 200
        assert ("http://www.w3.org/ns/ldp#Resource", "type") in links(response)
        assert set(response["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"}
        assert "Accept" in response["Vary"]
        assert bool(response.content) == (method == "GET")

    def test_its_etag_is_that_of_what_it_says(self, ask, address, highlight, owner):
        first = ask("GET", address)["ETag"]
        assert re.fullmatch(r'"[0-9a-f]{32}"', first)
        assert ask("HEAD", address)["ETag"] == ask("GET", address)["ETag"] == first
        highlight.article.project.tags.filter(name="Claim").update(name="Renamed")
        assert ask("GET", address)["ETag"] != first

    def test_who_has_it_gets_304(self, ask, address):
        response = ask("GET", address, if_none_match=ask("GET", address)["ETag"])
        assert (response.status_code, response.content) == (304, b"")

    @pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json;q=0"])
    def test_what_we_do_not_have_is_406(self, ask, address, accept):
        assert ask("GET", address, accept=accept).status_code == 406

    @pytest.mark.parametrize("accept", ["", "*/*", "application/*", LD, "application/json", f"text/turtle, {LD};q=0.1"])
    def test_who_takes_json_or_says_nothing_gets_json_ld(self, ask, address, accept):
        response = ask("GET", address, **({"accept": accept} if accept else {}))
        assert response["Content-Type"] == PROFILE

    def test_another_method_is_405_and_says_which_there_are(self, ask, address):
        response = ask("PATCH", address, {})
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
        assert "PUT" in response["Allow"]

    def test_one_that_never_was_is_404_and_a_deleted_one_is_410(self, ask, address, container, highlight):
        assert ask("GET", f"{container}00000000-0000-4000-8000-000000000000").status_code == 404
        assert ask("GET", f"/api/articles/{2**63}/annotations/{highlight.key}").status_code == 404
        highlight.delete_softly()
        for method in ("GET", "PUT", "DELETE"):
            assert ask(method, address, sent(), if_match="*").status_code == 410


class TestAContainer:
    """Section 4.1: retrieval."""

    @pytest.fixture(params=["article", "project"])
    def place(self, request, container, project, highlight) -> str:
        return container if request.param == "article" else f"/api/projects/{project.pk}/annotations/"

    @pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
    def test_it_says_what_it_is(self, ask, place, method):
        response = ask(method, place)
        assert response.status_code == 200
        assert links(response) >= {
            ("http://www.w3.org/ns/ldp#BasicContainer", "type"),
            ("http://www.w3.org/TR/annotation-protocol/", "http://www.w3.org/ns/ldp#constrainedBy"),
        }
        assert response["ETag"]
        assert {"Accept", "Prefer"} <= set(response["Vary"].split(", "))
        assert {"GET", "HEAD", "OPTIONS"} <= set(response["Allow"].split(", "))

    def test_that_of_an_article_takes_new_ones(self, ask, container):
        for method in ("GET", "HEAD", "OPTIONS"):
            response = ask(method, container)
            assert "POST" in response["Allow"]
            assert response["Accept-Post"] == PROFILE

    def test_that_of_a_project_takes_none(self, ask, project, article):
        response = ask("POST", f"/api/projects/{project.pk}/annotations/", sent())
        assert (response.status_code, "POST" in response["Allow"]) == (405, False)
        assert "Accept-Post" not in ask("GET", f"/api/projects/{project.pk}/annotations/")

    def test_it_is_a_container_and_a_collection_in_json_ld_without_being_asked(self, ask, place):
        response = ask("GET", place)
        shown = response.json()
        assert response["Content-Type"] == PROFILE
        assert shown["type"] == ["BasicContainer", "AnnotationCollection"]
        assert {"http://www.w3.org/ns/anno.jsonld", "http://www.w3.org/ns/ldp.jsonld"} <= {
            each for each in shown["@context"] if isinstance(each, str)
        }
        assert shown["total"] == 1
        assert response["Content-Location"] == shown["id"] == f"{settings.ADDRESS}{place}?iris=0"

    @pytest.mark.parametrize(
        ("method", "accept", "status"), [("POST", "*/*", 400), ("PATCH", "*/*", 405), ("GET", "text/turtle", 406)]
    )
    def test_what_fails_says_it_too(self, ask, container, method, accept, status):
        response = ask(method, container, b"nonsense", accept=accept)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
        assert ("http://www.w3.org/ns/ldp#BasicContainer", "type") in links(response)
        assert response["ETag"]

    def test_its_etag_changes_with_it(self, ask, container, article, highlight):
        tags = [ask("GET", container)["ETag"]]
        second = a_highlight(article, "Four five")
        tags.append(ask("GET", container)["ETag"])
        second.delete_softly()
        highlight.revise_note("Another.", based_on=1)
        tags.append(ask("GET", container)["ETag"])
        assert len({*tags}) == 3


class TestPreferences:
    """Sections 4.2.1 to 4.2.4."""

    def test_minimal_holds_no_annotations(self, ask, container, highlight):
        response = ask("GET", container, prefer=preferring(MINIMAL))
        shown = response.json()
        assert shown["total"] == 1
        assert shown["first"] == f"{settings.ADDRESS}{container}?iris=0&page=0"
        assert "contains" not in shown
        assert response["Preference-Applied"] == "return=representation"

    def test_minimal_with_iris_links_pages_of_iris(self, ask, container, highlight):
        shown = ask("GET", container, prefer=preferring(MINIMAL, IRIS)).json()
        page = ask("GET", path_of(shown["first"])).json()
        assert page["items"] == [f"{settings.ADDRESS}{container}{highlight.key}"]

    def test_iris(self, ask, container, highlight):
        response = ask("GET", container, prefer=preferring(IRIS))
        shown = response.json()
        assert shown["first"]["type"] == "AnnotationPage"
        assert shown["first"]["items"] == [f"{settings.ADDRESS}{container}{highlight.key}"]
        assert response["Content-Location"] == shown["id"] == f"{settings.ADDRESS}{container}?iris=1"

    @pytest.mark.parametrize("prefer", [preferring(DESCRIPTIONS), preferring(IRIS, DESCRIPTIONS), ""])
    def test_descriptions_also_where_nothing_or_both_are_asked(self, ask, container, highlight, prefer):
        shown = ask("GET", container, **({"prefer": prefer} if prefer else {})).json()
        (item,) = shown["first"]["items"]
        assert item["target"]["selector"][-1]["exact"] == "One two"
        assert broken({"@context": shown["@context"], **item}) == []

    def test_what_is_named_in_the_address_is_not_changed_by_a_header(self, ask, container, highlight):
        shown = ask("GET", f"{container}?iris=1", prefer=preferring(DESCRIPTIONS)).json()
        assert isinstance(shown["first"]["items"][0], str)

    def test_of_nothing_there_is_no_page(self, ask, container):
        shown = ask("GET", container).json()
        assert (shown["total"], "first" in shown) == (0, False)


class TestPages:
    """Section 4.3."""

    @pytest.fixture
    def many(self, article, monkeypatch) -> list[str]:
        monkeypatch.setattr(paging, "PAGE", 2)
        longer = an_article(article.project, many_paragraphs(5))
        made = [a_highlight(longer, f"Sentence {number} of") for number in range(1, 6)]
        made[1].delete_softly()
        a_highlight(longer, "1 of the report")
        container = f"{settings.ADDRESS}/api/articles/{longer.pk}/annotations/"
        return [f"{container}{each.key}" for each in longer.annotations.alive().order_by("pk")]

    def test_every_page_is_reached_forth_and_back(self, ask, project, many):
        shown = ask("GET", f"/api/projects/{project.pk}/annotations/", prefer=preferring(IRIS)).json()
        pages, at = [], shown["first"]["id"]
        while at:
            pages.append(ask("GET", path_of(at)).json())
            at = pages[-1].get("next")
        assert [item for page in pages for item in page["items"]] == many
        assert [page["startIndex"] for page in pages] == [0, 2, 4]
        assert [page.get("prev") for page in pages] == [None, pages[0]["id"], pages[1]["id"]]
        assert shown["last"] == pages[-1]["id"]
        for page in pages:
            assert page["type"] == "AnnotationPage"
            assert (page["partOf"]["id"], page["partOf"]["total"]) == (shown["id"], 5)

    def test_the_page_in_the_container_leads_to_the_next(self, ask, project, many):
        first = ask("GET", f"/api/projects/{project.pk}/annotations/").json()["first"]
        assert first["partOf"].endswith("?iris=0")
        assert [item["id"] for item in ask("GET", path_of(first["next"])).json()["items"]] == many[2:4]

    def test_two_full_pages_end_with_the_second(self, ask, project, many):
        Annotation.objects.alive().latest("pk").delete_softly()
        shown = ask("GET", f"/api/projects/{project.pk}/annotations/", prefer=preferring(IRIS)).json()
        last = ask("GET", path_of(shown["last"])).json()
        assert (last["items"], "next" in last) == (many[2:4], False)

    @pytest.mark.parametrize(("query", "status"), [("page=x", 400), ("page=-1", 400), ("page=999999999", 404)])
    def test_what_is_no_page_says_so(self, ask, container, highlight, query, status):
        response = ask("GET", f"{container}?iris=1&{query}")
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
