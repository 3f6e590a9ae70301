"""What scripts say in the language of the page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog

from reader.models import ImportRow
from reader.sentences import translated
from reader.telling import told, told_of_list, told_of_row

register = template.Library()


@cache
def _catalogue(language: str) -> dict[str, Any]:
    """Give the scripts' sentences of a language by the English ones; those with a number have a list of forms."""
    view = JavaScriptCatalog()
    view.translation = DjangoTranslation(
        language, domain="djangojs", localedirs=[str(path) for path in settings.LOCALE_PATHS]
    )
    return view.get_catalog()


@register.simple_tag
def words() -> SafeString:
    """Write the sentences that `static/js/words.js` takes; the English ones stand in the scripts themselves."""
    language = get_language() or settings.LANGUAGE_CODE
    return SafeString("") if language == settings.LANGUAGE_CODE else json_script(_catalogue(language), "words")


@register.filter
def shown(text: object) -> str:
    """Give a word or sentence that is kept in English in the language of the page, where the catalogue has it."""
    return translated(str(text)) if text else ""


@register.filter
def problem(text: object) -> str:
    """Give what was said of fetching or importing something in the language of the page."""
    return told(str(text)) if text else ""


@register.filter
def outcome(row: ImportRow) -> str:
    """Give what is said of a row of an import."""
    if row.state == ImportRow.State.UNPACKED:
        return told_of_list(row.reason)
    return told_of_row(row.reason, row.remedy)


@register.filter
def isolated(text: object) -> str:
    """Give words that may run the other way so that they turn nothing around them (Unicode UAX 9: FSI, PDI).

    For values inside of a translated sentence, where an element cannot stand; in a page from left to right they are
    given as they are.
    """
    return f"\u2068{text}\u2069" if get_language_bidi() else str(text)
