"""Whether all of an annotation that was sent can be kept: what could not is refused, and never lost in silence."""

from __future__ import annotations

from typing import Any

from reader.problems import Problem

EVIDENCE = ("attest:figure", "attest:claim", "attest:relation")


def checked(payload: Any) -> dict[str, Any]:
    """Return what was sent, if it is one Web Annotation that we can keep whole. Raises Problem."""
    kinds = payload.get("type") if isinstance(payload, dict) else None
    if "Annotation" not in (kinds if isinstance(kinds, list) else [kinds]):
        raise Problem(422, "Send one Web Annotation: a JSON object whose “type” is “Annotation”.")
    found: dict[str, Any] = payload
    if len(many(found.get("target"))) != 1:
        raise Problem(422, "Send one target: an annotation is of one passage here.")
    for target in many(found["target"]):
        if isinstance(target, dict) and any(not _is_typed(each) for each in many(target.get("selector"))):
            raise Problem(422, "A selector is an object whose “type” is a word: “TextQuoteSelector”.")
    if not isinstance(found.get("bodyValue", ""), str):
        raise Problem(422, "“bodyValue” is a text.")
    for body in many(found.get("body")):
        is_text = isinstance(body, dict) and isinstance(body.get("value"), str)
        if not is_text and not is_evidence(body):
            raise Problem(422, "A body is an object with a “value”: only texts and tags are kept here.")
    return found


def checked_row(payload: Any) -> dict[str, Any]:
    """Return what was sent, if it is a row as Hypothesis has them. Raises Problem."""
    if not isinstance(payload, dict):
        raise Problem(422, "Send a JSON object: “uri”, “target”, “text”, “tags”.")
    tags = payload.get("tags", [])
    if not isinstance(payload.get("text", ""), str):
        raise Problem(422, "“text” is a text.")
    if not isinstance(tags, list) or any(not isinstance(tag, str) for tag in tags):
        raise Problem(422, "“tags” is a list of texts.")
    targets = payload.get("target", [])
    if not isinstance(targets, list) or len(targets) > 1:
        raise Problem(422, "“target” is a list of one: a highlight is of one passage here.")
    for target in targets:
        if isinstance(target, dict) and any(not _is_typed(each) for each in many(target.get("selector"))):
            raise Problem(422, "A selector is an object whose “type” is a word: “TextQuoteSelector”.")
    return payload


def is_evidence(body: Any) -> bool:
    """Say whether a body is a figure, a claim or a relation of ours."""
    return isinstance(body, dict) and any(name in body for name in EVIDENCE)


def evidence_of(payload: dict[str, Any]) -> list[Any]:
    return [body for body in many(payload.get("body")) if is_evidence(body)]


def many(value: Any) -> list[Any]:
    """Return one or several values of JSON-LD as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_typed(selector: Any) -> bool:
    return isinstance(selector, dict) and isinstance(selector.get("type"), str)
