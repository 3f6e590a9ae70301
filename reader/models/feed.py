"""Feeds: what a site announces, polled politely; a person keeps what is wanted of it, or all."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from reader.extraction.model import UnreadableSource
from reader.extraction.translation import gettext_noop
from reader.fetch import Fetched, FetchError, HttpStatus, fetch
from reader.importers import Source
from reader.importers.feeds import Entry, Found, read_isolated
from reader.importers.items import Item
from reader.jobs import later
from reader.politeness import Busy
from reader.wanted import FEED

from .feed_item import FeedItem
from .imports import Import
from .project import Project

if TYPE_CHECKING:
    from .person import User
    from .project import Visitor

logger = logging.getLogger(__name__)

SOONEST, LATEST = timedelta(hours=1), timedelta(days=1)  # between two polls
LEASE = timedelta(minutes=10)  # of a poll: longer than any takes
LONG = timedelta(days=7)  # failing for so long is told
GIVEN_UP = timedelta(days=60)  # failing for so long ends it
GONE = 410
ENDED = gettext_noop("The server says that this feed is gone for good. It is not asked for any more.")
# What a poll says of its feed: all else is for people to change meanwhile.
POLLED = (
    *("url", "moved_to", "title", "site_url", "etag", "last_modified"),
    *("rest", "problem", "failing_since", "polled_at", "due_at"),
)
OURS = gettext_noop("Attest failed on it ({0}).")
NO_FEED = gettext_noop("There is no feed at this address, and the page names none: look for its “RSS” or “Feed” link.")


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: Visitor) -> Self:
        """Feeds of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Feeds that the person may change, and of which they may keep items."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def with_counts(self) -> Self:
        """Feeds with how many items wait to be chosen (`fresh`), and how many were kept."""
        fresh = models.Q(items__kept_at=None, items__dismissed_at=None, items__isnull=False)
        return self.annotate(
            fresh=models.Count("items", filter=fresh), kept=models.Count("items", filter=~models.Q(items__kept_at=None))
        )

    def due(self) -> Self:
        """Feeds whose time has come."""
        return self.filter(stopped_at=None, due_at__lte=timezone.now()).order_by("due_at")

    def queued(self) -> Self:
        """Feeds that were queued and not polled since: of several jobs for one that piled up, the first is enough."""
        return self.filter(stopped_at=None, due_at__lte=timezone.now() + LEASE)

    def subscribe(
        self, url: str, *, project: Project, by: User | None, title: str = "", keeps_all: bool = False
    ) -> Feed:
        """Return the project's feed of this address, a new one if need be, which is polled at once."""
        feed, is_new = self.get_or_create(
            project=project, url=url, defaults={"title": title[:300], "keeps_all": keeps_all, "created_by": by}
        )
        if is_new or feed.stopped_at:
            feed.resume()
        return feed

    def subscribe_all(
        self, feeds: Iterable[tuple[str, str]], *, project: Project, by: User | None, keeps_all: bool = False
    ) -> None:
        """Subscribe to feeds by their titles and addresses; the clock polls them, some a minute. Known ones stay."""
        made = (
            Feed(project=project, url=url, title=title[:300], keeps_all=keeps_all, created_by=by)
            for title, url in feeds
        )
        self.bulk_create(made, ignore_conflicts=True, batch_size=200)


