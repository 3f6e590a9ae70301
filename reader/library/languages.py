"""What languages are called."""

from __future__ import annotations

from django.utils.translation import get_language_info, gettext, gettext_noop

# Those that Django has no interface in, but of which there is news.
OTHERS = {
    "zh": gettext_noop("Chinese"),
    "ps": gettext_noop("Pashto"),
    "ku": gettext_noop("Kurdish"),
    "am": gettext_noop("Amharic"),
    "so": gettext_noop("Somali"),
    "ti": gettext_noop("Tigrinya"),
    "yi": gettext_noop("Yiddish"),
    "si": gettext_noop("Sinhala"),
    "ht": gettext_noop("Haitian Creole"),
    "rw": gettext_noop("Kinyarwanda"),
}


def language_name(code: str) -> str:
    """Return what a language is called, in the language of the page; where that is not known, its code."""
    try:
        return gettext(OTHERS.get(code) or str(get_language_info(code)["name"]))  # Django's catalogues have its own
    except KeyError:
        return code
