"""Pictures of articles: what a page shows beside its text, fetched when somebody asks, and kept beside the original.

A picture belongs to the snapshot whose page names it, so that it outlives a block's restoration; what a later snapshot
names at the same address may be another. A row is a job of its own: claimed for a while, and done again by the next
worker where one was killed.
"""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
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
from .picture_queue import HOLDS_PICTURES, PictureQuerySet

logger = logging.getLogger(__name__)

TOTAL = 40 * 2**20  # bytes of an article's pictures, as they are kept
LIMITS = Limits(bytes=15 * 2**20, seconds=20)
TRIES = 3  # of a picture whose worker dies of it
TOO_MANY_BYTES = gettext_noop(
    "This article's pictures take more than 40 MB. Open the page at its source to see this one."
)
OURS = gettext_noop("Attest failed on it ({0}). Try again.")
BROKE = gettext_noop("This stopped the program three times. Open the page at its source to see it.")


def path_of(picture: Picture, filename: str) -> str:
    """Return where its bytes are stored: by what they are, in a file of its own (see `snapshot.path_of`)."""
    return f"pictures/{picture.sha256[:2]}/{picture.sha256}-{secrets.token_hex(8)}"


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
