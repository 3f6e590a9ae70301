"""Leases: what only one of several workers is to do for a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone


class LeaseQuerySet(models.QuerySet["Lease"]):
    def take(self, name: str, *, length: timedelta) -> bool:
        """Say whether this is now the caller's to do, for so long; of several that ask at once, one is told so."""
        now = timezone.now()
        self.bulk_create([Lease(name=name, until=now)], ignore_conflicts=True)
        return bool(self.filter(name=name, until__lte=now).update(until=now + length))


class Lease(models.Model):
    name = models.CharField(max_length=50, primary_key=True)
    until = models.DateTimeField()

    objects = LeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
