"""Fetching again: a page that is asked for once more, on demand or by a schedule, and what came of it.

A failed or unchanged one leaves the article as it is. A changed text is a new snapshot and a new version, onto which
the annotations are carried.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from reader.extraction.model import Extraction, UnreadableSource, canonical_text
from reader.extraction.translation import gettext_noop
from reader.fetch import Fetched, FetchError, fetch
from reader.importers.reading import read_isolated
from reader.jobs import later
from reader.politeness import Busy
from reader.reading_time import word_count

from .address import Address
from .article import Article
from .choices import with_choices
from .correction import Metadatum
from .extractor import fingerprint
from .rule import CleaningRule
from .snapshot import Snapshot, digest
from .version import Version

if TYPE_CHECKING:
    from .person import User

logger = logging.getLogger(__name__)

GIVEN_UP = timedelta(hours=1)  # for one that waits: its job is lost, and it is asked for anew
MOST_PATIENCE = 8  # intervals of a schedule
SHORTEST = 0.5  # of the words that were there: less is a notice in the page's place, or what a wall leaves of it
WORDS = 100  # fewer words than these may become any number
NOTHING = gettext_noop(
    "The page has no text of an article now. Open it in your browser: it may have moved, or ask you to sign in."
)
MUCH_LESS = gettext_noop(
    "The page now holds {0} words instead of {1}: a notice in its place, perhaps, or a wall before it. Its "
    "bytes are kept in the history, and the text stays as it was: open the page in your browser, and take them over "
    "in the history if this is what it says now."
)
AS_SEEN = gettext_noop(
    "The text is what a person's browser showed, and the site may send everybody else less, so it is not asked. Save "
    "the page from your browser again, if it may have changed."
)
OURS = gettext_noop("Attest failed on it ({0}). Try again later.")
NOT_NOW = gettext_noop("The page is not to be asked for at this moment. Try again later.")


class RefetchQuerySet(models.QuerySet["Refetch"]):
    def done(self) -> Self:
        """Those of which something came."""
        return self.exclude(state=Refetch.State.WAITING)

    def ask(self, article: Article, *, by: User | None, original: Snapshot | None = None) -> Refetch:
        """Have the job worker fetch an article's page again; one that waits already is not asked for twice.

        `original`: one of the article's that is read in the page's place, whatever it says: a person has decided so.
        """
        waiting = self.filter(article=article, state=Refetch.State.WAITING)
        waiting.filter(asked_at__lt=timezone.now() - GIVEN_UP).update(
            state=Refetch.State.FAILED, problem=NOT_NOW, done_at=timezone.now()
        )
        try:
            with transaction.atomic():
                asked = self.create(article=article, asked_by=by, original=original)
        except IntegrityError:  # one waits already, or did so a moment ago
            return waiting.first() or self.filter(article=article)[0]
        asked.queue()
        return asked


class Refetch(models.Model):
    """A page asked for again: when, by whom (nobody: by a schedule or on the command line), and what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        UNCHANGED = "unchanged", gettext_lazy("Unchanged")
        CHANGED = "changed", gettext_lazy("The text changed")
        FAILED = "failed", gettext_lazy("Failed")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="refetches")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    original = models.ForeignKey(
        Snapshot,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="read in the page's place, by a person's decision",
    )
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    looks = models.PositiveIntegerField(
        default=1, help_text="in a row that came to the same, by a schedule: this is the last"
    )
    since = models.DateTimeField(null=True, blank=True, help_text="when the first of several was done")
    patience = models.PositiveSmallIntegerField(default=1, help_text="how many intervals of its schedule to wait now")

    objects = RefetchQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article"], condition=models.Q(state="waiting"), name="one_refetch_waits_an_article"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["article", "-id"], name="refetches_of_article")]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def unchanged_since(self) -> datetime | None:
        """When the page was first found as the current version has it."""
        current = self.article.current
        return current.snapshot.created_at if current else None

    def is_as(self, asked_by: int | None, state: str, problem: str) -> bool:
        """Whether it came to the same as another, and a schedule asked for both; a changed page is never the same."""
        by_clock = asked_by is None and self.asked_by_id is None
        return by_clock and state != self.State.CHANGED and (self.state, self.problem) == (state, problem)

    def queue(self, *, after: float = 0) -> None:
        """Have the job worker do it, in so many seconds at the earliest."""
        from reader.tasks import fetch_again  # noqa: PLC0415  the task imports the models

        work = fetch_again if self.asked_by_id else later(fetch_again)
        if after and work.get_backend().supports_defer:
            work = work.using(run_after=timezone.now() + timedelta(seconds=after))
        transaction.on_commit(lambda: work.enqueue(self.pk))

    def do(self) -> None:
        """Fetch the page, and publish what has changed. Does nothing where that is done: a job may run twice."""
        if not self.is_waiting:
            return
        try:
            self._compare()
        except Busy as busy:
            until = timezone.now() + timedelta(seconds=busy.seconds)
            if until - self.asked_at < GIVEN_UP and fetch_again_can_wait():
                self.queue(after=busy.seconds)
            else:
                self._settle(self.State.FAILED, problem=str(busy))
        except (FetchError, UnreadableSource) as error:
            self._settle(self.State.FAILED, problem=str(error))
        except Exception as error:  # what is there must never be lost to a mistake of ours
            logger.exception("Article %s could not be fetched again", self.article_id)
            self._settle(self.State.FAILED, problem=OURS.format(type(error).__name__))

    def _compare(self) -> None:
        article = Article.objects.select_related("current__snapshot", "project").get(pk=self.article_id)
        current = article.current
        if current is None:
            raise UnreadableSource(gettext("This article has no text yet. Try to read it again first."))
        if self.original:
            self.etag, self.last_modified = self.original.etag, self.original.last_modified
            self._take(self.original, _read(self.original))
            return
        if current.snapshot.as_seen:  # taken over since this was asked for
            raise UnreadableSource(AS_SEEN)
        known = self._last_answer() or current.snapshot
        fetched = fetch(article.url, etag=known.etag, last_modified=known.last_modified)
        self.etag, self.last_modified = fetched.etag, fetched.last_modified
        if fetched.is_unchanged:
            self.etag, self.last_modified = fetched.etag or known.etag, fetched.last_modified or known.last_modified
        if fetched.is_unchanged or digest(fetched.content) == current.snapshot.sha256:
            self._settle(self.State.UNCHANGED)
            return
        found = read_isolated(fetched.content, content_type=fetched.content_type, url=fetched.url)
        # What today's extractor reads otherwise in the old page is no change of the page: `reextract` is for that.
        if current.extractor != fingerprint() and found.text == _read(current.snapshot).text:
            self._settle(self.State.UNCHANGED)
        else:
            self._take(fetched, found)

    def _last_answer(self) -> Refetch | None:
        """Return the last one that came to what the current version says."""
        answered = (self.State.UNCHANGED, self.State.CHANGED)
        return self.article.refetches.filter(state__in=answered).first()

    @transaction.atomic
    def _take(self, source: Fetched | Snapshot, found: Extraction) -> None:
        # Locked before the blocks are read: what a reader restores meanwhile is kept.
        article = Article.objects.hold(self.article_id)
        still_waits = Refetch.objects.select_for_update().filter(pk=self.pk, state=self.State.WAITING).exists()
        if not still_waits or article.current is None:
            return  # another worker was faster
        ruled = CleaningRule.objects.applied(found.blocks, project=article.project, host=article.host)
        blocks, _ = with_choices(article.current.blocks, ruled)
        text = canonical_text(blocks)
        if not text.strip():
            raise UnreadableSource(NOTHING)
        if text == article.current.text:
            self._settle(self.State.UNCHANGED)
            return
        snapshot = source if isinstance(source, Snapshot) else self._keep(source, article)
        before, now = article.word_count, word_count(text)
        if not self.original and before >= WORDS and now < before * SHORTEST:
            self._settle(self.State.FAILED, problem=MUCH_LESS.format(now, before))
            return
        said = {name: value for name in Metadatum.values if (value := getattr(found, name))}
        self.version = article.publish(
            blocks,
            snapshot=snapshot,
            cause=Version.Cause.TAKEN_OVER if self.original else Version.Cause.FETCHED,
            by=self.asked_by,
            extractor=fingerprint(),
            also=article.describe(said),
        )
        Address.objects.note(article, snapshot, said=found.url)
        self._settle(self.State.CHANGED)

    def _keep(self, fetched: Fetched, article: Article) -> Snapshot:
        return Snapshot.objects.keep(
            fetched.content,
            article=article,
            by=self.asked_by,
            url=fetched.url,
            content_type=fetched.content_type[:200],
            etag=fetched.etag,
            last_modified=fetched.last_modified,
        )

    @transaction.atomic
    def _settle(self, state: str, *, problem: str = "") -> None:
        """Keep what came of it. The longer nothing changes, or it fails, the longer a schedule waits."""
        last = self.article.refetches.done().first()
        if last and last.is_as(self.asked_by_id, state, problem):  # by the clock, for years: counted, and not kept each
            self.looks, self.since = last.looks + 1, last.since or last.done_at
            last.delete()
        patience = 1 if state == self.State.CHANGED or not last else min(last.patience * 2, MOST_PATIENCE)
        values = {"state": state, "problem": problem, "done_at": timezone.now(), "patience": patience}
        for name, value in values.items():
            setattr(self, name, value)
        Refetch.objects.filter(pk=self.pk, state=self.State.WAITING).update(
            **values,
            version=self.version,
            etag=self.etag,
            last_modified=self.last_modified,
            looks=self.looks,
            since=self.since,
        )


def _read(snapshot: Snapshot) -> Extraction:
    return read_isolated(snapshot.content, content_type=snapshot.content_type, url=snapshot.url)


def fetch_again_can_wait() -> bool:
    """Say whether the queue can hold a job back."""
    from reader.tasks import fetch_again  # noqa: PLC0415  the task imports the models

    return fetch_again.get_backend().supports_defer
