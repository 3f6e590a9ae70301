"""What languages are called."""

from __future__ import annotations

from django.utils.translation import get_language_info, gettext


def language_name(code: str) -> str:
    """Return what a language is called, in the language of the page; where that is not known, its code."""
    try:
        return gettext(str(get_language_info(code)["name"]))  # Django's catalogues have them
    except KeyError:
        return code
