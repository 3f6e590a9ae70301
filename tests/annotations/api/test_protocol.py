"""The W3C Web Annotation Protocol (https://www.w3.org/TR/annotation-protocol/): each of its musts, by section."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from annotations.api import paging
from annotations.models import Annotation, Operation
from tests.annotations.api.programs import LD, path_of
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


def sent(exact: str = "Four five six", **more) -> dict:
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": more.pop("prefix", "")}
    target = {"source": more.pop("source", "https://news.example/fire"), "selector": selector}
    return {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": target} | more


@pytest.fixture
def container(article) -> str:
    return f"/api/articles/{article.pk}/annotations/"


@pytest.fixture
def highlight(article, owner) -> Annotation:
    return a_highlight(article, "One two", "Claim", note="A note.", by=owner)


@pytest.fixture
def address(container, highlight) -> str:
    return f"{container}{highlight.key}"


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


class TestCreating:
    """Sections 5.1 and 5.2."""

    def test_a_new_one_is_201_under_the_containers_iri(self, ask, container, article, owner):
        body = [
            {"type": "TextualBody", "purpose": "tagging", "value": "Claim"},
            {"type": "TextualBody", "purpose": "tagging", "value": "Brand new"},
            {"type": "TextualBody", "value": "Why."},
        ]
        response = ask("POST", container, sent(body=body))
        made = article.annotations.get()
        assert response.status_code == 201
        assert response["Location"] == response.json()["id"] == f"{settings.ADDRESS}{container}{made.key}"
        assert response["ETag"] == ask("GET", path_of(response["Location"]))["ETag"]
        assert (made.exact, made.note, made.created_by) == ("Four five six", "Why.", owner)
        assert [tag.name for tag in made.tags.all()] == ["Claim", "Brand new"]
        assert Operation.objects.filter(article=article, action=Operation.Action.CREATED, by=owner).count() == 1

    def test_it_gets_an_iri_of_ours_even_if_it_has_one(self, ask, container):
        made = ask("POST", container, sent(id="https://elsewhere.example/1")).json()
        assert made["id"].startswith(settings.ADDRESS + container)

    def test_its_canonical_iri_is_kept_and_never_taken_twice(self, ask, container):
        name = "urn:uuid:6f1c2a52-6b1f-4a57-9c58-3d5f0f2f7d10"
        assert ask("POST", container, sent(canonical=name)).json()["canonical"] == name
        assert ask("POST", container, sent("One two", canonical=name)).status_code == 409
        assert ask("POST", container, sent(canonical="https://elsewhere.example/1")).status_code == 422

    def test_a_slug_is_used_if_it_is_free(self, ask, container):
        slug = "6f1c2a52-6b1f-4a57-9c58-3d5f0f2f7d11"
        first, second, other = (
            ask("POST", container, sent(), slug=each)["Location"] for each in (slug, slug, "my_first_annotation")
        )
        assert first == f"{settings.ADDRESS}{container}{slug}"
        assert len({first, second, other}) == 3

    def test_a_retry_with_the_same_idempotency_key_makes_one(self, ask, container, article):
        answers = [ask("POST", container, sent(), idempotency_key="1") for _ in range(2)]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert article.annotations.count() == 1

    def test_the_prefix_says_which_of_two_places(self, ask, container, article):
        assert ask("POST", container, sent("two", prefix="six, and ")).status_code == 201
        assert article.annotations.get().paragraph == 2
        refused = ask("POST", container, sent("two"))
        assert refused.status_code == 422
        assert "prefix" in refused.json()["detail"]

    def test_a_position_in_a_text_of_ours_decides(self, ask, container, article):
        target = ask("POST", container, sent("two", prefix="six, and ")).json()["target"]
        del target["selector"][1]["prefix"], target["selector"][1]["suffix"]
        made = ask("POST", container, {"type": "Annotation", "target": target})
        assert made.json()["target"]["selector"][0] == target["selector"][0]

    @pytest.mark.parametrize(
        ("data", "status"),
        [
            (b"{", 400),
            (b"\xff", 400),
            (b"[" * 100_000, 400),
            ([], 422),
            ({"type": "Note"}, 422),
            ({"type": "Annotation", "target": "https://news.example/fire"}, 422),
            (sent("not there"), 422),
            (sent(source="https://elsewhere.example/"), 422),
            (sent(bodyValue="x" * 100_001), 422),
            (sent(body="https://elsewhere.example/body"), 422),
            (sent(body={"type": "TextualBody", "value": "Two.", "attest:figure": {"best": 2}}), 422),
            (sent(target=[sent()["target"], sent("One")["target"]]), 422),
            (sent(body={"purpose": "tagging", "value": "x" * 101}), 422),
            (sent(bodyValue="x" * 2**20), 413),
        ],
    )
    def test_what_is_wrong_is_said(self, ask, container, article, data, status):
        response = ask("POST", container, data)
        assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
        assert response.json()["status"] == status
        assert not article.annotations.exists()
        assert not Operation.objects.filter(action=Operation.Action.CODEBOOK, by__isnull=False).exists()

    @pytest.mark.parametrize("kind", ["text/turtle", "application/x-www-form-urlencoded"])
    def test_another_type_is_415(self, ask, container, kind):
        assert ask("POST", container, sent(), content_type=kind).status_code == 415


class TestReplacing:
    """Section 5.3."""

    def changed(self, ask, address, **more) -> tuple[dict, str]:
        response = ask("GET", address)
        return response.json() | more, response["ETag"]

    def test_the_new_state_is_answered_with_200(self, ask, address, highlight, owner):
        body = [{"type": "TextualBody", "purpose": "tagging", "value": "Disputed"}, {"value": "Better."}]
        new, tag = self.changed(ask, address, body=body)
        response = ask("PUT", address, new, if_match=tag)
        assert response.status_code == 200
        assert [each["value"] for each in response.json()["body"]] == ["Disputed", "Better."]
        assert response["ETag"] == ask("GET", address)["ETag"] != tag
        highlight.refresh_from_db()
        assert (highlight.note, highlight.exact) == ("Better.", "One two")

    def test_what_is_left_out_is_gone(self, ask, address, highlight):
        new, tag = self.changed(ask, address)
        del new["body"]
        assert "body" not in ask("PUT", address, new, if_match=tag).json()

    def test_another_quote_moves_it(self, ask, address, highlight):
        new, tag = self.changed(ask, address, target=sent()["target"])
        moved = ask("PUT", address, new, if_match=tag).json()
        assert moved["target"]["selector"][1]["exact"] == "Four five six"
        assert Operation.objects.latest("pk").action == Operation.Action.MOVED

    def test_what_is_sent_as_it_came_changes_nothing(self, ask, address, highlight):
        new, tag = self.changed(ask, address)
        before = Operation.objects.count()
        response = ask("PUT", address, new, if_match=tag)
        assert (response.status_code, response["ETag"], Operation.objects.count()) == (200, tag, before)

    def test_a_stale_one_is_412_with_what_is_there(self, ask, address, highlight):
        new, tag = self.changed(ask, address)
        highlight.revise_note("Theirs.", based_on=1)
        response = ask("PUT", address, new | {"body": {"value": "Mine."}}, if_match=tag)
        assert response.status_code == 412
        assert response.json()["current"]["body"][-1]["value"] == "Theirs."
        assert response["ETag"] == ask("GET", address)["ETag"]

    def test_without_if_match_it_is_428(self, ask, address):
        assert ask("PUT", address, self.changed(ask, address)[0]).status_code == 428

    def test_a_tag_that_compression_made_weak_is_known(self, ask, address):
        new, tag = self.changed(ask, address)
        assert ask("PUT", address, new, if_match=f"W/{tag}").status_code == 200

    @pytest.mark.parametrize(
        "change",
        [{"id": "https://elsewhere.example/1"}, {"canonical": "urn:uuid:1"}, sent(source="https://a.example/")],
    )
    def test_its_names_and_its_article_stay(self, ask, address, change):
        new, tag = self.changed(ask, address)
        assert ask("PUT", address, new | change, if_match=tag).status_code == 409

    def test_figures_stay_and_are_not_changed_here(self, ask, address, highlight):
        highlight.retag(highlight.article.project.tags.get(name="Casualty figure"), present=True)
        highlight.figures.all().delete()
        highlight.figures.create(raw="two", best=2)
        new, tag = self.changed(ask, address)
        tampered = [body | ({"attest:figure": {"best": 9}} if "attest:figure" in body else {}) for body in new["body"]]
        assert ask("PUT", address, new | {"body": tampered}, if_match=tag).status_code == 409
        assert ask("PUT", address, new | {"body": new["body"][:2]}, if_match=tag).status_code == 200
        assert highlight.figures.get().best == 2

    def test_all_of_it_is_one_operation_and_undone_as_one(self, ask, address, highlight, owner):
        before = ask("GET", address)
        done = Operation.objects.count()
        new = sent(body=[{"type": "TextualBody", "purpose": "tagging", "value": "Disputed"}, {"value": "Other."}])
        assert ask("PUT", address, new, if_match=before["ETag"]).status_code == 200
        assert Operation.objects.count() == done + 1
        Operation.objects.latest("pk").undo(owner)
        after = ask("GET", address).json()
        assert {**after, "modified": ""} == {**before.json(), "modified": ""}
        Operation.objects.by_hand().latest("pk").redo(owner)
        assert ask("GET", address).json()["target"]["selector"][1]["exact"] == "Four five six"


class TestDeleting:
    """Section 5.4."""

    def test_it_is_204_and_gone_from_its_container(self, ask, container, address, highlight, owner):
        response = ask("DELETE", address, if_match=ask("GET", address)["ETag"])
        assert (response.status_code, response.content) == (204, b"")
        assert ask("GET", container).json()["total"] == 0
        operation = Operation.objects.latest("pk")
        assert (operation.action, operation.by) == (Operation.Action.DELETED, owner)

    def test_its_iri_is_not_used_again(self, ask, container, address, highlight):
        ask("DELETE", address)
        assert ask("POST", container, sent(), slug=str(highlight.key))["Location"] != settings.ADDRESS + address

    def test_a_stale_one_is_412(self, ask, address, highlight):
        tag = ask("GET", address)["ETag"]
        highlight.revise_note("Theirs.", based_on=1)
        assert ask("DELETE", address, if_match=tag).status_code == 412
        assert ask("GET", address).status_code == 200
