"""What an article suggests to its coders: shown, accepted, dismissed, undone. Nothing of it counts before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.core.explanations import EXPLANATIONS
from annotations.models import Annotation, Dismissal, Operation
from annotations.suggesting import EVERYTHING, NoSuchSuggestion, accept, dismiss, offers
from tests.answers import page_of, words_of
from tests.builders import a_highlight, an_article, paragraph

FIGURE = "A shell killed at least 6 farmers and wounded dozens."
CLAIM = "The road is open again, an officer said."
DISPUTE = "Activists disputed that account on Monday."
QUIET = "The town lies on a river."


@pytest.fixture
def article(project, owner):
    return an_article(project, [QUIET, FIGURE, CLAIM, DISPUTE], by=owner)


def suggested(article):
    article.refresh_from_db()
    return [(offer.tag.name, article.current.text[offer.start : offer.end]) for offer in offers(article)]


ALL = [("Casualty figure", FIGURE), ("Claim", CLAIM[:-1]), ("Claim", DISPUTE[:-1]), ("Disputed", DISPUTE)]


def key_of(article, name, words=""):
    (found,) = [o for o in offers(article) if o.tag.name == name and words in o.suggestion.quote]
    return found.key


class TestWhatIsSuggested:
    def test_sentences_that_look_like_evidence_each_with_its_tag(self, article):
        assert suggested(article) == ALL

    def test_not_what_is_highlighted_with_a_tag_of_the_kind(self, article, owner):
        a_highlight(article, "at least 6 farmers", "Casualty figure", by=owner)
        a_highlight(article, "The road is open", "Claim", by=owner)
        assert suggested(article) == ALL[2:]

    def test_a_highlight_of_another_kind_or_a_deleted_one_changes_nothing(self, article, owner):
        a_highlight(article, FIGURE, "Disputed", by=owner)
        a_highlight(article, "an officer said", "Claim", by=owner).delete_softly(by=owner)
        assert suggested(article) == ALL

    def test_of_two_claims_with_one_source_the_other_stays(self, project, owner):
        both = an_article(project, ["An officer said the road was open, adding that the bridge had fallen."])
        first, second = suggested(both)
        a_highlight(both, first[1], "Claim", by=owner)
        assert suggested(both) == [second]

    def test_no_kind_that_the_codebook_has_no_tag_of(self, article, project):
        project.tags.filter(kind="claim").delete()
        assert {name for name, _ in suggested(article)} == {"Casualty figure", "Disputed"}

    def test_no_archived_tag(self, article, project):
        tag = project.tags.get(kind="disputed")
        tag.archived = True
        tag.save()
        assert {name for name, _ in suggested(article)} == {"Casualty figure", "Claim"}

    def test_a_block_in_another_language_is_read_in_it(self, project):
        german = paragraph("30 Menschen wurden getötet, sagte ein Sprecher.")
        object.__setattr__(german, "language", "de")
        assert suggested(an_article(project, [QUIET, german])) == [("Casualty figure", german.text)]

    def test_offsets_count_code_points(self, project):
        article = an_article(project, ["Smoke 🔥🚒 over the quay.", FIGURE])
        assert suggested(article) == [("Casualty figure", FIGURE)]

    def test_an_article_without_text_suggests_nothing(self, project):
        assert suggested(an_article(project, [paragraph(FIGURE, cut="an appeal")])) == []

    def test_its_rule_is_explained(self, article):
        assert all(offer.explanation == EXPLANATIONS[offer.suggestion.rule] for offer in offers(article))

    def test_a_claims_parts_are_its_words(self, article):
        (claim,) = [offer for offer in offers(article) if offer.key == key_of(article, "Claim", "officer")]
        assert claim.parts == {"source": "an officer", "cue": "said", "content": "The road is open again,"}
        assert claim.stance == ["official", "certain"]


class TestAccepting:
    def test_makes_a_highlight_with_its_numbers_read(self, article, owner):
        made = accept(article, key_of(article, "Casualty figure"), by=owner)
        assert (made.exact, [tag.name for tag in made.tags.all()]) == (FIGURE, ["Casualty figure"])
        assert [(figure.raw, figure.effect) for figure in made.figures.all()] == [
            ("at least 6", "killed"),
            ("dozens", "injured"),
        ]
        assert ALL[0] not in suggested(article)

    def test_makes_a_claim_with_its_parts(self, article, owner):
        made = accept(article, key_of(article, "Claim", "officer"), by=owner)
        assert (made.claim.source_text, made.claim.cue_text) == ("an officer", "said")

    def test_gives_the_tag_to_a_highlight_of_the_very_passage(self, article, owner, coder):
        there = a_highlight(article, FIGURE, "Disputed", by=owner)
        assert accept(article, key_of(article, "Casualty figure"), by=coder) == there
        assert {tag.name for tag in there.tags.all()} == {"Casualty figure", "Disputed"}

    def test_is_undone(self, article, project, owner):
        accept(article, key_of(article, "Casualty figure"), by=owner)
        Operation.objects.last_done(owner, project, article).undo(owner)
        assert (suggested(article), Annotation.objects.alive().count()) == (ALL, 0)

    def test_twice_makes_one_highlight(self, article, owner, coder):
        key = key_of(article, "Casualty figure")
        accept(article, key, by=owner)
        with pytest.raises(NoSuchSuggestion):
            accept(article, key, by=coder)
        assert Annotation.objects.count() == 1


class TestDismissing:
    def test_keeps_it_away(self, article, owner):
        dismiss(article, key_of(article, "Disputed"), by=owner)
        assert suggested(article) == ALL[:3]

    def test_is_undone_and_done_again(self, article, project, owner):
        dismiss(article, key_of(article, "Disputed"), by=owner)
        Operation.objects.last_done(owner, project, article).undo(owner)
        assert suggested(article) == ALL
        Operation.objects.last_undone(owner, project, article).redo(owner)
        assert suggested(article) == ALL[:3]

    def test_everything_is_one_operation(self, article, project, owner):
        dismiss(article, EVERYTHING, by=owner)
        assert suggested(article) == []
        Operation.objects.last_done(owner, project, article).undo(owner)
        assert suggested(article) == ALL

    def test_a_kind_is_dismissed_at_once(self, article, owner):
        dismiss(article, "claim casualty-figure", by=owner)
        assert suggested(article) == ALL[3:]

    def test_holds_for_a_later_version_of_the_text(self, project, owner):
        blocks = [QUIET, paragraph("Sign in.", cut="an appeal"), FIGURE, CLAIM]
        article = an_article(project, blocks, by=owner)
        dismiss(article, key_of(article, "Casualty figure"), by=owner)
        article.restore_block(1, by=owner)
        assert suggested(article) == [("Claim", CLAIM[:-1])]

    def test_is_of_one_of_two_that_say_the_same(self, project, owner):
        twice = an_article(project, ["The mayor denied the report.", QUIET, "Later on the mayor was asked.",
                                     "The mayor denied the report."], by=owner)  # fmt: skip
        first = next(offer for offer in offers(twice) if offer.tag.name == "Disputed")
        dismiss(twice, first.key, by=owner)
        left = [offer.start for offer in offers(twice) if offer.tag.name == "Disputed"]
        assert left == [twice.current.text.rindex("The mayor denied")]

    def test_what_is_gone_cannot_be_dismissed(self, article, owner):
        with pytest.raises(NoSuchSuggestion):
            dismiss(article, "disputed-0-5", by=owner)
        assert not Dismissal.objects.exists()


class TestBeforeItIsAccepted:
    def test_it_is_in_no_export_and_no_count(self, article, project, owner, client_of):
        client = client_of(owner)
        client.get(reverse("suggestions", args=[article.pk]))
        csv = b"".join(client.get(reverse("csv", args=[project.pk, "exact-data"])).streaming_content)
        assert csv.decode("utf-8-sig").count("\n") == 1  # the header
        assert page_of(client.get(article.get_absolute_url())).get_element_by_id("highlight-count").text == "0"


class TestPages:
    @pytest.fixture
    def client(self, client_of, owner):
        return client_of(owner)

    def path(self, article, name="suggestions"):
        return reverse(name, args=[article.pk])

    def test_the_page_lists_each_with_its_rule_and_reading(self, client, article):
        page = page_of(client.get(self.path(article)))
        first = page.find_class("suggestion")[0]
        assert first.get("aria-label") == "Suggestion: Casualty figure, by rule figure.killed"
        text = words_of(first)
        assert "at least 6: killed, low / best / high 6 / – / –, civilians" in text
        assert "“at least 6” counts people, and “killed” says what befell them." in text
        assert "MUC-4 slot 23" in text
        assert "4 suggestions" in words_of(page)

    def test_the_reading_page_gets_a_tick_and_a_card_for_each(self, client, article):
        response = client.get(self.path(article), headers={"HX-Request": "true"})
        fragment = response.content.decode()
        assert (fragment.count("<template>"), fragment.count("suggestion-tick tint-")) == (4, 4)
        assert 'aria-label="Suggestion: Disputed, by rule disputed.disputes: Activists disputed' in fragment
        assert response["Vary"].count("HX-Request") == 1

    def test_the_number_of_queries_does_not_grow(self, client, article, project, django_assert_num_queries):
        many = an_article(project, [f"A shell killed {i} people, a doctor said." for i in range(2, 40)])
        client.get(self.path(article))
        with CaptureQueriesContext(connection) as few:
            client.get(self.path(article), headers={"HX-Request": "true"})
        with django_assert_num_queries(len(few)):
            client.get(self.path(many), headers={"HX-Request": "true"})

    def test_the_page_shows_one_kind(self, client, article):
        page = page_of(client.get(self.path(article), {"kind": "claim"}))
        assert len(page.find_class("suggestion")) == 2
        assert [words_of(link) for link in page.xpath("//nav[@aria-label='Kinds']//a")] == [
            "All",
            "Claim (2)",
            "Disputed (1)",
            "Casualty figure (1)",
        ]
        assert page.xpath("//button[text()='Dismiss all']/@value") == ["claim"]

    def test_without_script_a_form_accepts_and_dismisses(self, client, article):
        data = {"version": 1, "suggestion": key_of(article, "Casualty figure")}
        answer = client.post(self.path(article, "suggestion_acceptances"), data, follow=True)
        assert "Highlighted: Casualty figure." in words_of(page_of(answer))
        data["suggestion"] = key_of(article, "Disputed")
        answer = client.post(self.path(article, "suggestion_dismissals"), data, follow=True)
        assert "2 suggestions" in words_of(page_of(answer))

    def test_an_acceptance_is_answered_as_a_highlight_is(self, client, article):
        data = {"version": 1, "suggestion": key_of(article, "Casualty figure")}
        answer = client.post(
            self.path(article, "suggestion_acceptances"), data, headers={"HX-Request": "true", "Attest-Seen": "1.0."}
        )
        assert "<mark" in answer.content.decode()
        assert {"annotation:created", "annotations:changed"} <= set(answer["HX-Trigger"].replace('"', " ").split())

    def test_a_dismissal_offers_to_be_undone(self, client, article):
        data = {"version": 1, "suggestion": EVERYTHING}
        answer = client.post(self.path(article, "suggestion_dismissals"), data, headers={"HX-Request": "true"})
        text = answer.content.decode()
        assert "4 suggestions dismissed." in text
        assert reverse("operation_undo", args=[Operation.objects.latest("pk").pk]) in text
        client.post(reverse("operation_undo", args=[Operation.objects.latest("pk").pk]))
        assert suggested(article) == ALL

    @pytest.mark.parametrize("name", ["suggestion_acceptances", "suggestion_dismissals"])
    def test_what_was_decided_meanwhile_is_told(self, client, article, name, coder):
        data = {"version": 1, "suggestion": key_of(article, "Disputed")}
        dismiss(article, data["suggestion"], by=coder)
        answer = client.post(self.path(article, name), data, headers={"HX-Request": "true"})
        assert (answer.status_code, b"meanwhile" in answer.content) == (409, True)

    @pytest.mark.parametrize("name", ["suggestion_acceptances", "suggestion_dismissals"])
    @pytest.mark.parametrize("data", [{}, {"version": 7}, {"version": "x"}, {"version": 1, "suggestion": "x" * 99}])
    def test_a_page_of_another_version_changes_nothing(self, client, article, name, data):
        data = {"suggestion": key_of(article, "Disputed"), **data}
        answer = client.post(self.path(article, name), data, headers={"HX-Request": "true"})
        assert (answer.status_code, suggested(article)) == (409, ALL)

    def test_a_viewer_is_offered_none(self, client_of, viewer, article):
        page = page_of(client_of(viewer).get(article.get_absolute_url()))
        assert page.xpath("//*[@id='suggest'] | //*[@id='suggestions']") == []