class Feed(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="feeds")
    url = models.TextField()
    title = models.CharField(max_length=300, blank=True)
    site_url = models.TextField(blank=True)
    keeps_all = models.BooleanField(default=False)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    moved_to = models.TextField(blank=True, help_text="where the last poll was led for good; the next one confirms it")
    due_at = models.DateTimeField(default=timezone.now)
    polled_at = models.DateTimeField(null=True, blank=True)
    rest = models.DurationField(default=SOONEST, help_text="between the last poll and the next")
    problem = models.TextField(blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("title", "pk")
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "url"], name="one_feed_an_address")]
        indexes: ClassVar = [models.Index(fields=["due_at"], condition=models.Q(stopped_at=None), name="feeds_due")]

    def __str__(self) -> str:
        return self.title or self.url

    def get_absolute_url(self) -> str:
        return reverse("feed", args=[self.pk])

    @property
    def fails_long(self) -> bool:
        return bool(self.failing_since and timezone.now() - self.failing_since >= LONG)

    def queue(self, *, by_clock: bool = False) -> None:
        """Have the job worker poll it now; whoever looks for what is due leaves it alone meanwhile.

        `by_clock`: nobody waits for it, and what people wait for goes first.
        """
        from reader.tasks import poll_feed  # noqa: PLC0415  the task imports the models

        self.due_at = timezone.now() + LEASE
        self.save(update_fields=["due_at"])
        work = later(poll_feed) if by_clock else poll_feed
        transaction.on_commit(lambda: work.enqueue(self.pk))

    def resume(self) -> None:
        """Poll it again, after it was stopped."""
        self.stopped_at = None
        self.save(update_fields=["stopped_at"])
        self.queue()

    def poll(self) -> None:
        """Ask for what is new, and remember it; keep it where all is kept. Never raises for a feed."""
        try:
            fetched = fetch(self.url, wanted=FEED, etag=self.etag, last_modified=self.last_modified)
            self._take(fetched, None if fetched.is_unchanged else self._read(fetched))
        except Busy as busy:
            self._put_off(busy.seconds)
        except HttpStatus as error:
            self._fail(ENDED if error.status == GONE else str(error), after=error.retry_after)
            if error.status == GONE:
                self._stop()
        except (FetchError, UnreadableSource) as error:
            self._fail(str(error))
        except Exception as error:  # one feed must never stop the others
            logger.exception("Feed %s could not be polled", self.pk)
            self._fail(OURS.format(type(error).__name__))

    def _read(self, fetched: Fetched) -> Found:
        found = read_isolated(fetched.content, content_type=fetched.content_type, url=fetched.url)
        if found.is_feed:
            return found
        if self.polled_at is None and found.feeds:  # a page: take the feed that it names first, once
            url = found.feeds[0]
            if Feed.objects.filter(project=self.project_id, url=url).exists():
                raise UnreadableSource(gettext("The feed that this page names is here already. Remove this one."))
            fetched = fetch(url, wanted=FEED)
            found = read_isolated(fetched.content, content_type=fetched.content_type, url=fetched.url)
            if found.is_feed:
                self.url = url
                return found
        raise UnreadableSource(NO_FEED)

    @transaction.atomic
    def _take(self, fetched: Fetched, found: Found | None) -> None:
        locked = Feed.objects.select_for_update().filter(pk=self.pk).first()
        if locked is None:
            return  # removed meanwhile
        new = self._remember(found.entries) if found else []
        self._follow_move(fetched.moved_to)
        self.etag, self.last_modified = fetched.etag or self.etag, fetched.last_modified or self.last_modified
        if found:
            self.etag, self.last_modified = fetched.etag, fetched.last_modified
            self.title, self.site_url = found.title[:300] or self.title, found.site_url or self.site_url
        self.rest = SOONEST if new else min(self.rest * 3 / 2, LATEST)
        self.problem, self.failing_since = "", None
        self.polled_at = timezone.now()
        self.due_at = self.polled_at + self.rest
        self.save(update_fields=POLLED)
        if locked.keeps_all and new:
            self.keep(new, by=None)

    def _follow_move(self, address: str) -> None:
        """Take over where the feed has moved for good (301, 308), once two polls in a row were led there."""
        confirmed = address != "" and address == self.moved_to
        there = Feed.objects.filter(project=self.project_id, url=address)
        if confirmed and not there.exists():
            self.url, self.moved_to = address, ""
        else:
            self.moved_to = address

    def _remember(self, entries: Sequence[Entry]) -> list[FeedItem]:
        """Store the items that were not seen before, and return them, the oldest first.

        What is kept of an item is its page: where a feed calls all it has otherwise one day, nothing of it is new.
        """
        known = set(self.items.filter(key__in=[entry.key for entry in entries]).values_list("key", flat=True))
        pages = set(self.items.filter(url__in=[entry.url for entry in entries]).values_list("url", flat=True))
        fresh = {entry.key: entry for entry in reversed(entries) if entry.key not in known and entry.url not in pages}
        items = [
            FeedItem(feed=self, key=key, url=entry.url, title=entry.title[:500], published=entry.published)
            for key, entry in fresh.items()
        ]
        return FeedItem.objects.bulk_create(items, batch_size=200)

    def _fail(self, problem: str, *, after: float = 0) -> None:
        now = timezone.now()
        since, rest = self.failing_since or now, min(self.rest * 2, LATEST)
        pause = max(rest, timedelta(seconds=min(after, LATEST.total_seconds())))
        self._write(problem=problem, polled_at=now, failing_since=since, rest=rest, due_at=now + pause)
        if now - since >= GIVEN_UP:
            self._stop()

    def _put_off(self, seconds: float) -> None:
        self._write(due_at=timezone.now() + timedelta(seconds=seconds))

    def _stop(self) -> None:
        self._write(stopped_at=timezone.now())

    def _write(self, **values: Any) -> None:
        """Save what came of a poll. A feed that was removed meanwhile stays so."""
        for name, value in values.items():
            setattr(self, name, value)
        Feed.objects.filter(pk=self.pk).update(**values)

    @transaction.atomic
    def keep(self, items: list[FeedItem], *, by: User | None) -> Import | None:
        """Import items, in one import; return it, or None where there is nothing to import."""
        pks = [item.pk for item in items]
        waiting = list(FeedItem.objects.select_for_update().filter(feed=self, pk__in=pks, kept_at=None).order_by("pk"))
        if not waiting:
            return None
        sources = [Item(Source(url=item.url), title=item.title) for item in waiting]
        batch = Import.objects.start(sources, project=self.project, by=by or self.created_by, label=str(self))
        rows = batch.rows.order_by("number")
        for item, row in zip(waiting, rows, strict=True):
            item.row, item.kept_at, item.dismissed_at = row, timezone.now(), None
        FeedItem.objects.bulk_update(waiting, ["row", "kept_at", "dismissed_at"], batch_size=200)
        return batch
