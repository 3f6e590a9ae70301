"""How long a password has to be, said in every language of ours."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's rule; its sentence, which Django 5.2 has in English alone for Arabic, is of our catalogue."""

    def get_error_message(self) -> str:
        """Return what is said of a password with fewer than `min_length` code points."""
        return ngettext(
            "This password is too short: it must contain at least {number} character.",
            "This password is too short: it must contain at least {number} characters.",
            self.min_length,
        ).format(number=self.min_length)
