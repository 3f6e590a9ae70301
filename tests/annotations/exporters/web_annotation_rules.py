"""What the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/, 23 February 2017) says MUST be.

Written from the recommendation, section by section; `broken(…)` returns in words what of it a JSON object breaks.
What the model leaves free is not looked at, and nor is what has to be fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")  # RFC 3987, with what no part of one may hold
MOMENT = re.compile(
    r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
)
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # BCP 47, the shape
MEDIA_TYPE = re.compile(r"(application|audio|example|image|multipart|text|video|model|font|message)/[\w.+-]+(;.*)?")
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip  # section 3.3.5
SELECTORS = {
    "FragmentSelector", "CssSelector", "XPathSelector", "TextQuoteSelector", "TextPositionSelector",
    "DataPositionSelector", "SvgSelector", "RangeSelector",
}  # fmt: skip  # section 4.2
AGENTS = {"Person", "Organization", "Software"}  # section 3.3.2
Said = Iterator[str]


def broken(annotation: Any) -> list[str]:
    """Return which MUST of sections 3 and 4 an annotation breaks."""
    if not isinstance(annotation, dict):
        return ["3.1 an annotation is an object"]
    return [*_annotation(annotation), *_lifecycle(annotation, "annotation")]


def broken_collection(collection: Any) -> list[str]:
    """Return which MUST of section 5 a collection breaks, with its embedded page and the annotations on it."""
    return [*_collection(collection)]


def many(value: Any) -> list[Any]:
    """One value or several: JSON-LD tells them apart by nothing."""
    return value if isinstance(value, list) else [value]


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and bool(IRI.fullmatch(value))


def _annotation(it: dict[str, Any]) -> Said:
    yield from _context(it, "3.1")
    if not is_iri(it.get("id")):
        yield "3.1 exactly one id, an IRI"
    if "Annotation" not in many(it.get("type")):
        yield "3.1 one type or more, Annotation among them"
    if not many(it.get("target", [])):
        yield "3.1 one target or more"
    if "body" in it and "bodyValue" in it:
        yield "3.2.5 no bodyValue beside body"
    if "bodyValue" in it and not isinstance(it["bodyValue"], str):
        yield "3.2.5 bodyValue is one string"
    for motivation in many(it.get("motivation", [])):
        if motivation not in MOTIVATIONS and not is_iri(motivation):
            yield f"3.3.5 {motivation!r} is no motivation"
    yield from _identified(it)
    for body in many(it.get("body", [])):
        yield from _resource(body, "body")
    for target in many(it.get("target", [])):
        yield from _resource(target, "target")


def _identified(it: dict[str, Any]) -> Said:
    yield from ("3.3.6 rights is an IRI" for value in many(it.get("rights", [])) if not is_iri(value))
    for name in ("canonical", "via"):
        yield from (f"3.3.7 {name} is an IRI" for value in many(it.get(name, [])) if not is_iri(value))
    if len(many(it.get("canonical", []))) > 1:
        yield "3.3.7 one canonical at most"


def _context(it: dict[str, Any], section: str) -> Said:
    values = many(it.get("@context", []))
    if CONTEXT not in values:
        yield f"{section} the context of the model is there"
    elif values[0] != CONTEXT:
        yield f"{section} the context of the model is the first"


def _resource(it: Any, where: str) -> Said:
    """A body or a target: an IRI, an external resource, a textual body or a specific resource (section 3.2)."""
    if isinstance(it, str):
        if not is_iri(it):
            yield f"3.2 a {where} that is a string is an IRI"
        return
    if not isinstance(it, dict):
        yield f"3.2 a {where} is an IRI or an object"
        return
    is_text, is_specific = "value" in it, "source" in it
    if not (is_text or is_specific or "id" in it or "items" in it):
        yield f"3.2.1 a {where} has an id, or a value, or a source"
    if "id" in it and not is_iri(it["id"]):
        yield f"3.2.1 the id of a {where} is an IRI"
    if where == "target" and is_text:
        yield "3.2.4 a textual body is no target"
    if is_text:
        yield from _textual_body(it)
    if is_specific:
        yield from _specific(it)
    elif {"selector", "state"} & it.keys():
        yield "4 what has a selector or a state has a source"
    if "items" in it and (is_text or is_specific):
        yield f"3.2.7 a {where} of several has neither a value nor a source, and of what has one there are no items"
    if is_text and is_specific:
        yield f"4 a specific resource has no value ({where})"
    if "purpose" in it and not (is_text or is_specific):
        yield f"3.3.5 a {where} that is an external resource, or several, has no purpose"
    yield from _described(it, where)
    yield from _identified(it)
    yield from _lifecycle(it, where)


def _textual_body(it: dict[str, Any]) -> Said:
    if not isinstance(it["value"], str):
        yield "3.2.4 a textual body has exactly one value, a string"
    if "TextualBody" not in many(it.get("type", [])):
        yield "3.2.4 a textual body says its type"
    for purpose in many(it.get("purpose", [])):
        if purpose not in MOTIVATIONS and not is_iri(purpose):
            yield f"3.3.5 {purpose!r} is no purpose"


def _described(it: dict[str, Any], where: str) -> Said:
    yield from (f"3.2.1 {each!r} is no media type ({where})" for each in many(it.get("format", []))
                if not (isinstance(each, str) and MEDIA_TYPE.fullmatch(each)))  # fmt: skip
    for name in ("language", "processingLanguage"):
        yield from (f"3.2.1 {each!r} is no {name} ({where})" for each in many(it.get(name, []))
                    if not (isinstance(each, str) and LANGUAGE.fullmatch(each)))  # fmt: skip
    if len(many(it.get("processingLanguage", []))) > 1:
        yield "3.2.1 one processingLanguage at most"
    if "textDirection" in it and it["textDirection"] not in ("ltr", "rtl", "auto"):
        yield "3.2.1 textDirection is ltr, rtl or auto"


def _specific(it: dict[str, Any]) -> Said:
    sources = many(it["source"])
    if len(sources) != 1 or not is_iri(sources[0]["id"] if isinstance(sources[0], dict) else sources[0]):
        yield "4 a specific resource has exactly one source, an IRI"
    yield from ("4.4 a styleClass is a string" for each in many(it.get("styleClass", [])) if not isinstance(each, str))
    for selector in many(it.get("selector", [])):
        if not is_iri(selector):
            yield from _selector(selector)
    for state in many(it.get("state", [])):
        if not is_iri(state):
            yield from _state(state)


def _selector(it: Any) -> Said:
    kind = it.get("type") if isinstance(it, dict) else None
    if not isinstance(kind, str) or kind not in SELECTORS:
        yield f"4.2 {kind!r} is no type of a selector"
    elif kind in ("TextPositionSelector", "DataPositionSelector"):
        for name in ("start", "end"):
            if type(it.get(name)) is not int or it[name] < 0:
                yield f"4.2.5 exactly one {name}, no negative integer"
        if type(it.get("start")) is type(it.get("end")) is int and it["end"] < it["start"]:
            yield "4.2.5 the end is not before the start"
    elif kind == "TextQuoteSelector":
        if not isinstance(it.get("exact"), str):
            yield "4.2.4 exactly one exact, a string"
        for name in ("prefix", "suffix"):
            if name in it and not isinstance(it[name], str):
                yield f"4.2.4 one {name} at most, a string"
    elif kind == "SvgSelector" and ("value" in it) == ("id" in it):
        yield "4.2.7 an SVG is there by its value or its id"
    elif kind == "RangeSelector":
        yield from (f"4.2.8 exactly one {name}" for name in ("startSelector", "endSelector") if name not in it)
    elif kind in ("FragmentSelector", "CssSelector", "XPathSelector") and not isinstance(it.get("value"), str):
        yield f"4.2 a {kind} has exactly one value, a string"
    yield from _refined(it)


def _refined(it: Any) -> Said:
    """What a selector or a state is refined by is a selector or a state (sections 4.2.9, 4.3.3), or its IRI."""
    for each in many(it.get("refinedBy", [])) if isinstance(it, dict) else ():
        kind = each.get("type") if isinstance(each, dict) else None
        if not is_iri(each):
            yield from _state(each) if kind in ("TimeState", "HttpRequestState") else _selector(each)


def _state(it: Any) -> Said:
    kind = it.get("type") if isinstance(it, dict) else None
    if kind not in ("TimeState", "HttpRequestState"):
        yield f"4.3 {kind!r} is no type of a state"
    elif kind == "TimeState":
        if "sourceDate" in it and {"sourceDateStart", "sourceDateEnd"} & it.keys():
            yield "4.3.1 no sourceDate beside a start or an end"
        if ("sourceDateStart" in it) != ("sourceDateEnd" in it):
            yield "4.3.1 sourceDateStart and sourceDateEnd come together"
        for name in ("sourceDate", "sourceDateStart", "sourceDateEnd"):
            yield from _moment(it, name, "4.3.1", several=name == "sourceDate")
        yield from (f"4.3.1 {each!r} is no IRI of a copy" for each in many(it.get("cached", [])) if not is_iri(each))
    elif not isinstance(it.get("value"), str):
        yield "4.3.2 a state of a request has exactly one value, a string"
    yield from _refined(it)


def _lifecycle(it: dict[str, Any], where: str) -> Said:
    for name in ("created", "modified", "generated"):
        yield from _moment(it, name, f"3.3.1 ({where})")
    for name in ("creator", "generator"):
        for agent in many(it.get(name, [])):
            yield from _agent(agent, name)


def _moment(it: dict[str, Any], name: str, section: str, *, several: bool = False) -> Said:
    if name not in it:
        return
    if len(many(it[name])) != 1 and not several:
        yield f"{section} one {name} at most"
    for value in many(it[name]):
        if not (isinstance(value, str) and MOMENT.fullmatch(value)):
            yield f"{section} {name} is an xsd:dateTime with a time zone"
        elif not value.endswith("Z"):
            yield f"{section} {name} is in UTC, written as Z"


def _agent(it: Any, where: str) -> Said:
    if isinstance(it, str):
        if not is_iri(it):
            yield f"3.3.2 a {where} that is a string is an IRI"
        return
    if not isinstance(it, dict):
        yield f"3.3.2 a {where} is an IRI or an object"
        return
    if "id" in it and not is_iri(it["id"]):
        yield f"3.3.2 the id of a {where} is an IRI"
    if not AGENTS.intersection(many(it.get("type", []))):
        yield f"3.3.2 a {where} is a person, an organization or software"
    yield from (f"3.3.2 a {name} is a string" for name in ("name", "nickname")
                for value in many(it.get(name, [])) if not isinstance(value, str))  # fmt: skip
    for name in ("email", "homepage"):
        yield from (f"3.3.2 {name} is an IRI" for value in many(it.get(name, [])) if not is_iri(value))


def _collection(it: dict[str, Any]) -> Said:
    yield from _context(it, "5.1")
    if not is_iri(it.get("id")):
        yield "5.1 exactly one id, an IRI"
    if "AnnotationCollection" not in many(it.get("type", [])):
        yield "5.1 one type or more, AnnotationCollection among them"
    yield from ("5.1 a label is a string" for label in many(it.get("label", [])) if not isinstance(label, str))
    total = it.get("total")
    if "total" in it and (type(total) is not int or total < 0):
        yield "5.1 one total at most, no negative integer"
    if total and "first" not in it:
        yield "5.1 a collection that is not empty has a first page"
    if "last" in it and not is_iri(it["last"]):
        yield "5.1 the last page is an IRI"
    yield from _lifecycle(it, "collection")
    yield from _identified(it)
    first = it.get("first")
    if isinstance(first, dict):
        yield from _page(first, it)
        if "next" not in first and total is not None and len(first.get("items", [])) != total:
            yield "5.1 the total is how many annotations there are"
    elif first is not None and not is_iri(first):
        yield "5.1 the first page is an IRI or a page"


def _page(it: dict[str, Any], collection: dict[str, Any]) -> Said:
    if not is_iri(it.get("id")):
        yield "5.2 exactly one id, an IRI"
    if "AnnotationPage" not in many(it.get("type", [])):
        yield "5.2 one type or more, AnnotationPage among them"
    if it.get("partOf", collection.get("id")) != collection.get("id"):
        yield "5.2 the page is part of its collection"
    if "startIndex" in it and (type(it["startIndex"]) is not int or it["startIndex"] < 0):
        yield "5.2 one startIndex at most, no negative integer"
    for name in ("next", "prev"):
        if name in it and not is_iri(it[name]):
            yield f"5.2 {name} is an IRI"
    yield from _lifecycle(it, "page")
    yield from _identified(it)
    items = it.get("items")
    if not isinstance(items, list) or not items:
        yield "5.2 a page has one item or more, in an array"
        return
    for item in items:
        if not is_iri(item):
            yield from broken(item)


# For the test of the rules themselves: a change, and the section that says that it must not be.
Change = Callable[[dict[str, Any]], object]
