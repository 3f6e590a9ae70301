"""W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as JSON-LD: one AnnotationCollection with one page.

A tag is a TextualBody for `tagging`, the note one for `commenting`; a figure and a claim are one for `describing`,
whose value says it in words and whose `attest:figure` or `attest:claim` in fields; a relation is a SpecificResource for
`linking`, the other annotation, with `attest:relation`. Offsets count code points of the canonical text (section
4.2.5), of which the state names the version. What the model has no word for is under our own prefix:
docs/export-formats.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext_noop

from annotations.models import Annotation, Claim, Figure
from annotations.models.evidence import Evidence

from .documents import ATTEST, account, made, source, utc
from .format import Format, Selection
from .gathering import tags_of
from .people import People
from .print_pages import printed_page

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"
CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"attest": f"urn:uuid:{ATTEST}#"}]


def write(selection: Selection) -> Iterator[bytes]:
    """Yield the collection as JSON, an annotation a line. A cut-off file does not parse."""
    project = selection.project
    name = f"urn:uuid:{uuid5(ATTEST, f'collection/{project.pk}/{project.created_at.isoformat()}')}"
    page = f"{name}#annotations"
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": project.name}
    first = {"id": page, "type": "AnnotationPage", "partOf": name, "startIndex": 0}
    yield _open(head).encode()
    total = 0
    for page_of in made(selection):
        if page_of:
            before = ",\n" if total else f',\n"first": {_open(first)},\n"items": [\n'
            lines = ",\n".join(_json(as_json(annotation, selection.people)) for annotation in page_of)
            yield (before + lines).encode()
            total += len(page_of)
    # A page holds one annotation or more (section 5.2): of nothing there is none.
    ends = f'\n]}},\n"last": {_json(page)}' if total else ""
    yield f'{ends},\n"total": {total}\n}}\n'.encode()


def as_json(annotation: Annotation, people: People) -> dict[str, Any]:
    """Return one annotation (as `documents.whole` reads it) as a JSON-LD object that stands for itself."""
    bodies = list(_bodies(annotation))
    author = people.name(annotation.created_by and annotation.created_by.username)
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{annotation.key}",
        "type": "Annotation",
        "motivation": sorted({body["purpose"] for body in bodies}) or ["highlighting"],
        **({"creator": {"id": account(author), "type": "Person", "name": author}} if author else {}),
        "created": utc(annotation.created_at),
        "modified": utc(annotation.updated_at),
        **({"body": bodies} if bodies else {}),
        "target": _target(annotation),
        "attest:status": annotation.status,
        **({"attest:formerExact": annotation.former_exact} if annotation.former_exact else {}),
    }


def _bodies(annotation: Annotation) -> Iterator[dict[str, Any]]:
    for tag in tags_of(annotation):
        yield _body(tag.name, "tagging")
    if annotation.note:
        yield _body(annotation.note, "commenting")
    evidence: Any = annotation  # with its evidence: see `documents.whole`
    for figure in evidence.said_figures:
        if fields := as_fields(figure):
            yield _body(in_words(figure), "describing") | {"attest:figure": fields}
    claim = evidence.said_claim
    if claim and (fields := as_fields(claim)):
        yield _body(claim_in_words(claim, annotation), "describing") | {"attest:claim": fields}
    for relation in evidence.said_relations:
        other = {"type": "SpecificResource", "purpose": "linking", "source": f"urn:uuid:{relation.target.key}"}
        yield other | {"attest:relation": as_fields(relation)}


def _body(value: str, purpose: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _target(annotation: Annotation) -> dict[str, Any]:
    version, quote = annotation.version, annotation.selector
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
    ]
    if annotation.position:
        place = {"start": annotation.position.start, "end": annotation.position.end}
        selectors.insert(0, {"type": "TextPositionSelector", **place})
    if page := printed_page(
        annotation
    ):  # as the model's table of fragments has it (section 4.2.1); RFC 8118 says the same
        selectors.append({"type": "FragmentSelector", "conformsTo": PDF_FRAGMENT, "value": f"page={page}"})
    return {
        "type": "SpecificResource",
        "source": source(annotation.article),
        "selector": selectors,
        "state": {
            "type": "TimeState",
            "sourceDate": utc(version.snapshot.created_at),
            "attest:version": version.number,
            "attest:sha256": version.sha256,
        },
        "attest:title": annotation.article.title,
    }


def in_words(figure: Figure) -> str:
    """Return what a figure says, for who reads no fields: `about 12 killed (10–14)`, `at least 12 killed`."""
    low, best, high = figure.low, figure.best, figure.high
    spread = f"{'?' if low is None else low}–{'?' if high is None else high}"
    if best is not None:
        number = str(best)
    elif low is None:
        number = figure.raw if high is None else f"at most {high}"
    else:
        number = f"at least {low}" if high is None else spread if high != low else str(low)
    is_spread = best is not None and {low, high} - {None, best}
    said = (
        "about" if figure.approximate else "",
        number,
        figure.get_effect_display().lower(),
        f"({spread})" if is_spread else "",
    )
    return " ".join(filter(None, said)) or "a figure"


def claim_in_words(claim: Claim, annotation: Annotation) -> str:
    """Return who says what, as far as it is known."""
    return f"{claim.source_name or claim.source_text or '?'}: {claim.content_text or annotation.exact}"


def evidence_in_words(annotation: Annotation) -> list[str]:
    """Return what is said of a highlight (as `documents.whole` reads it) beside tags and note, a line each."""
    evidence: Any = annotation
    said = [in_words(figure) for figure in evidence.said_figures]
    if evidence.said_claim and evidence.said_claim.source_name:
        said.append(claim_in_words(evidence.said_claim, annotation))
    for relation in evidence.said_relations:
        beside = ", ".join(filter(None, (relation.get_scope_display().lower(), relation.who, relation.note)))
        said.append(f"{relation.get_kind_display()} “{relation.target.exact}”{f' ({beside})' if beside else ''}")
    return said


def printed_on(annotation: Annotation) -> str:
    """Return the page of print that a highlight is on, in words: `p. 3`."""
    page = printed_page(annotation)
    return f"p. {page}" if page else ""


def as_fields(evidence: Evidence) -> dict[str, Any]:
    """Return what is said of a figure, a claim or a relation, by the names of its fields; what is not said, and keys
    of the database, are left out."""
    values = evidence.kept.items()
    return {name: value for name, value in values if not name.endswith("_id") and value not in (None, "", False)}


def _open(values: dict[str, Any]) -> str:
    """Return an object as JSON without the brace that ends it."""
    return _json(values)[:-1]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMAT = Format(
    suffix=".jsonld",
    content_type=CONTENT_TYPE,
    title=gettext_noop("Web Annotation (JSON-LD)"),
    label=gettext_noop("JSON-LD"),
    description=gettext_noop(
        "The W3C’s standard for annotations: for other annotation tools, and to bring them in here again."
    ),
    write=write,
    stem="web-annotations",
)
