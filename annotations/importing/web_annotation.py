"""Reading W3C Web Annotations: a collection with its first page in it, a page, a list, or a single annotation.

Beyond what we write: a body that is a text alone, `bodyValue`, a target that is one of several, selectors in any order.
What points at no words (a whole page, a picture, an XPath) is no highlight, and is counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from .rows import Evidence, File, Row, UnreadableAnnotations, key_of, moment, quoted, range_of, tag_names, text

FORMAT = "Web Annotation (JSON-LD)"
ELSEWHERE = "is named by its address alone, where nothing was fetched from"
NO_WORDS = "points at no words of a text"


def suits(found: Any) -> bool:
    """Say whether a JSON value is of this format."""
    first = found[0] if isinstance(found, list) and found else found
    kinds = {"Annotation", "AnnotationCollection", "AnnotationPage"}
    return isinstance(first, dict) and bool(kinds.intersection(_strings(first.get("type"))))


def read(found: Any) -> File:
    """Return what a JSON value of this format holds. Raises UnreadableAnnotations."""
    left_out: Counter[str] = Counter()
    rows = []
    for number, item in enumerate(_items(found), start=1):
        if not isinstance(item, dict):
            left_out[ELSEWHERE] += 1
        elif row := _row(item, f"Annotation {number}"):
            rows.append(row)
        else:
            left_out[NO_WORDS] += 1
    return File(FORMAT, rows, dict(left_out))


def _items(found: Any) -> Iterator[Any]:
    if isinstance(found, list):
        yield from found
    elif "Annotation" in _strings(found.get("type")):
        yield found
    else:
        page = found if "AnnotationPage" in _strings(found.get("type")) else found.get("first", {"items": []})
        if not isinstance(page, dict):
            raise UnreadableAnnotations("This collection's pages are elsewhere: save one that holds its annotations.")
        if "next" in page:
            raise UnreadableAnnotations("This is one page of several: save all annotations in one, and bring that in.")
        yield from _many(page.get("items"))


def _row(item: dict[str, Any], where: str) -> Row | None:
    for target in _many(item.get("target")):
        if isinstance(target, dict) and (row := _pointed(item, target, where)):
            return row
    return None


def _pointed(item: dict[str, Any], target: dict[str, Any], where: str) -> Row | None:
    """Return the row of an annotation by one of its targets, or None where that names no words."""
    selectors = {text(each.get("type")): each for each in _many(target.get("selector")) if isinstance(each, dict)}
    quote, place = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    selector = quoted(quote.get("exact"), quote.get("prefix"), quote.get("suffix"))
    state = next((each for each in _many(target.get("state")) if isinstance(each, dict)), {})
    bodies = [each if isinstance(each, dict) else {"value": None} for each in _many(item.get("body"))]
    bodies += [{"value": item["bodyValue"]}] if "bodyValue" in item else []
    if not selector.exact.strip():
        return None
    source = target.get("source")
    source = text(source.get("id") if isinstance(source, dict) else source)
    notes = [text(body.get("value")) for body in bodies if _is_note(body)]
    number = state.get("attest:version")
    name = text(item.get("id")) or json.dumps([source, selector.exact, selector.prefix, selector.suffix, notes])
    return Row(
        where,
        key_of(name),
        source,
        selector,
        range_of(place.get("start"), place.get("end")),
        sha256=text(state.get("attest:sha256")),
        version=number if type(number) is int else 0,
        tags=tag_names([body.get("value") for body in bodies if "tagging" in _strings(body.get("purpose"))], where),
        note="\n\n".join(filter(None, notes)),
        author=_author(item.get("creator")),
        created=moment(item.get("created")),
        modified=moment(item.get("modified")),
        former_exact=text(item.get("attest:formerExact")),
        evidence=_evidence(bodies) if "attest:status" in item else None,
    )


def _is_note(body: dict[str, Any]) -> bool:
    ours = {"attest:figure", "attest:claim", "attest:relation"}
    return "tagging" not in _strings(body.get("purpose")) and not ours & body.keys()


def _evidence(bodies: list[dict[str, Any]]) -> Evidence:
    claims = [body["attest:claim"] for body in bodies if isinstance(body.get("attest:claim"), dict)]
    return Evidence(
        tuple(body["attest:figure"] for body in bodies if isinstance(body.get("attest:figure"), dict)),
        claims[0] if claims else None,
        tuple(
            (key_of(text(body.get("source"))), body["attest:relation"])
            for body in bodies
            if isinstance(body.get("attest:relation"), dict)
        ),
    )


def _author(creator: Any) -> str:
    """Return the name of who made it: what they are called, or the name in their account's address."""
    agent = next((each for each in _many(creator) if each), "")
    if isinstance(agent, dict):
        return text(agent.get("name")) or _author(agent.get("id"))
    said = text(agent)
    return unquote(said.removeprefix("acct:").rpartition("@")[0]) if said.startswith("acct:") else said


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _strings(value: Any) -> list[str]:
    return [each for each in _many(value) if isinstance(each, str)]
