"""The W3C Web Annotation Protocol: annotations made, replaced and deleted."""

from __future__ import annotations

import pytest
from django.conf import settings

from annotations.models import Operation
from tests.annotations.api.programs import path_of, sent


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
