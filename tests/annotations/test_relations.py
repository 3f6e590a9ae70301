"""Relations between passages: made, told on both ends, taken away, undone."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from annotations.models import Operation, Relation
from annotations.models.history import Overtaken
from annotations.models.querysets import NoSuchPassage
from annotations.models.relation import NotRelated, relate
from annotations.relating import MOST, candidates
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, many_paragraphs

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(owner, client_of):
    return client_of(owner)


@pytest.fixture
def article(project, owner):
    return an_article(project, ["Twelve people died.", "The union counts seventeen.", "Many are missing."], by=owner)


@pytest.fixture
def claim(article, owner):
    return a_highlight(article, "Twelve people died", "Claim", by=owner)


@pytest.fixture
def dispute(article, owner):
    return a_highlight(article, "The union counts seventeen", "Disputed", by=owner)


@pytest.fixture
def relation(claim, dispute, owner) -> Relation:
    relate(dispute, claim, "disputes", scope="number", who="the union", note="At the hospital", by=owner)
    return Relation.objects.get()


class TestMaking:
    def test_it_is_undone_and_done_again(self, relation, project, owner):
        said = relation.values
        for _ in range(2):
            Operation.objects.last_done(owner, project).undo(owner)
            assert not Relation.objects.exists()
            Operation.objects.last_undone(owner, project).redo(owner)
            assert Relation.objects.get().values == said

    def test_the_same_passage_disputes_one_thing_and_concedes_another(self, relation, claim, dispute, owner):
        relate(dispute, claim, "concedes", scope="extent", by=owner)
        assert Relation.objects.of(claim).count() == 2

    def test_not_twice_not_to_itself_and_not_across_projects(self, relation, claim, dispute, owner):
        with pytest.raises(NotRelated):
            relate(dispute, claim, "disputes", scope="number", by=owner)
        with pytest.raises(NotRelated):
            relate(claim, claim, "confirms", by=owner)
        elsewhere = type(claim.article.project).objects.start("Elsewhere", by=owner)
        foreign = a_highlight(an_article(elsewhere, ["Other words."], by=owner), "Other", by=owner)
        with pytest.raises(NotRelated):
            relate(foreign, claim, "disputes", by=owner)

    def test_not_to_what_is_deleted(self, claim, dispute, owner):
        claim.delete_softly(by=owner)
        with pytest.raises(NoSuchPassage):
            relate(dispute, claim, "disputes", by=owner)

    def test_the_database_keeps_a_passage_from_itself(self, claim):
        with pytest.raises(IntegrityError), transaction.atomic():
            Relation.objects.create(annotation=claim, target=claim, kind="disputes")

    def test_a_relation_made_anew_meanwhile_stops_the_undo_of_its_removal(self, relation, claim, dispute, owner, coder):
        removal = relation.remove(by=owner)
        relate(dispute, claim, "disputes", scope="number", by=coder)
        with pytest.raises(Overtaken):
            removal.undo(owner)
        assert Relation.objects.count() == 1


class TestViews:
    def test_both_cards_tell_it(self, client, relation):
        card = page_of(client.get(relation.annotation.get_absolute_url()))
        (told,) = card.xpath("//section[@class='relations']//li")
        assert words_of(told).startswith("disputes (the number) Twelve people died according to the union")
        card = page_of(client.get(relation.target.get_absolute_url()))
        (told,) = card.xpath("//section[@class='relations']//li")
        assert words_of(told).startswith("disputed by (the number) The union counts seventeen")

    def test_it_is_made_from_the_form(self, client, claim, dispute):
        data = {"target": claim.pk, "kind": "disputes", "scope": "number", "who": "the union", "note": ""}
        response = client.post(reverse("relations", args=[dispute.pk]), data, headers=HTMX)
        assert response.status_code == 200
        assert "annotation:related" in response["HX-Trigger"]
        assert Relation.objects.get().values == {
            "target_id": claim.pk, "kind": "disputes", "scope": "number", "who": "the union", "note": "",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "data",
        [{"kind": "disputes"}, {"kind": "likes"}, {"kind": "disputes", "target": "0"}, {"kind": "", "target": "x"}],
    )
    def test_what_cannot_be_is_told(self, client, dispute, data):
        assert client.post(reverse("relations", args=[dispute.pk]), data, headers=HTMX).status_code == 422
        page = client.post(reverse("relations", args=[dispute.pk]), data)
        assert page.status_code == 422
        assert b'role="alert"' in page.content

    def test_a_passage_of_another_project_is_not_there(self, client, dispute, stranger):
        theirs = type(dispute.article.project).objects.start("Theirs", by=stranger)
        foreign = a_highlight(an_article(theirs, ["Other words."], by=stranger), "Other", by=stranger)
        data = {"target": foreign.pk, "kind": "disputes"}
        assert client.post(reverse("relations", args=[dispute.pk]), data, headers=HTMX).status_code == 422
        assert not Relation.objects.exists()

    def test_it_is_taken_away_from_either_end_and_comes_back(self, client, relation, project, owner):
        path = reverse("relation_removal", args=[relation.pk])
        assert client.post(path, {"on": relation.target_id}, headers=HTMX).status_code == 200
        assert not Relation.objects.exists()
        Operation.objects.last_done(owner, project).undo(owner)
        assert Relation.objects.get().pk == relation.pk

    def test_the_page_of_the_other_end_hears_of_it(self, client, claim, dispute, owner):
        change = claim.changes.latest("pk").pk
        relate(dispute, claim, "disputes", by=owner)
        seen = {"Attest-Seen": f"{claim.version.number}.{change + 1}.{claim.pk}"}
        answer = client.get(reverse("news", args=[claim.article_id]), headers={**HTMX, **seen})
        assert "disputed by" in answer.content.decode()

    def test_history_tells_it_on_both(self, client, relation):
        for annotation in (relation.annotation, relation.target):
            page = client.get(reverse("annotation_history", args=[annotation.pk])).content.decode()
            assert "changed a relation" in page

    def test_the_margin_has_those_of_the_article_and_to_it(self, client, project, relation, owner):
        other = an_article(project, ["Later the number was confirmed."], by=owner, title="Later")
        relate(a_highlight(other, "the number was confirmed", by=owner), relation.target, "confirms", by=owner)
        lines = page_of(client.get(reverse("relation_lines", args=[relation.target.article_id])))
        assert [item.get("data-kind") for item in lines.xpath("//li")] == ["disputes", "confirms"]

    def test_hostile_words_are_words(self, client, claim, dispute, owner):
        relate(dispute, claim, "disputes", who="<img src=x onerror=alert(1)>", note="<script>1</script>", by=owner)
        page = page_of(client.get(claim.get_absolute_url()))
        assert page.xpath("//img | //section[@class='relations']//script") == []


class TestCandidates:
    def test_the_articles_claims_come_first_then_its_others_then_the_projects(self, project, claim, dispute, owner):
        other = an_article(project, ["A later claim.", "A later word."], by=owner)
        later = a_highlight(other, "A later claim", "Claim", by=owner)
        word = a_highlight(other, "A later word", by=owner)
        missing = a_highlight(claim.article, "Many are missing", by=owner)
        assert candidates(dispute) == [claim, missing, later, word]

    def test_all_words_must_be_in_quote_or_note(self, claim, dispute, owner):
        claim.revise_note("Names WERE read out", based_on=1, by=owner)
        assert candidates(dispute, "PEOPLE names") == [claim]
        assert candidates(dispute, "people absent") == []

    def test_so_many_and_no_more_in_as_many_queries(self, project, owner, django_assert_num_queries):
        article = an_article(project, many_paragraphs(MOST + 5), by=owner)
        made = [a_highlight(article, f"Sentence {i} of", "Claim", by=owner) for i in range(1, MOST + 6)]
        with django_assert_num_queries(2):
            assert len(candidates(made[0])) == MOST

    def test_the_search_answers_with_them(self, client, claim, dispute):
        path = reverse("relations", args=[dispute.pk])
        answer = client.get(path, {"q": "twelve"}, headers=HTMX).content.decode()
        assert "Twelve people died" in answer
        assert "No other highlight" in client.get(path, {"q": "nonsense"}, headers=HTMX).content.decode()
