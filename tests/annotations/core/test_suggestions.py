"""What a text suggests. The sentences are ours; the reference article is read where ../shared is."""

from pathlib import Path

import pytest

from annotations.core.suggestions import Kind, Suggestion, suggest

REFERENCE = Path(__file__).parents[4] / "shared" / "seed" / "homs-2013.txt"


def of_kind(kind: Kind, text: str, language: str = "en") -> list[Suggestion]:
    return [suggestion for suggestion in suggest(text, language) if suggestion.kind is kind]


def test_a_sentence_with_casualties_is_one_suggestion_with_all_its_figures() -> None:
    text = "The road was closed. A shell killed at least 6 people and wounded dozens."
    (found,) = of_kind(Kind.FIGURE, text)
    assert found.quote == "A shell killed at least 6 people and wounded dozens."
    assert [(figure.raw, figure.effect) for figure in found.figures] == [
        ("at least 6", "killed"),
        ("dozens", "injured"),
    ]
    assert found.rule == "figure.killed"
    assert found.why == "“at least 6” counts people, and “killed” says what befell them."


def test_a_block_is_a_paragraph_of_its_own() -> None:
    found = of_kind(Kind.FIGURE, "Six killed in a raid\nThe town is quiet\n12 people were injured elsewhere.")
    assert [suggestion.quote for suggestion in found] == ["Six killed in a raid", "12 people were injured elsewhere."]


def test_a_quotation_that_is_never_closed_ends_with_its_block() -> None:
    (found,) = of_kind(Kind.CLAIM, "“We left the house at dawn and never went back.\nThe road is closed.")
    assert found.quote == "“We left the house at dawn and never went back."


def test_lines_that_were_broken_at_the_margin_are_joined() -> None:
    text = "The shelling of the town killed\n12 people on Monday.\n\nThe road is closed."
    (found,) = of_kind(Kind.FIGURE, text)
    assert found.quote == "The shelling of the town killed\n12 people on Monday."


@pytest.mark.parametrize(
    "text",
    [
        "About 80,000 people used to live here; 2,000 remain.",
        "Police arrested 40 protesters.",
        "Thousands of people were evacuated.",
        "Hundreds have fled their homes.",
    ],
)
def test_people_who_were_not_killed_injured_or_lost_are_not_suggested(text: str) -> None:
    assert of_kind(Kind.FIGURE, text) == []


def test_a_claim_brings_its_parts() -> None:
    text = "An officer said the town had been taken."
    (found,) = of_kind(Kind.CLAIM, text)
    assert found.claim
    assert [text[slice(*span)] for span in (found.claim.source, found.claim.cue, found.claim.content) if span] == [
        "An officer",
        "said",
        "the town had been taken",
    ]


def test_a_passage_may_be_suggested_as_several_kinds() -> None:
    kinds = {suggestion.kind for suggestion in suggest("The army denied that 12 civilians had been killed.", "en")}
    assert kinds == {Kind.FIGURE, Kind.CLAIM, Kind.DISPUTED}


def test_suggestions_come_in_order_of_place() -> None:
    text = "Six people died. The mayor denied it. “I saw nothing of the sort at all,” he said."
    starts = [suggestion.start for suggestion in suggest(text)]
    assert starts == sorted(starts)


def test_figures_are_suggested_in_other_languages_and_claims_in_english_only() -> None:
    found = suggest("30 Menschen wurden getötet, sagte ein Sprecher.", "de")
    assert [(suggestion.kind, suggestion.figures[0].best) for suggestion in found] == [(Kind.FIGURE, 30)]


def test_an_empty_text_suggests_nothing() -> None:
    assert suggest("") == []


@pytest.mark.skipif(not REFERENCE.exists(), reason="../shared with the reference article is not here")
class TestReferenceArticle:
    text = REFERENCE.read_text(encoding="utf-8") if REFERENCE.exists() else ""

    def test_no_casualty_figure_is_suggested(self) -> None:
        assert of_kind(Kind.FIGURE, self.text) == []

    def test_the_officers_claim_is_suggested(self) -> None:
        claims = [claim for suggestion in of_kind(Kind.CLAIM, self.text) if (claim := suggestion.claim)]
        assert any(claim.source and "officer" in self.text[slice(*claim.source)] for claim in claims)

    def test_the_activists_dispute_is_suggested(self) -> None:
        assert any("activists disputed" in suggestion.quote for suggestion in of_kind(Kind.DISPUTED, self.text))
