"""Answer JSON lines of a text that changed with the new places of its passages: how re-anchoring is measured."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.core.anchoring import Change
from annotations.core.selectors import TextPositionSelector, TextQuoteSelector

WANTED = 'Each line is {"id", "old", "new", "annotations": [{"start", "end", "exact", "prefix", "suffix"}]}.'


class WrongLine(Exception):
    """The line is not what was asked for. The message says what of it is wrong."""


class Command(BaseCommand):
    help = (
        "Say where the passages of a text are after it has changed, as the site does with its highlights. Reads "
        'standard input and answers {"id", "positions": [[start, end] or null, ...]}, or {"id", "error"}, a line each; '
        "offsets count code points. Needs no database."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help=WANTED)

    def handle(self, *, jsonl: bool, **options: Any) -> None:
        if not jsonl:
            raise CommandError("Give --jsonl, and lines on standard input.")
        failed = 0
        for number, line in enumerate(sys.stdin.buffer, 1):
            if not line.strip():
                continue
            answer = answered(line, number)
            failed += "error" in answer
            if "error" in answer:
                self.stderr.write(answer["error"])
            self.stdout.write(json.dumps(answer))
            self.stdout.flush()
        if failed:
            sys.exit(1)


def answered(line: bytes, number: int) -> dict[str, Any]:
    """Return the answer to a line of JSON, the input's `number`th: its id with the places, or with the error."""
    name: dict[str, Any] = {"id": None}
    try:
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise WrongLine("is not JSON") from error
        if not isinstance(item, dict):
            raise WrongLine("is not a JSON object")
        name["id"] = item.get("id")
        return {**name, "positions": positions(item)}
    except WrongLine as error:
        return {**name, "error": f"Line {number} {error}. {WANTED}"}


def positions(item: dict[str, Any]) -> list[list[int] | None]:
    """Return where each annotation is in the new text. Raises WrongLine."""
    if missing := [key for key in ("id", "old", "new", "annotations") if key not in item]:
        raise WrongLine(f'has no "{missing[0]}"')
    old, new, annotations = item["old"], item["new"], item["annotations"]
    if not isinstance(old, str) or not isinstance(new, str):
        raise WrongLine('has an "old" or a "new" that is not a string')
    if not isinstance(annotations, list):
        raise WrongLine('has "annotations" that are not a list')
    passages = [passage(values, at, old) for at, values in enumerate(annotations, 1)]
    change = Change(old, new)
    found = [change.carry(position, selector) for position, selector in passages]
    return [[place.start, place.end] if place else None for place in found]


def passage(values: Any, at: int, old: str) -> tuple[TextPositionSelector | None, TextQuoteSelector]:
    """Return an annotation's selectors; without `start` and `end` it is one that had no place. Raises WrongLine."""
    if not isinstance(values, dict):
        raise WrongLine(f"has an annotation ({at}) that is not a JSON object")
    words = {name: values.get(name, "") for name in ("exact", "prefix", "suffix")}
    if not all(isinstance(value, str) for value in words.values()):
        raise WrongLine(f"has an annotation ({at}) whose words are not strings")
    start, end = values.get("start"), values.get("end")
    if start is None and end is None and words["exact"]:
        return None, TextQuoteSelector(**words)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(old):
        raise WrongLine(f'has an annotation ({at}) whose "start" and "end" are no range of its "old"')
    return TextPositionSelector(start, end), TextQuoteSelector(**words | {"exact": words["exact"] or old[start:end]})
