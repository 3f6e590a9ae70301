"""Annotations in the words of the W3C and of Hypothesis."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType


class WebAnnotation(Struct):
    """A Web Annotation (https://www.w3.org/TR/annotation-model/), of a passage of an article."""

    id: str
    type: str
    created: datetime
    modified: datetime
    target: dict[str, Any]
    canonical: str = ""
    body: list[dict[str, Any]] = []


class NewWebAnnotation(Struct):
    """A Web Annotation to be kept: one that cannot be kept whole is refused."""

    type: Literal["Annotation"]
    target: dict[str, Any] | list[dict[str, Any]]
    body: dict[str, Any] | list[dict[str, Any]] | UnsetType = UNSET
    id: str | UnsetType = UNSET
    canonical: str | UnsetType = UNSET


class Container(Struct):
    """A container of the protocol, or a page of it."""

    id: str
    type: str | list[str]


class WebAnnotations(Struct):
    """What came in: the IRIs of those that were made, and how many were here already."""

    made: list[str]
    known: int


class HypothesisRow(Struct):
    """An annotation as Hypothesis has them: https://h.readthedocs.io/en/latest/api-reference/v1/."""

    id: str
    created: datetime
    updated: datetime
    user: str
    uri: str
    text: str
    tags: list[str]
    group: str
    target: list[dict[str, Any]]


class HypothesisRows(Struct):
    """A part of what a search has found, and how many there are."""

    total: int
    rows: list[HypothesisRow]


class HypothesisDeleted(Struct):
    """What was deleted."""

    id: str
    deleted: bool


class NewHypothesisRow(Struct):
    """A row to be made, or what is to be otherwise of one; members that are not named here are not read."""

    uri: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    tags: list[str] | UnsetType = UNSET
    group: str | UnsetType = UNSET
    target: list[dict[str, Any]] | UnsetType = UNSET
