"""Imports: what was given at one time, as rows that are worked on one by one, with a report.

A row is done at least once: a worker that is killed leaves it with a lease that runs out, and doing it again changes
nothing (the same source gives the article there is, a list goes on behind its last part). Each row stands alone.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from reader.importers import Source
from reader.importers.items import Item, storable
from reader.importers.variants import folded

from .import_rows import ImportRow, parted, path_of
from .project import Project

if TYPE_CHECKING:
    from .article import Article
    from .person import User
    from .project import Visitor

__all__ = ["Import", "ImportRow", "parted", "path_of"]

LEASE = timedelta(minutes=3)  # for a row: longer than any is worked on (fetching 20 s, twice; reading 60 s)
SLICE = 10  # seconds of work, after which other jobs get their turn
BATCH = 200  # rows written at a time


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Visitor) -> Self:
        """Imports of projects that the person is a member of."""
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user: Visitor) -> Self:
        """Imports that the person may retry or cancel."""
        return self.filter(project__in=Project.objects.editable_by(user))

    def unfinished(self) -> Self:
        """Imports with rows that wait."""
        return self.filter(models.Exists(ImportRow.objects.waiting().filter(batch=models.OuterRef("pk"))))

    def resume(self) -> None:
        """Go on with every import that is unfinished. Whoever had rows of it is gone: nobody waits for their leases."""
        for batch in self.unfinished():
            batch.rows.waiting().exclude(leased_until=None).update(leased_until=None)
            batch.queue()

    def start(self, items: Iterable[Item], *, project: Project, by: User | None, label: str = "") -> Import:
        """Take items in as the rows of a new import, and have the job worker do them."""
        batch = self.create(project=project, created_by=by, label=label[:200])
        batch.add(items)
        batch.queue()
        return batch

    @transaction.atomic
    def start_page(self, item: Item, *, project: Project, by: User | None) -> tuple[Import, Article]:
        """Take one item's bytes in, and return its import and the article they are, or will be once it is read."""
        from reader.importers import importing  # noqa: PLC0415  it imports the models

        batch = self.create(project=project, created_by=by, label=storable(item.label)[:200])
        batch.add([item])
        article = importing.begun(batch.rows.get())
        batch.queue()
        return batch, article

    @transaction.atomic
    def start_one(self, source: Source, *, project: Project, by: User | None) -> tuple[Article, bool]:
        """Return the article of a single source and whether it is new; its import, of one row, reads it."""
        from .article import Article  # noqa: PLC0415  it is read by what imports this

        given = source.url
        if source.content is None:
            source = replace(source, url=folded(given))
        article, is_new = Article.objects.take_in(source, project=project, by=by)
        if is_new:
            batch = self.create(project=project, created_by=by, label=storable(source.label)[:200])
            batch.rows.create(
                number=0, label=storable(source.label)[:500], url=given, filename=source.filename, article=article
            )
            batch.queue()
        return article, is_new


class Import(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="imports")
    label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        if self.label:
            return self.label
        return gettext("Import of {time}").format(time=date_format(self.created_at, "j F Y, H:i"))

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    def counts(self) -> Counter[str]:
        """Return how many rows are in each state. What a list has given is counted, and not the list itself."""
        rows = self.rows.exclude(state=ImportRow.State.UNPACKED).order_by().values_list("state")
        return Counter(dict(rows.annotate(number=models.Count("pk"))))

    @property
    def is_over(self) -> bool:
        return not self.rows.waiting().exists()

    def add(self, items: Iterable[Item], *, origin: ImportRow | None = None) -> None:
        """Write items as rows, a batch at a time; those of a list go on behind the ones that are there."""
        first = self.rows.filter(origin=origin).count()
        numbered = enumerate(islice(items, first if origin else 0, None), first)
        while rows := [ImportRow.of(item, batch=self, origin=origin, number=n) for n, item in islice(numbered, BATCH)]:
            with transaction.atomic():
                ImportRow.objects.bulk_create(rows)
                if origin:
                    ImportRow.objects.filter(pk=origin.pk).update(leased_until=timezone.now() + LEASE)

    def take_more(self, items: Iterable[Item]) -> None:
        """Take in what was given in the same go, but arrived later."""
        self.add(items)
        number = self.rows.filter(origin=None).count()
        Import.objects.filter(pk=self.pk).update(label=gettext("{number} files").format(number=number))
        self.queue()

    def queue(self, *, after: timedelta | None = None) -> None:
        """Have the job worker go on with it, once the transaction that asks for it has ended."""
        from reader.tasks import work_on_import  # noqa: PLC0415  the task imports the models

        work = work_on_import
        if after and work.get_backend().supports_defer:
            work = work.using(run_after=timezone.now() + after)
        transaction.on_commit(lambda: work.enqueue(self.pk))

    def work(self) -> None:
        """Do rows for a while; have it gone on with later if that was not all."""
        until = time.monotonic() + SLICE
        while time.monotonic() < until:
            row = self.claim()
            if row is None:
                break
            row.do()
        else:
            self.queue()
            return
        if not self.is_over:  # another worker has the rest: or had, and was killed
            self.queue(after=self._until_next())

    def _until_next(self) -> timedelta:
        next_at = self.rows.waiting().aggregate(next_at=models.Min("leased_until"))["next_at"]
        return max(next_at - timezone.now(), timedelta(seconds=1)) if next_at else LEASE

    def claim(self) -> ImportRow | None:
        """Return a row that nobody works on, and keep it from others for a while."""
        now = timezone.now()
        with transaction.atomic():
            free = self.rows.waiting().filter(models.Q(leased_until=None) | models.Q(leased_until__lt=now))
            row = free.order_by("pk").select_for_update(skip_locked=True, of=("self",)).first()
            if row:
                row.leased_until, row.tries = now + LEASE, row.tries + 1
                row.save(update_fields=["leased_until", "tries"])
        return row

    def cancel(self) -> int:
        """Leave what waits undone, and return how many rows that is. What was imported stays.

        An import that is over was not cancelled: it goes on saying that it is done.
        """
        number = self.rows.waiting().update(state=ImportRow.State.CANCELLED, leased_until=None)
        if number:
            self.cancelled_at = timezone.now()
            self.save(update_fields=["cancelled_at"])
        return number

    def retry(self, *, row: int | None = None) -> int:
        """Have failed and cancelled rows, or one of them, done again; return how many."""
        again = self.rows.filter(state__in=(ImportRow.State.FAILED, ImportRow.State.CANCELLED))
        if row is not None:
            again = again.filter(pk=row)
        number = again.update(state=ImportRow.State.WAITING, reason="", remedy="", tries=0, leased_until=None)
        if number:
            self.cancelled_at = None
            self.save(update_fields=["cancelled_at"])
            self.queue()
        return number

    @transaction.atomic
    def remove(self) -> None:
        """Delete the import with the files it has kept. Its articles stay."""
        for path in self.rows.exclude(file="").values_list("file", flat=True):
            transaction.on_commit(partial(default_storage.delete, path))
        self.delete()
