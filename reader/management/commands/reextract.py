"""Clean old articles anew, from the originals that were kept, with the extractor as it is today."""

from __future__ import annotations

import logging
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reader.extraction.model import Extraction, UnreadableSource, canonical_text
from reader.importers.reading import read_isolated
from reader.models import Article, CleaningRule, Metadatum, Project, Version
from reader.models.choices import with_choices
from reader.models.extractor import fingerprint

logger = logging.getLogger(__name__)

# What can come of an article.
TEXT, AROUND, SAME = "with another text", "with other blocks around the same text", "as before"
SKIPPED, FAILED = "skipped, read before by this extractor", "not read"
AS_THEY_WERE = ("stay", "stay orphans")  # highlights that nothing is said of


@dataclass
class Outcome:
    """What came of an article, or of all of them."""

    articles: Counter[str] = field(default_factory=Counter)
    highlights: Counter[str] = field(default_factory=Counter)
    lost: int = 0  # blocks that a reader had restored or cut, and that are no blocks any more

    def add(self, other: Outcome) -> None:
        self.articles += other.articles
        self.highlights += other.highlights
        self.lost += other.lost


class Command(BaseCommand):
    help = (
        "Clean articles anew, from their kept originals, with today's extractor. What readers restored or cut stays "
        "so, and highlights are carried over. A run that was stopped goes on where it was: what this extractor has "
        "read is skipped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--article", type=int, metavar="ID", help="one article")
        which.add_argument("--project", type=int, metavar="ID", help="the articles of a project")
        which.add_argument("--all", action="store_true", help="all articles")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--again", action="store_true", help="also what this extractor has read or imported")

    def handle(self, *, dry_run: bool, again: bool, **options: Any) -> None:
        wanted = self._wanted(**options)
        journal = Journal(settings.DATA_DIR)
        done = set() if again else journal.articles() | _read_by_this_extractor()
        todo = [pk for pk in wanted if pk not in done]
        total = Outcome(Counter({SKIPPED: len(wanted) - len(todo)}))
        try:
            for number, pk in enumerate(todo, 1):
                self._show_progress(f"{number} of {len(todo)}")
                outcome = self._reread(pk, dry_run=dry_run)
                total.add(outcome)
                if not dry_run and not outcome.articles[FAILED]:
                    journal.add(pk)
        finally:
            self._show_progress("")
        self.stdout.write(summary(total, dry_run=dry_run))
        if total.articles[FAILED]:
            sys.exit(1)

    def _wanted(self, article: int | None, project: int | None, **options: Any) -> list[int]:
        """Return the articles that have a text, the oldest first."""
        found = Article.objects.filter(status=Article.Status.READY).order_by("pk")
        if article is not None:
            found = found.filter(pk=article)
            if not found:
                raise CommandError(f"There is no article {article} with a text.")
        if project is not None:
            if not Project.objects.filter(pk=project).exists():
                raise CommandError(f"There is no project {project}.")
            found = found.filter(project=project)
        return list(found.values_list("pk", flat=True))

    def _reread(self, pk: int, *, dry_run: bool) -> Outcome:
        """Clean an article anew; say what came of it, and what stood in the way. Never raises for an article."""
        article = Article.objects.select_related("current__snapshot").filter(pk=pk).first()
        if article is None or article.current is None:  # removed meanwhile
            return Outcome()
        try:
            outcome = reextract(article, dry_run=dry_run)
        except UnreadableSource as error:
            return self._failed(article, str(error))
        except Exception as error:
            logger.exception("Article %s could not be read anew", pk)
            return self._failed(article, f"Attest failed on it ({type(error).__name__}).")
        if outcome.articles[TEXT] or outcome.lost:
            self._show_progress("")
            self.stdout.write(f"Article {pk}, {article}: {in_words(outcome.articles)}{details(outcome)}.")
        return outcome

    def _failed(self, article: Article, problem: str) -> Outcome:
        self._show_progress("")
        self.stderr.write(f"Article {article.pk}, {article}: {problem} It stays as it is.")
        return Outcome(Counter({FAILED: 1}))

    def _show_progress(self, text: str) -> None:
        """Show this on the terminal's last line, if it is one, in the place of what was there."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", ending="")
            self.stderr.flush()


def _read_by_this_extractor() -> set[int]:
    """Return the articles whose text is today's extractor's already, as those imported since it came are."""
    return set(Article.objects.filter(current__extractor=fingerprint()).values_list("pk", flat=True))


def reextract(article: Article, *, dry_run: bool = False) -> Outcome:
    """Give the article the text that today's extractor reads in its original, in one transaction.

    An article whose blocks come out the same gets no new version. Raises UnreadableSource where nothing is read: what
    was read before is better.
    """
    snapshot = article.current.snapshot if article.current else None
    if snapshot is None:
        raise UnreadableSource("It has no text yet.")
    found = read_isolated(snapshot.content, content_type=snapshot.content_type, url=snapshot.url or article.url)
    with transaction.atomic():
        # Locked before the blocks are read: what a reader restores meanwhile is kept.
        article = Article.objects.hold(article.pk)
        current = article.current
        if current is None or current.snapshot_id != snapshot.pk:
            return Outcome()  # it was read from another original meanwhile
        ruled = CleaningRule.objects.applied(found.blocks, project=article.project, host=article.host)
        blocks, lost = with_choices(current.blocks, ruled)
        if not canonical_text(blocks).strip():
            raise UnreadableSource("Today's extractor finds no text in it.")
        outcome = Outcome(Counter({SAME: 1}), lost=lost)
        if blocks != current.blocks:
            new = article.publish(
                blocks, snapshot=snapshot, cause=Version.Cause.REREAD, by=None, extractor=fingerprint()
            )
            outcome = Outcome(Counter({AROUND if new.text == current.text else TEXT: 1}), new.followed, lost)
        describe(article, found)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def describe(article: Article, found: Extraction) -> None:
    """Take over what the page says of itself; what it does not say, and what a person corrected, stays."""
    if changed := article.describe({name: said for name in Metadatum.values if (said := getattr(found, name))}):
        article.save(update_fields=changed)


class Journal:
    """Which articles this extractor has read anew: a file for each extractor, a line for each article."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"reextracted-{fingerprint()}"
        for other in folder.glob("reextracted-*"):
            if other != self._path:
                other.unlink(missing_ok=True)  # of an extractor that is no more

    def articles(self) -> set[int]:
        """Return the articles that were read."""
        return {int(line) for line in self._path.read_text("ascii").split()} if self._path.exists() else set()

    def add(self, article: int) -> None:
        """Note an article, after its transaction has ended."""
        with self._path.open("a", encoding="ascii") as file:
            file.write(f"{article}\n")


def in_words(counts: Counter[str], *, without: Iterable[str] = ()) -> str:
    """Return counts as a list in words, such as "3 move, 1 change words"."""
    return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()) if count and what not in without)


def details(outcome: Outcome) -> str:
    """Return in words what comes to an article's highlights and to its readers' choices, if anything does."""
    highlights = in_words(outcome.highlights, without=AS_THEY_WERE)
    return (f"; highlights: {highlights}" if highlights else "") + (
        f"; blocks that readers restored or cut and that are there no more: {outcome.lost}" if outcome.lost else ""
    )


def summary(total: Outcome, *, dry_run: bool) -> str:
    """Return the last line: what came of all articles and their highlights."""
    end = " This was a dry run: nothing has changed." if dry_run else ""
    return f"Articles: {in_words(total.articles) or 'none'}{details(total)}.{end}"
