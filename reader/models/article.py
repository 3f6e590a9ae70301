"""Articles: from the import, through reading, to the current version."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import Truncator
from django.utils.translation import gettext, gettext_lazy

from reader.extraction.model import Block, Extraction, UnreadableSource, canonical_text
from reader.extraction.translation import gettext_noop
from reader.fetch import FetchError, fetch
from reader.importers.reading import read_isolated
from reader.politeness import Busy
from reader.prepared import Bind, Prepared
from reader.reading_time import minutes, word_count

from .address import Address
from .article_queries import ArticleQuerySet
from .correction import Correction, Metadatum
from .entry import Entry
from .extractor import fingerprint
from .likeness import Fingerprint
from .picture import Picture
from .project import Project
from .rule import CleaningRule
from .snapshot import Snapshot
from .version import CUT_BY_HAND, Version

if TYPE_CHECKING:
    from .person import User

logger = logging.getLogger(__name__)

OURS = gettext_noop("Attest failed on this page ({0}). Its original is kept: try again.")


class Article(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Being read")
        READY = "ready", gettext_lazy("Ready")
        UNREADABLE = "unreadable", gettext_lazy("Could not be read")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="articles")
    source_key = models.CharField(max_length=80)
    url = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    problem = models.TextField(blank=True)

    title = models.TextField()
    standfirst = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    published = models.CharField(max_length=40, blank=True, help_text="ISO 8601: a date, or a date and a time")
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47")
    direction = models.CharField(max_length=3, default="ltr")
    site_name = models.TextField(blank=True)
    word_count = models.PositiveIntegerField(default=0)

    current = models.ForeignKey(Version, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "source_key"], name="one_article_a_source"),
            models.CheckConstraint(
                condition=~models.Q(status="ready") | models.Q(current__isnull=False), name="ready_article_has_version"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["project", "-created_at", "-id"], name="article_listing")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            super().save(*args, **options)
            Entry.objects.keep(self, options.get("update_fields"))

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.WAITING

    @property
    def host(self) -> str:
        """The host of its address."""
        return urlsplit(self.url).hostname or ""

    @property
    def published_on(self) -> date | None:
        """The day of publication, where the page says one."""
        return day_of(self.published)

    @property
    def reading_minutes(self) -> int:
        """How long an adult reads at the article, in whole minutes, at least one."""
        return minutes(self.word_count, self.language)

    @property
    def can_be_fetched_again(self) -> bool:
        """Whether its page was fetched by us: what a person gave may be behind a wall that we would only find again.

        Neither where a page as a person's browser showed it has been taken over: what a server sends anybody is less.
        """
        is_as_seen = self.current is not None and self.current.snapshot.as_seen
        return self.is_ready and self.source_key.startswith("url:") and not is_as_seen

    @property
    def next_in_project(self) -> Article | None:
        """The article that the project's list shows after this one: the newest older one that can be read."""
        return next(iter(_OLDER(project=self.project_id, article=self.pk)), None)

    @property
    def previous_in_project(self) -> Article | None:
        """The article that the project's list shows before this one: the oldest newer one that can be read."""
        return next(iter(_NEWER(project=self.project_id, article=self.pk)), None)

    @property
    def original(self) -> Snapshot | None:
        """The bytes that the current version, or the last attempt to read the article, is from."""
        return self.current.snapshot if self.current else self.snapshots.last()

    def queue(self, *, after: float = 0) -> None:
        """Have the job worker read the article, once the transaction that asks for it has ended, in so many seconds."""
        from reader.tasks import read_article  # noqa: PLC0415  the task imports the models

        work = read_article
        if after and work.get_backend().supports_defer:
            work = work.using(run_after=timezone.now() + timedelta(seconds=after))
        transaction.on_commit(lambda: work.enqueue(self.pk))

    def retry(self) -> None:
        """Read the article again after it could not be read. What is kept of it stays."""
        if self.status == self.Status.UNREADABLE:
            self.status, self.problem = self.Status.WAITING, ""
            self.save(update_fields=["status", "problem"])
            self.queue()

    def read(self) -> None:
        """Fetch the page of an address, extract it, and publish the first version; or say what stood in the way.

        Does nothing to an article that is not waiting, so that a job may run twice. Raises Busy where its host is not
        to be asked yet: the article goes on waiting.
        """
        if not self.is_waiting:
            return
        try:
            snapshot = self._fetch() if self.source_key.startswith("url:") else self.snapshots.latest("pk")
            extraction = read_isolated(
                snapshot.content, content_type=snapshot.content_type, url=snapshot.url or self.url
            )
            self._take(extraction, snapshot)
        except Busy:  # its turn has not come yet: whoever asked for it asks again
            raise
        except (FetchError, UnreadableSource) as error:
            self._set_aside(str(error))
        except Exception as error:  # a page must never be lost to a mistake of ours
            logger.exception("Article %s could not be read", self.pk)
            self._set_aside(OURS.format(type(error).__name__))

    def _set_aside(self, problem: str) -> None:
        # Of two workers that read it, the one that fails must not hide what the other has published.
        waiting = Article.objects.filter(pk=self.pk, status=self.Status.WAITING)
        if waiting.update(status=self.Status.UNREADABLE, problem=problem):
            self.status, self.problem = self.Status.UNREADABLE, problem
            Entry.objects.keep(self, ["status"])

    def _fetch(self) -> Snapshot:
        fetched = fetch(self.url)
        return Snapshot.objects.keep(
            fetched.content,
            article=self,
            by=self.created_by,
            url=fetched.url,
            content_type=fetched.content_type[:200],
            etag=fetched.etag,
            last_modified=fetched.last_modified,
        )

    @transaction.atomic
    def _take(self, extraction: Extraction, snapshot: Snapshot) -> None:
        if not Article.objects.select_for_update(no_key=True).filter(pk=self.pk, status=self.Status.WAITING).exists():
            return  # another worker was faster
        self.url = self.url or extraction.url
        blocks = CleaningRule.objects.applied(extraction.blocks, project=self.project, host=self.host)
        found = {name: getattr(extraction, name) for name in Metadatum.values}
        found["title"] = extraction.title or self.url or Truncator(extraction.text).words(10) or self.title
        self.status = self.Status.READY
        self.publish(
            blocks,
            snapshot=snapshot,
            cause=Version.Cause.IMPORTED,
            by=self.created_by,
            extractor=fingerprint(),
            also=("url", "status", *self.describe(found)),
        )
        Address.objects.note(self, snapshot, said=extraction.url)

    def describe(self, found: Mapping[str, str]) -> list[str]:
        """Put what is read from its page on the article, unsaved; what a person corrected stays. Return the changed."""
        said = Correction.objects.heed(self, found)
        changed = [name for name, value in said.items() if value != getattr(self, name)]
        for name in changed:
            setattr(self, name, said[name])
        return changed

    @transaction.atomic
    def correct(self, values: Mapping[str, str | None], *, by: User) -> list[Correction]:
        """Correct the metadata by hand; None goes back to what is read from the page. Return what was done."""
        article = Article.objects.hold(self.pk)
        made = Correction.objects.record(article, values, by=by)
        if made:
            article.save(update_fields=[correction.name for correction in made])
        return made

    @transaction.atomic
    def publish(
        self,
        blocks: Sequence[Block],
        *,
        snapshot: Snapshot,
        cause: str,
        by: User | None,
        extractor: str = "",
        also: Sequence[str] = (),
    ) -> Version:
        """Make these blocks the current version; what stands on the old one is carried over in the same transaction.

        `extractor` is who read the blocks: see `extractor.fingerprint`. `also`: which other fields of the article have
        changed, and are saved with it; indexing a long text takes seconds, and so it is indexed once.
        """
        old = Article.objects.hold(self.pk).current
        new = Version(
            article=self,
            snapshot=snapshot,
            number=old.number + 1 if old else 1,
            cause=cause,
            extractor=extractor,
            block_values=[block.as_json() for block in blocks],
            text=canonical_text(blocks),
            created_by=by,
        )
        new.save()
        self.current = new
        self.word_count = word_count(new.text)
        self.save(update_fields=["current", "word_count", *also])
        Fingerprint.objects.take(self)
        if old:
            for name in settings.VERSION_FOLLOWERS:
                new.followed.update(import_string(name)(old, new))
        Picture.objects.follow(self, by=by)
        return new

    @transaction.atomic
    def remove(self) -> None:
        """Delete the article with its versions, annotations and originals."""
        # Locked before its originals are listed, so that none comes in between.
        Article.objects.select_for_update().filter(pk=self.pk).first()
        pictures = self.pictures.exclude(file="").values_list("file", flat=True)
        for path in (*self.snapshots.values_list("file", flat=True), *pictures):
            transaction.on_commit(partial(default_storage.delete, path))
        Entry.objects.forget([self.pk])
        self.delete()

    def restore_block(self, *indexes: int, by: User) -> Version:
        """Bring cut blocks back, as one new version. Raises IndexError where there is no such block."""
        return self._with_blocks(indexes, kept=True, cause=Version.Cause.RESTORED, by=by)

    def cut_block(self, *indexes: int, by: User) -> Version:
        """Cut blocks, as one new version. Raises IndexError where there is no such block."""
        return self._with_blocks(indexes, kept=False, cause=Version.Cause.CUT, by=by)

    def always(self, *, by: User, **what: str) -> CleaningRule:
        """Remember for the project that on this article's site what is cut for a `reason` stays, or a `line` goes."""
        kind = {"reason": "", "line": ""} | what
        rule, _ = CleaningRule.objects.get_or_create(
            project=self.project, host=self.host, **kind, defaults={"created_by": by}
        )
        return rule

    @transaction.atomic
    def _with_blocks(self, indexes: Sequence[int], *, kept: bool, cause: str, by: User) -> Version:
        # Locked before the blocks are read: of two people's restores, the later one builds on the earlier.
        current = Article.objects.hold(self.pk).current
        if current is None:
            raise IndexError(gettext("This article has no text yet."))
        changing = [index for index in indexes if current.blocks[index].kept != kept]
        if not changing:
            return current
        blocks = current.blocks_with(changing, kept=kept, reason=CUT_BY_HAND)
        return self.publish(blocks, snapshot=current.snapshot, cause=cause, by=by, extractor=current.extractor)


def _ready() -> ArticleQuerySet:
    """What a project's articles say of themselves where another one stands beside them."""
    ready = Article.objects.filter(project=Bind("project"), status=Article.Status.READY)
    return ready.only("title", "language", "direction")


_OLDER = Prepared(lambda: _ready().filter(pk__lt=Bind("article")).order_by("-pk")[:1])
_NEWER = Prepared(lambda: _ready().filter(pk__gt=Bind("article")).order_by("pk")[:1])


def day_of(published: str) -> date | None:
    """Return the day of a moment of publication as pages say it, ISO 8601, or None."""
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
