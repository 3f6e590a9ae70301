"""Denials and concessions, told from other uses of the same verbs. The sentences are ours."""

import pytest

from annotations.core.disputes import disputes


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The army denied that its guns had fired on the crowd.", "denies"),
        ("The envoy has denied any role in the raid.", "denies"),
        ("He denies the charges, which a court will hear in May.", "denies"),
        ("She denied Omar was telling the truth.", "denies"),
        ("Officials disputed the figure.", "disputes"),
        ("The account is disputed by residents.", "disputes"),
        ("Residents challenged the official account.", "disputes"),
        ("The study cast doubt on the official figures.", "disputes"),
        ("The nurse took issue with the ministry's estimate.", "disputes"),
        ("A police report contradicted the witness.", "contradicts"),
        ("Contrary to reports, the bridge stands.", "contradicts"),
        ("The cabinet rejected the allegations.", "rejects"),
        ("The ministry dismissed that notion.", "rejects"),
        ("The paper was rejected as propaganda.", "rejects"),
        ("He brushed off criticism of the raid.", "rejects"),
        ("She scoffed at the suggestion that the army had fled.", "rejects"),
        ("The rebels conceded that they had lost the town.", "concedes"),
        ("Activists conceded the army had control of the square.", "concedes"),
        ("The captain admitted he had given the order.", "concedes"),
        ("The captain admitted killing two prisoners.", "concedes"),
        ("The company acknowledged the leak.", "concedes"),
        ("“We made mistakes,” the general conceded in an interview.", "concedes"),
        ("His admission that he had lied shocked the court.", "concedes"),
        ("Her description is false, the station said.", "untrue"),
        ("That is simply not true, she said.", "untrue"),
        ("There is no truth to the story, the embassy said.", "untrue"),
        ("“That is a lie,” said the governor.", "untrue"),
        ("The envoy denied Russian involvement in the raid.", "denies"),
        ("No 10 denied the report.", "denies"),
        ("The union's count is at odds with the ministry's.", "contradicts"),
        ("The two accounts differ on the time of the blast.", "contradicts"),
    ],
)
def test_what_was_said_is_disputed_or_conceded(text: str, rule: str) -> None:
    (found,) = disputes(text)
    assert (found.start, found.end, found.rule) == (0, len(text), f"disputed.{rule}")


@pytest.mark.parametrize(
    "text",
    [
        "The guards denied entry to the delegation.",
        "The judge denied her bail.",
        "The soldiers were denied food and water.",
        "They denied the old man a glass of water.",
        "The party rejected the plan.",
        "Parliament dismissed the minister.",
        "The two states dispute the border.",
        "Troops entered the disputed province.",
        "The port is in dispute with its workers over pay.",
        "She conceded the race on Tuesday.",
        "She conceded to her rival on Tuesday.",
        "Those who lose should concede.",
        "The judge dismissed the charges.",
        "They face challenges in making the argument.",
        "The visitors conceded three goals.",
        "The patient was admitted to hospital.",
        "The school admitted 300 students.",
        "He acknowledged the cheers of the crowd.",
        "He did not deny it.",
        "The envoy declined to confirm or deny the report.",
        "They refused to concede that the town was lost.",
        "Does the army deny the report?",
        "The soldiers pushed back the rebels.",
        "It is true that the town fell.",
        "It is not true love, she sang.",
        "The goalkeeper denied Smith twice from close range.",
        "Neither side disputed the score.",
        "No official denied the report.",
        "The paper refuted nothing.",
        "The council rejected claims for flood damage.",
        "The insurer rejected the claim after an inspection.",
        "The twins differ in height.",
        "She is at odds with her landlord.",
    ],
)
def test_other_uses_of_the_same_words_are_no_dispute(text: str) -> None:
    assert disputes(text) == []


def test_a_dispute_says_which_word_and_why() -> None:
    text = "Nobody came. The army denied the report."
    (found,) = disputes(text)
    assert (text[slice(*found.cue)], found.why) == ("denied", "“denied”: somebody declares something untrue.")
