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


@pytest.mark.parametrize(
    "text",
    [
        "If the dam broke, up to 3,000 people could be killed.",
        "Engineers fear that as many as 200 people might die in a flood.",
        "Had the driver not braked, 12 would have been killed.",
        "The film, in which 40 people are killed, opens on Friday.",
        "In the novel, a detective finds 3 bodies in a cellar.",
        "The exercise simulated an attack in which 50 people were wounded.",
        "The team has five injured players for the match on Sunday.",
        "Police are looking for 3 missing paintings.",
        "The goalkeepers killed 3 penalties.",
        "The cuts killed two projects.",
        "The doctor would not give a number of dead.",
    ],
)
def test_what_may_happen_or_was_invented_is_not_suggested(text: str) -> None:
    assert of_kind(Kind.FIGURE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Up to 300 people could have died in the collapse, officials said.",
        "As many as 60 migrants may have drowned.",
        "More than 20 miners could be missing.",
        "Hundreds are feared dead.",
        "30 missing across the province",
        "30 missing hours after the storm",
        "At a film festival a gunman killed four people.",
        "Two players were injured when the bus overturned.",
        "A car bomb killed a policeman and six passers-by.",
    ],
)
def test_what_is_feared_to_have_happened_is(text: str) -> None:
    assert len(of_kind(Kind.FIGURE, text)) == 1


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
