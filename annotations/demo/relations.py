"""What the sample project's passages say of each other: who disputes whom, and what of it."""

from __future__ import annotations

from dataclasses import dataclass

from annotations.models import Relation

from .highlights import COURIER, LEDGER

Passage = tuple[str, str]  # the file of its article, and the words that its highlight begins with

TOLL: Passage = (COURIER.file, "killed at least 12 people, the Interior Ministry said")
DRONE: Passage = (COURIER.file, "“The warehouse was struck by an armed drone")


@dataclass(frozen=True)
class SampleRelation:
    """From the passage that answers to the one that it is about."""

    passage: Passage
    kind: Relation.Kind
    about: Passage
    scope: Relation.Scope
    who: str
    note: str = ""


RELATIONS = (
    SampleRelation(
        (COURIER.file, "The Sarrow Coast Monitor, a volunteer group"),
        Relation.Kind.DISPUTES,
        TOLL,
        Relation.Scope.NUMBER,
        "Sarrow Coast Monitor",
        "Between 17 and 21, where the ministry has a floor of 12.",
    ),
    SampleRelation(
        (LEDGER.file, "killed at least 12 people and injured 31"),
        Relation.Kind.CONFIRMS,
        TOLL,
        Relation.Scope.NUMBER,
        "Interior Ministry",
        "The same source on the evening before: it counts once.",
    ),
    SampleRelation(
        (COURIER.file, "We did fire on the naval barracks"),
        Relation.Kind.DISPUTES,
        DRONE,
        Relation.Scope.WHOLE,
        "Sarrow Front",
    ),
    SampleRelation(
        (LEDGER.file, "it kept no drones within 30 kilometres"),
        Relation.Kind.DISPUTES,
        DRONE,
        Relation.Scope.RESPONSIBILITY,
        "Sarrow Front",
        "Narrower than what the Courier has.",
    ),
)
