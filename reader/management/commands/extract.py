"""Print the article in files, or answer JSON lines: how the cleaning is looked at and measured."""

from __future__ import annotations

import json
import sys
import textwrap
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.extraction import Block, Extraction, Kind, UnreadableSource
from reader.extraction.rendering import place, render
from reader.importers.reading import read_isolated

CONTENT_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain"}
WANTED = 'Each line is {"id", "url", "html"} or {"id", "text"}.'


class Command(BaseCommand):
    help = "Print the article in files of any kind: its metadata, its blocks, and what was cut and why."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", metavar="FILE", type=Path)
        parser.add_argument("--url", default="", help="the address the files came from, for relative links")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help='answer {"id", "url", "html"} or {"id", "text"} lines from standard input',
        )

    def handle(self, *, files: list[Path], url: str, json: bool, jsonl: bool, **options: Any) -> None:
        if jsonl == bool(files):
            raise CommandError("Give files, or --jsonl and lines on standard input.")
        failed = self.answer_lines() if jsonl else self.read_files(files, url, as_json=json)
        if failed:
            sys.exit(1)

    def answer_lines(self) -> int:
        """Answer each line of standard input with one; return how many could not be read."""
        failed = 0
        for number, line in enumerate(sys.stdin.buffer, 1):
            if line.strip():
                answer = answered(line, number)
                failed += "error" in answer
                self.write(json.dumps(answer))
        return failed

    def read_files(self, files: list[Path], url: str, *, as_json: bool) -> int:
        """Print each file's article; return how many could not be read."""
        failed = 0
        for path in files:
            try:
                found = read_isolated(
                    path.read_bytes(), content_type=CONTENT_TYPES.get(path.suffix.lower(), ""), url=url
                )
            except (UnreadableSource, OSError) as error:
                failed += 1
                message = in_words(error) if isinstance(error, OSError) else str(error)
                if as_json:
                    self.write(json.dumps({"file": str(path), "error": message}))
                else:
                    self.stderr.write(f"{path}: {message}")
                continue
            self.write(json.dumps({"file": str(path), **as_object(found)}) if as_json else for_people(str(path), found))
        return failed

    def write(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def in_words(error: OSError) -> str:
    """Return why a file could not be read, in words for people."""
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return "there is no such file"
        case IsADirectoryError():
            return "this is a folder: name the files in it"
        case PermissionError():
            return "this file may not be read: its permissions forbid it"
    return f"this file could not be read ({error.strerror})"


def answered(line: bytes, number: int) -> dict[str, Any]:
    """Return the answer to a line of JSON, the input's `number`th: its id with the article, or with the error."""
    name: dict[str, Any] = {"id": None}
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return {**name, "error": f"Line {number} is not JSON. {WANTED}"}
    if not isinstance(item, dict):
        return {**name, "error": f"Line {number} is not a JSON object. {WANTED}"}
    name["id"] = item.get("id")
    kind, content = ("text/html", item["html"]) if "html" in item else ("text/plain", item.get("text"))
    url = item.get("url") or ""
    if "id" not in item or content is None:
        missing = '"id"' if "id" not in item else '"html" and no "text"'
        return {**name, "error": f"Line {number} has no {missing}. {WANTED}"}
    if not isinstance(content, str) or not isinstance(url, str):
        return {**name, "error": f'Line {number}: "html", "text" and "url" have to be strings. {WANTED}'}
    try:
        return {**name, **as_object(read_isolated(content, content_type=kind, url=url))}
    except UnreadableSource as error:
        return {**name, "error": str(error)}


def as_object(found: Extraction) -> dict[str, Any]:
    """Return the article as the command's JSON.

    `text` is what the article says, block by block, without the captions of its pictures; `canonical_text` has them
    too, as `html` has, which is what the reading view shows.
    """
    names = ("title", "standfirst", "byline", "published", "language", "direction", "site_name")
    prose = [block for block in found.blocks if block.kept and block.text and block.kind is not Kind.CAPTION]
    return {
        **{name: getattr(found, name) for name in names},
        "text": "\n".join(block.text for block in prose),
        "canonical_text": found.text,
        "html": render(placed for placed in place(found.blocks) if placed.block.kept),
        "blocks": [
            {"kind": str(block.kind), "text": block.text, "kept": block.kept, "reason": block.reason}
            for block in found.blocks
        ],
    }


def for_people(name: str, found: Extraction) -> str:
    """Return the article to be read in a terminal; what was cut stands in brackets, with its reason."""
    head = [f"{label}: {value}" for label, value in (
        ("File", name), ("Title", found.title), ("Standfirst", found.standfirst), ("Byline", found.byline),
        ("Published", found.published), ("Language", f"{found.language or 'unknown'}, {found.direction}"),
        ("Site", found.site_name),
    ) if value]  # fmt: skip
    body = [
        wrapped(block) if block.kept else textwrap.shorten(f"[{block.reason}: {block.text}", 99) + "]"
        for block in found.blocks
        if block.text or not block.kept
    ]
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


def wrapped(block: Block) -> str:
    """Return the block's text in lines for a terminal; the line breaks it has of its own stay."""
    if block.kind is Kind.PREFORMATTED:
        return block.text
    return "\n".join(textwrap.fill(line, 100) for line in block.text.split("\n"))
