"""What languages are called."""

from __future__ import annotations

from django.utils.translation import get_language_info


def language_name(code: str) -> str:
    """Return what a language is called in English; where that is not known, its code."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code
