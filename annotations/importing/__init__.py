"""Annotations from files, as they went out or from other programs: `read` says what a file holds, `plan` what it would
change here, and `carry_out` does it."""

from __future__ import annotations

import json
from typing import TypeAlias

from . import evidence_table, hypothesis, qdpx, sheet, table, web_annotation
from .rows import MOST_BYTES, MOST_ROWS, File, Row, UnreadableAnnotations

Readable: TypeAlias = File | table.Edits | evidence_table.EvidenceEdits
SUFFIXES = (".jsonld", ".json", ".qdpx", ".csv")
KINDS = "Web Annotations (.jsonld), Hypothesis JSON (.json), REFI-QDA projects (.qdpx) and our CSV, edited (.csv)"


def read(content: bytes) -> Readable:
    """Return what a file holds, whose format is told by how it begins. Raises UnreadableAnnotations."""
    if len(content) > MOST_BYTES:
        raise UnreadableAnnotations(f"This file is larger than {MOST_BYTES // 2**20} MB: export it in parts.")
    if not content.strip():
        raise UnreadableAnnotations("This file is empty: export it anew.")
    if content.startswith(b"PK"):
        return qdpx.read(content)
    columns = sheet.columns_of(content)
    if evidence_table.suits(columns):
        return evidence_table.read(content)
    if table.suits(columns):
        return table.read(content)
    found = _parsed(content)
    for form in (web_annotation, hypothesis):
        if form.suits(found):
            file: File = form.read(found)
            if len(file.rows) > MOST_ROWS:
                raise UnreadableAnnotations(f"A file has at most {MOST_ROWS:,} highlights: export it in parts.")
            return file
    raise UnreadableAnnotations(f"This is JSON, but holds no annotations that we know: choose one of {KINDS}.")


def _parsed(content: bytes) -> object:
    try:
        found: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableAnnotations(f"This file is no text in UTF-8: choose one of {KINDS}.") from error
    except RecursionError as error:
        raise UnreadableAnnotations(
            "This JSON is nested deeper than any annotation is: export the file anew."
        ) from error
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.pos >= len(content.strip()) - 1:
            raise UnreadableAnnotations("This file was cut off before its end: download it again.") from error
        raise UnreadableAnnotations(f"This is no JSON ({error}): choose one of {KINDS}.") from error
    return found


__all__ = ["KINDS", "MOST_BYTES", "SUFFIXES", "File", "Readable", "Row", "UnreadableAnnotations", "read"]
