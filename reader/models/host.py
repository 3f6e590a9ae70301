"""Hosts: whose turn it is to ask a server, across all worker processes, so that none is asked too often."""

from __future__ import annotations

import time

from django.db import models, transaction

LOOK = 0.1  # seconds between two looks at whether one of a host's places is free


class HostQuerySet(models.QuerySet["Host"]):
    def reserve(
        self, name: str, *, pause: float, at_once: int, patience: float, lease: float
    ) -> tuple[float, float] | float:
        """Return when this host may be asked and when the place ends by itself, both in seconds since the epoch.

        Requests begin at least `pause` seconds apart, and at most `at_once` are under way (0: any number); a killed
        worker's place is free again after `lease` seconds. Where no turn comes within `patience` seconds, return how
        many it takes.
        """
        give_up = time.time() + patience
        while True:
            with transaction.atomic():
                host, _ = self.select_for_update().get_or_create(name=name)
                now = time.time()
                under_way = sorted(end for end in host.under_way if end > now)
                start = max(now, host.next_at)
                if start > give_up:
                    return start - now
                if not at_once or len(under_way) < at_once:
                    host.next_at, host.under_way = start + pause, [*under_way, start + lease]
                    host.save(update_fields=["next_at", "under_way"])
                    return start, start + lease
            if now + LOOK > give_up:
                return LOOK + patience
            time.sleep(LOOK)

    @transaction.atomic
    def give_back(self, name: str, place: float) -> None:
        """End a request that `reserve` gave this place."""
        for host in self.select_for_update().filter(name=name):
            host.under_way = [end for end in host.under_way if end != place]
            host.save(update_fields=["under_way"])

    @transaction.atomic
    def rest(self, name: str, seconds: float) -> None:
        """Leave a host alone for so long, as it asked for."""
        host, _ = self.select_for_update().get_or_create(name=name)
        host.next_at = max(host.next_at, time.time() + seconds)
        host.save(update_fields=["next_at"])


class Host(models.Model):
    name = models.CharField(max_length=300, primary_key=True, help_text="host:port")
    next_at = models.FloatField(default=0, help_text="when it may be asked next, in seconds since the epoch")
    # When each place ends at the latest, in seconds since the epoch. Read and written as a whole.
    under_way = models.JSONField(default=list)

    objects = HostQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
