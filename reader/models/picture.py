"""Pictures of articles: what a page shows beside its text, fetched when somebody asks, and kept beside the original.

A picture belongs to the snapshot whose page names it, so that it outlives a block's restoration; what a later snapshot
names at the same address may be another. A row is a job of its own: claimed for a while, and done again by the next
worker where one was killed.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reader.extraction.model import UnreadableSource
from reader.extraction.pictures import INSIDE
from reader.extraction.translation import gettext_noop
from reader.fetch import FetchError, Limits, UnsupportedKind, fetch
from reader.pictures.decoding import NO_PICTURE, Decoded, decode_isolated
from reader.politeness import Busy
from reader.wanted import PICTURE

from .import_rows import LONGEST_WAIT
from .project import Project

if TYPE_CHECKING:
    from .article import Article
    from .person import User
    from .project import Visitor

logger = logging.getLogger(__name__)

MOST = 100  # pictures of an article
TOTAL = 40 * 2**20  # bytes of an article's pictures, as they are kept
LIMITS = Limits(bytes=15 * 2**20, seconds=20)
LEASE = timedelta(minutes=2)  # longer than any is worked on: fetching 20 s, waiting for its turn 5 s, decoding 30 s
TRIES = 3  # of a picture whose worker dies of it
SLICE = 10  # seconds of work, after which other jobs get their turn
HOLDS_PICTURES = {"multipart/related"}  # files in which pictures lie beside the page, under their addresses
TOO_MANY_BYTES = gettext_noop(
    "This article's pictures take more than 40 MB. Open the page at its source to see this one."
)
OURS = gettext_noop("Attest failed on it ({0}). Try again.")
BROKE = gettext_noop("This stopped the program three times. Open the page at its source to see it.")


def digest(url: str) -> str:
    """Return what an address is looked up by: some are longer than an index takes."""
    return sha256(url.encode()).hexdigest()


def path_of(picture: Picture, filename: str) -> str:
    """Return where its bytes are stored: by what they are, in a file of its own (see `snapshot.path_of`)."""
    return f"pictures/{picture.sha256[:2]}/{picture.sha256}-{secrets.token_hex(8)}"


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, user: Visitor) -> Self:
        """Pictures of articles in projects that the person is a member of."""
        return self.filter(article__project__in=Project.objects.visible_to(user))

    def stored(self) -> Self:
        """Pictures that are here."""
        return self.filter(state=Picture.State.STORED)

    def waiting(self) -> Self:
        """Pictures that are to be fetched."""
        return self.filter(state=Picture.State.WAITING)

    def of(self, article: Article) -> dict[str, Picture]:
        """Return the pictures that the article's current version shows, by their address.

        One that this snapshot's page names counts before an older one's with the same address, but only once it is
        here: what could be seen does not vanish because a page was fetched again.
        """
        if article.current is None:
            return {}
        found: dict[str, Picture] = {}
        ours = article.current.snapshot_id
        for picture in sorted(self.filter(article=article), key=lambda each: (each.snapshot_id == ours, each.pk)):
            before = found.get(picture.url)
            if picture.snapshot_id == ours or picture.is_stored:
                found[picture.url] = before if before and before.is_stored and not picture.is_stored else picture
        return found

    def ask_for(self, article: Article, *, by: User | None) -> int:
        """Have the pictures of the current version fetched that were not yet; return how many are waited for."""
        return self._want(article, self._urls(article), by=by, only_inside=False)

    def retry(self, article: Article, *, picture: int | None = None) -> int:
        """Have pictures that could not be loaded, or one of them, fetched again; return how many."""
        failed = self.filter(article=article, state=Picture.State.FAILED)
        if picture is not None:
            failed = failed.filter(pk=picture)
        waiting = {"state": Picture.State.WAITING, "problem": "", "tries": 0, "leased_until": None}
        number = failed.update(**waiting, only_inside=False)
        if number:
            self.queue(article.pk)
        return number

    def follow(self, article: Article, *, by: User | None) -> None:
        """Do what is to be done when an article has a new version: what the project wants, or what costs nothing."""
        if article.project.pictures_always_since:
            self.ask_for(article, by=by)
        else:
            self.keep_inside(article, by=by)

    def keep_inside(self, article: Article, *, by: User | None) -> int:
        """Keep what pictures the file itself holds: they need no network, so that nobody has to ask for them."""
        urls = self._urls(article)
        if urls and article.current:
            holds = article.current.snapshot.content_type.partition(";")[0] in HOLDS_PICTURES
            urls = [url for url in urls if holds or url.startswith(INSIDE)]
        return self._want(article, urls, by=by, only_inside=True)

    def _urls(self, article: Article) -> list[str]:
        return article.current.picture_urls[:MOST] if article.current else []

    @transaction.atomic
    def _want(self, article: Article, urls: Sequence[str], *, by: User | None, only_inside: bool) -> int:
        version = article.current
        if version is None or not urls:
            return 0
        rows = [
            Picture(
                article=article,
                snapshot_id=version.snapshot_id,
                url=url,
                key=digest(url),
                only_inside=only_inside,
                created_by=by,
            )
            for url in urls
        ]
        self.bulk_create(rows, ignore_conflicts=True)
        ours = self.filter(article=article, snapshot=version.snapshot_id)
        if not only_inside:
            ours.waiting().update(only_inside=False)
        number = ours.waiting().count()
        if number:
            self.queue(article.pk)
        return number

    def queue(self, article: int, *, after: timedelta | None = None) -> None:
        """Have the job worker fetch what waits, once the transaction that asks for it has ended."""
        from reader.tasks import load_pictures  # noqa: PLC0415  the task imports the models

        work = load_pictures
        if after and work.get_backend().supports_defer:
            work = work.using(run_after=timezone.now() + after)
        transaction.on_commit(lambda: work.enqueue(article))

    def resume(self) -> None:
        """Go on with all that wait. Whoever had them is gone: nobody waits for their leases."""
        self.waiting().exclude(leased_until=None).update(leased_until=None)
        for article in self.waiting().order_by("article").values_list("article", flat=True).distinct():
            self.queue(article)

    def work(self, article: int) -> None:
        """Fetch an article's pictures for a while; have it gone on with later if those were not all."""
        until = time.monotonic() + SLICE
        while time.monotonic() < until:
            picture = self.claim(article)
            if picture is None:
                break
            picture.load()
        else:
            self.queue(article)
            return
        # Their hosts rest, or another worker has them: or had, and was killed.
        next_at = self.filter(article=article).waiting().aggregate(next_at=models.Min("leased_until"))["next_at"]
        if next_at:
            self.queue(article, after=max(next_at - timezone.now(), timedelta(seconds=1)))

    def claim(self, article: int) -> Picture | None:
        """Return a picture that nobody works on, and keep it from others for a while."""
        now = timezone.now()
        with transaction.atomic():
            free = self.filter(article=article).waiting()
            free = free.filter(models.Q(leased_until=None) | models.Q(leased_until__lt=now))
            picture = free.order_by("pk").select_for_update(skip_locked=True, of=("self",)).first()
            if picture:
                picture.leased_until, picture.tries = now + LEASE, picture.tries + 1
                picture.save(update_fields=["leased_until", "tries"])
        return picture


