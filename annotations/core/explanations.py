"""The rules by which passages are suggested, in plain words and with their sources, as docs/suggestions.md has them."""

from __future__ import annotations

from typing import NamedTuple

from .translation import gettext_noop

STANDARDS = "Every Casualty, Standards for Casualty Recording (2016); MUC-4 slot 23"
POLNEAR = "PolNeAR (Newell, Margolin and Ruths 2018)"


class Explanation(NamedTuple):
    """What a rule looks for, and where its words come from."""

    text: str
    source: str


EXPLANATIONS = {
    "figure.killed": Explanation(gettext_noop("A sentence with a number of people killed."), STANDARDS),
    "figure.injured": Explanation(gettext_noop("A sentence with a number of people injured."), STANDARDS),
    "figure.missing": Explanation(gettext_noop("A sentence with a number of people missing."), STANDARDS),
    "figure.undecided": Explanation(
        gettext_noop("A number of casualties, where the words leave open what befell them."), STANDARDS
    ),
    "claim.speech": Explanation(
        gettext_noop("A source, a verb of speech, and what is said."),
        "VerbNet 3.4: say-37.7, tell-37.2, complain-37.8, judgement-33, urge-58.1, promise-37.13",
    ),
    "claim.belief": Explanation(
        gettext_noop("A source, a verb of belief, and what is believed."),
        "VerbNet 3.4: conjecture-29.5, consider-29.9, discover-84",
    ),
    "claim.aim": Explanation(
        gettext_noop("A source, a verb of wish or intent, and what is wanted."),
        "VerbNet 3.4: want-32.1, long-32.2, admire-31.2",
    ),
    "claim.according-to": Explanation(gettext_noop("“According to” names who says so."), POLNEAR),
    "claim.noun": Explanation(
        gettext_noop("A noun of speech, belief or aim with its owner: “his claim that”."),
        "nouns of VerbNet 3.4's verbs; " + POLNEAR,
    ),
    "claim.attitude": Explanation(
        gettext_noop("An adjective of what somebody feels or believes: “was confident that”."), "ours"
    ),
    "claim.quotation": Explanation(gettext_noop("A quotation of several words; whose, is left open."), POLNEAR),
    "disputed.denies": Explanation(gettext_noop("Somebody declares something untrue."), "WordNet 3.1: deny.v.01"),
    "disputed.disputes": Explanation(
        gettext_noop("Somebody contests what was said."), "senses after WordNet 3.1; the list is ours"
    ),
    "disputed.contradicts": Explanation(
        gettext_noop("One account speaks against another."), "senses after WordNet 3.1; the list is ours"
    ),
    "disputed.rejects": Explanation(
        gettext_noop("A statement or an accusation is rejected, not a plan."),
        "senses after WordNet 3.1; the list is ours",
    ),
    "disputed.concedes": Explanation(
        gettext_noop("Somebody grants that something is so."), "WordNet 3.1: admit.v.01, concede.v.02"
    ),
    "disputed.untrue": Explanation(gettext_noop("Something said is called untrue."), "ours"),
}
