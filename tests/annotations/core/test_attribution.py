"""Who says what. The sentences are ours."""

import pytest

from annotations.core.attribution import attributions

Parts = tuple[str | None, str, str]


def parts(text: str) -> list[Parts]:
    return [
        (text[slice(*found.source)] if found.source else None, text[slice(*found.cue)], text[slice(*found.content)])
        for found in attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said the bridge was closed.",
            ("The mayor", "said", "the bridge was closed"),
        ),
        (
            "“The bridge is closed,” said the mayor.",
            ("the mayor", "said", "“The bridge is closed,”"),
        ),
        (
            "“The bridge is closed,” the mayor said on Monday.",
            ("the mayor", "said", "“The bridge is closed,”"),
        ),
        (
            "The bridge is closed, officials said.",
            ("officials", "said", "The bridge is closed,"),
        ),
        (
            "Lena Marou, a spokeswoman for the port, denied that the ship had been hit.",
            ("Lena Marou, a spokeswoman for the port", "denied", "that the ship had been hit"),
        ),
        (
            "According to the ministry, the road is open.",
            ("the ministry", "According to", "the road is open"),
        ),
        (
            "The road is open, according to the ministry.",
            ("the ministry", "according to", "The road is open"),
        ),
        (
            "The general has repeatedly accused the rebels of shelling the town.",
            ("The general", "has repeatedly accused", "the rebels of shelling the town"),
        ),
        (
            "Activists believe dozens are still under the rubble.",
            ("Activists", "believe", "dozens are still under the rubble"),
        ),
        (
            "The government wants to reopen the crossing.",
            ("The government", "wants", "to reopen the crossing"),
        ),
        (
            "The governor was confident that the truce would hold.",
            ("The governor", "was confident", "that the truce would hold"),
        ),
        (
            "His claim that the town had fallen came at noon.",
            ("His", "claim", "that the town had fallen came at noon"),
        ),
        (
            "A survey showed that most residents had left.",
            ("A survey", "showed", "that most residents had left"),
        ),
        (
            "The attack was announced by the army.",
            ("the army", "was announced", "The attack"),
        ),
        (
            "Witnesses told the paper that the blast shook the town.",
            ("Witnesses", "told", "that the blast shook the town"),
        ),
        (
            "Asked about the raid, the minister said he knew nothing.",
            ("the minister", "said", "he knew nothing"),
        ),
        (
            "It was not clear who fired first, two officials told reporters.",
            ("two officials", "told", "It was not clear who fired first,"),
        ),
        (
            "The army claims the rebels fled.",
            ("The army", "claims", "the rebels fled"),
        ),
        (
            "A witness described seeing smoke over the docks.",
            ("A witness", "described", "seeing smoke over the docks"),
        ),
        (
            "Neighbours, however, insist the house was empty.",
            ("Neighbours", "insist", "the house was empty"),
        ),
        (
            "It raised the figure after the search and warned that it could rise again.",
            ("It", "warned", "that it could rise again"),
        ),
        (
            "In a statement, the group warned of more attacks.",
            ("the group", "warned", "of more attacks"),
        ),
    ],
)
def test_source_cue_and_content_are_told_apart(text: str, expected: Parts) -> None:
    assert parts(text) == [expected]


def test_several_cues_in_a_sentence_are_attributions_of_their_own() -> None:
    text = "The rebels disputed the report, saying fighting went on, but conceded the square was lost."
    assert parts(text) == [
        ("The rebels", "disputed", "the report"),
        ("The rebels", "saying", "fighting went on"),
        ("The rebels", "conceded", "the square was lost"),
    ]


def test_of_nested_attributions_only_the_outermost_is_marked() -> None:
    assert parts("She said he believed the town was safe.") == [("She", "said", "he believed the town was safe")]


def test_a_quotation_over_several_sentences_is_one_content() -> None:
    assert parts("“We heard shots. Then it was quiet for an hour,” he said.") == [
        ("he", "said", "“We heard shots. Then it was quiet for an hour,”")
    ]


def test_a_long_quotation_without_a_cue_has_no_source() -> None:
    assert parts("“We left the house at dawn and never went back.”") == [
        (None, "“", "“We left the house at dawn and never went back.”")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The convoy left at dawn.",
        "The blast claimed 5 lives.",
        "The “Red House” was rebuilt.",
        "The report is 40 pages long.",
        "A well-known road leads to the port.",
        "Prices and claims rose.",
        "He added 3 rooms to the house.",
        "The report was published on Tuesday.",
        "The court heard the case in June.",
        "The union called a strike for Friday.",
        "He told a joke.",
        "The army advised by Cuban officers held the ridge.",
    ],
)
def test_plain_sentences_attribute_nothing(text: str) -> None:
    assert attributions(text) == []


def test_an_attribution_says_which_rule_fired() -> None:
    (found,) = attributions("The mayor said the bridge was closed.")
    assert (found.rule, found.why) == ("claim.speech", "“said” is a verb of speech.")
