"""Claims: read when they are tagged, said from their form, and what other passages make of them."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from annotations.models import Claim, Operation
from annotations.models.claim import State
from annotations.models.history import Overtaken
from annotations.models.relation import relate
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article

HTMX = {"HX-Request": "true"}
SAYS = "“Nobody was inside,” said Colonel Ivo Marr"
DENIES = "The union denied that"


@pytest.fixture
def client(owner, client_of):
    return client_of(owner)


@pytest.fixture
def article(project, owner):
    text = f"{SAYS}, a spokesman for the coastguard. {DENIES}, and had counted three."
    return an_article(project, ["The store burned.", text, "Ships lay outside."], by=owner, published="2024-03-12")


@pytest.fixture
def claim(article, owner) -> Claim:
    return a_highlight(article, SAYS, "Claim", by=owner).claim


def state_of(claim: Claim) -> str:
    return Claim.objects.with_state().get(pk=claim.pk).state


class TestReading:
    def test_it_is_read_when_a_highlight_is_tagged(self, claim):
        assert (claim.source_name, claim.source_type, claim.factuality) == ("Colonel Ivo Marr", "official", "CT+")
        assert [(part.name, part.text) for part in claim.parts] == [
            ("source", "Colonel Ivo Marr"),
            ("cue", "said"),
            ("content", "“Nobody was inside,”"),
        ]
        text = claim.annotation.version.text
        assert all(text[part.start : part.end] == part.text for part in claim.parts)

    def test_nothing_read_is_a_claim_all_the_same(self, article, owner):
        made = a_highlight(article, "Ships lay outside", "Claim", by=owner)
        assert made.claim.source_name == ""

    def test_what_a_person_said_outlasts_the_tag(self, claim, owner):
        tag = claim.annotation.article.project.tags.get(kind="claim")
        claim.change({"place": "the quay"}, by=owner)
        claim.annotation.retag(tag, present=False, by=owner)
        assert not Claim.objects.shown().exists()
        claim.annotation.retag(tag, present=True, by=owner)
        assert Claim.objects.shown().get().place == "the quay"

    def test_parts_go_with_the_highlight_to_another_version(self, claim, article, owner):
        blocks = article.current.blocks
        article.publish([blocks[1], *blocks[2:]], snapshot=article.snapshots.get(), cause="imported", by=owner)
        now = Claim.objects.get(pk=claim.pk)
        assert now.annotation.start == 0
        assert [now.annotation.version.text[part.start : part.end] for part in now.parts] == [
            part.text for part in now.parts
        ]

    def test_a_part_whose_words_are_gone_has_no_place(self, claim):
        claim.source_text = "Colonel Somebody Else"
        assert claim.parts[0].start is None


class TestForm:
    def post(self, client, claim, **changed):
        said = {name: value for name, value in claim.values.items() if value is not None}
        data = {**said, "seen": json.dumps(claim.values), **changed}
        return client.post(reverse("claim", args=[claim.pk]), data, headers=HTMX)

    def test_it_is_saved_and_undone(self, client, claim, owner):
        response = self.post(client, claim, place="the quay", responsibility="suspected", date_from="2024-03-11")
        assert response.status_code == 200
        claim.refresh_from_db()
        assert (claim.place, claim.responsibility, str(claim.date_from)) == ("the quay", "suspected", "2024-03-11")
        Operation.objects.last_done(owner, claim.annotation.article.project).undo(owner)
        claim.refresh_from_db()
        assert (claim.place, claim.date_from) == ("", None)

    def test_words_are_found_in_the_article_nearest_to_the_highlight(self, client, claim):
        assert self.post(client, claim, source_text="a spokesman for the coastguard").status_code == 200
        claim.refresh_from_db()
        assert claim.parts[0].text == "a spokesman for the coastguard"
        assert claim.parts[0].start is not None

    def test_words_that_are_not_there_are_told_and_not_saved(self, client, claim):
        response = self.post(client, claim, source_text="the harbour master")
        assert response.status_code == 422
        assert "not in the article" in response.content.decode()
        claim.refresh_from_db()
        assert claim.source_text == "Colonel Ivo Marr"

    @pytest.mark.parametrize(
        "changed",
        [
            {"review_url": "javascript:alert(1)"},
            {"date_to": "2024-03-12"},
            {"factuality": "sure"},
            {"source_name": "x" * 201},
        ],
    )
    def test_what_cannot_be_is_not_saved(self, client, claim, changed):
        assert self.post(client, claim, **changed).status_code == 422
        assert Claim.objects.get(pk=claim.pk).values == claim.values

    def test_of_two_people_none_replaces_the_others_words_unasked(self, client, claim, coder):
        seen = json.dumps(claim.values)
        Claim.objects.get(pk=claim.pk).change({"place": "the quay"}, by=coder)
        response = self.post(client, claim, place="the store", seen=seen)
        assert response.status_code == 409
        assert "the quay" in response.content.decode()
        assert Claim.objects.get(pk=claim.pk).place == "the quay"

    def test_a_viewer_reads_it_and_has_no_form(self, claim, viewer, client_of):
        page = page_of(client_of(viewer).get(claim.annotation.get_absolute_url()))
        assert page.xpath("//section[@class='claims']//form") == []
        assert "Colonel Ivo Marr (official)" in words_of(page.xpath("//section[@class='claims']")[0])

    def test_days_are_in_order_whoever_writes_them(self, claim):
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(date_from="2024-03-12", date_to="2024-03-11")

    def test_a_highlight_tagged_in_bulk_is_read_when_it_is_asked_for(self, client, article, owner):
        made = a_highlight(article, DENIES, by=owner)
        made.tags.add(article.project.tags.get(kind="claim"))
        assert b"Say who claims it" in client.get(made.get_absolute_url()).content
        assert client.post(reverse("claim_addition", args=[made.pk]), headers=HTMX).status_code == 200
        assert made.__class__.objects.get(pk=made.pk).claim.factuality == "CT-"


class TestState:
    @pytest.mark.parametrize(
        ("answers", "state"),
        [
            ([], State.UNDISPUTED),
            ([("confirms", "")], State.UNDISPUTED),
            ([("concedes", "whole")], State.UNDISPUTED),
            ([("disputes", "number")], State.IN_PART),
            ([("disputes", "number"), ("disputes", "whole")], State.DISPUTED),
            ([("disputes", "")], State.DISPUTED),
            ([("disputes", ""), ("supersedes", "")], State.SUPERSEDED),
        ],
    )
    def test_it_follows_from_what_answers_it(self, claim, article, owner, answers, state):
        other = a_highlight(article, DENIES, "Disputed", by=owner)
        for kind, scope in answers:
            relate(other, claim.annotation, kind, scope=scope, by=owner)
        assert state_of(claim) == state

    def test_what_a_claim_disputes_itself_is_not_against_it(self, claim, article, owner):
        relate(claim.annotation, a_highlight(article, DENIES, by=owner), "disputes", by=owner)
        assert state_of(claim) == State.UNDISPUTED

    def test_a_deleted_passage_disputes_nothing_until_it_is_back(self, claim, article, owner):
        other = a_highlight(article, DENIES, by=owner)
        relate(other, claim.annotation, "disputes", by=owner)
        operation = other.delete_softly(by=owner)
        assert state_of(claim) == State.UNDISPUTED
        operation.undo(owner)
        assert state_of(claim) == State.DISPUTED


class TestPages:
    @pytest.fixture
    def disputed(self, claim, article, owner):
        other = a_highlight(article, DENIES, "Disputed", by=owner)
        relate(other, claim.annotation, "disputes", scope="number", who="the union", by=owner)
        return claim

    def test_a_claims_page_has_the_passages_that_answer_it(self, client, disputed):
        page = page_of(client.get(reverse("claim", args=[disputed.pk])))
        assert words_of(page.xpath("//p[@class='claim-head']/span[1]")[0]) == "Disputed in part"
        (answer,) = page.xpath("//ol[@class='answers']/li")
        assert "Disputes" in words_of(answer)
        assert DENIES in words_of(answer)
        assert "the union" in words_of(answer)

    def test_they_stand_in_order_of_time(self, client, project, claim, owner):
        for day in ("2024-03-15", "2024-03-13", "2024-03-14T08:00:00+01:00"):
            later = an_article(project, [f"It was otherwise on {day}."], by=owner, published=day, title=day)
            relate(a_highlight(later, "It was otherwise", by=owner), claim.annotation, "disputes", by=owner)
        page = page_of(client.get(reverse("claim", args=[claim.pk])))
        days = page.xpath("//ol[@class='answers']/li//time/@datetime")
        assert days == sorted(days)
        assert len(days) == 3

    def test_a_resolution_is_recorded_with_its_reasons(self, client, disputed):
        said = {name: value for name, value in disputed.values.items() if value is not None}
        data = {**said, "resolution": "preferred source", "resolution_reasons": "Names were published."}
        assert client.post(reverse("claim", args=[disputed.pk]), data).status_code == 302
        page = words_of(page_of(client.get(reverse("claim", args=[disputed.pk]))).xpath("//main")[0])
        assert "One source is preferred: Names were published." in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", 2),
            ("?state=disputed+in+part", 1),
            ("?state=undisputed", 1),
            ("?state=superseded", 0),
            ("?source_name=MARR", 1),
            ("?source_type=official", 1),
            ("?place=QUAY", 1),
            ("?since=2024-03-12&until=2024-03-12", 1),
            ("?since=2024-03-10&until=2024-03-11", 1),
            ("?since=2024-03-13", 0),
            ("?q=nobody+inside", 1),
            ("?q=nobody+outside", 0),
        ],
    )
    def test_the_table_is_narrowed_by_its_address(self, client, project, article, disputed, owner, query, shown):
        other = a_highlight(article, "Ships lay outside", "Claim", by=owner).claim
        other.change({"place": "the Quay", "date_from": "2024-03-11"}, by=owner)
        page = page_of(client.get(reverse("claims", args=[project.pk]) + query))
        assert len(page.xpath("//table[@class='claims-table']/tbody/tr")) == shown

    @pytest.mark.parametrize("query", ["?state=nonsense", "?since=yesterday", "?since=2024-03-13&until=2024-03-12"])
    def test_a_filter_that_is_none_says_so(self, client, project, claim, query):
        page = page_of(client.get(reverse("claims", args=[project.pk]) + query))
        assert page.xpath("//form[@class='claims-filter']//*[@class='error']")

    def test_before_there_are_any_it_says_how_to_make_one(self, client, project):
        assert b"tag it <strong>Claim</strong>" in client.get(reverse("claims", args=[project.pk])).content

    def test_others_projects_claims_are_not_shown(self, stranger, client_of, claim, project):
        assert client_of(stranger).get(reverse("claims", args=[project.pk])).status_code == 404

    def test_hostile_words_are_words(self, client, project, claim, owner):
        claim.change({"source_name": "<script>alert(1)</script>", "resolution_reasons": "<b>x</b>"}, by=owner)
        for path in (reverse("claims", args=[project.pk]), reverse("claim", args=[claim.pk])):
            page = page_of(client.get(path))
            assert page.xpath("//script[contains(., 'alert')]") == []


def test_a_claim_that_somebody_changed_since_is_not_taken_back(claim, owner, coder):
    operation = claim.change({"place": "the quay"}, by=owner)
    Claim.objects.get(pk=claim.pk).change({"place": "the store"}, by=coder)
    with pytest.raises(Overtaken):
        operation.undo(owner)
    assert Claim.objects.get(pk=claim.pk).place == "the store"
