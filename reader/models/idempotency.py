"""What was answered to a request that a program may repeat: draft-ietf-httpapi-idempotency-key-header."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

KEPT = timedelta(days=1)  # a program that has no answer asks again in minutes


class IdempotencyKeyQuerySet(models.QuerySet["IdempotencyKey"]):
    def forget_old(self) -> None:
        self.filter(made_at__lt=timezone.now() - KEPT).delete()


class IdempotencyKey(models.Model):
    """A person's key, the request that it came with first, and its answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    request = models.CharField(max_length=64, help_text="SHA-256 of its method, address and body")
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)  # read and written as a whole
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = IdempotencyKeyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="one_answer_an_idempotency_key"),
        ]

    def __str__(self) -> str:
        return self.name