class Picture(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        STORED = "stored", gettext_lazy("Here")
        FAILED = "failed", gettext_lazy("Not here")

    article = models.ForeignKey("reader.Article", on_delete=models.CASCADE, related_name="pictures")
    snapshot = models.ForeignKey("reader.Snapshot", on_delete=models.CASCADE, related_name="pictures")
    url = models.TextField(help_text="where the page has it; at file.invalid, if it is inside the file")
    key = models.CharField(max_length=64, help_text="SHA-256 of the address")
    only_inside = models.BooleanField(default=False, help_text="nobody has asked for what the file does not hold")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    problem = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    file = models.FileField(upload_to=path_of, max_length=200, blank=True)
    content_type = models.CharField(max_length=20, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of the bytes as they are kept")
    source_sha256 = models.CharField(max_length=64, blank=True, help_text="of the bytes as they came")
    size = models.PositiveIntegerField(default=0, help_text="bytes as they are kept")
    width = models.PositiveIntegerField(default=0, help_text="pixels")
    height = models.PositiveIntegerField(default=0, help_text="pixels")
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["snapshot", "key"], name="one_picture_an_address"),
            models.CheckConstraint(
                condition=~models.Q(state="stored") | models.Q(width__gt=0, height__gt=0, size__gt=0),
                name="stored_picture_has_size",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["article"], name="picture_waits", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.article_id, self.pk])

    @property
    def is_stored(self) -> bool:
        return self.state == self.State.STORED

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def content(self) -> bytes:
        """The bytes as they are kept."""
        with self.file.open("rb") as file:
            return bytes(file.read())

    def load(self) -> None:
        """Fetch it, look into it, and keep it, or why not; put it off where its host is not to be asked yet."""
        if self.tries > TRIES:
            self._fail(BROKE)
            return
        try:
            made = self._found()
            if made:
                self._keep(made)
            else:  # the file does not hold it, and nobody has asked for it from elsewhere
                Picture.objects.filter(pk=self.pk, only_inside=True).delete()
        except Busy as busy:
            self._put_off(busy)
        except UnsupportedKind:
            self._fail(NO_PICTURE)
        except (FetchError, UnreadableSource) as error:
            self._fail(str(error))
        except Exception as error:  # one picture must never stop the others
            logger.exception("Picture %s could not be loaded", self.pk)
            self._fail(OURS.format(type(error).__name__))

    def _put_off(self, busy: Busy) -> None:
        """Load it later, when its host may be asked, but not much later: those of other hosts come meanwhile."""
        if busy.seconds > LONGEST_WAIT.total_seconds():
            self._fail(str(busy))
            return
        until = timezone.now() + timedelta(seconds=busy.seconds)
        # It was not tried: the next time is its first.
        Picture.objects.filter(pk=self.pk).waiting().update(leased_until=until, tries=models.F("tries") - 1)

    def _found(self) -> Decoded | None:
        """Return the picture that the file holds, or else its address. Raises FetchError and UnreadableSource."""
        snapshot = self.snapshot
        if self.url.startswith(INSIDE) or snapshot.content_type.partition(";")[0] in HOLDS_PICTURES:
            made = decode_isolated(snapshot.content, content_type=snapshot.content_type, inside=self.url)
            if made or self.only_inside:
                return made
            if self.url.startswith(INSIDE):
                raise UnreadableSource(NO_PICTURE)
        fetched = fetch(self.url, limits=LIMITS, wanted=PICTURE)
        return decode_isolated(fetched.content)

    def _keep(self, made: Decoded) -> None:
        taken = self.article.pictures.stored().aggregate(total=models.Sum("size"))["total"] or 0
        if taken + len(made.content) > TOTAL:
            self._fail(TOO_MANY_BYTES)
            return
        self.sha256, self.source_sha256 = sha256(made.content).hexdigest(), made.sha256
        self.file.save("", ContentFile(made.content), save=False)
        values = {
            "file": self.file.name,
            "sha256": self.sha256,
            "source_sha256": made.sha256,
            "size": len(made.content),
            "content_type": made.content_type,
            "width": made.width,
            "height": made.height,
        }
        if not self._settle(self.State.STORED, "", **values):
            self.file.delete(save=False)  # the article was removed meanwhile, or another worker was faster

    def _fail(self, problem: str) -> None:
        self._settle(self.State.FAILED, problem)

    def _settle(self, state: str, problem: str, **values: object) -> bool:
        waiting = Picture.objects.filter(pk=self.pk).waiting()
        said = {"state": state, "problem": problem, "leased_until": None, "settled_at": timezone.now()}
        self.state, self.problem = state, problem
        return bool(waiting.update(**said, **values))
