"""Print the numbers of people in each line of standard input, as JSON: how the reading is tried out and measured."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from annotations.core.quantities import PROFILES, Quantity, read


class Command(BaseCommand):
    help = "Read lines from standard input and print the figures in each as one JSON list."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", choices=sorted(PROFILES), default="ACLED", help="the counting rules")
        parser.add_argument("--language", default="", help="of all lines, as en or de; without it, each line is asked")

    def handle(self, *, profile: str, language: str, **options: Any) -> None:
        for line in sys.stdin.buffer:
            found = read(line.decode("utf-8", "replace").rstrip("\r\n"), language, PROFILES[profile])
            sys.stdout.write(json.dumps([as_json(quantity) for quantity in found], ensure_ascii=False) + "\n")


def as_json(quantity: Quantity) -> dict[str, Any]:
    """Return a quantity as plain values; `cue` and `noun` are pairs of offsets or null."""
    return asdict(quantity)
