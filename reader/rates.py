"""Limits of how often something may be done: so many times in a minute, over all workers of the site.

Each worker takes a tenth of a limit at a time from the counter in the database (`models/rate.py`), and gives it out of
memory: a program that asks six hundred times a minute costs ten writes, and one that was refused none. So never more is
let through than the limit, and with several workers at worst one tenth a worker less.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from reader.models import Rate

MINUTE = 60
MOST_HELD = 10_000  # leases in a worker's memory
_leases: dict[str, tuple[int, int]] = {}  # by key: of which window, and how many are left


@dataclass(frozen=True)
class Limit:
    """So many times in so many seconds; 0 is no limit."""

    name: str
    most: int
    seconds: int = MINUTE

    def wait(self, who: str) -> int:
        """Count that it is done once more, and return 0; or in how many seconds it may be done again."""
        if not self.most:
            return 0
        now = int(time.time())
        window, key = now // self.seconds, f"{self.name}:{who}"[:100]
        held, left = _leases.get(key, (window, 0))
        if held != window or not left:
            until = datetime.fromtimestamp((window + 1) * self.seconds, UTC)
            wanted = max(1, self.most // 10)
            left = Rate.objects.lease(key, until=until, wanted=wanted, most=self.most) or -1
        if len(_leases) >= MOST_HELD:
            _leases.clear()  # they are taken anew
        _leases[key] = window, max(left - 1, -1)
        return 0 if left > 0 else self.seconds - now % self.seconds


def api() -> Limit:
    """Requests of a token, or of a person in a browser."""
    return Limit("api", settings.API_RATE)


def strangers() -> Limit:
    """Requests of the API from one address without a token that is good."""
    return Limit("stranger", settings.ATTEMPT_RATE)


def captures_of_strangers() -> Limit:
    """Pages that other sites' forms bring to the window of captures from one address."""
    return Limit("capture", settings.ATTEMPT_RATE)


def sign_ins() -> Limit:
    """Attempts to sign in under one name from one address."""
    return Limit("sign-in", settings.ATTEMPT_RATE)


def forget() -> None:
    """Give no lease out any more: for tests, whose database forgets, too."""
    _leases.clear()


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from.

    A site that others reach stands behind a proxy (see ATTEST_URL), whose last word in X-Forwarded-For is whom it saw.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


class SignInForm(AuthenticationForm):
    """The form to sign in, which nobody can try passwords on as fast as they like."""

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username", "")).casefold()
        if self.request and name:
            who = sha256(f"{address_of(self.request)} {name}".encode("utf-8", "replace")).hexdigest()
            if wait := sign_ins().wait(who):
                text = "Too many attempts to sign in: wait %(wait)d second and try again."
                texts = "Too many attempts to sign in: wait %(wait)d seconds and try again."
                raise ValidationError(ngettext(text, texts, wait) % {"wait": wait})
        return super().clean()


class AdminSignInForm(SignInForm, AdminAuthenticationForm):
    """The same for the administration's page."""
