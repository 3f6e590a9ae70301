"""The rules by which passages are suggested, in plain words and with their sources, as docs/suggestions.md has them."""

from __future__ import annotations

from typing import NamedTuple

STANDARDS = "Every Casualty, Standards for Casualty Recording (2016); MUC-4 slot 23"
POLNEAR = "PolNeAR (Newell, Margolin and Ruths 2018)"


class Explanation(NamedTuple):
    """What a rule looks for, and where its words come from."""

    text: str
    source: str


EXPLANATIONS = {
    "figure.killed": Explanation("A sentence with a number of people killed.", STANDARDS),
    "figure.injured": Explanation("A sentence with a number of people injured.", STANDARDS),
    "figure.missing": Explanation("A sentence with a number of people missing.", STANDARDS),
    "figure.undecided": Explanation("A number of casualties, where the words leave open what befell them.", STANDARDS),
    "claim.speech": Explanation(
        "A source, a verb of speech, and what is said.",
        "VerbNet 3.4: say-37.7, tell-37.2, complain-37.8, judgement-33, urge-58.1, promise-37.13",
    ),
    "claim.belief": Explanation(
        "A source, a verb of belief, and what is believed.",
        "VerbNet 3.4: conjecture-29.5, consider-29.9, discover-84",
    ),
    "claim.aim": Explanation(
        "A source, a verb of wish or intent, and what is wanted.", "VerbNet 3.4: want-32.1, long-32.2, admire-31.2"
    ),
    "claim.according-to": Explanation("“According to” names who says so.", POLNEAR),
    "claim.noun": Explanation(
        "A noun of speech, belief or aim with its owner: “his claim that”.", "nouns of VerbNet 3.4's verbs; " + POLNEAR
    ),
    "claim.attitude": Explanation("An adjective of what somebody feels or believes: “was confident that”.", "ours"),
    "claim.quotation": Explanation("A quotation of several words; whose, is left open.", POLNEAR),
    "disputed.denies": Explanation("Somebody declares something untrue.", "WordNet 3.1: deny.v.01"),
    "disputed.disputes": Explanation("Somebody contests what was said.", "senses after WordNet 3.1; the list is ours"),
    "disputed.contradicts": Explanation(
        "One account speaks against another.", "senses after WordNet 3.1; the list is ours"
    ),
    "disputed.rejects": Explanation(
        "A statement or an accusation is rejected, not a plan.", "senses after WordNet 3.1; the list is ours"
    ),
    "disputed.concedes": Explanation("Somebody grants that something is so.", "WordNet 3.1: admit.v.01, concede.v.02"),
    "disputed.untrue": Explanation("Something said is called untrue.", "ours"),
}
