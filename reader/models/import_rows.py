"""The rows of an import: each an address, a file or a list, what is known of it, and what came of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reader.extraction.translation import gettext_noop
from reader.importers import Source
from reader.importers.items import Item, storable
from reader.politeness import Busy

if TYPE_CHECKING:
    from .imports import Import

LONGEST_WAIT = timedelta(hours=1)  # of a row whose host is not to be asked yet
TRIES = 3  # of a row whose worker dies of it
BROKE = gettext_noop("This stopped the program three times. Take its text by copying, and import that.")


def path_of(row: ImportRow, filename: str) -> str:
    """Return where a row's bytes wait: no name given from outside is a path.

    A list's part has one place, so that a worker that was killed before it had written the rows leaves nothing behind.
    """
    return f"imports/{f'{row.origin_id}-{row.number}' if row.origin_id else secrets.token_hex(16)}"


class RowQuerySet(models.QuerySet["ImportRow"]):
    def waiting(self) -> Self:
        """Rows that are to be done."""
        return self.filter(state=ImportRow.State.WAITING)

    def in_order(self) -> Self:
        """As they were given; the parts of a list behind those given beside it."""
        return self.order_by("pk")


class ImportRow(models.Model):
    """One thing to import: an address, a file, or a list, whose parts are rows of their own."""

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        IMPORTED = "imported", gettext_lazy("Imported")
        EXISTING = "existing", gettext_lazy("Is here already")
        UNPACKED = "unpacked", gettext_lazy("A list")
        FAILED = "failed", gettext_lazy("Failed")
        CANCELLED = "cancelled", gettext_lazy("Cancelled")

    batch = models.ForeignKey("reader.Import", on_delete=models.CASCADE, related_name="rows")
    origin = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    number = models.PositiveIntegerField(help_text="in its list, or among what was given, counted from 0")
    label = models.CharField(max_length=500)
    url = models.TextField(blank=True)
    file = models.FileField(upload_to=path_of, max_length=200, blank=True)
    content_type = models.CharField(max_length=200, blank=True)
    filename = models.CharField(max_length=255, blank=True)
    # What another tool knew of the article. Written once and read as a whole.
    known = models.JSONField(default=dict, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    article = models.ForeignKey("reader.Article", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True, help_text="why it failed, or what else there is to say")
    remedy = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin", "number"], name="one_part_a_number"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "imported", "existing", "unpacked", "failed", "cancelled"]),
                name="import_row_state_known",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["batch", "state", "id"], name="import_rows_by_state")]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def of(cls, item: Item, *, batch: Import, origin: ImportRow | None, number: int) -> Self:
        """Return the row of an item, unsaved, its bytes stored."""
        source = item.source
        row = cls(
            batch=batch,
            origin=origin,
            number=number,
            label=storable(item.label)[:500],
            url=source.url,
            content_type=source.content_type[:200],
            filename=storable(source.filename),
            known=item.as_json(),
        )
        if item.problem:
            row.state = cls.State.FAILED
            row.reason, row.remedy = parted(item.problem)
        elif source.content is not None:
            if origin:
                default_storage.delete(path_of(row, ""))
            row.file.save("", ContentFile(source.content), save=False)
        return row

    @property
    def source(self) -> Source:
        """What it is to become an article of; `content` is None for an address."""
        as_seen = bool(self.known.get("as_seen"))
        return Source(self.url, self._content(), self.content_type, self.filename, as_seen)

    def _content(self) -> bytes | None:
        if not self.file:
            return None
        with self.file.open("rb") as file:
            return bytes(file.read())

    @property
    def depth(self) -> int:
        """In how many lists it stands."""
        return sum(1 for _ in self._origins())

    def _origins(self) -> Iterator[ImportRow]:
        row = self.origin
        while row:
            yield row
            row = row.origin

    def do(self) -> None:
        """Import it, or unpack it, and keep what came of it. Never raises for a row."""
        from reader.importers import importing  # noqa: PLC0415  it imports the models

        if self.tries > TRIES:
            self.settle(self.State.FAILED, BROKE)
        else:
            importing.do(self)

    def put_off(self, busy: Busy) -> None:
        """Do it later, when its host may be asked; but not much later."""
        if busy.seconds > LONGEST_WAIT.total_seconds():
            self.settle(self.State.FAILED, str(busy))
            return
        until = timezone.now() + timedelta(seconds=busy.seconds)
        waiting = ImportRow.objects.filter(pk=self.pk, state=self.State.WAITING)
        waiting.update(leased_until=until, tries=models.F("tries") - 1, reason=str(busy))

    def settle(self, state: str, said: str = "") -> None:
        """Keep what came of it. A row that was cancelled meanwhile stays so, unless there is an article."""
        self.state = state
        self.reason, self.remedy = parted(said) if state == self.State.FAILED else (said, "")
        path = self.file.name if state in (self.State.IMPORTED, self.State.EXISTING) else ""
        values = {"state": state, "reason": self.reason, "remedy": self.remedy, "article": self.article}
        if path:
            values["file"] = ""  # the article keeps the original
        ImportRow.objects.filter(pk=self.pk).update(leased_until=None, **values)
        if path:
            default_storage.delete(path)


def parted(said: str) -> tuple[str, str]:
    """Return a problem's reason and its remedy: the sentence before the last one or, in one sentence, its last part."""
    first, stop, rest = said.partition(". ")
    if stop:
        return f"{first}.", rest
    reason, colon, remedy = said.rpartition(": ")
    return (f"{reason}.", f"{remedy[:1].upper()}{remedy[1:]}") if colon else (said, "")
