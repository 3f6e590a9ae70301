"""How often something was done lately, counted over all workers: see `reader.rates`."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

KEPT = timedelta(days=1)  # what ended before that is of no use to anybody


class RateQuerySet(models.QuerySet["Rate"]):
    @transaction.atomic
    def lease(self, key: str, *, until: datetime, wanted: int, most: int) -> int:
        """Count up to `wanted` times more in the window that ends then, and return how many were left of `most`."""
        row, is_new = self.select_for_update().get_or_create(key=key, defaults={"until": until})
        if row.until != until:
            row.until, row.count = until, 0
        granted = max(0, min(wanted, most - row.count))
        row.count += granted
        row.save(update_fields=["until", "count"])
        if is_new:
            self.filter(until__lt=timezone.now() - KEPT).delete()
        return granted


class Rate(models.Model):
    """What was done by one token, person or address in the window of time that ends then."""

    key = models.CharField(max_length=100, primary_key=True)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    objects = RateQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key
