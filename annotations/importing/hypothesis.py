"""Reading Hypothesis JSON: the answer of its search, ours or its own, or the rows alone.

Notes on a whole page and replies are no highlights: they are counted. Hypothesis counts positions in UTF-16 of the page
itself, so that of its own rows the quote decides.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from .rows import File, Row, UnreadableAnnotations, key_of, moment, quoted, range_of, tag_names, text

FORMAT = "Hypothesis JSON"
NO_WORDS = "is a note on a whole page"
REPLY = "is a reply to another one"


def suits(found: Any) -> bool:
    """Say whether a JSON value is of this format."""
    rows = found.get("rows") if isinstance(found, dict) else found
    if not isinstance(rows, list) or (not rows and rows is found):
        return False
    return all(isinstance(row, dict) and "uri" in row and "target" in row for row in rows[:5])


def read(found: Any) -> File:
    """Return what a JSON value of this format holds. Raises UnreadableAnnotations."""
    left_out: Counter[str] = Counter()
    rows = []
    for number, item in enumerate(found["rows"] if isinstance(found, dict) else found, start=1):
        where = f"Row {number}"
        if not isinstance(item, dict):
            raise UnreadableAnnotations(f"{where} is no annotation: export the file from Hypothesis anew.")
        if item.get("references"):
            left_out[REPLY] += 1
        elif row := _row(item, where):
            rows.append(row)
        else:
            left_out[NO_WORDS] += 1
    return File(FORMAT, rows, dict(left_out))


def _row(item: dict[str, Any], where: str) -> Row | None:
    target = next(_objects(item.get("target")), {})
    selectors = {text(each.get("type")): each for each in _objects(target.get("selector"))}
    quote, place = selectors.get("TextQuoteSelector", {}), selectors.get("TextPositionSelector", {})
    selector = quoted(quote.get("exact"), quote.get("prefix"), quote.get("suffix"))
    if not selector.exact.strip():
        return None
    ours = item["attest"] if isinstance(item.get("attest"), dict) else {}
    tags = item.get("tags")
    number = ours.get("version")
    uri = text(item.get("uri"))
    return Row(
        where,
        _key(text(item.get("id")) or json.dumps([uri, selector.exact, selector.prefix, item.get("text")])),
        uri,
        selector,
        range_of(place.get("start"), place.get("end")),
        sha256=text(ours.get("sha256")),
        version=number if type(number) is int else 0,
        tags=tag_names(tags if isinstance(tags, list) else [], where),
        note=text(item.get("text")),
        author=unquote(text(item.get("user")).removeprefix("acct:").rpartition("@")[0]),
        created=moment(item.get("created")),
        modified=moment(item.get("updated")),
        former_exact=text(ours.get("former_exact")),
    )


def _objects(values: Any) -> Iterator[dict[str, Any]]:
    return (each for each in values if isinstance(each, dict)) if isinstance(values, list) else iter(())


def _key(name: str) -> UUID:
    """Return the UUID that an id of 22 characters is in base64; of any other, one made of it."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{name}==")) if len(name) == 22 else key_of(f"hypothesis/{name}")
    except ValueError:
        return key_of(f"hypothesis/{name}")
