"""doccano's export (JSONL): `text`, and `label` (or `labels`, `entities`): [start, end, label] in code points.

A text without places has its labels as tags of the whole (text classification).
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from .items import Highlight, Item, page, words
from .tables import json_lines, said

CONTEXT = 32  # code points around a passage


def read(content: bytes) -> Iterator[Item]:
    """Yield a text a line."""
    for number, each in enumerate(json_lines(content), 1):
        if not (text := _text(each)):
            continue
        found: Any = next((each[name] for name in ("entities", "label", "labels") if each.get(name)), [])
        spans = [span for value in found if (span := _span(value))] if isinstance(found, list) else []
        highlights = tuple(_highlight(text, *span) for span in spans if 0 <= span[0] < span[1] <= len(text))
        tags = words([value for value in found if isinstance(value, str)]) if isinstance(found, list) else ()
        name = f"doccano {said(each, 'id') or number}"
        html = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
        title = said(each.get("meta") or {}, "title") or said(each, "title") or name
        yield page(html, title=title, name=name, tags=tags, highlights=highlights, note=_comments(each))


def _text(each: dict[str, Any]) -> str:
    found = each.get("text") or each.get("data") or ""
    return found if isinstance(found, str) else ""


def _comments(each: dict[str, Any]) -> str:
    found = each.get("Comments") or each.get("comments") or []
    return "\n".join(str(comment) for comment in found) if isinstance(found, list) else ""


def _span(value: Any) -> tuple[int, int, str] | None:
    if isinstance(value, dict):
        value = [value.get("start_offset"), value.get("end_offset"), value.get("label")]
    match value:
        case [int(start), int(end), label, *_]:
            return start, end, str(label)
    return None


def _highlight(text: str, start: int, end: int, label: str) -> Highlight:
    return Highlight(
        text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        tags=words([label]),
        key=f"doccano {start} {end} {label}",
    )
