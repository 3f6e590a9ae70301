"""Tokens: what a person's programs show instead of a password, with what they may do."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from .person import User

USE_IS_KEPT_EVERY = timedelta(minutes=1)  # a program asks often: not each time is worth a write
PREFIX = "attest_"  # by which those who look for leaked secrets know one


class Scope(models.TextChoices):
    """What a token is good for; never more than its person may do."""

    READ = "read", gettext_lazy("Read highlights")
    ANNOTATE = "annotate", gettext_lazy("Make, change and delete highlights")
    IMPORT = "import", gettext_lazy("Bring in pages, and many highlights at once")


class TokenQuerySet(models.QuerySet["Token"]):
    def issue(self, user: User, name: str, scopes: Iterable[str]) -> tuple[Token, str]:
        """Make a token, and return it with its secret, which nothing keeps and nobody can read again."""
        secret = PREFIX + secrets.token_urlsafe(32)
        allowed = {*scopes}
        scope = " ".join(each for each in Scope.values if each in allowed)
        return self.create(user=user, name=name, scope=scope, digest=digest_of(secret)), secret

    def of_secret(self, secret: str) -> Token | None:
        """Return the token that has this secret, if its person may still sign in.

        It is found by its hash: how long that takes says nothing of the secret.
        """
        found = self.select_related("user").filter(digest=digest_of(secret), user__is_active=True)
        return found.first()

    def of(self, user: User) -> Self:
        return self.filter(user=user)


class Token(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scope = models.CharField(max_length=60, help_text="what it is good for, apart by spaces (RFC 6749, section 3.3)")
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(scope=""), name="token_is_good_for_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scopes(self) -> list[Scope]:
        return [Scope(each) for each in self.scope.split()]

    def note_use(self) -> None:
        """Keep that it was used just now, at most once a minute."""
        now = timezone.now()
        if self.used_at is None or now - self.used_at >= USE_IS_KEPT_EVERY:
            Token.objects.filter(pk=self.pk).update(used_at=now)


def digest_of(secret: str) -> str:
    """Return what is stored of a secret. It is 32 random bytes: one round of SHA-256 is enough."""
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
