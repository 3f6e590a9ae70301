"""Print what files suggest, one JSON object a file: how the suggestions are tried out and measured."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.core.suggestions import Suggestion, suggest


class Command(BaseCommand):
    help = "Print the passages in text files that look like a claim, a dispute or a casualty figure, as JSON."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="plain text in UTF-8")
        parser.add_argument("--language", default="", help="as en or de; without it, each text is asked")

    def handle(self, *, files: list[str], language: str, **options: Any) -> None:
        for path in files:
            try:
                # newline="": offsets count the file's own characters.
                with open(path, encoding="utf-8", errors="replace", newline="") as file:
                    text = file.read()
            except OSError as error:
                raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
            found = [as_json(suggestion) for suggestion in suggest(text, language)]
            sys.stdout.write(json.dumps({"file": path, "suggestions": found}, ensure_ascii=False) + "\n")


def as_json(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion as plain values; spans are [start, end] in code points of the file."""
    found: dict[str, Any] = {
        "start": suggestion.start,
        "end": suggestion.end,
        "quote": suggestion.quote,
        "tag": suggestion.kind.value,
        "rule": suggestion.rule,
        "why": suggestion.why,
    }
    if suggestion.figures:
        found["figure"] = [asdict(figure) for figure in suggestion.figures]
    if suggestion.claim:
        claim = suggestion.claim
        found["claim"] = {"source": claim.source, "cue": claim.cue, "content": claim.content}
    return found
